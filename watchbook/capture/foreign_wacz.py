"""A foreign WACZ: its list of members is held against every limit before any of them is read, where it lies."""

import re
import stat
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import SEEK_END
from itertools import chain
from typing import BinaryIO, cast
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from watchbook.capture import foreign_wacz_cut, foreign_warc
from watchbook.capture.answers import parsed
from watchbook.capture.foreign_record import AS_PDF, UNPACKED, FileEnd, ForeignRecord, named, refused
from watchbook.capture.warc_digests import AGREES, DIFFERS, NONE, UNCHECKED, GivenDigest

MEMBERS_LIMIT = 20_000
TOTAL_LIMIT = foreign_warc.TOTAL_LIMIT
GROWTH_LIMIT = 100
JSON_LIMIT, PAGES_LIMIT = 16 * 1024**2, 10_000
LOCKED = 0x1
HEADER = 30
END_OF_ZIP, END_SIZE, END_WITHIN = b"PK\5\6", 22, 128 * 1024
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9 ._@()+,=~-]*(/[A-Za-z0-9_-][A-Za-z0-9 ._@()+,=~-]*)*/?")
# No part of a name begins with a full stop, and none has a backslash, a colon or a control character.
STAYS = re.compile(
    r"[^./\\:\x00-\x1f\x7f][^/\\:\x00-\x1f\x7f]*(/[^./\\:\x00-\x1f\x7f][^/\\:\x00-\x1f\x7f]*)*/?"
)
DOCUMENT = "[Content_Types].xml"
WEB_ARCHIVE = re.compile(r"(?:archive|pages|indexes)[/\\\\]|datapackage\.json$|.*\.warc", re.IGNORECASE)
WARC = re.compile(r"archive/[^/]+\.warc(\.gz)?")
PACKED = re.compile(r".*\.(zip|wacz|jar|apk|epub|docx|xlsx|odt|7z|rar|tar|tgz|xz|bz2|zst)", re.IGNORECASE)
PACKED_STARTS = (b"PK\3\4", b"PK\5\6", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh")
PACKAGE, DIGEST, PAGES = "datapackage.json", "datapackage-digest.json", "pages/pages.jsonl"
TOLD, NAME_LENGTH = 50, 200
BROKEN = (BadZipFile, ValueError, RuntimeError, EOFError, OSError, KeyError, zlib.error)


@dataclass(frozen=True)
class ForeignPage:
    """A page that the capture says it holds."""

    address: str
    title: str
    at: str


@dataclass(frozen=True)
class OwnHashes:
    """Whether the hashes that a file carries are those of its content; and each part concerned, with how.

    `agree`, `unlisted` (a part is not listed), `unhashed` (a part is listed without a hash), `cut` (its list is missing, as the end
    of the file), `whole_agree` (its end is missing, and its list is there), `unchecked` (a part has one of a kind that is not known here), `differ` or `none`.
    """

    state: str = "none"
    differing: tuple[
        tuple[str, str], ...
    ] = ()  # of the name and `changed`, `missing`, `unchecked`, `unhashed` or `unlisted`


def look(file: BinaryIO) -> tuple[list[ForeignPage], OwnHashes]:
    """Return its pages, and what its own hashes say; of one that is cut off as far as its lists are there."""
    if _is_cut(file):
        listed = foreign_wacz_cut.content(file, PAGES, limit=JSON_LIMIT).decode("utf-8", "replace")
        return list(_pages(listed)), _hashes_of_cut(file)
    with _opened(file) as archive:
        return list(_pages(_text(archive, PAGES))), _own_hashes(archive)


def records(file: BinaryIO, end: FileEnd | None = None) -> Iterator[ForeignRecord]:
    """The records of each WARC in it."""
    budget, end = foreign_warc.UnpackBudget(), end or FileEnd()
    if _is_cut(file):
        end.is_missing = True
        for one in foreign_wacz_cut.archives(file):
            yield from foreign_warc.records(cast(BinaryIO, one), end, budget)
        return
    with _opened(file) as archive:
        for name in filter(WARC.fullmatch, archive.namelist()):
            with _member(archive, name) as member:
                yield from foreign_warc.records(member, end, budget)


def bytes_after(file: BinaryIO) -> int:
    """Count the bytes that stand behind the end of the ZIP file, which programs pass over; none where its own end is missing."""
    if _is_cut(file):
        return 0
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - END_WITHIN))
    last = file.read()
    place = last.rfind(END_OF_ZIP)
    if place < 0:
        return 0
    comment = int.from_bytes(last[place + END_SIZE - 2 : place + END_SIZE], "little")
    return max(0, len(last) - place - END_SIZE - comment)


