"""Time stamps that come later: an authority that had not answered stamps the manifest of a held capture (RFC 3161).

The bundle grows by the token and is sealed and encrypted anew; every file that the manifest lists, and the manifest, stay as they are.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record_row
from watchbook.evidence.models import Capture
from watchbook.evidence.permissions import may_take_captures
from watchbook.evidence.states import CaptureState, check_held
from watchbook.files import removal
from watchbook.keys.sealed_content import SealedContent
from watchbook.organisation.models import Person

ADDED = Kind(
    "time_stamp.added",
    fields=("reference", "stamps_missing"),
    personal=("plain_sha256", "file_sha256"),
    says=gettext_lazy("A time stamp that was still to come was added to the capture’s bundle."),
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
                "You cannot add a time stamp to this capture: an exhibit rests on it, so its bundle must stay as it was."
            )
        )
    removal.at_commit(row.file_sha256)
    row.plain_sha256, row.plain_bytes = encrypted.plain_sha256, encrypted.plain_bytes
    row.file_sha256, row.file_bytes = encrypted.sealed_sha256, encrypted.sealed_bytes
    row.stamps_missing = list(missing)
    row.save(update_fields=["plain_sha256", "plain_bytes", "file_sha256", "file_bytes", "stamps_missing"])
    record_row(ADDED, row, by=by, at=at, stamps_missing=len(row.stamps_missing))
    return row
