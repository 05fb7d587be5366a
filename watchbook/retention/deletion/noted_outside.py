"""Note of a list, once its rows are deleted, that it is written down outside, and what did not go with its records."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.audit_log.lock import locked
from watchbook.audit_log.queries import event_named
from watchbook.audit_log.record import Kind, record
from watchbook.organisation.models import Person
from watchbook.retention.deletion import signed_lists
from watchbook.retention.deletion.item_rows import settle
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.permissions import may_carry_out_deletion
from watchbook.retention.deletion.states import ItemOutcome

NOTED = Kind(
    "deletion.list_written",
    ("reference", "place"),
    says=gettext_lazy(
        "The list of deleted records was saved outside the database, so that a restore does not bring the records back."
    ),
)


@transaction.atomic
def record_noted(deletion_list: DeletionList, *, place: int, by: Person, at: datetime) -> DeletionList:
    """Record once that a list was written down outside, in an entry by whose id the signer remembers its place; with it what is not gone."""
    row = locked(deletion_list)
    may_carry_out_deletion(by)
    if event_named(NOTED.name, subject=row.id) is None:
        known_by = signed_lists.event_id(row.reference, place)
        record(NOTED, known_by, subject=row, by=by, at=at, reference=row.reference, place=place)
        settle(row)
    return row


def files_of(row: DeletionList) -> set[str]:
    """The files that a list removes."""
    written = row.items.filter(outcome=ItemOutcome.DELETED).values_list("files", flat=True)
    return {name for files in written for name in files}
