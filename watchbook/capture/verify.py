"""Check a capture bundle with nothing but Python: python3 verify.py BUNDLE.zip --key KEY [--tsa-root ROOTS.pem].

It tells, in plain English, whether the files are those that were sealed, who sealed them, and since when they have existed
at the latest. This one file is in every bundle, under its manifest; it needs Python 3.9 and no other package. `openssl`, if
it is there, is asked about the signatures of the time stamps; without it they are told as not checked, which is no success.
Take KEY from where the authority publishes it: anybody can seal a bundle with their own. Without KEY the exit code is 3 at best.
So with the time stamps: ROOTS.pem are certificates of roots that you trust; those in the bundle were put there by its maker.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import mmap
import re
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

FORMAT = "watchbook/capture-manifest/v1"
SEAL_FORMAT = "watchbook/capture-seal/v1"
MANIFEST, MANIFEST_SIGNATURE, SEAL, SEAL_SIGNATURE = "manifest.json", "manifest.sig", "seal.json", "seal.sig"
UNKNOWN = "Sealed by an unknown key: anybody can make such a seal. Compare the key with the one that the authority publishes"
SIGNED = {MANIFEST: MANIFEST_SIGNATURE, SEAL: SEAL_SIGNATURE}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
JSON_LIMIT, NAME_LIMIT, MEMBERS_LIMIT = 64 * 1024 * 1024, 200, 20000
Member = tuple[str, int, int, int]  # name, crc, start, size
Place = tuple[int, int, int]
Point = tuple[int, int, int, int]
WRONG = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, struct.error)


class Broken(ValueError):
    """What is wrong with a bundle, as a sentence."""


class BundleReport:
    """What was found: `good` and `bad` sentences; the bundle holds if there is no bad one."""

    def __init__(self) -> None:
        self.good: list[str] = []
        self.bad: list[str] = []
        self.key = ""
        self.is_key_known = False  # given by whoever checks, and not taken from the bundle
        self.manifest: dict[str, Any] = {}
        self.tokens: list[tuple[str, datetime]] = []

    def say(self, holds: bool, good: str, bad: str) -> None:
        """Add the sentence for the outcome."""
        (self.good if holds else self.bad).append(good if holds else bad)


# The bundle is a zip file of one single spelling: members stored as they are, no dates, no comments, nothing between.
def local_header(name: bytes, crc: int, size: int) -> bytes:
    """The bytes before a member."""
    return struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0x21, crc, size, size, len(name), 0) + name


def central_header(name: bytes, crc: int, size: int, offset: int) -> bytes:
    """A member's line in the list at the end."""
    fixed = (20 | 3 << 8, 20, 0, 0, 0, 0x21, crc, size, size, len(name), 0, 0, 0, 0, 0o100600 << 16, offset)
    return struct.pack("<4s6H3I5H2I", b"PK\1\2", *fixed) + name


def end_record(count: int, size: int, offset: int) -> bytes:
    """The end of the list."""
    return struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, size, offset, 0)


def members_of(data: Any) -> list[Member]:
    """Each member's (name, crc, start, size) in order; Broken unless the bytes are exactly those of our one spelling."""
    found: list[Member] = []
    place, listed = 0, b""
    while bytes(data[place : place + 4]) == b"PK\3\4":
        head = bytes(data[place : place + 30])
        if len(head) < 30 or len(found) >= MEMBERS_LIMIT:
            raise Broken("The bundle is not a zip file as we write it.")
        crc, size, _, length = struct.unpack("<3IH", head[14:28])
        name = bytes(data[place + 30 : place + 30 + length])
        if bytes(data[place : place + 30 + length]) != local_header(name, crc, size):
            text = ascii(name[:80].decode("utf-8", "replace"))
            raise Broken(f"This is no bundle of ours, or something was changed before the file {text}.")
        listed += central_header(name, crc, size, place)
        start = place + 30 + length
        found.append((checked_name(name), crc, start, size))
        place = start + size
    if bytes(data[place:]) != listed + end_record(len(found), len(listed), place):
        raise Broken("The list of files at the end was changed, or bytes were added or cut off.")
    if len({name for name, _, _, _ in found}) != len(found):
        raise Broken("Two files in the bundle have the same name.")
    return found


