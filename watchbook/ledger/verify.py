"""Checks a folder that Watchbook exported, or single receipts, and says what that proves and what it does not.

    python3 verify.py FOLDER --key 'NAME+ID+KEY'                the log's key, as the authority publishes it
    python3 verify.py FOLDER RECEIPT… CHECKPOINT… SLIP…         those too, held against the folder: the entry of a slip must be there
    python3 verify.py RECEIPT… --key 'NAME+ID+KEY'              without the folder; --key once more for each witness
    python3 verify.py CERTIFICATE.json --key 'NAME+ID+KEY'      a certificate of deletion: prints what was deleted and kept
It needs Python 3.10 or later and no network. It ends with 0 if everything holds, 1 if not, 2 if asked wrongly. Formats: RFC 6962, c2sp.org.
"""

import argparse
import base64
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, reduce
from hashlib import sha256, sha512
from pathlib import Path
from struct import unpack
from typing import Any, NamedTuple, NoReturn

WIDTH, LOG, WITNESS, DOMAIN = 256, 1, 4, b"watchbook/event/v1"
NUMBER, HEX, HASH = "0|[1-9][0-9]{0,18}", "[0-9a-f]{64}", "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="
TOKEN = ("entries", "on", "authority", "token_sha256")  # what the receipt of a time stamp opens of it
BASE64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?"
TEXT = "[^\0-\x09\x0b-\x1f\ufffd]*"  # plain text: UTF-8 without control characters
ALWAYS = {"checkpoint", "keys", "SHA256SUMS", "verify.py", "READ-ME.txt"}
canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode  # for events
SUMS: dict[str, str] = {}  # of what was read
PROVES = {
    "": "The log's key signed each checkpoint, and no two checkpoints here of one size differ.",
    "checkpoint": "No entry of the folder was changed, removed, put in or moved since a checkpoint here first covered it.",
    "receipts": "What the open fields of each receipt say is what was logged.",
    "certificate": "Each step in the certificate was logged. It cannot prove that no copy was made. What is “clear” in it, an older backup still shows.",
    "tokens": "Each time stamp is the one that was logged, and is of the checkpoint that it names.",
}
GIVEN, NOBODYS = "It is the one that you gave", "You gave none: compare it with what the authority publishes"
FORK = "two histories were told (a fork). Keep everything: it is the evidence."
MISSING = "Its entry is not in this folder. If the folder is older than the act, ask for a newer one. If a newer one lacks it too, the entry was taken out."
DOUBTS = """What it does not prove
  - That what was logged is true, or that everything was logged: only that the log did not change.
  - Whose key that is. {whose}: {key}
  - That everybody is shown this log. Compare the newest checkpoint with one that others keep. Witnesses of it: {witnesses}
  - When. For that: openssl ts -verify -in TOKEN.tsr -digest DIGEST -CAfile ROOT.pem -untrusted AUTHORITY.pem
  - That this program is the right one. Compare its SHA-256 with the published one: {program}"""


class Wrong(Exception):
    """Something that does not hold, as a sentence."""


def wrong(sentence: str) -> NoReturn:
    """Refuse."""
    raise Wrong(sentence)


def need(holds: object, sentence: str) -> None:
    """Refuse unless it holds."""
    _ = holds or wrong(sentence)


class VerifiedHead(NamedTuple):
    """A signed head: size, root, text as the log alone signed it, witnesses; and the event that a receipt shows under it."""

    size: int
    root: bytes
    own: bytes
    witnesses: list[str]
    event: str = ""
    place: int = 0
    fields: dict[str, object] = {}
    closed: int = 0

    def closed_names(self) -> str:
        """Return their names, if the entry commits them; an entry of before November 2026 does not."""
        names = self.fields.get("field_names")
        shut = [name for name in names if name not in self.fields] if isinstance(names, list) else []
        return f": {', '.join(map(str, shut))}" if shut else ""


class VerifiedLog(NamedTuple):
    """What was found: problems as sentences, known keys, heads by where they stand."""

    problems: list[str]
    keys: list[str]
    heads: dict[str, VerifiedHead]
    slips: dict[str, bytes] = {}

    @contextmanager
    def at(self, where: str) -> Iterator[None]:
        """Note what is wrong there and go on."""
        try:
            yield
        except (Wrong, OSError) as error:
            self.problems.append(f"{where}: {error}")


