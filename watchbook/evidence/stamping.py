"""Asking again for time stamps that are still to come, of captures that are held: what a worker does when nothing waits.

A worker killed before the row names the new file leaves that file in the store, named by no row: the doctor tells of it.
"""

import json
import shutil
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from django.utils import timezone

from watchbook.capture import seal, verify
from watchbook.evidence import capture, content, memory_folder, time_stamp, worker_lock
from watchbook.evidence.capture_worker import ENDS_ONE, WorkerMeans
from watchbook.evidence.models import Capture
from watchbook.evidence.queries.captures import lacking_stamps
from watchbook.files.refused import StoreFailed
from watchbook.keys import sealed_content
from watchbook.ledger.timestamp import TimestampAuthority
from watchbook.organisation.models import Person


def stamp_missing(means: WorkerMeans, *, by: Person) -> int:
    """Ask once for each; how many got a token that they had not."""
    return sum(_stamped(row, means, by=by) for row in lacking_stamps())


def _stamped(row: Capture, means: WorkerMeans, *, by: Person) -> bool:
    if not worker_lock.take(row.id):
        return False
    try:
        with suppress(StoreFailed, *ENDS_ONE), memory_folder.one_for(row.id, within=means.folder) as folder:
            return _add(row, means, folder=folder, by=by)
        return False
    finally:
        worker_lock.release(row.id)


def _add(row: Capture, means: WorkerMeans, *, folder: Path, by: Person) -> bool:
    bundle, sealed = folder / "bundle.zip", folder / "content"
    with content.opened(row) as source, bundle.open("xb") as to:
        shutil.copyfileobj(source, to)
    authorities = _named_in(bundle, known=means.authorities)
    if not authorities:
        return False
    again = seal.stamp_again(bundle, signer=means.signer, authorities=authorities, send=means.send)
    if len(again.gaps) >= len(row.stamps_missing):
        return False
    with bundle.open("rb") as plain, sealed.open("xb") as to:
        encrypted = sealed_content.seal(plain, to, item=row.item, kind=content.kind_of(row))
    capture.store(sealed)
    time_stamp.add(row, encrypted, missing=list(again.gaps), by=by, at=timezone.now())
    return True


def _named_in(bundle: Path, *, known: Sequence[TimestampAuthority]) -> list[TimestampAuthority]:
    """The authorities that its manifest names, in its order; none where one of them is not among those known any more."""
    with zipfile.ZipFile(bundle) as packed:
        named = json.loads(packed.read(verify.MANIFEST))["authorities"]
        keys = [(one["name"], one["policy"], packed.read(one["certificates"])) for one in named]
    by_key = {(one.name, one.policy, seal.pem_of(one)): one for one in known}
    return [by_key[key] for key in keys] if by_key.keys() >= set(keys) else []