def checked_name(name: bytes) -> str:
    """A member's name as text, if it is a plain one."""
    text = name.decode("ascii", "replace")
    if len(text) > NAME_LIMIT or not NAME.fullmatch(text):
        raise Broken(f"A file in the bundle has the name {text[:80]!r}, which none of ours has.")
    return text


def canonical(content: Any) -> bytes:
    """The one spelling of JSON (RFC 8785, of which we use text, whole numbers, lists and objects)."""
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def parsed(content: bytes, name: str) -> dict[str, Any]:
    """A canonical JSON file's content."""
    if len(content) > JSON_LIMIT:
        raise Broken(f"{name} is too long.")
    try:
        found = json.loads(content.decode("utf-8"), parse_float=_no_fractions)
    except WRONG as error:
        raise Broken(f"{name} cannot be read: {error}.") from None
    if not isinstance(found, dict) or canonical(found) != content:
        raise Broken(f"{name} is not in the one spelling that we write.")
    return found


def _no_fractions(text: str) -> None:
    raise Broken(f"it has the fraction {text[:20]}")


# Ed25519 (RFC 8032): slow and plain, for checking only; nothing here is secret.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point_of(encoded: bytes) -> Point:
    """The curve's point that 32 bytes stand for, as (x, y, z, x·y)."""
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT % P
    if y >= P or x * x % P != square or (x == 0 and sign):
        raise ValueError("no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(one: Point, other: Point) -> Point:
    """The sum of two points."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    """A point added to itself so many times."""
    total: Point = (0, 1, 1, 0)
    while number:
        total = add(total, point) if number & 1 else total
        point, number = add(point, point), number >> 1
    return total


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(message: bytes, *, content: bytes, key: bytes) -> bool:
    """Whether `content` is the signature of `message` by `key`."""
    try:
        if len(content) != 64 or len(key) != 32:
            return False
        r, s = content[:32], int.from_bytes(content[32:], "little")
        hashed = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % ORDER
        left, right = times(s, BASE), add(point_of(r), times(hashed, point_of(key)))
    except ValueError:
        return False
    same = (left[0] * right[2] - right[0] * left[2]) % P == 0 == (left[1] * right[2] - right[1] * left[2]) % P
    return s < ORDER and same


# Time stamps (RFC 3161): what the token says, read by ourselves; whether it is signed, asked of openssl.
def parts_of(data: bytes) -> list[tuple[int, bytes]]:
    """The (tag, content) pairs of DER bytes."""
    found, place = [], 0
    while place < len(data):
        tag, size, place = data[place], data[place + 1], place + 2
        if size & 0x80:
            count = size & 0x7F
            size, place = int.from_bytes(data[place : place + count], "big"), place + count
        if place + size > len(data):
            raise ValueError("it is cut off")
        found.append((tag, data[place : place + size]))
        place += size
    return found


def token_says(response: bytes) -> tuple[datetime, bytes]:
    """The (time, hash) of a response; the hash is empty if it was made by another algorithm than SHA-256."""
    try:
        (_, status), (_, token) = parts_of(parts_of(response)[0][1])
        if parts_of(status)[0][1] not in (b"\0", b"\1"):
            raise ValueError("it was not granted")
        signed = parts_of(parts_of(parts_of(token)[1][1])[0][1])
        content = parts_of(parts_of(signed[2][1])[1][1])[0][1]
        fields = parts_of(parts_of(content)[0][1])
        algorithm, imprint = parts_of(fields[2][1])
        digest = imprint[1] if parts_of(algorithm[1])[0][1] == bytes.fromhex("608648016503040201") else b""
        said = fields[4][1].decode("ascii").split(".")[0].rstrip("Z")
        at = datetime.strptime(said, "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)  # noqa: UP017 - not in Python 3.9
        return at, digest
    except WRONG as error:
        raise Broken(f"its token cannot be read: {error}") from None


def openssl_says(
    response: bytes, *, message: bytes, certificates: bytes, at: datetime, roots: bytes = b""
) -> tuple[bool | None, str]:
    """Whether openssl finds the token signed as at its own time: (True, False or None if it is not here, its words)."""
    files = {"data": message, "tsr": response, "pem": certificates, "roots": roots or certificates}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        words = ["-data", "data", "-in", "tsr", "-CAfile", "roots", "-untrusted", "pem"]
        words += ["-attime", str(int(at.timestamp()))]
        try:
            done = subprocess.run(
                ["openssl", "ts", "-verify", *words], cwd=folder, capture_output=True, timeout=60, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return None, f"openssl could not be asked: {error}"
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip().splitlines()
    return done.returncode == 0 and "Verification: OK" in said, said[-1] if said else "nothing"


def check_token(
    response: bytes, *, message: bytes, certificates: bytes, roots: bytes = b"", **_authority: str
) -> datetime:
    """The time that a token proves for a message. Broken if it proves none, or none that could be checked here."""
    at, digest = token_says(response)
    if digest != hashlib.sha256(message).digest():
        raise Broken("its token is for something else")
    signed, words = openssl_says(response, message=message, certificates=certificates, at=at, roots=roots)
    if not signed:
        what = "its signature was not checked" if signed is None else "not valid"
        raise Broken(f"{what}: {words}")
    return at


def examine(
    path: str | Path, *, key: bytes | None = None, roots: bytes = b"",
    signed: Callable[..., bool] = is_signed, stamp: Callable[..., datetime] = check_token,
) -> BundleReport:  # fmt: skip
    """Check a whole bundle; `key` is the authority's published key, 32 bytes; `roots` whom the time stamps must lead to, PEM."""
    report = BundleReport()
    try:
        with (
            Path(path).open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
            memoryview(data) as view,
        ):
            _examine(view, report, key=key, roots=roots, signed=signed, stamp=stamp)
    except (Broken, OSError, *WRONG) as error:
        report.bad.append(str(error) if isinstance(error, Broken) else f"The bundle cannot be read: {error}.")
    return report


def _examine(
    view: memoryview, report: BundleReport, *, key: bytes | None, roots: bytes,
    signed: Callable[..., bool], stamp: Callable[..., datetime],
) -> None:  # fmt: skip
    members = {name: (crc, start, size) for name, crc, start, size in members_of(view)}
    for name, (crc, start, size) in members.items():
        if zlib.crc32(view[start : start + size]) != crc:  # of those too that no list names
            report.bad.append(f"The checksum (CRC-32) of the file {name} is not that of its content.")
    wanted = [*SIGNED, *SIGNED.values()]
    missing = [name for name in wanted if name not in members]
    if missing:
        raise Broken("The bundle has no {}.".format(", ".join(missing)))
    content = {name: _bytes(view, members[name]) for name in wanted}
    manifest, seal = parsed(content[MANIFEST], MANIFEST), parsed(content[SEAL], SEAL)
    if (manifest["format"], seal["format"]) != (FORMAT, SEAL_FORMAT):
        raise Broken("The bundle is of a kind that this program does not know.")
    report.manifest = manifest
    _check_signatures(content, report, key=key, signed=signed)
    digest = hashlib.sha256(content[MANIFEST]).hexdigest()
    is_its_own = seal["manifest_sha256"] == digest
    report.say(is_its_own, "The seal is this manifest's.", "The seal is that of another manifest.")
    _check_files(view, members, seal["files"], report)
    _check_tokens(view, members, content[MANIFEST], seal["files"], report, stamp=stamp, roots=roots)


def _bytes(view: memoryview, member: Place) -> bytes:
    return bytes(view[member[1] : member[1] + member[2]])


def _check_signatures(
    content: dict[str, bytes], report: BundleReport, *, key: bytes | None, signed: Callable[..., bool]
) -> None:
    own = base64.b64decode(report.manifest["key"], validate=True)
    report.key, report.is_key_known = own.hex(), key is not None
    words = f"The manifest names another key ({own.hex()}) than the one published."
    whose = "the key that you gave" if key else "a key that you did not give"
    report.say(key in (None, own), f"Sealed by {whose}: {own.hex()}.", words)
    for name, signature in SIGNED.items():
        holds = signed(content[name], content=content[signature], key=key or own)
        report.say(holds, f"{name} is signed by that key.", f"{name} is not signed by that key.")


def _check_files(view: memoryview, members: dict[str, Place], later: list[Any], report: BundleReport) -> None:
    sealed = report.manifest["files"]
    first, last = [one["path"] for one in sealed], [one["path"] for one in later]
    expected = [*first, MANIFEST, MANIFEST_SIGNATURE, *last, SEAL, SEAL_SIGNATURE]
    for name in sorted({*members} - {*expected}):
        report.bad.append(f"The file {name} was added: no list names it.")
    for name in [name for name in expected if name not in members]:
        report.bad.append(f"The file {name} is missing.")
    if list(members) != expected and {*members} == {*expected}:
        report.bad.append("The files are not in the order in which they were sealed.")
    changed = 0
    for one in [*sealed, *later]:
        crc, start, size = members.get(one["path"], (None, 0, 0))
        digest = hashlib.sha256(view[start : start + size]).hexdigest()
        if crc is not None and (crc, size, digest) != (one["crc32"], one["bytes"], one["sha256"]):
            changed += 1
            report.bad.append("The file {} is not as it was sealed.".format(one["path"]))
    said = "file was" if changed == 1 else "files were"
    report.say(not changed, f"{len(sealed)} files hold what was sealed.", f"{changed} {said} changed.")


def _check_tokens(
    view: memoryview, members: dict[str, Place], message: bytes, seal: list[Any], report: BundleReport, *,
    stamp: Callable[..., datetime], roots: bytes,
) -> None:  # fmt: skip
    whose = "led to a root that you trust" if roots else "by the certificates in the bundle"
    listed = {one["path"] for one in seal}
    for authority in report.manifest["authorities"]:
        name, token = authority["name"], members.get(authority["token"])
        certificates = members.get(authority["certificates"])
        if token is None or certificates is None:
            if authority["token"] not in listed:
                report.good.append(f"No time stamp of {name}: it had not answered when this was sealed.")
            continue
        words = {"name": name, "policy": authority["policy"]}
        held = {"message": message, "certificates": _bytes(view, certificates), "roots": roots}
        try:
            at = stamp(_bytes(view, token), **held, **words)
        except Broken as why:
            report.bad.append(f"The time stamp of {name} shows nothing: {why}.")
            continue
        report.tokens.append((name, at))
        report.good.append(f"{name} saw this manifest at {at:%d %B %Y, %H:%M:%S UTC}, {whose}.")


def key_of(text: str) -> bytes:
    """The key that was typed: the line that the authority publishes (name+number+key), or 64 hexadecimal digits."""
    try:
        found = bytes.fromhex(text) if len(text) == 64 else base64.b64decode(text.split("+", 2)[2])[1:]
    except (ValueError, IndexError):
        found = b""
    if len(found) != 32:
        raise argparse.ArgumentTypeError("paste the published line, or 64 hexadecimal digits, and no file")
    return found


def main(arguments: list[str]) -> int:
    """Print the report; 0 if the bundle holds, 1 if not, 2 for misuse, 3 if it agrees with itself and nobody said whose key is right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("bundle")
    parser.add_argument("--key", type=key_of, help="the authority's key, as published or as hex digits")
    parser.add_argument("--tsa-root", type=Path, help="roots that time stamps must lead to, as PEM")
    given = parser.parse_args(arguments)
    if given.tsa_root and not given.tsa_root.is_file():
        parser.error(f"{given.tsa_root} is no file")
    roots = given.tsa_root.read_bytes() if given.tsa_root else b""
    report = examine(given.bundle, key=given.key, roots=roots)
    if report.key and not given.key:
        print(f"note  {UNKNOWN}.")
    for sentence in [*("ok    " + one for one in report.good), *("WRONG " + one for one in report.bad)]:
        print(sentence)
    if report.manifest and not report.tokens:
        print("note  No time stamp was found good: when this was sealed is the sealer's own word.")
    holds = "holds: nothing in it was changed since it was sealed with the key that you gave"
    outcome = holds if given.key else f"agrees with itself. {UNKNOWN}, and check again with --key"
    print(f"\nThis bundle {'does NOT hold' if report.bad else outcome}.")
    return 1 if report.bad else 0 if given.key else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
