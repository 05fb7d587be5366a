"""Checks a folder that Watchbook exported, or single receipts, and says what that proves and what it does not.

    python3 verify.py FOLDER --key 'NAME+ID+KEY'                the log's key, as the authority publishes it
    python3 verify.py FOLDER RECEIPT… CHECKPOINT…               those too, held against the folder
    python3 verify.py RECEIPT… --key 'NAME+ID+KEY'              without the folder; --key once more for each witness

It needs Python 3.10 or later, no network and no other file of Watchbook. It ends with 0 if everything holds, 1 if not, 2 if
asked wrongly. Formats: RFC 6962, c2sp.org signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-proof.
"""

import argparse
import base64
import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, reduce
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

WIDTH, LOG, WITNESS, DOMAIN = 256, 1, 4, b"watchbook/event/v1"
NUMBER, HEX, HASH = "0|[1-9][0-9]{0,18}", "[0-9a-f]{64}", "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="
BASE64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?"
ALWAYS = {"checkpoint", "keys", "SHA256SUMS", "verify.py", "READ-ME.txt"}
PROVEN = """
What this proves
  - Of a folder: no entry was changed, removed, put in or moved since a head here first covered it.
  - The open fields of each receipt are what was logged; each time stamp is the one logged, and of its checkpoint.
What it does not prove
  - That what was logged is true, or that everything was logged: only that the log did not change.
  - Whose key that is. Compare this line with what the authority publishes: {key}
  - That everybody is shown this log. Compare the newest head with one that others keep. Witnesses of it: {witnesses}
  - When. For that: openssl ts -verify -in TOKEN.tsr -digest DIGEST -CAfile ROOT.pem -untrusted AUTHORITY.pem
  - That this program is the right one. Compare its SHA-256 with the published one: {program}"""


class Wrong(Exception):
    """Something that does not hold, as a sentence."""


def wrong(sentence: str) -> NoReturn:
    """Refuse."""
    raise Wrong(sentence)


class Head(NamedTuple):
    """A signed head of the log: size, root, the text as the log alone signed it, and names of witnesses."""

    size: int
    root: bytes
    own: bytes
    witnesses: list[str]


class Receipt(NamedTuple):
    """An event shown to be in the log: its place there, what is open, and how many fields are closed."""

    head: Head
    place: int
    event: str
    fields: dict[str, object]
    closed: int


class Found(NamedTuple):
    """What was found: problems as sentences, known keys, heads and receipts by where they stand."""

    problems: list[str]
    keys: list[str]
    heads: dict[str, Head]
    receipts: dict[str, Receipt]

    @contextmanager
    def at(self, where: str) -> Iterator[None]:
        """Note what is wrong there and go on."""
        try:
            yield
        except Wrong as error:
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


def times(factor: int, point: Sequence[int]) -> Sequence[int]:
    """A point added to itself so often."""
    total: Sequence[int] = (0, 1, 1, 0)
    while factor:
        total, point, factor = add(total, point) if factor & 1 else total, add(point, point), factor >> 1
    return total


def point_of(content: bytes) -> Sequence[int]:
    """The point of its 32 bytes, in their one form."""
    sign, y = content[31] >> 7, int.from_bytes(content, "little") & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT_OF_MINUS_ONE % P
    if y >= P or x * x % P != square or (x == 0 and sign):
        raise Wrong("A key or signature is no point of the curve.")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


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


def text_of(content: bytes) -> str:
    """Plain text: UTF-8 without control characters."""
    return matched("[^\0-\x09\x0b-\x1f\ufffd]*", content.decode(errors="replace"))


def checked_keys(lines: Sequence[str]) -> list[str]:
    """Lines of public keys, `name+id+key`: the log's first (kind 1), then those of witnesses (kind 4)."""
    for line, kind in zip(lines, [LOG] + [WITNESS] * len(lines), strict=False):
        name, identity, text = matched(r"[^\s+]+\+[0-9a-f]{8}\+.{44}", line).split("+", 2)
        expected = sha256(name.encode() + b"\n" + bytes_of(text)).hexdigest()[:8]
        if identity != expected or bytes_of(text)[0] != kind:
            raise Wrong(f"“{line[:99]}” is no key of a {'log' if kind == LOG else 'witness'}.")
    return list(lines)


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