# Ed25519 (RFC 8032 §5.1): points as (X, Y, Z, T) with x = X/Z, y = Y/Z, x·y = T/Z.
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT_OF_MINUS_ONE = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P)


def add(one: Sequence[int], two: Sequence[int]) -> Sequence[int]:
    """The sum of two points."""
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor: int, point: Sequence[int], total: Sequence[int] = (0, 1, 1, 0)) -> Sequence[int]:
    """A point added to itself so often."""
    while factor:
        total, point, factor = add(total, point) if factor & 1 else total, add(point, point), factor >> 1
    return total


def point_of(content: bytes) -> Sequence[int]:
    """The point of its 32 bytes, in their one form."""
    sign, y = content[31] >> 7, int.from_bytes(content, "little") & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT_OF_MINUS_ONE % P
    need(y < P and x * x % P == square and (x or not sign), "A key or signature is no point of the curve.")
    return (x := P - x if x & 1 != sign else x), y, 1, x * y % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


@lru_cache(maxsize=4096)
def is_signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """Whether a key has signed a message."""
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or scalar >= ORDER:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(scalar, BASE), add(point_of(signature[:32]), times(challenge, point_of(key)))
    return all((left[axis] * right[2] - right[axis] * left[2]) % P == 0 for axis in (0, 1))


def matched(pattern: str, text: str) -> str:
    """The text, if it is of that form."""
    return text if re.fullmatch(pattern, text) else wrong(f"“{text[:60]}” is not in its one right form.")


def bytes_of(text: str, pattern: str = BASE64) -> bytes:
    """The bytes of base64."""
    return base64.b64decode(matched(pattern, text))


def ordered(keys: Sequence[str]) -> list[str]:
    """Keys in their one order: the log's, then each witness's once, by name."""
    return [*keys[:1], *sorted({*keys[1:]} - {*keys[:1]}, key=lambda key: key.split("+"))]


def checked_keys(lines: Sequence[str]) -> list[str]:
    """Lines of public keys, `name+id+key`: the log's first (kind 1), then those of witnesses (kind 4)."""
    for line, kind in zip(lines, [LOG] + [WITNESS] * len(lines), strict=False):
        name, identity, text = matched(r"[^\s+]+\+[0-9a-f]{8}\+.{44}", line).split("+", 2)
        expected = sha256(name.encode() + b"\n" + bytes_of(text)).hexdigest()[:8]
        need((identity, bytes_of(text)[0]) == (expected, kind), f"“{line[:99]}” is no key for its place.")
    return ordered(lines)


def signer_of(line: str, body: str, keys: Sequence[str]) -> str:
    """The key behind a signature's line. Raises Wrong if it is wrong, and if it cannot be checked."""
    name, text = matched("— [^ ]+ [^ ]+", line).split(" ")[1:]
    identity, message, signature = bytes_of(text)[:4].hex(), body.encode(), bytes_of(text)[4:]
    known = [one for one in keys if one.startswith(f"{name}+{identity}+")]
    key = known[0] if known else wrong(f"The key of {name!r} is not known here. Give it with --key.")
    kind, *point = bytes_of(key.split("+", 2)[2])
    if kind == WITNESS:
        time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        message = f"cosignature/v1\ntime {time}\n".encode() + message
    return key if is_signed(message, signature, bytes(point)) else wrong(f"The signature of {name} is wrong.")


def head_of(note: str, keys: Sequence[str]) -> VerifiedHead:
    """The head of a signed checkpoint, every signature checked."""
    body, _, tail = note.rpartition("\n\n")
    lines, parts = tail.split("\n"), body.split("\n")
    need((len(parts), parts[0], lines.pop()) == (3, keys[0].split("+")[0], ""), "No checkpoint of this log.")
    signers = [signer_of(line, f"{body}\n", keys) for line in lines]
    need(signers == ordered([keys[0], *signers[1:]]), "It is not signed by log and witnesses, once each.")
    own, witnesses = f"{body}\n\n{lines[0]}\n".encode(), [key.split("+")[0] for key in signers[1:]]
    return VerifiedHead(int(matched(NUMBER, parts[1])), bytes_of(parts[2], HASH), own, witnesses)


