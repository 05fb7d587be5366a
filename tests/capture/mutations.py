"""Ways to change a bundle: every one of them must be found."""

import io
import random
import struct
import zipfile
import zlib

from watchbook.capture import verify


def rebuilt(members):
    """The canonical zip of (name, content) pairs: what a careful forger would write."""
    body, listed = b"", b""
    for name, content in members:
        crc = zlib.crc32(content)
        listed += verify.central_header(name.encode(), crc, len(content), len(body))
        body += verify.local_header(name.encode(), crc, len(content)) + content
    return body + listed + verify.end_record(len(members), len(listed), len(body))


def taken_apart(bundle):
    """The bundle's (name, content) pairs."""
    return [(name, bundle[start : start + size]) for name, _, start, size in verify.members_of(bundle)]


def flipped(content, dice):
    """One bit of it changed."""
    if not content:
        return dice.randbytes(1)
    place = dice.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << dice.randrange(8)]) + content[place + 1 :]


def every_kind(bundle, *, dice, other):
    """Endless (what, changed bundle) pairs: each member in turn, then the order, the list, the spelling of the zip."""
    members = taken_apart(bundle)
    others = dict(taken_apart(other))
    while True:
        for place, (name, content) in enumerate(members):
            before, after = members[:place], members[place + 1 :]
            cut = dice.randrange(len(content)) if content else 0
            yield f"bit of {name}", rebuilt([*before, (name, flipped(content, dice)), *after])
            yield f"raw bit in {name}", _raw_bit(bundle, name, dice)
            if content:
                yield f"{name} cut off", rebuilt([*before, (name, content[:cut]), *after])
            yield (
                f"{name} longer",
                rebuilt([*before, (name, content + dice.randbytes(dice.randrange(1, 9))), *after]),
            )
            yield f"{name} deleted", rebuilt([*before, *after])
            yield f"{name} renamed", rebuilt([*before, (f"{name}x", content), *after])
            yield f"{name} twice", rebuilt([*members, (name, content)])
            twin = dice.randrange(len(members))
            if members[twin][1] != content:
                swapped = list(members)
                swapped[place], swapped[twin] = (name, members[twin][1]), (members[twin][0], content)
                yield f"{name} swapped with {members[twin][0]}", rebuilt(swapped)
            if others.get(name, content) != content:
                yield f"{name} of another bundle", rebuilt([*before, (name, others[name]), *after])
        moved = dice.sample(members, len(members))
        if moved != members:
            yield "another order", rebuilt(moved)
        yield "a file added", rebuilt([*members, (f"added-{dice.randrange(999)}.txt", b"new")])
        yield "the bundle cut off", bundle[: dice.randrange(len(bundle))]
        yield "bytes before", dice.randbytes(dice.randrange(1, 40)) + bundle
        yield "bytes after", bundle + dice.randbytes(dice.randrange(1, 40))
        yield "a comment", bundle[:-2] + struct.pack("<H", 3) + b"new"
        yield "a bit anywhere", flipped(bundle, dice)
        yield "a bit in the list at the end", _bit_at_the_end(bundle, dice)
        yield "deflated", _deflated(members)


def _raw_bit(bundle, name, dice):
    place = next((start, size) for found, _, start, size in verify.members_of(bundle) if found == name)
    where = dice.randrange(place[0] - 30 - len(name), place[0] + place[1])
    return bundle[:where] + bytes([bundle[where] ^ 1 << dice.randrange(8)]) + bundle[where + 1 :]


def _bit_at_the_end(bundle, dice):
    where = dice.randrange(bundle.index(b"PK\1\2"), len(bundle))
    return bundle[:where] + bytes([bundle[where] ^ 1 << dice.randrange(8)]) + bundle[where + 1 :]


def _deflated(members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


def not_found(bundle, *, other, examine, count, seed):
    """Change the bundle so many times; what was changed and not found, and how many kinds and changes were tried."""
    dice = random.Random(seed)
    changes = every_kind(bundle, dice=dice, other=other)
    missed, kinds, tried = [], set(), 0
    for _ in range(count):
        what, changed = next(changes)
        kinds.add(what.split(" of ")[0].split(" in ")[0])
        tried += 1
        if changed == bundle or not examine(changed).bad:
            missed.append(what)
    return missed, len(kinds), tried