def head_of(note: str, keys: Sequence[str]) -> Head:
    """The head of a signed checkpoint, every signature checked."""
    body, _, tail = note.rpartition("\n\n")
    lines, parts = tail.split("\n"), body.split("\n")
    if lines.pop() or len(parts) != 3 or parts[0] != keys[0].split("+")[0]:
        raise Wrong("It is no checkpoint of this log: three lines, the first its name, and signatures.")
    signed = {signer_of(line, f"{body}\n", keys): line for line in lines}
    if keys[0] not in signed or len(signed) != len(lines):
        raise Wrong("It is not signed once by its log and at most once by each witness.")
    own = f"{body}\n\n{signed.pop(keys[0])}\n".encode()
    witnesses = [key.split("+")[0] for key in signed]
    return Head(int(matched(NUMBER, parts[1])), bytes_of(parts[2], HASH), own, witnesses)


def root_of(row: Sequence[bytes]) -> bytes:
    """The root over hashes side by side."""
    while len(row) > 1:
        pairs = zip(row[::2], row[1::2], strict=False)
        row = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + list(row[len(row) & ~1 :])
    return row[0]


def leaf_hashes(bundle: bytes) -> list[bytes]:
    """The hashes of a bundle's leaves, each after its length in two bytes; none if the bundle is cut off."""
    hashes, at, end = [], 0, len(bundle)
    while at + 1 < end:
        begin, at = at + 2, at + 2 + (bundle[at] << 8) + bundle[at + 1]
        hashes.append(sha256(b"\x00" + bundle[begin:at]).digest())
    return hashes if at == end else []


def check_inclusion(leaf: bytes, index: int, head: Head, hashes: Sequence[bytes]) -> None:
    """Raise Wrong unless the leaf stands at its index under the head's root."""
    inner = (index ^ (head.size - 1)).bit_length() if index < head.size else 64
    if len(hashes) != inner + bin(index >> inner).count("1"):
        raise Wrong(f"Its proof cannot lead from leaf {index} to the root of {head.size} leaves.")
    reached = sha256(b"\x00" + leaf).digest()
    for level, one in enumerate(hashes):
        reached = root_of([one, reached] if level >= inner or index >> level & 1 else [reached, one])
    if reached != head.root:
        raise Wrong(f"Its proof leads from leaf {index} to another root: this was not logged.")


def canonical(value: object) -> str:
    """A value as canonical JSON, as far as events need it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def opened(content: bytes) -> tuple[bytes, str, dict[str, object], int]:
    """Leaf, event, open fields and the number of closed ones, from a receipt's opening in its one form."""
    try:
        found = json.loads(content.decode(), parse_float=wrong, parse_constant=wrong)
        event, entries, fields = found["event"], found["fields"], dict[str, object]()
        hashes = [hash_of(entry, fields) for entry in entries]
        identity = bytes.fromhex(matched("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", event).replace("-", ""))
        same = canonical(found).encode() == content and len(found) == 2 and list(fields) == sorted(fields)
        event = event if same else wrong("It does not open an event in the one canonical form.")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Wrong("It does not open an event in the form of a receipt.") from error
    leaf = b"\x01" + identity + sha256(DOMAIN + b"".join(hashes)).digest()
    return leaf, event, fields, len(hashes) - len(fields)


def hash_of(entry: Any, fields: dict[str, object]) -> bytes:
    """The hash of a closed field, or of an open one, [name, value, salt], which is put among the fields."""
    if not isinstance(entry, list):
        return bytes.fromhex(matched(HEX, entry))
    name, value, salt = entry
    # Name and value are hashed side by side: a number may not lend its first digits to the name.
    matched("[a-z][a-z0-9_]*(?<![0-9])" if isinstance(value, int) else "[a-z][a-z0-9_]*", name)
    fields[name] = value if name not in fields else wrong("It opens a field twice.")
    return sha256(bytes.fromhex(matched(HEX, salt)) + (name + canonical(value)).encode()).digest()


