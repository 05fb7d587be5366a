"""The disclosure copy of an archive: session secrets and what sign-in forms sent are withheld, and that can be shown.

One rule says what is withheld (`check_copy.withheld`); whoever holds the whole bundle applies it again with that file alone and
finds every other change. For each record in which something is withheld the list has the record's digest in the original.
"""

import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZipFile

from watchbook.capture import check_copy
from watchbook.capture.check_copy import ArchiveRecord

OWN_TEXT = Path(check_copy.__file__)
LEVEL = 1  # of compression: pictures and films are packed already, and the rest is small
GZIP = 16


def write(bundle: BinaryIO, *, to: BinaryIO, with_pictures: bool = True) -> dict[str, Any]:
    """Write the copy as a WARC, each record packed by itself, and give the list of what is withheld and what goes along."""
    hashed, found, count = sha256(), list[dict[str, Any]](), 0
    with ExitStack() as stack:
        for count, original in enumerate(check_copy.records_of(bundle, stack), start=1):
            copied, names = check_copy.withheld(original)
            if names:
                found.append(check_copy.told_of(count, original, copied, names))
            for piece in packed(copied):
                hashed.update(piece)
                to.write(piece)
    bundle.seek(0)
    files = check_copy.files_of(bundle, with_pictures=with_pictures)
    return {
        "format": check_copy.FORMAT,
        **check_copy.counts(count, found, files),
        "copy_sha256": hashed.hexdigest(),
        "records": found,
        "pictures": with_pictures,
        "files": files,
    }


def along(bundle: BinaryIO, told: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The files that go along with the copy of which `told` is the list, each by its name."""
    names = [one["name"] for one in told["files"] if one["goes_along"]]
    if not names:
        return  # there may be no bundle around the archive
    bundle.seek(0)
    with ZipFile(bundle) as archive:
        for name in names:
            yield name, check_copy.going_along(name, archive.read(name))[0]


def packed(record: ArchiveRecord) -> Iterator[bytes]:
    """A record as its own member of a packed archive."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP + zlib.MAX_WBITS)
    for piece in (record.head, b"\r\n\r\n", record.block, b"\r\n\r\n"):
        yield packer.compress(piece)
    yield packer.flush()
