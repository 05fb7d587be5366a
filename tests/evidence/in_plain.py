"""The search for words on a disk: as they stand, in gzip and zip, in the dump of a backup, in values that PostgreSQL compressed.

Words that are made up anew each time, so that half of them is enough to know them by.
"""

import re
import zlib

from watchbook.capture import ways
from watchbook.ledger import try_to_open

GZIP, ZIP = b"\x1f\x8b\x08", b"PK\x03\x04"
DEEP = 3  # an archive in an archive in an archive


def in_plain(words, *, since, folders):
    """The files written since a moment in which these words stand: on a real disk, or in a folder that stands for one."""
    return [
        path
        for folder in folders
        for path in folder.rglob("*")
        if is_written_since(path, since, stands_for_a_disk=ways.is_in_memory(folder))
        and says(path.read_bytes(), words)
    ]


def is_written_since(path, moment, *, stands_for_a_disk=False):
    try:
        if path.lstat().st_mtime < moment or path.is_symlink() or not path.is_file():
            return False
        return stands_for_a_disk or not ways.is_in_memory(path.parent)
    except OSError:
        return False


def says(content, words, *, deep=DEEP):
    """Whether the words stand in a content, also in what is packed into it."""
    sought = words.split()[-1].encode()
    if any(
        one in content for one in (sought, words.encode("utf-16-le"), sought.decode().encode("utf-16-le"))
    ):
        return True
    if any(pattern.search(content) for pattern in as_pglz(sought)):
        return True
    return deep > 0 and any(says(one, words, deep=deep - 1) for one in unpacked(content))


def as_pglz(sought):
    """How PostgreSQL's own compression stores letters that came nowhere before: a byte of signs before each eight.

    Half of them is looked for, since three letters that did come before are stored as where.
    """
    half = len(sought) // 2
    return [
        re.compile(b"".join(_with_signs(part, first)), re.DOTALL)
        for part in (sought[:half], sought[half:])
        for first in range(1, 9)
    ]


def _with_signs(letters, first):
    for place, letter in enumerate(letters):
        if place and (place - first) % 8 == 0:
            yield b"."
        yield re.escape(bytes([letter]))


def unpacked(content):
    """What is packed into a content, wherever it begins: by gzip, in a zip, or in the dump of a backup."""
    for found in re.finditer(re.escape(GZIP), content):
        yield _inflated(content[found.start() :], window=31)
    for found in re.finditer(re.escape(ZIP), content):
        begin = found.start()
        names = sum(int.from_bytes(content[begin + at : begin + at + 2], "little") for at in (26, 28))
        yield _inflated(content[begin + 30 + names :], window=-15)
    for found in try_to_open.ZLIB.finditer(content):
        yield try_to_open.inflated(content, found.start())


def _inflated(packed, *, window):
    """What can be unpacked of it; b"" where it only looked as if."""
    stream, parts = zlib.decompressobj(window), []
    try:
        for at in range(0, len(packed), 65536):
            parts.append(stream.decompress(packed[at : at + 65536]))
            if stream.eof:
                break
    except zlib.error:
        pass
    return b"".join(parts)