def receipt_of(content: bytes, keys: Sequence[str]) -> Receipt:
    """What a receipt shows, everything about it checked but that its head is of the same log as others."""
    top, _, note = text_of(content).partition("\n\n")
    kind, extra, index, *hashes = [*top.split("\n"), "", ""]
    if kind != "c2sp.org/tlog-proof@v1" or extra[:6] != "extra " or index[:6] != "index ":
        raise Wrong("It is no receipt.")
    head, place = head_of(note, keys), int(matched(NUMBER, index[6:]))
    leaf, event, fields, closed = opened(bytes_of(extra[6:]))
    check_inclusion(leaf, place, head, [bytes_of(line, HASH) for line in hashes[:-2]])
    return Receipt(head, place, event, fields, closed)


def read(folder: Path, name: str) -> bytes:
    """A file of the folder."""
    path = folder / name
    return path.read_bytes() if path.is_file() and not path.is_symlink() else wrong(f"{name} is missing.")


def check_sums(folder: Path, files: Sequence[str]) -> None:
    """Raise Wrong unless SHA256SUMS lists every other file once, in order, each as it is."""
    lines = [f"{sha256(read(folder, name)).hexdigest()}  {name}\n" for name in files if name != "SHA256SUMS"]
    listed = read(folder, "SHA256SUMS").decode(errors="replace")
    if listed != "".join(lines):
        differing = {line[66:].strip() for line in set(lines) ^ set(listed.splitlines(keepends=True))}
        raise Wrong(f"It does not list the files as they are: {', '.join(sorted(differing))[:300]}")


