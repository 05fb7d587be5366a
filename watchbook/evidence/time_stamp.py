"""Time stamps that come later: an authority that had not answered stamps the manifest of a held capture (RFC 3161).

Asked for again by a worker when nothing waits. One killed before the row names the new file leaves that file in the store,
named by no row: the doctor tells of it.

The bundle grows by the token and is sealed and encrypted anew; every file that the manifest lists, and the manifest, stay as they are.
"""

import json
import shutil
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.capture import seal, verify
from watchbook.evidence import content, memory_folder, worker_lock
from watchbook.evidence.capture_worker import ENDS_ONE, WorkerMeans
from watchbook.evidence.models import Capture
from watchbook.evidence.permissions import may_take_captures
from watchbook.evidence.queries.captures import lacking_stamps
from watchbook.evidence.states import CaptureState, check_held
from watchbook.files import removal
from watchbook.files.refused import StoreFailed
from watchbook.files.store import the_store
from watchbook.keys import sealed_content
from watchbook.keys.sealed_content import SealedContent
from watchbook.ledger.timestamp import TimestampAuthority
from watchbook.organisation.models import Person

ADDED = Kind(
    "time_stamp.added",
    fields=("reference", "stamps_missing"),
    personal=("plain_sha256", "file_sha256"),
    says=gettext_lazy("A late time stamp was added to the capture’s bundle."),
)


@transaction.atomic
def add(
    capture: Capture, encrypted: SealedContent, *, missing: Sequence[str], by: Person, at: datetime
) -> Capture:
    """Name the bundle that has the token instead of the one that had it not, which goes at the commit.

    What an exhibit was produced from stays byte for byte as it was then.
    """
    row = Capture.objects.select_for_update(of=("self",)).get(pk=capture.pk)
    may_take_captures(by)
    check_held(CaptureState(row.state))
    if row.exhibits.exists():
        raise WrongState(
            _(
                "You cannot add a time stamp to this capture: an exhibit uses the capture, so its bundle must not change."
            )
        )
    removal.at_commit(row.file_sha256)
    row.plain_sha256, row.plain_bytes = encrypted.plain_sha256, encrypted.plain_bytes
    row.file_sha256, row.file_bytes = encrypted.sealed_sha256, encrypted.sealed_bytes
    row.stamps_missing = list(missing)
    row.save(update_fields=["plain_sha256", "plain_bytes", "file_sha256", "file_bytes", "stamps_missing"])
    record_row(ADDED, row, by=by, at=at, stamps_missing=len(row.stamps_missing))
    return row


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
    the_store().put_file(sealed)
    add(row, encrypted, missing=list(again.gaps), by=by, at=timezone.now())
    return True


def _named_in(bundle: Path, *, known: Sequence[TimestampAuthority]) -> list[TimestampAuthority]:
    """The authorities that its manifest names, in its order; none where one of them is not among those known any more."""
    with zipfile.ZipFile(bundle) as packed:
        named = json.loads(packed.read(verify.MANIFEST))["authorities"]
        keys = [(one["name"], one["policy"], packed.read(one["certificates"])) for one in named]
    by_key = {(one.name, one.policy, seal.pem_of(one)): one for one in known}
    return [by_key[key] for key in keys] if by_key.keys() >= set(keys) else []
