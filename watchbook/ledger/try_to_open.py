"""Tries to open what a certificate says was deleted, from a backup and key folders, and prints what it got.

    python3 try_to_open.py CERTIFICATE.json --backup FOLDER --keys FOLDER [FOLDER…]

Give it an old backup, and whichever key folders there are: those of today, or older copies. It needs Python 3.10 or later and
nothing else, no network, and writes nothing. It ends with 0 if nothing could be opened or read, 1 if something was, 2 if asked wrongly.
"""

import argparse
import hmac
import json
import re
import sqlite3
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

WRAPPING, ENVELOPE, CONTENT = b"watchbook/key/v1", b"watchbook/envelope/v1", b"watchbook/content/v1"
COBBLESTONE = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"
NONCE, TAG, SALT, COMMITMENT, CHUNK = 12, 16, 24, 32, 16 * 1024
VERSION = b"\x01"
# A certificate says of a protected record neither its table nor the kind of what lay under its key: each of these is tried.
KINDS = [
    f"{part}.{kind}"
    for part, kinds in {
        "authorisations": "applicant_report application_version authorisation cancellation comment covert_profile determination hearing "
        "joint_working overt_plan profile_check renewal review risk_assessment source_opening source_record",
        "evidence": "capture custody exhibit",
        "investigations": "account break_glass investigation note subject",
        "looks": "evaluation look page_view re_triage supervisor_check",
        "oversight": "error_notice error_report",
        "retention": "complaint complaint_step found_item legal_hold processing_purpose rights_request rights_step subject_search",
        "triage": "assessment departure",
    }.items()
    for kind in kinds.split()
]
FILES = ("evidence.capture",)
EVENT = "audit_log.event"
SHOWN = 300  # characters of what was opened
BYTEA = re.compile(rb"\\\\x([0-9a-f]+)")  # bytes as a dump writes them
ROW = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # the id with which a dump's line begins
ZLIB = re.compile(rb"\x00(....)\x78[\x01\x5e\x9c\xda]", re.DOTALL)  # a first chunk: sign, length, header


class NotOpenedError(Exception):
    """The reason why something could not be opened, as a sentence."""


class SealedPiece(NamedTuple):
    """One ciphertext of the certificate: of which item, of which kind ("": not said), its hash, and whether it is a file of the store."""

    item: UUID
    kind: str
    digest: str
    is_file: bool


class BackedUp(NamedTuple):
    """A value of bytes in a dump, and the id of its row."""

    content: bytes
    row: str


# AES-256 (FIPS 197), encryption alone, which is all that GCM needs.
def _sbox() -> bytes:
    box, p, q = bytearray(256), 1, 1
    while True:
        p ^= (p << 1) ^ (0x11B if p & 0x80 else 0)
        p &= 0xFF
        for shift in (1, 2, 4):
            q ^= q << shift & 0xFF
        q ^= 0x09 if q & 0x80 else 0
        rotated = (q << 8 | q) & 0xFFFF
        box[p] = (q ^ rotated >> 7 ^ rotated >> 6 ^ rotated >> 5 ^ rotated >> 4) & 0xFF ^ 0x63
        if p == 1:
            box[0] = 0x63
            return bytes(box)


BOX = _sbox()
DOUBLE = bytes((one << 1 ^ (0x1B if one & 0x80 else 0)) & 0xFF for one in range(256))
SHIFTED = [0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11]


def round_keys(key: bytes) -> list[bytes]:
    """The 15 round keys of a key of 32 bytes."""
    words, constant = [key[at : at + 4] for at in range(0, 32, 4)], 1
    while len(words) < 60:
        last = words[-1]
        if len(words) % 8 == 0:
            last = bytes(BOX[one] for one in last[1:] + last[:1])
            last, constant = bytes([last[0] ^ constant]) + last[1:], DOUBLE[constant]
        elif len(words) % 8 == 4:
            last = bytes(BOX[one] for one in last)
        words.append(bytes(a ^ b for a, b in zip(words[-8], last, strict=True)))
    return [b"".join(words[at : at + 4]) for at in range(0, 60, 4)]


