"""The stored files, in a folder or a bucket, held against their names and against the rows that name them."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from watchbook.files.blocks import blocks, place
from watchbook.files.object_store import the_bucket
from watchbook.files.refused import StoreFailed
from watchbook.files.store import Folder
from watchbook.machine.backup import files_named
from watchbook.machine.connection import Connection
from watchbook.machine.stored_files import stored

ANY_TIME = datetime.max.replace(tzinfo=UTC)


def problems(folder: Path, connection: Connection, *, full: bool) -> Iterator[str]:
    """Each file that a row names and that is gone, and each link, as a sentence; with `full` also each that is not what its name says."""
    try:
        yield from (
            f"The stored file {name} is missing, although a row names it: somebody deleted it, or the disk lost it."
            for name in missing(folder, connection)
        )
        if not settings.FILES_S3:
            yield from _links(folder)
        if full:
            yield from _changed(folder)
    except StoreFailed as failure:
        yield f"The stored files could not be read: {failure}"


def missing(folder: Path, connection: Connection) -> list[str]:
    """The files that rows name and that are not in the store. Raises StoreFailed for a bucket that does not answer."""
    absent = _absent(folder, files_named(connection))
    # One that was deleted with its row while we looked is named no more.
    return sorted(absent & files_named(connection)) if absent else []


def _absent(folder: Path, names: set[str]) -> set[str]:
    if settings.FILES_S3:
        return names.difference(the_bucket(settings.FILES_S3).kept_before(ANY_TIME))
    return {name for name in names if not (folder / place(name)).is_file()}


def _links(folder: Path) -> Iterator[str]:
    """Say of each link in the store that it is one; its own folder may lie elsewhere."""
    for at, folders, names in os.walk(folder):
        for name in (*folders, *names):
            if (path := Path(at) / name).is_symlink():
                yield (
                    f"{path.relative_to(folder)} in the store is a link to another place, where somebody can change what is read."
                    " Put the file itself there, and find out who made the link."
                )


def _changed(folder: Path) -> Iterator[str]:
    """Say of each file that it is not what its name says; every byte is read, a part at a time."""
    bucket = the_bucket(settings.FILES_S3) if settings.FILES_S3 else None
    store = bucket or Folder(root=folder)
    names = bucket.kept_before(ANY_TIME) if bucket else (path.name for path in stored(folder))
    for name in names:
        hashed = sha256()
        with suppress(FileNotFoundError), store.open(name) as file:  # deleted meanwhile
            for _block in blocks(file, into=hashed):
                pass
            if hashed.hexdigest() != name:
                yield f"The stored file {name} does not match its name: somebody changed it, or the disk is failing."
