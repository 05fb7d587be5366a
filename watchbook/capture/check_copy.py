"""Check a disclosure copy with nothing but Python: python3 check_copy.py BUNDLE.zip COPY.warc.gz WITHHELD.json.

A disclosure copy is the archive of a capture without what would let a reader act as the person who browsed: headers and fields that
are not known to be harmless, passwords and tokens in addresses, and what a sign-in form sent. Whoever holds the bundle can show with this
file that nothing else differs: `withheld` is the one rule, applied to each record again, and the outcome must be the copy's record, byte
for byte. Files that go along (pictures, words, its own record) are compared too. Whether the bundle is as sealed, verify.py says.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast
from urllib.parse import parse_qsl, unquote_plus, urlsplit
from zipfile import BadZipFile, ZipFile

FORMAT = "watchbook/withheld/v5"
WITHHELD = b"withheld"
HARMLESS = re.compile(  # headers, and fields of records, that hold no secret but in an address; any other is withheld
    r"|(accept|access-control|content|cross-origin|if|sec-ch-ua|sec-fetch|watchbook)-[a-z0-9-]+|accept|age|allow|alt-svc|cache-control|connection|date|dnt|etag|expires|host"
    r"|keep-alive|last-modified|link|location|nel|origin|pragma|priority|range|refer(er|rer-policy)|refresh|report-to|retry-after|server|strict-transport-security|te|trailer"
    r"|transfer-encoding|upgrade(-insecure-requests)?|user.agent|vary|via|warning|x-(cache|content-type-options|frame-options|powered-by|requested-with|xss-protection)"
    r"|warc-((block|payload)-digest|concurrent-to|date|filename|identified-payload-type|ip-address|page-id|profile|protocol|cipher-suite|refers-to(-date|-target-uri)?"
    r"|(record|warcinfo)-id|(resource-)?type|segment-(number|origin-id|total-length)|target-uri|truncated)|software|hostname|ip|operator|format|robots|conformsto|description"
    r"|ispartof|http-header-(from|user.agent)|(hops|path)fromseed|fetchtimems|outlink|seed|title|charsetforlinkextraction")  # fmt: skip
STEMS = re.compile(
    r"token|secret|(?<!com)(?<!by)pass(?!eng|age|iv|ed|es|ion|port)|pwd|auth(?!or(?!i[sz]))|sess(ion|id)|signature|csrf|xsrf|jwt|hmac|assertion|verifier|ticket|invite|magic"
    r"|credential|cookie|nonce|saml|(api|access|app|client|user|feed)key|(sid|sig|otp)$")  # fmt: skip
WORDS = re.compile(r"(?<![^ ])(sig|sid|key|code|pin|otp|ct0)(?![^ ])")  # neither “monkey” nor “keyword”
SIGN_IN_PLACES = re.compile(r"/(log-?in|sign-?in|log-?on|auth|oauth2?|sso|session|password|checkpoint)s?([/.?]|$)", re.I)  # fmt: skip
SIGN_IN_FIELDS = re.compile(r"pass(word|wd|code)?|pwd|pin|otp|secret|credential|.*(token|password|passwd|secret)", re.I)  # fmt: skip
WARC = re.compile(r"archive/[^/]+\.warc(\.gz)?")
PICTURE = re.compile(r"visuals/[A-Za-z0-9-]+\.(png|jpg)")
GOES_ALONG = re.compile(r"text\.txt|steps\.jsonl|capture\.json|manifest\.(json|sig)|tsa-\d+\.(pem|tsr)")
BESIDE_THE_MANIFEST = re.compile(r"manifest\.(json|sig)|tsa-\d+\.tsr")
OWN_RECORD, STEPS, MANIFEST, OWN_NAME = "capture.json", "steps.jsonl", "manifest.json", "check_copy.py"
PARAMETER = re.compile(rb"""([?&#;]|\\u0026|%(25)*(3F|26|23|3B))[ ]?(?P<name>[^=?&#;"\\\s<>]{1,100}?)[ ]?(=|%(25)*3D)(?P<value>[^&#"\\\s<>]*)""", re.I)  # fmt: skip
SIGNED_IN_AS = re.compile(rb"""(?<=://)[^/?#\s"\\<>]+(?=@)|(?<=%3A%2F%2F)(?:(?!%2F|%3F|%23|%40)[^/?#&\s"\\<>])+(?=%40|@)""", re.I)  # fmt: skip
INNER = re.compile(r"(capture|came)\.(wacz|warc|warc\.gz)")
LINE_LIMIT, RECORD_LIMIT, JSON_LIMIT = 1024 * 1024, 1024**3, 64 * 1024**2
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
OF_THE_BLOCK = {b"content-length", b"warc-block-digest", b"warc-payload-digest"}
BODY = "body of a sign-in form"
TOLD = "warc-json-metadata"
WRONG = (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile, zlib.error, RecursionError)
Compared = tuple[int, list[dict[str, Any]], list[str]]  # how many, what the list should say, what is wrong


class CopyBroken(ValueError):
    """What is wrong, as a sentence."""


class ArchiveRecord(NamedTuple):
    """One record of an archive: its head without the empty line after it, and its block."""

    head: bytes
    block: bytes

    def field(self, name: str) -> str:
        """A field of its head."""
        wanted = name.lower().encode() + b":"
        found = (line for line in self.head.splitlines() if line.lower().startswith(wanted))
        return next(found, b":").partition(b":")[2].strip().decode("utf-8", "replace")

    def sha256(self) -> str:
        """Of the whole record as it stands in the archive, unpacked."""
        return hashlib.sha256(b"\r\n\r\n".join((self.head, self.block, b""))).hexdigest()


def withheld(record: ArchiveRecord) -> tuple[ArchiveRecord, list[str]]:
    """The rule: a record as a disclosure copy has it, and the names of what is withheld in it; most stay as they are."""
    kind, says = record.field("WARC-Type").lower(), record.field("Content-Type").lower()
    block, names = record.block, list[str]()
    if kind in ("request", "response", "revisit") or "application/http" in says:
        block = _of_http(record, kind, names)
    elif kind in ("metadata", "resource") and "json" in says:
        block, names = _of_json(block)
    elif kind == "warcinfo" or (kind == "metadata" and "warc-fields" in says):
        block = _of_head(block, names)
    elif kind == "metadata":
        block = of_addresses(block, names)
    head = _of_head(record.head, names)
    return (ArchiveRecord(_head(head, record.block, block), block), names) if names else (record, [])


def tells_secret(name: str) -> bool:
    """Whether a name says that what stands under it is a secret, however it is spelled."""
    while (plain := unquote_plus(name)) != name:
        name = plain
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[\W_]+", " ", name).lower()
    return bool(WORDS.search(parted) or STEMS.search(parted.replace(" ", "")))


def is_harmless(header: str) -> bool:
    """Whether a header, or a field of a record, is known to hold no secret but in an address."""
    return HARMLESS.fullmatch(header.strip().lower()) is not None and not tells_secret(header)


def _of_http(record: ArchiveRecord, kind: str, names: list[str]) -> bytes:
    end = END_OF_HEAD.search(record.block)
    at, after = end.span() if end else (len(record.block),) * 2
    head, gap, body = record.block[:at], record.block[at:after], record.block[after:]
    kept = _of_head(head, names)
    if kind == "request" and body and _signs_in(record.field("WARC-Target-URI"), head, body):
        body = WITHHELD
        names.append(BODY)
    return kept + gap + body


def _of_head(head: bytes, names: list[str]) -> bytes:
    """A head without its secrets; what is folded over lines belongs to the header before, and goes with it."""
    kept, is_secret = list[bytes](), False
    for line in head.splitlines(keepends=True):
        if kept and (line[:1] in (b" ", b"\t") or (is_secret and b":" not in line)):
            kept += [] if is_secret else [of_addresses(line, names)]
            continue
        name, colon, value = line.partition(b":")
        header = name.strip().lower().decode("latin-1")
        is_first, ending = not kept and b"HTTP/" in line, line[len(line.rstrip(b"\r\n")) :]
        is_secret = bool(colon) and not is_first and header != TOLD and not is_harmless(header)
        told, found = _of_json(value.rstrip()) if header == TOLD else (b"", [])
        names += [header] if is_secret else found
        told = WITHHELD + ending if is_secret else told + ending
        kept.append(name + b": " + told if is_secret or found else of_addresses(line, names))
    return b"".join(kept)


def _signs_in(url: str, head: bytes, body: bytes) -> bool:
    """Whether a request sent what a sign-in form sends: by where it went, or by the names of what it sent."""
    places = SIGN_IN_PLACES.search(urlsplit(url).path)
    return bool(places) or any(SIGN_IN_FIELDS.fullmatch(name) for name in _fields(head, body))


def _fields(head: bytes, body: bytes) -> Iterator[str]:
    text = body[:JSON_LIMIT].decode("utf-8", "replace")
    if b"multipart/form-data" in head.lower():
        yield from re.findall(r'name="([^"]{1,200})"', text)
        return
    try:
        yield from _keys(json.loads(text))
    except WRONG:
        yield from (name for name, _ in parse_qsl(text, keep_blank_values=True, max_num_fields=None))


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from map(str, value)
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from _keys(one)


def _of_json(block: bytes) -> tuple[bytes, list[str]]:
    names: list[str] = []
    try:
        told = _of_value(json.loads(block), names)
    except WRONG:
        return of_addresses(block, names := []), names
    return (json.dumps(told).encode(), names) if names else (block, [])


def _of_value(value: Any, names: list[str], *, is_header: bool = False) -> Any:
    """Headers told as JSON: by name, as pairs, or as the text that came."""
    if isinstance(value, dict):
        return {key: _secret(key, inner, names, is_header) for key, inner in value.items()}
    if isinstance(value, list):
        if len(value) == 2 and isinstance(value[0], str) and ":" not in value[0]:
            return [_of_value(value[0], names), _secret(value[0], value[1], names, is_header)]
        return [_of_value(one, names, is_header=is_header) for one in value]
    if not isinstance(value, str):
        return value
    is_head = "\n" in value and (is_header or value.startswith("HTTP/"))
    text = (_of_head if is_head else of_addresses)(value.encode("utf-8", "surrogatepass"), names)
    return text.decode("utf-8", "surrogatepass")


def _secret(name: str, value: Any, names: list[str], is_header: bool) -> Any:
    holds = ("header" in name.lower() and not isinstance(value, str)) or "headers" in name.lower()
    is_secret = tells_secret(name) or (is_header and not is_harmless(name))
    if holds or not (is_secret and value and isinstance(value, (dict, list, str))):
        return _of_value(value, names, is_header=holds or is_header)
    names.append(name.lower())
    return WITHHELD.decode()


def _head(head: bytes, before: bytes, block: bytes) -> bytes:
    """The head for another block: its length and digests, and the digest of the block as it was."""
    first, *lines = head.split(b"\r\n")
    kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in OF_THE_BLOCK]
    kept.append(b"Watchbook-Original-Block-Digest: sha256:" + hashlib.sha256(before).hexdigest().encode())
    kept.append(b"WARC-Block-Digest: sha256:" + hashlib.sha256(block).hexdigest().encode())
    kept.append(b"Content-Length: %d" % len(block))
    return b"\r\n".join([first, *kept])


def records(file: BinaryIO) -> Iterator[ArchiveRecord]:
    """Every record of an archive, packed by gzip or not, in its order."""
    start = file.read(2)
    file.seek(0)
    plain = io.BufferedReader(cast(Any, gzip.GzipFile(fileobj=file))) if start == b"\x1f\x8b" else file
    while line := plain.readline(LINE_LIMIT):
        if line.strip():
            yield _record(plain, line)


def _record(plain: Any, first: bytes) -> ArchiveRecord:
    lines = [first]
    while (line := plain.readline(LINE_LIMIT)).strip():
        lines.append(line)
        if len(lines) > 1000:
            raise CopyBroken("A record's head has no end.")
    head = b"\r\n".join(one.rstrip(b"\r\n") for one in lines)
    size = ArchiveRecord(head, b"").field("Content-Length")
    if not first.startswith(b"WARC/1.") or not size.isdigit() or int(size) > RECORD_LIMIT:
        raise CopyBroken("There is something between the records that is none.")
    block = plain.read(int(size))
    if len(block) != int(size):
        raise CopyBroken("The archive is cut off in the middle of a record.")
    return ArchiveRecord(head, block)


def records_of(source: BinaryIO, stack: ExitStack) -> Iterator[ArchiveRecord]:
    """Every record of a bundle, a WACZ or a WARC; `stack` closes what is opened for it."""
    if source.read(4) != b"PK\3\4":
        source.seek(0)
        yield from records(source)
        return
    archive = stack.enter_context(ZipFile(source))
    names = [name for name in archive.namelist() if WARC.fullmatch(name)]
    for name in names:
        yield from records(cast(BinaryIO, stack.enter_context(archive.open(name))))
    inner = [] if names else [name for name in archive.namelist() if INNER.fullmatch(name)]
    for name in inner:
        yield from records_of(cast(BinaryIO, stack.enter_context(archive.open(name))), stack)
    if not names and not inner:
        raise CopyBroken("There is no archive in the file.")


def of_addresses(text: bytes, names: list[str]) -> bytes:
    """A text without what addresses in it hold for a sign-in: user and password, and values under the name of a secret."""
    (text, count), kept, at = SIGNED_IN_AS.subn(WITHHELD, text), list[bytes](), 0
    names += ["user or password in an address"] * count
    while found := PARAMETER.search(text, at):
        name, (start, end) = found["name"].decode("utf-8", "replace"), found.span("value")
        is_secret = start < end and tells_secret(name)
        kept += [text[at:start], WITHHELD] if is_secret else [text[at:start]]
        names += [name.lower() + " in an address"] if is_secret else []
        at = end if is_secret else start
    return b"".join([*kept, text[at:]])


def going_along(name: str, content: bytes) -> tuple[bytes, int]:
    """A file of the bundle as it lies beside the copy, and how many secrets are withheld in it: those in addresses of the record."""
    names = list[str]()
    return (of_addresses(content, names) if name in (OWN_RECORD, STEPS) else content), len(names)


def files_of(bundle: Path | BinaryIO, *, with_pictures: bool) -> list[dict[str, Any]]:
    """What the list says of the files of a bundle: the hash of each, and of each that goes along that of its copy."""
    try:
        archive = ZipFile(bundle)
    except BadZipFile:
        return []  # an archive by itself, without a bundle around it
    with archive:
        names = archive.namelist()
        sealed = json.loads(archive.read(MANIFEST))["files"] if MANIFEST in names else []
        listed = {one["path"]: (one["bytes"], one["sha256"]) for one in sealed}
        for name in filter(BESIDE_THE_MANIFEST.fullmatch, names):
            listed[name] = (archive.getinfo(name).file_size, hashlib.sha256(archive.read(name)).hexdigest())
        return [_file_told(archive, name, *facts, with_pictures) for name, facts in listed.items()]


def _file_told(archive: ZipFile, name: str, size: int, digest: str, with_pictures: bool) -> dict[str, Any]:
    told = {"name": name, "bytes": size, "sha256": digest, "goes_along": False}
    if not (GOES_ALONG.fullmatch(name) or (with_pictures and PICTURE.fullmatch(name))):
        return told
    content = archive.read(name)
    if hashlib.sha256(content).hexdigest() != digest:
        raise CopyBroken(f"{name} in the bundle is not what its manifest says.")
    copied, count = going_along(name, content)
    told |= {"goes_along": True, "copy_sha256": hashlib.sha256(copied).hexdigest(), "secrets_withheld": count}
    return told


def told_of(number: int, original: ArchiveRecord, copied: ArchiveRecord, names: list[str]) -> dict[str, Any]:
    """What the list says of a record in which something is withheld."""
    told = {"number": number, "record_id": original.field("WARC-Record-ID"), "withheld": names}
    return told | {"sha256": original.sha256(), "copy_sha256": copied.sha256()}


def compare(bundle: Path, copy: Path, listed: Path) -> tuple[list[str], list[str]]:
    """What holds and what does not, as sentences."""
    try:
        content = listed.read_bytes()
        told = json.loads(content)
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise CopyBroken("The list is of a kind that this program does not know.")
        with ExitStack() as stack:
            first = records_of(stack.enter_context(bundle.open("rb")), stack)
            second = records(stack.enter_context(copy.open("rb")))
            count, found, wrong = _compared(first, second)
        told_pictures, exhibit = told.get("pictures") is True, str(told.get("exhibit", ""))
        files = files_of(bundle, with_pictures=told_pictures)
        wrong += _files_wrong(files, told.get("files"), listed.parent)
        wrong += _added(files, listed.parent, {bundle.resolve(), copy.resolve(), listed.resolve()})
        hashes = {"bundle_sha256": _hash(bundle), "copy_sha256": _hash(copy)}
    except WRONG as error:
        return [], [str(error) if isinstance(error, CopyBroken) else f"A file cannot be read: {error}."]
    along = sum(one["goes_along"] for one in files)
    good = [f"{count} records were compared; in {len(found)} of them something is withheld."]
    good.append(f"{along} files that go along were compared; of {len(files) - along} others of the bundle the list has the hash.")  # fmt: skip
    if told != told | {"records": found, **counts(count, found, files)}:
        wrong.append("The list is not that of what is withheld.")
    if hashes["copy_sha256"] != told.get("copy_sha256"):
        wrong.append("The copy is not the file that the list was made for.")
    if hashes["bundle_sha256"] != told.get("bundle_sha256"):
        wrong.append("The bundle is not the one that the list was made for.")
    told = {"format": FORMAT, "records": found, "files": files, **counts(count, found, files), **hashes}
    told |= {"pictures": told_pictures, "exhibit": exhibit}
    if not wrong and content != spelled(told):
        wrong.append("The list says more than we write, or says it in another spelling.")
    return good, wrong


def spelled(told: dict[str, Any]) -> bytes:
    """The one spelling of the list."""
    return json.dumps(told, indent=1, sort_keys=True).encode()


def counts(records: int, found: list[dict[str, Any]], files: list[dict[str, Any]]) -> dict[str, int]:
    """How many records are compared, and how many secrets are withheld in them and in the files that go along."""
    secrets = [len(one["withheld"]) for one in found] + [one.get("secrets_withheld", 0) for one in files]
    return {"records_compared": records, "secrets_withheld": sum(secrets)}


def _files_wrong(files: list[dict[str, Any]], listed: object, folder: Path) -> list[str]:
    """What is wrong with the list of files, and with those that go along."""
    if files != listed:
        return ["The list of files is not that of the bundle."]
    along = [(one, folder / one["name"]) for one in files if one["goes_along"]]
    bad = [one["name"] for one, path in along if not (path.is_file() and _hash(path) == one["copy_sha256"])]
    return [f"{name} beside the list is missing, or differs from that of the bundle." for name in bad]


def _added(files: list[dict[str, Any]], folder: Path, given: set[Path]) -> list[str]:
    """Name each file beside the list that belongs neither to the copy nor to this program."""
    known = {folder / one["name"] for one in files if one["goes_along"]}
    folders = {parent for path in known for parent in path.parents}
    added = []
    for path in sorted({*folder.rglob("*")} - known):
        is_own = path == folder / OWN_NAME and _hash(path) == _hash(Path(__file__))
        if path.is_symlink() or not (is_own or path in folders or path.resolve() in given):
            added.append(f"{str(path.relative_to(folder))!a} was added beside the list.")
    return added


def _compared(first: Iterator[ArchiveRecord], second: Iterator[ArchiveRecord]) -> Compared:
    count, found, wrong = 0, list[dict[str, Any]](), list[str]()
    for number, (original, copied) in enumerate(zip_longest(first, second), start=1):
        if original is None or copied is None:
            wrong.append("One of the two has records that the other has not.")
            break
        expected, names = withheld(original)
        if expected != copied:
            wrong.append(f"Record {number} differs in something else: {original.field('WARC-Record-ID')}.")
        if names:
            found.append(told_of(number, original, copied, names))
        count = number
    return count, found, wrong


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main(arguments: list[str]) -> int:
    """Print what was found; 0 if nothing else differs, 1 if something does, 2 for misuse."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    for name in ("bundle", "copy", "listed"):
        parser.add_argument(name, type=Path)
    good, wrong = compare(**vars(parser.parse_args(arguments)))
    for sentence in [*("ok    " + one for one in good), *("WRONG " + one for one in wrong)]:
        print(sentence)
    print(f"\n{'Something else differs' if wrong else 'Nothing else differs'}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
