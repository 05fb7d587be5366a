"""Where a capture lies in clear while it is taken and sealed: in memory, readable by nobody else, one folder for each capture."""

import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from watchbook.capture import ways
from watchbook.capture.containment import memory_disk
from watchbook.capture.refusal import CaptureRefused

PRIVATE = 0o700
UPLOAD_SECONDS = 3600  # no upload waits that long for its next byte


def the_folder() -> Path:
    """This installation's own, made where it is missing. Raises CaptureRefused where it would not be in memory, or not ours alone."""
    disk = Path(settings.CAPTURE_FOLDER) if settings.CAPTURE_FOLDER else memory_disk()
    if not ways.is_in_memory(disk):
        raise CaptureRefused(
            _("You cannot capture pages: {folder} is not a folder in memory.").format(folder=disk),
            why=_(
                "Captured pages must not be stored unencrypted on a disk, because they could be read after deletion."
            ),
            next_step=_("Mount a tmpfs, and set WATCHBOOK_CAPTURE_FOLDER to its path."),
        )
    folder = disk / f"watchbook-captures-{_whose()}"
    folder.mkdir(mode=PRIVATE, exist_ok=True)
    found = folder.lstat()
    is_ours = found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) == PRIVATE
    if not (is_ours and stat.S_ISDIR(found.st_mode)):
        raise CaptureRefused(
            _("You cannot capture pages: {folder} does not belong to this service.").format(folder=folder),
            why=_("Another account owns or can read the folder, and could read captured pages in it."),
            next_step=_("Find out who made the folder, remove it, and start the capture worker again."),
        )
    return folder


@contextmanager
def one_for(capture_id: UUID, *, within: Path) -> Iterator[Path]:
    """A capture's own folder, and its end with everything in it."""
    folder = within / str(capture_id)
    folder.mkdir(mode=PRIVATE)
    try:
        yield folder
    finally:
        remove(folder)


def left_in(folder: Path) -> dict[UUID, Path]:
    """The folders of captures that are there; whoever took them may be dead."""
    return {UUID(path.name): path for path in folder.iterdir() if _is_of_a_capture(path)}


def uploads_left_in(folder: Path) -> list[Path]:
    """Files to which nothing was written for long: a request that took them in is over, or was killed."""
    before = time.time() - UPLOAD_SECONDS
    return [path for path in folder.iterdir() if _is_file_of_before(path, before)]


def remove(folder: Path) -> None:
    """Everything in it and itself; another worker may be doing the same."""
    shutil.rmtree(folder, ignore_errors=True)


def _is_file_of_before(path: Path, moment: float) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False  # its request was over just now
    return stat.S_ISREG(found.st_mode) and found.st_mtime < moment


def _is_of_a_capture(path: Path) -> bool:
    try:
        return str(UUID(path.name)) == path.name
    except ValueError:
        return False


def _whose() -> str:
    """Tells installations, and the users of one, apart on a machine: none may clear away what another is just taking."""
    database = connection.settings_dict
    named = [
        str(settings.PLACES.home),
        *(str(database[name]) for name in ("HOST", "PORT", "NAME")),
        str(os.geteuid()),
    ]
    return sha256("\0".join(named).encode()).hexdigest()[:16]
