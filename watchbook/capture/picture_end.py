"""The end of a picture and what stands after it: of a JPEG further pictures, a short film or notes, as phones write them.

Programs show the picture and pass over the rest. So such a file is good evidence, and what stands after the picture is told beside it.
"""

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

FILM, PICTURES, NOTES, UNKNOWN = "film", "pictures", "notes", "unknown"
# A mark within a scan that ends it: neither a letter 255 of the picture itself nor a mark from which reading can begin anew.
ENDS_A_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
A_MARK = re.compile(rb"\xff++")  # a mark may have any number of them before it
BARE = {0x01, *range(0xD0, 0xD8)}
BEGINNING, ENDING, SCAN = b"\xff\xd8\xff", 0xD9, 0xDA
SOMETHING = re.compile(rb"[^\0\r\n]")
PARTS_LIMIT, PICTURES_LIMIT, NOTES_LIMIT = 200_000, 100, 1000
FILM_BEGINS, FILM_HOLDS = b"ftyp", {b"moov", b"mdat"}
FILM_WITHIN = 64  # bytes after the picture
FILM_NAMED = b"MotionPhoto_Data"
NOTES_BEGIN, NOTES_END = b"SEFH", b"SEFT"  # around the list of the notes, which stands last

type Besides = dict[str, int]  # what there is, and of how many bytes


def besides(path: Path) -> Besides | None:
    """Return what stands after the picture of a JPEG; None where the picture has no end."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = _end(data, 0)
        return None if end is None else {kind: size for kind, size in _after(data, end).items() if size}


def behind(path: Path, place: int) -> Besides | None:
    """Return what stands behind a place at which a picture ends; None where the file ends before it."""
    size = path.stat().st_size
    if size < place:
        return None
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        left = size - _something(data, place, size)
        return {UNKNOWN: left} if left else {}


def _end(data: mmap.mmap, start: int) -> int | None:
    """Return the place at which the picture ends that starts here: behind its own mark of the end, not that of a small picture within it."""
    place = start + 2
    for _ in range(PARTS_LIMIT):
        before = A_MARK.match(data, place)
        if before is None or before.end() >= len(data):
            return None
        place = before.end() + 1
        mark = data[place - 1]
        if mark == ENDING:
            return place
        if mark in BARE:
            continue
        place += int.from_bytes(data[place : place + 2])
        if mark == SCAN:
            found = ENDS_A_SCAN.search(data, place)
            if found is None:
                return None
            place = found.end() - 2
    return None


def _after(data: mmap.mmap, end: int) -> Besides:
    found = dict.fromkeys((PICTURES, FILM, NOTES, UNKNOWN), 0)
    notes, last = _notes(data, end)
    found[NOTES] = len(data) - notes
    for _ in range(PICTURES_LIMIT):
        place = _something(data, end, notes)
        if data[place : place + 3] != BEGINNING or (after := _end(data, place)) is None or after > notes:
            break
        found[PICTURES] += after - place
        end = after
    film = data.find(FILM_BEGINS, end, min(end + FILM_WITHIN, notes)) - len(FILM_BEGINS)
    if film >= end and _something(data, end, film) == film:
        end = _film_end(data, film, notes)
        found[FILM] = end - film
    found[UNKNOWN] = notes - _something(data, end, notes)
    if (named := data.find(FILM_NAMED, notes, last)) >= 0:
        named += len(FILM_NAMED)
        found[FILM] += (size := _film_end(data, named, last) - named)
        found[NOTES] -= size
    return found


def _something(data: mmap.mmap, place: int, last: int) -> int:
    """The next place at which there is anything but blanks."""
    found = SOMETHING.search(data, place, last)
    return found.start() if found else last


def _film_end(data: mmap.mmap, place: int, last: int) -> int:
    """Return the place at which a film ends that begins here, its list and its pictures among its boxes; here where none does."""
    if data[place + 4 : place + 8] != FILM_BEGINS:
        return place
    after, kinds = place, set()
    for kind, end in _boxes(data, place, last):
        kinds.add(kind)
        after = end
    return after if kinds >= FILM_HOLDS else place


def _boxes(data: mmap.mmap, place: int, last: int) -> Iterator[tuple[bytes, int]]:
    """Each box of a film that ends before the last place, by its kind, with where it ends."""
    for _ in range(PARTS_LIMIT):
        size, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(data[place + 8 : place + 16])
        if size < 8 or place + size > last or not kind.isalnum():
            return
        place += size
        yield kind, place


def _notes(data: mmap.mmap, end: int) -> tuple[int, int]:
    """Return the place at which the notes begin that a maker lists at the end of the file, and that of the list; the file's end where there are none."""
    none = len(data), len(data)
    lists = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    if data[-4:] != NOTES_END or lists < end or data[lists : lists + 4] != NOTES_BEGIN:
        return none
    count = int.from_bytes(data[lists + 8 : lists + 12], "little")
    if count > NOTES_LIMIT or lists + 12 + 12 * count > len(data) - 8:
        return none
    starts = [
        lists + 16 + 12 * number for number in range(count)
    ]  # each says how far before the list it begins
    begins = lists - max((int.from_bytes(data[at : at + 4], "little") for at in starts), default=0)
    return (begins, lists) if begins >= end else none