def encrypted(block: bytes, keys: Sequence[bytes]) -> bytes:
    """One block of 16 bytes."""
    state = [a ^ b for a, b in zip(block, keys[0], strict=True)]
    for number, key in enumerate(keys[1:], start=1):
        s = [BOX[state[at]] for at in SHIFTED]
        if number < len(keys) - 1:
            mixed = []
            for at in range(0, 16, 4):
                a, b, c, d = s[at : at + 4]
                every = a ^ b ^ c ^ d
                mixed += [
                    a ^ every ^ DOUBLE[a ^ b],
                    b ^ every ^ DOUBLE[b ^ c],
                    c ^ every ^ DOUBLE[c ^ d],
                    d ^ every ^ DOUBLE[d ^ a],
                ]
            s = mixed
        state = [a ^ b for a, b in zip(s, key, strict=True)]
    return bytes(state)


def multiplied(one: int, two: int) -> int:
    """The product of two elements of GCM's field (NIST SP 800-38D)."""
    total = 0
    for bit in range(127, -1, -1):
        if two >> bit & 1:
            total ^= one
        one = one >> 1 ^ (0xE1 << 120 if one & 1 else 0)
    return total


def decrypted(key: bytes, nonce: bytes, sealed: bytes, bound: bytes = b"") -> bytes:
    """Open what AES-256-GCM sealed. Raises NotOpenedError for another key, another place, or changed bytes."""
    keys, content = round_keys(key), sealed[:-TAG]
    subkey, hashed = int.from_bytes(encrypted(bytes(16), keys), "big"), 0
    for part in (bound, content):
        for at in range(0, len(part), 16):
            hashed = multiplied(hashed ^ int.from_bytes(part[at : at + 16].ljust(16, b"\0"), "big"), subkey)
    hashed = multiplied(hashed ^ (len(bound) * 8 << 64 | len(content) * 8), subkey)
    tag = hashed ^ int.from_bytes(encrypted(nonce + b"\0\0\0\1", keys), "big")
    if not hmac.compare_digest(tag.to_bytes(16, "big"), sealed[-TAG:]):
        raise NotOpenedError("the key does not open it")
    stream = (
        encrypted(nonce + counter.to_bytes(4, "big"), keys)
        for counter in range(2, 2 + (len(content) + 15) // 16)
    )
    return bytes(a ^ b for a, b in zip(content, b"".join(stream), strict=False))


# Keys.
def key_of(item: UUID, folders: Sequence[Path]) -> tuple[bytes, bytes]:
    """The item's key and the id of its key store, from whichever folder has them. Raises NotOpenedError."""
    why = "no key folder that was given holds a key store"
    for folder in folders:
        if not (folder / "items.sqlite3").is_file():
            continue
        with closing(sqlite3.connect(f"file:{folder.resolve()}/items.sqlite3?mode=ro", uri=True)) as sql:
            found = sql.execute("SELECT version, wrapped FROM item WHERE id = ?", (item.bytes,)).fetchone()
            gone = sql.execute("SELECT version FROM destroyed WHERE id = ?", (item.bytes,)).fetchone()
            (authority,) = sql.execute("SELECT authority FROM store").fetchone()
        if found is None:
            why = (
                f"its key was destroyed under version {gone[0]}"
                if gone
                else "the key store never had a key for it"
            )
            continue
        try:
            version, wrapped = found
            return unwrapped(item, version, wrapped, authority, folders), authority
        except NotOpenedError as error:
            why = str(error)
    raise NotOpenedError(why)


def unwrapped(item: UUID, version: int, wrapped: bytes, authority: bytes, folders: Sequence[Path]) -> bytes:
    """The item's key, by a key-encryption key of its version from any of the folders."""
    bound = WRAPPING + authority + item.bytes + version.to_bytes(8, "big")
    for folder in folders:
        file = folder / f"key-encryption-key-{version}"
        if file.is_file():
            return decrypted(
                bytes.fromhex(file.read_text().split()[0]), wrapped[:NONCE], wrapped[NONCE:], bound
            )
    raise NotOpenedError(
        f"no folder has version {version} of the key-encryption key, under which its key lies"
    )


# Ciphertexts.
def ids_in(folders: Sequence[Path]) -> dict[str, UUID]:
    """Every id of the key stores by its hash, which is all that a certificate says of a protected record."""
    found = dict[str, UUID]()
    for file in (one.resolve() / "items.sqlite3" for one in folders if (one / "items.sqlite3").is_file()):
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as sql:
            ids = sql.execute("SELECT id FROM item UNION SELECT id FROM destroyed").fetchall()
        found |= {sha256(one).hexdigest(): UUID(bytes=one) for (one,) in ids}
    return found


def sealed_in(body: dict[str, Any], ids: dict[str, UUID]) -> Iterator[SealedPiece]:
    """Every ciphertext that the certificate names; a hash that no key store knows stands for an id that none has."""
    for thing in body["things"]:
        named = (thing["item"], *(key["item"] for key in thing["keys"]))
        of, *items = (ids.get(one) or UUID(one if "-" in one else one[:32]) for one in named)
        for item, key in zip(items, thing["keys"], strict=True):
            yield from (SealedPiece(item, kind, digest, is_file=False) for kind, digest in key["sealed"])
        kind = f"{thing['table']}.content" if thing["table"] else ""
        names = (name for name in thing["files"] if name not in files_in_clear(thing))
        yield from (SealedPiece(of, kind, name, is_file=True) for name in names)


def clear_in(body: dict[str, Any], backup: Path, ids: dict[str, UUID]) -> Iterator[str]:
    """Tell each file and row that was never encrypted, and that lies in this backup."""
    named = set[str]()
    for thing in body["things"]:
        if (thing.get("clear") or {}).get("columns"):
            named |= {
                str(ids.get(one, one)) for one in (thing["item"], *(key["item"] for key in thing["keys"]))
            }
        for name in files_in_clear(thing):
            file = backup / "files" / name[:2] / name
            content = file.read_bytes() if file.is_file() else b""
            if sha256(content).hexdigest() == name:
                yield f"file {name[:16]}…: {content[:SHOWN].decode(errors='replace')!r}"
    for row, line in lines_in(backup / "database.dump") if named else ():
        if row in named:
            yield f"row {row}: {line[:SHOWN].decode(errors='replace')!r}"


def files_in_clear(thing: dict[str, Any]) -> list[str]:
    """The files that no key protected; the first certificates do not say which, and only a capture's lay under a key."""
    if "clear" in thing:
        return list(thing["clear"]["files"])
    return thing["files"] if thing["table"] and thing["table"] not in FILES else []


def lines_in(dump: Path) -> Iterator[tuple[str, bytes]]:
    """Every line of the data of a dump, with the id with which it begins ("": none): each table is a zlib stream in chunks."""
    content = dump.read_bytes() if dump.is_file() else b""
    for match in ZLIB.finditer(content):
        for line in inflated(content, match.start()).splitlines():
            row = ROW.match(line)
            yield row[0].decode() if row else "", line


def envelopes_in(dump: Path) -> dict[str, BackedUp]:
    """Every value of bytes in the data of a dump, by its hash."""
    found: dict[str, BackedUp] = {}
    for row, line in lines_in(dump):
        for value in BYTEA.finditer(line):
            one = bytes.fromhex(value[1].decode())
            found[sha256(one).hexdigest()] = BackedUp(one, row)
    return found


def inflated(content: bytes, begin: int) -> bytes:
    """The data of a table whose chunks begin here, each after its sign and length; b"" where none do."""
    stream, parts, at = zlib.decompressobj(), list[bytes](), begin
    try:
        while length := int.from_bytes(content[at + 1 : at + 5], "little"):
            if content[at] or at + 5 + length > len(content):
                return b""
            parts.append(stream.decompress(content[at + 5 : at + 5 + length]))
            at += 5 + length
    except zlib.error:
        return b""
    return b"".join(parts)


def first_chunk(content: bytes, key: bytes, context: bytes) -> bytes:
    """The first 16 KiB of a sealed file (C2SP chunked-encryption)."""
    salt, commitment, rest = content[:SALT], content[SALT : SALT + COMMITMENT], content[SALT + COMMITMENT :]
    derived, block = b"", b""
    for number in (1, 2):
        block = hmac.digest(key, block + COBBLESTONE + salt + context + bytes([number]), sha512().name)
        derived += block
    if not hmac.compare_digest(derived[32 + NONCE : 32 + NONCE + COMMITMENT], commitment):
        raise NotOpenedError("the key does not open it")
    return decrypted(derived[:32], derived[32 : 32 + NONCE], rest[: CHUNK + TAG])


def opened(one: SealedPiece, backup: Path, envelopes: dict[str, BackedUp], folders: Sequence[Path]) -> bytes:
    """Open a ciphertext. Raises NotOpenedError."""
    file = backup / "files" / one.digest[:2] / one.digest
    content = file.read_bytes() if one.is_file and file.is_file() else None
    kinds = [one.kind] if one.kind else [f"{table}.content" for table in FILES]
    if not one.is_file and (kept := envelopes.get(one.digest)):
        content = kept.content
        kinds = [one.kind] if one.kind else [*KINDS, f"{EVENT}.{kept.row}"]
    if content is None:
        raise NotOpenedError("this backup does not hold it")
    key, authority = key_of(one.item, folders)
    for kind in kinds[:-1]:
        try:
            return opened_as(kind, one, content, key, authority)
        except NotOpenedError:
            continue
    return opened_as(kinds[-1], one, content, key, authority)


def opened_as(kind: str, one: SealedPiece, content: bytes, key: bytes, authority: bytes) -> bytes:
    """Open a ciphertext as one of a kind, to which it is bound. Raises NotOpenedError."""
    domain = CONTENT if one.is_file else ENVELOPE
    bound = domain + authority + one.item.bytes + VERSION + kind.encode()
    if one.is_file:
        return first_chunk(content, key, bound)
    return decrypted(key, content[1 : 1 + NONCE], content[1 + NONCE :], bound)


def main(arguments: Sequence[str]) -> int:
    """Try each ciphertext and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("certificate", type=Path, metavar="CERTIFICATE.json")
    parser.add_argument("--backup", type=Path, required=True, metavar="FOLDER", help="a backup's folder")
    parser.add_argument("--keys", type=Path, nargs="+", required=True, metavar="FOLDER", help="key folders")
    asked = parser.parse_args(arguments)
    try:
        body = json.loads(asked.certificate.read_text(encoding="utf-8"))["body"]
        ids = ids_in(asked.keys)
        every = list(sealed_in(body, ids))
        clear = list(clear_in(body, asked.backup, ids))
    except (OSError, ValueError, TypeError, KeyError) as error:
        parser.error(f"{asked.certificate} is not a certificate of deletion: {error}.")
    envelopes, count = envelopes_in(asked.backup / "database.dump"), 0
    for one in every:
        place = f"{one.item} {'file' if one.is_file else one.kind} {one.digest[:16]}…"
        try:
            said = opened(one, asked.backup, envelopes, asked.keys)
        except NotOpenedError as error:
            print(f"NOT OPENED  {place}: {error}.")
            continue
        count += 1
        print(f"OPENED      {place}: {said.decode(errors='replace')[:SHOWN]!r}")
    for name in (n for thing in body["things"] for n in (thing.get("clear") or {}).get("files_kept", ())):
        print(f"KEPT, NOT DELETED  file {name[:16]}…: the certificate says so, another record has the same")
    for read in clear:
        print(f"READABLE WITHOUT A KEY  {read}")
    told = f"{count} of {len(every)} ciphertexts of {body['number']} could be opened with the keys that were given"
    print(f"\n{told}; {len(clear)} pieces need no key.")
    return int(count + len(clear) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