def root_of(row: Sequence[bytes]) -> bytes:
    """The root over hashes side by side."""
    while len(row) > 1:
        rest, each = [*row[len(row) & ~1 :]], iter(row)
        pairs = map(b"\x01%b%b".__mod__, zip(each, each, strict=False))
        row = [sha256(pair).digest() for pair in pairs] + rest
    return row[0]


def leaf_hashes(bundle: bytes) -> list[bytes]:
    """The hashes of a bundle's leaves of 49 bytes, each after its length in two bytes; none if there is anything else."""
    count, marked = len(bundle) // 51, bytearray(bundle)
    if bundle[::51] != bytes(count) or bundle[1::51] != b"1" * count or len(bundle) != 51 * count:
        return []
    marked[1::51] = bytes(count)  # the byte that goes before a leaf in its hash
    return [sha256(leaf).digest() for leaf in unpack("x50s" * count, marked)]


def check_inclusion(leaf: bytes, index: int, head: VerifiedHead, hashes: Sequence[bytes]) -> None:
    """Raise Wrong unless the leaf stands at its index under the head's root."""
    inner = (index ^ (head.size - 1)).bit_length() if index < head.size else 64
    need(len(hashes) == inner + bin(index >> inner).count("1"), "Its proof cannot lead to the root.")
    reached = sha256(b"\x00" + leaf).digest()
    for level, one in enumerate(hashes):
        reached = root_of([one, reached] if level >= inner or index >> level & 1 else [reached, one])
    need(reached == head.root, f"Its proof leads from entry {index} to another root: this was not logged.")


def opened(content: bytes) -> tuple[bytes, str, dict[str, object], int]:
    """Leaf, event, open fields and the number of closed ones, from a receipt's opening in its one form."""
    try:
        found = json.loads(content.decode(), parse_float=wrong, parse_constant=wrong)
        event, entries, fields = found["event"], found["fields"], dict[str, object]()
        hashes = [hash_of(entry, fields) for entry in entries]
        identity = bytes.fromhex(matched("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", event).replace("-", ""))
        form = (canonical(found).encode(), len(found), list(fields))
        need(form == (content, 2, sorted(fields)), "It does not open an event in the one canonical form.")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Wrong("It does not open an event in the form of a receipt.") from error
    if isinstance(names := fields.get("field_names"), list):
        shown = [name for name, entry in zip(names, entries, strict=False) if isinstance(entry, list)]
        is_so = (names, len(names), shown) == (sorted({*names}), len(entries), list(fields))
        is_so = is_so and all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in names)
        need(is_so, "It names a field twice, or commits to others than it names.")
    leaf = b"\x01" + identity + sha256(DOMAIN + b"".join(hashes)).digest()
    return leaf, event, fields, len(hashes) - len(fields)


def hash_of(entry: Any, fields: dict[str, object]) -> bytes:
    """The hash of a closed field, or of an open one, [name, value, salt], put among the fields. No number may lend its digits to the name beside it."""
    if not isinstance(entry, list):
        return bytes.fromhex(matched(HEX, entry))
    name, value, salt = entry
    matched("[a-z][a-z0-9_]*(?<![0-9])" if isinstance(value, int) else "[a-z][a-z0-9_]*", name)
    fields[name] = value if name not in fields else wrong("It opens a field twice.")
    return sha256(bytes.fromhex(matched(HEX, salt)) + (name + canonical(value)).encode()).digest()


def receipt_of(text: str, keys: Sequence[str]) -> VerifiedHead:
    """The head of a receipt with the event that it shows; all is checked but that the head is one with others."""
    top, _, note = text.partition("\n\n")
    kind, extra, index, *hashes = [*top.split("\n"), "", ""]
    need((kind, extra[:6], index[:6]) == ("c2sp.org/tlog-proof@v1", "extra ", "index "), "It is no receipt.")
    head, place = head_of(note, keys), int(matched(NUMBER, index[6:]))
    leaf, event, fields, closed = opened(bytes_of(extra[6:]))
    check_inclusion(leaf, place, head, [bytes_of(line, HASH) for line in hashes[:-2]])
    return head._replace(event=event, place=place, fields=fields, closed=closed)