def _is_cut(file: BinaryIO) -> bool:
    """Whether its list of contents is missing and a web archive can be found without it."""
    try:
        ZipFile(file).close()
    except BROKEN:
        return bool(foreign_wacz_cut.archives(file))
    return False


def _opened(file: BinaryIO) -> ZipFile:
    try:
        archive = ZipFile(file)
    except BROKEN:
        raise refused(
            "it is a ZIP or WACZ file that is cut off or damaged: its list of contents cannot be read"
        ) from None
    members = archive.infolist()
    if len(members) > MEMBERS_LIMIT:
        raise refused(f"it has {len(members):,} files inside, more than {MEMBERS_LIMIT:,}")
    _refuse_sizes(members)
    _refuse_names(members)
    for one in members:
        _refuse_one(archive, one)
    _refuse_no_web_archive([one.filename for one in members])
    return archive


def _refuse_names(members: Sequence[ZipInfo]) -> None:
    """Refuse a name that climbs; an office document, whose names are no web archive's, is called what it is."""
    names = [one.filename for one in members]
    if DOCUMENT in names:
        raise refused(
            "it is an office document, such as a letter, sheet or slides, and no web archive", AS_PDF
        )
    for one in members:
        if not STAYS.fullmatch(one.filename) or "\0" in one.orig_filename:
            raise refused(
                f"a file inside has a name that could place it outside the archive when the archive is unpacked: {named(one.orig_filename)}"
            )
    if len({name.lower() for name in names}) != len(names):
        raise refused("two files inside have the same name")


def _refuse_no_web_archive(names: Sequence[str]) -> None:
    if not any(WEB_ARCHIVE.match(name) for name in names):
        raise refused("it is a ZIP file with no web archive in it", UNPACKED)
    for name in names:
        if not NAME.fullmatch(name):
            raise refused(f"a file inside has a name that a web archive may not use: {named(name)}")


def _refuse_sizes(members: Sequence[ZipInfo]) -> None:
    if sum(one.file_size for one in members) > TOTAL_LIMIT:
        raise refused("it would grow beyond all bounds when it is unpacked")
    place = 0
    for one in sorted(members, key=lambda one: one.header_offset):
        if one.header_offset < place:
            raise refused("files inside lie over each other, as in a bomb")
        place = one.header_offset + HEADER + one.compress_size


def _refuse_one(archive: ZipFile, one: ZipInfo) -> None:
    said = f"the file {named(one.filename)} inside"
    if one.flag_bits & LOCKED:
        raise refused(f"{said} is locked with a password")
    if stat.S_ISLNK(one.external_attr >> 16):
        raise refused(f"{said} is a link")
    if one.compress_type != ZIP_STORED and one.file_size > GROWTH_LIMIT * max(one.compress_size, 1):
        raise refused(f"{said} would grow a hundredfold and more, as a bomb does")
    if WARC.fullmatch(one.filename) and one.compress_type != ZIP_STORED:
        raise refused(f"{said} is packed twice, which the format forbids")
    with _member(archive, one.filename) as member:
        start = member.read(8)
    if PACKED.fullmatch(one.filename) or start.startswith(PACKED_STARTS):
        raise refused(f"{said} is itself an archive")


@contextmanager
def _member(archive: ZipFile, name: str) -> Iterator[BinaryIO]:
    """A file inside, to be read; whatever is wrong with it refuses the whole."""
    try:
        with archive.open(name) as member:
            yield cast(BinaryIO, member)  # it reads as a binary file does
    except BROKEN:
        raise refused(
            f"a file inside cannot be read, since it is damaged or cut off: {named(name)}"
        ) from None