def tile_path(level: object, index: int, width: int) -> str:
    """The path of a tile or bundle."""
    parts = re.findall("...", str(index).zfill((len(str(index)) + 2) // 3 * 3))
    path = "/".join(["tile", str(level), *("x" + part for part in parts[:-1]), parts[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"


def check_tile(folder: Path, level: int, index: int, row: Sequence[bytes]) -> str:
    """The path of a tile. Raises Wrong unless it holds just these hashes."""
    path = tile_path(level, index, len(row))
    return path if read(folder, path) == b"".join(row) else wrong(f"{path} does not fit what is below it.")


def roots_of(folder: Path, size: int, wanted: set[int]) -> tuple[dict[int, bytes], set[str]]:
    """The roots at the wanted sizes, made from the leaves alone, and the paths of all tiles, held against them."""
    roots, paths, left, row, level = {0: sha256().digest()}, set[str](), list[bytes](), list[bytes](), 0
    for index, start in enumerate(range(0, size, WIDTH)):
        width = min(WIDTH, size - start)
        paths.add(path := tile_path("entries", index, width))
        hashes = leaf_hashes(read(folder, path))
        if len(hashes) != width:
            raise Wrong(f"{path} does not hold {width} whole leaves.")
        paths.add(check_tile(folder, 0, index, hashes))
        for end in wanted.intersection(range(start + 1, start + width + 1)):
            last = root_of(hashes[: end - start])
            roots[end] = reduce(lambda right, one: root_of([one, right]), reversed(left), last)
        row += [root_of(hashes)] if width == WIDTH else []
        left += row[-1:]
        for _ in range(((index + 1) & -(index + 1)).bit_length() - 1):
            left[-2:] = [root_of(left[-2:])]
    while row:
        level, tiles = level + 1, [row[at : at + WIDTH] for at in range(0, len(row), WIDTH)]
        paths |= {check_tile(folder, level, index, tile) for index, tile in enumerate(tiles)}
        row = [root_of(tile) for tile in tiles if len(tile) == WIDTH]
    return roots, paths


def check_heads(folder: Path, found: Found) -> set[str]:
    """The paths of the log's tiles. Every head, alone or in a receipt, is held against what the leaves give."""
    heads = {**found.heads, **{where: one.head for where, one in found.receipts.items()}}
    newest = heads.get("checkpoint") or wrong("Without its checkpoint it says nothing.")
    roots, paths = roots_of(folder, newest.size, {head.size for head in heads.values()})
    for where, head in heads.items():
        with found.at(where):
            if where.startswith("checkpoints/") and where != f"checkpoints/{head.size}":
                raise Wrong(f"It is the checkpoint of {head.size} leaves.")
            if head.size > newest.size:
                raise Wrong(f"It has {head.size} leaves, the folder only {newest.size}: older, or set back.")
            if roots[head.size] != head.root:
                raise Wrong(f"The first {head.size} leaves of this folder are not those that it signs for.")
    return paths


def check_token(folder: Path, stem: str, found: Found) -> None:
    """Raise Wrong unless a time stamp names the head of its size and is the file whose digest was logged."""
    content, receipt = read(folder, f"{stem}.tsr"), found.receipts.get(f"{stem}.tlog-proof")
    head = found.heads.get("checkpoints/" + stem[7:].partition(".")[0])
    is_logged = receipt is not None and sha256(content).hexdigest() in receipt.fields.values()
    if not is_logged or head is None or sha256(head.own).digest() not in content:
        raise Wrong("It does not stamp the checkpoint of its name, or its digest is not what was logged.")


def check_notes(notes: dict[str, Path], found: Found) -> None:
    """Take in checkpoints and receipts, each checked by itself."""
    for where, path in notes.items():
        with found.at(where):
            content = path.read_bytes() if path.is_file() else wrong("There is no such file.")
            if content.startswith(b"c2sp.org/tlog-proof"):
                found.receipts[where] = receipt_of(content, found.keys)
            else:
                found.heads[where] = head_of(text_of(content), found.keys)


def check_folder(folder: Path, found: Found, outside: dict[str, Path]) -> None:
    """Check everything in a folder, and hold checkpoints and receipts from elsewhere against it."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    kept = re.compile("checkpoint(s/[0-9]+)?|(receipts|tokens)/[^/]+[.]tlog-proof")
    notes = {one: folder / one for one in files if kept.fullmatch(one)}
    stamps = sorted({name.rsplit(".", 1)[0] for name in files if name.startswith("tokens/")})
    expected, given = {*ALWAYS, *notes, *(f"{stem}.tsr" for stem in stamps)}, set(found.keys)
    with found.at("SHA256SUMS"):
        check_sums(folder, files)
    with found.at("keys"):
        *lines, last = text_of(read(folder, "keys")).split("\n")
        found.keys[:] = checked_keys(lines)
        if last or not lines or not given <= set(lines):
            raise Wrong("It lacks a key that you gave: somebody else may have signed this log.")
    check_notes({**notes, **outside} if found.keys else {}, found)
    for stem in stamps:
        with found.at(stem):
            check_token(folder, stem, found)
    with found.at("tile"):
        expected |= check_heads(folder, found)
    found.problems.extend(f"{name}: It is no part of an export." for name in files if name not in expected)


def told(found: Found) -> Iterator[str]:
    """What was found, in plain words."""
    for where, one in found.receipts.items():
        yield f"{where}: event {one.event} is leaf {one.place} of {one.head.size}. It was logged with"
        yield from (f"    {name} = {value!r}" for name, value in sorted(one.fields.items()))
        yield f"    and {one.closed} fields that are kept closed"
    if found.problems:
        yield from ("", "NOT PROVEN. This does not hold:", *(f"  - {problem}" for problem in found.problems))
        return
    heads = [*found.heads.values(), *(one.head for one in found.receipts.values())]
    newest, key = max(heads, key=lambda head: (head.size, head.witnesses)), found.keys[0]
    yield f"\nEVERYTHING HOLDS: {len(heads)} signed heads of {key.split('+')[0]}, the newest of {newest.size} leaves."
    program = sha256(Path(__file__).read_bytes()).hexdigest()
    yield PROVEN.format(key=key, witnesses=", ".join(newest.witnesses) or "none", program=program)


def main(arguments: Sequence[str]) -> int:
    """Check what is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="FOLDER, RECEIPT or CHECKPOINT")
    parser.add_argument("--key", action="append", default=[], help="a key that you know from elsewhere")
    asked, found = parser.parse_args(arguments), Found([], [], {}, {})
    folders = [path for path in asked.paths if path.is_dir()]
    with found.at("--key"):
        found.keys.extend(checked_keys(asked.key))
    if found.problems or len(folders) > 1 or not (folders or found.keys):
        parser.error(" ".join(found.problems) or "Name one folder, or give the log's key with --key.")
    single = {str(path): path for path in asked.paths if path not in folders}
    check_folder(folders[0], found, single) if folders else check_notes(single, found)
    print("\n".join(told(found)))
    return int(bool(found.problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