def slip_of(text: str, keys: Sequence[str]) -> bytes:
    """The hash of the leaf that a slip promises, signed by the log's key."""
    body, _, line = text.partition("\n\n")
    parts = body.split("\n")
    signer = signer_of(line.rstrip("\n"), f"{body}\n", keys) if len(parts) == 3 else ""
    need(signer == keys[0], "It is no slip of this log.")
    return bytes_of(parts[2], HASH)


def named_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON, each name in it once: of two, another reader may show the one that was not logged."""
    return dict(pairs) if len(dict(pairs)) == len(pairs) else wrong("A name stands in it twice.")


def certificate_of(text: str, keys: Sequence[str]) -> list[VerifiedHead]:
    """The receipts of a certificate of deletion, in the order of the log; the last was logged with all that it says."""
    try:
        told = json.loads(text, object_pairs_hook=named_once, parse_float=wrong, parse_constant=wrong)
        body, heads = told.pop("body"), [receipt_of(one, keys) for one in told.pop("receipts")]
        of, events, digest = str(body["number"]), body["events"], sha256(canonical(body).encode()).hexdigest()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Wrong("The file is not a certificate of deletion.") from error
    need({one.fields.get("reference") for one in heads} == {of}, "Its receipts are of another deletion.")
    need([one.event for one in heads[:-1]] == events, "Its receipts are not those of its steps, in order.")
    last = heads[-1].fields
    need(not told and last.get("certificate_sha256") == digest, "It was changed since it was logged.")
    need(body["decided"]["proposed_by"] != body["decided"]["approved_by"], "One person alone decided it.")
    last["things"] = [f"{one['reference'] or 'protected'}: {one['outcome']}" for one in body["things"]]
    return heads


def read(folder: Path, name: str) -> bytes:
    """A file of the folder, its sum kept for SHA256SUMS."""
    path = f"{folder}/{name}"
    is_file = os.path.isfile(path) and not os.path.islink(path)
    with open(path if is_file else wrong(f"{name} is missing."), "rb", buffering=0) as file:
        content = file.read()
    SUMS[path] = sha256(content).hexdigest()
    return content


def files_of(folder: str) -> Iterator[str]:
    """The names of what lies in a folder: files, links, which are not followed, and empty folders."""
    for at, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(f"{at}/{name}")]
        names = [*files, *links] if files or folders else [""]
        yield from (f"{at}/{name}"[len(folder) + 1 :].replace(os.sep, "/") for name in names)


def check_sums(folder: Path, files: Sequence[str]) -> None:
    """Raise Wrong unless SHA256SUMS lists every other file once, in order, each as it was read."""
    listed = read(folder, "SHA256SUMS").decode(errors="replace").splitlines(keepends=True)
    _ = [read(folder, name) for name in files if f"{folder}/{name}" not in SUMS]
    lines = [f"{SUMS.pop(f'{folder}/{name}')}  {name}\n" for name in files if name != "SHA256SUMS"]
    differing = ", ".join(sorted({line[66:].strip() for line in {*lines} ^ {*listed}}))
    need(listed == lines, f"It does not list the files as they are: {differing[:300]}")


def tile_path(level: object, index: int, width: int) -> str:
    """The path of a tile or bundle."""
    path = re.sub("(...)(?=.)", r"x\1/", str(index).zfill((len(str(index)) + 2) // 3 * 3))
    return f"tile/{level}/{path}" + ("" if width == WIDTH else f".p/{width}")


def check_tile(folder: Path, level: int, index: int, row: Sequence[bytes]) -> str:
    """The path of a tile. Raises Wrong unless it holds just these hashes."""
    path = tile_path(level, index, len(row))
    return path if read(folder, path) == b"".join(row) else wrong(f"{path} does not fit what is below it.")


def roots_of(folder: Path, size: int, ends: set[int], asked: set[bytes]) -> tuple[dict[int, bytes], set[str]]:
    """The roots at the sizes of `ends`, made from the leaves alone, and the paths of all tiles, held against them. What is found leaves `asked`."""
    events = list[bytes]()
    roots, paths, left, row, level = {0: sha256().digest()}, set[str](), list[bytes](), list[bytes](), 0
    for index, start in enumerate(range(0, size, WIDTH)):
        width = min(WIDTH, size - start)
        paths.add(path := tile_path("entries", index, width))
        hashes = leaf_hashes(bundle := read(folder, path))
        asked.difference_update(hashes if asked else ())
        need(len(hashes) == width, f"{path} does not hold {width} whole entries.")
        events += unpack("3x16s32x" * width, bundle)
        paths.add(check_tile(folder, 0, index, hashes))
        for end in (one for one in ends if start < one <= start + width):
            last = root_of(hashes[: end - start])
            roots[end] = reduce(lambda right, one: root_of([one, right]), reversed(left), last)
        row += [root_of(hashes)] if width == WIDTH else []
        left += row[-1:]
        for _ in range(((index + 1) & -(index + 1)).bit_length() - 1):
            left[-2:] = [root_of(left[-2:])]
    need(len(dict.fromkeys(events)) == size, "An event stands in two entries: it was sealed twice.")
    while row:
        level, tiles = level + 1, [row[at : at + WIDTH] for at in range(0, len(row), WIDTH)]
        paths |= {check_tile(folder, level, index, tile) for index, tile in enumerate(tiles)}
        row = [root_of(tile) for tile in tiles if len(tile) == WIDTH]
    return roots, paths


def check_heads(folder: Path, found: VerifiedLog) -> set[str]:
    """The paths of the log's tiles. Every head, alone or in a receipt, is held against what the leaves give."""
    newest = found.heads.get("checkpoint") or wrong("Without its checkpoint it says nothing.")
    missing = set(found.slips.values())
    roots, paths = roots_of(folder, newest.size, {head.size for head in found.heads.values()}, missing)
    for where, leaf in found.slips.items():
        with found.at(where):
            need(leaf not in missing, MISSING)
    for where, head in found.heads.items():
        with found.at(where):
            need(where[:12] != "checkpoints/" or where[12:] == f"{head.size}", "It is of another size.")
            is_under = where[-6:] != "-proof" or head[:4] == newest[:4]
            need(is_under, "It is not under the checkpoint of the folder, with the same signatures.")
            need(head.size <= newest.size, f"Its {head.size} entries are not all here: older, or set back.")
            need(roots[head.size] == head.root, f"It signs for other entries: they were changed, or {FORK}")
    need(read(folder, "checkpoint") == read(folder, f"checkpoints/{newest.size}"), "The newest differ.")
    return paths


