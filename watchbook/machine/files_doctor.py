"""The doctor's look at the file store: whether the folder can be written, or the bucket answers."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from watchbook.files.object_store import the_bucket
from watchbook.files.refused import StoreFailed
from watchbook.machine.finding import HealthFinding

SUBJECT = "File store"
NOTHING = "No file can be kept or read: letters, documents, exhibits."


def files_findings() -> Iterator[HealthFinding]:
    """What there is to say of the one store there is."""
    yield _of_the_bucket() if settings.FILES_S3 else _of_the_folder(Path(settings.FILES_FOLDER))


def _of_the_folder(folder: Path) -> HealthFinding:
    if folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return HealthFinding(SUBJECT, f"the folder {folder}.")
    return HealthFinding(
        SUBJECT,
        f"the folder {folder} is not there, or not ours to write.",
        NOTHING,
        "Mount it or run `watchbook setup`, and let the user who serves own it.",
    )


def _of_the_bucket() -> HealthFinding:
    try:
        the_bucket(settings.FILES_S3).look()
    except StoreFailed as failure:
        return HealthFinding(SUBJECT, str(failure), NOTHING, "Then run `watchbook doctor` again.")
    return HealthFinding(SUBJECT, f"the bucket {settings.FILES_S3['address']} answers.")