def _pages(listed: str) -> Iterator[ForeignPage]:
    for line in listed.splitlines()[:PAGES_LIMIT]:
        one = parsed(line)
        if isinstance(one, dict) and isinstance(one.get("url"), str) and one["url"]:
            title, at = (told if isinstance(told := one.get(name), str) else "" for name in ("title", "ts"))
            yield ForeignPage(one["url"][:8000], title[:2000], at[:40])


def _own_hashes(archive: ZipFile) -> OwnHashes:
    package = parsed(_text(archive, PACKAGE))
    listed = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(listed, list) or not listed:
        return OwnHashes()
    told = {str(one.get("path", "")): one for one in listed if isinstance(one, dict)}
    members = {one.filename for one in archive.infolist() if not one.is_dir()}
    found = [(path, "missing") for path in told if path not in members]
    states = {path: _state(archive, path, one) for path, one in told.items() if path in members}
    found += [(path, "changed") for path, one in states.items() if one == DIFFERS]
    unhashed = [(path, "unhashed") for path, one in states.items() if one == NONE]
    unknown = [(path, "unchecked") for path, one in states.items() if one == UNCHECKED]
    if not _is_package_as_told(archive):
        found.append((PACKAGE, "changed"))
    if len(told) < len(listed) and not found:
        found.append((PACKAGE, "changed"))  # it names a part twice, or names none
    unlisted = [(path, "unlisted") for path in sorted(members - {*told, PACKAGE, DIGEST})]
    if not found and len(unhashed) == len(states):
        return OwnHashes()
    kinds = {"differ": found, "unchecked": unknown, "unlisted": unlisted, "unhashed": unhashed}
    state = next((kind for kind, parts in kinds.items() if parts), "agree")
    return OwnHashes(state, tuple((_drawn(name), how) for name, how in [*chain(*kinds.values())][:TOLD]))


def _hashes_of_cut(file: BinaryIO) -> OwnHashes:
    """Hold the hashes that a cut file lists against those of its parts that are whole and not packed."""
    package = parsed(foreign_wacz_cut.content(file, PACKAGE, limit=JSON_LIMIT).decode("utf-8", "replace"))
    listed = package.get("resources") if isinstance(package, dict) else None
    told = (
        {str(one.get("path", "")): one for one in listed if isinstance(one, dict)}
        if isinstance(listed, list)
        else {}
    )
    states = {
        name: _digest_state(cast(BinaryIO, part), told[name])
        for name, part in foreign_wacz_cut.stored_whole(file).items()
        if name in told
    }
    if changed := [(_drawn(name), "changed") for name, state in states.items() if state == DIFFERS][:TOLD]:
        return OwnHashes("differ", tuple(changed))
    return OwnHashes("whole_agree" if AGREES in states.values() else "cut")


def _drawn(name: str) -> str:
    """A name that the list of a stranger gives, without characters that turn round what follows them."""
    return "".join(character for character in name if character.isprintable())[:NAME_LENGTH]


def _state(archive: ZipFile, path: str, told: Mapping[str, object]) -> str:
    """Whether a part has the hash that is listed for it, of whatever kind that is."""
    with _member(archive, path) as member:
        return _digest_state(member, told)


def _digest_state(part: BinaryIO, told: Mapping[str, object]) -> str:
    digest = GivenDigest(str(told.get("hash") or ""))
    while piece := part.read(foreign_warc.CHUNK):
        digest.update(piece)
    return digest.state()


def _is_package_as_told(archive: ZipFile) -> bool:
    """Whether the list itself has the hash that lies beside it, where one does."""
    if DIGEST not in archive.namelist() or archive.getinfo(DIGEST).file_size > JSON_LIMIT:
        return True
    digest = parsed(_text(archive, DIGEST))
    said = digest.get("hash") if isinstance(digest, dict) else None
    return said is None or _state(archive, PACKAGE, {"hash": said}) in {AGREES, UNCHECKED}


def _text(archive: ZipFile, name: str) -> str:
    if name not in archive.namelist():
        return ""
    with _member(archive, name) as member:
        content = member.read(JSON_LIMIT + 1)
    if len(content) > JSON_LIMIT:
        raise refused(f"its {name} is longer than 16 MB")
    return content.decode("utf-8", "replace")