def check_token(folder: Path, stem: str, found: VerifiedLog) -> None:
    """Raise Wrong unless a time stamp is what was logged under its name, and of the head of its size."""
    content, receipt = read(folder, f"{stem}.tsr"), found.heads.get(f"{stem}.tlog-proof")
    size, on, name, digest = map((receipt.fields if receipt else {}).get, TOKEN)
    logged = f"tokens/{size}.{on}-{re.sub('[^0-9A-Za-z]', '-', str(name)).strip('-')}"
    head = found.heads.get(f"checkpoints/{size}")
    need((logged, digest) == (stem, sha256(content).hexdigest()), "Name or digest is not what was logged.")
    need(head and sha256(head.own).digest() in content, "It does not stamp the checkpoint of its name.")


def check_notes(notes: dict[str, Path], found: VerifiedLog) -> None:
    """Take in checkpoints and receipts, each checked by itself."""
    for where, path in notes.items():
        with found.at(where):
            text = matched(TEXT, read(path.parent, path.name).decode(errors="replace"))
            if path.suffix == ".json":
                heads = enumerate(certificate_of(text, found.keys), start=1)
                found.heads.update({f"certificate/{step}": head for step, head in heads})
            elif text.startswith("watchbook slip\n"):
                found.slips[where] = slip_of(text, found.keys)
            else:
                is_receipt = where.endswith(".tlog-proof") or (text.startswith("c2sp") and where[-1] == ")")
                found.heads[where] = one = (receipt_of if is_receipt else head_of)(text, found.keys)
                need(where[:9] != "receipts/" or where[9:-11] == one.event, f"It is of event {one.event}.")


def check_forks(found: VerifiedLog) -> None:
    """Note heads of one size that sign for different roots: whoever signed both told two histories."""
    first: dict[int, str] = {}
    for where, head in found.heads.items():
        other = first.setdefault(head.size, where)
        with found.at(f"{other} and {where}"):
            need(found.heads[other].root == head.root, f"Two checkpoints of {head.size} entries: {FORK}")


def check_folder(folder: Path, found: VerifiedLog, outside: dict[str, Path]) -> None:
    """Check everything in a folder, no link followed, and hold what was given from elsewhere against it."""
    files = sorted(files_of(f"{folder}"))
    kept = re.compile("checkpoint(s/[0-9]+)?|(receipts|tokens)/[0-9A-Za-z._-]+[.]tlog-proof")
    notes = {one: folder / one for one in files if kept.fullmatch(one)}
    stamps = sorted({name.rsplit(".", 1)[0] for name in files if name.startswith("tokens/")})
    expected, given = {*ALWAYS, *notes, *(f"{stem}.tsr" for stem in stamps)}, set(found.keys)
    with found.at("keys"):
        *lines, last = matched(TEXT, read(folder, "keys").decode(errors="replace")).split("\n")
        found.keys[:] = checked_keys(lines)
        need(lines and lines == found.keys and not last, "It is not the log's key, then witnesses' by name.")
        need(given <= {*lines}, "It lacks a key that you gave: somebody else may have signed this log.")
    check_notes({**notes, **outside} if found.keys else {}, found)
    for stem in stamps:
        with found.at(stem):
            check_token(folder, stem, found)
    tiles = {name for name in files if name.startswith("tile/")}  # all, if one of them is wrong
    with found.at("tile"):
        tiles = check_heads(folder, found)
    with found.at("SHA256SUMS"):
        check_sums(folder, files)
    strange = sorted({*files} - expected - tiles)
    found.problems.extend(f"{name}: It is no part of an export." for name in strange)


def told(found: VerifiedLog, given: Sequence[str]) -> Iterator[str]:
    """What was found, in plain words."""
    receipts = {where: head for where, head in found.heads.items() if head.event}
    for where, one in receipts.items():
        yield f"{where}: event {one.event} is entry {one.place} of {one.size}. It was logged with"
        yield from (f"    {name} = {value!r}" for name, value in sorted(one.fields.items()))
        yield f"    and {one.closed} fields that are kept closed{one.closed_names()}"
    if problems := ["".join(one if one.isprintable() else "?" for one in each) for each in found.problems]:
        yield from ("\nNOT PROVEN. This does not hold:", *(f"  - {problem}" for problem in problems))
        return
    yield from (f"{where}: its entry is in the log." for where in found.slips if found.heads)
    if not found.heads:
        yield "\nThe log's key signed it. That proves nothing of the log: give the exported folder too."
        return
    newest, key = max(found.heads.values(), key=lambda head: (head.size, head.witnesses)), found.keys[0]
    heads = f"{len(found.heads)} checkpoint{'s' * (len(found.heads) != 1)} of {key.split('+')[0]}"
    yield f"\nEVERYTHING HOLDS: {heads}, the newest of {newest.size} entries.\n\nWhat this proves"
    shown = {"", *(where.split("/")[0] for where in found.heads), *("receipts" for _ in receipts)}
    yield from (f"  - {what}" for kind, what in PROVES.items() if kind in shown)
    program = sha256(Path(__file__).read_bytes()).hexdigest()
    words = {"key": key, "witnesses": ", ".join(newest.witnesses) or "none", "program": program}
    yield DOUBTS.format(whose=GIVEN if key in given else NOBODYS, **words)


def main(arguments: Sequence[str]) -> int:
    """Check what is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="FOLDER, RECEIPT, CHECKPOINT or CERTIFICATE")
    parser.add_argument("--key", action="append", default=[], help="a key that you know from elsewhere")
    asked, found = parser.parse_args(arguments), VerifiedLog([], [], {}, {})
    folders = [path for path in asked.paths if path.is_dir()]
    with found.at("--key"):
        found.keys.extend(checked_keys(asked.key))
    if found.problems or len(folders) > 1 or not (folders or found.keys):
        parser.error(" ".join(found.problems) or "Name one folder, or give the log's key with --key.")
    single = {f"{path} (given)": path.resolve() for path in asked.paths if path not in folders}
    check_folder(folders[0], found, single) if folders else check_notes(single, found)
    check_forks(found)
    print("\n".join(told(found, asked.key)))
    return int(bool(found.problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
