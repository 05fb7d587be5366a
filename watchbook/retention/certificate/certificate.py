"""The certificate of a list for whoever asks: its body, with the limits and the copies that left, and its receipts in the order of the log.

A page, a PDF and a JSON file say the same; `verify.py` checks the file.
"""

import json
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext, gettext_lazy, ngettext

from watchbook.acting.london_day import LONDON, london_day
from watchbook.audit_log.event_opening import ALWAYS_SHOWN
from watchbook.audit_log.queries import event_named
from watchbook.audit_log.receipt import NotSealed, newest_receipt
from watchbook.organisation.models import Person
from watchbook.retention.deletion import sample
from watchbook.retention.deletion.certificate_body import CLEAR_LIMIT, ENDS, body, events, limits_of
from watchbook.retention.deletion.in_clear import has_clear
from watchbook.retention.deletion.lifted_holds import are_opened_by_second_keepers
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.queries import is_nothing_deleted
from watchbook.retention.deletion.states import ItemOutcome, ListState
from watchbook.web import wording

NO_COPY_LEFT = gettext_lazy(
    "The register shows no copy that left the council. A copy that was not recorded may exist."
)


def ended_at(row: DeletionList) -> ListState | None:
    """The last end that a list came to, as its certificate says it; None before the first, and where every record was kept."""
    if is_nothing_deleted(row):
        return None
    return next((end for end in reversed(ENDS) if getattr(row, f"{end.value}_at")), None)


def as_file(row: DeletionList, *, at_end: ListState) -> Iterator[str]:
    """The certificate as one JSON file for an outsider, piece by piece: the body that was logged, and the receipts; nothing beside them."""
    yield '{"body": '
    yield from body(row, at_end=at_end, between=",\n")
    yield f',\n"receipts": {json.dumps(list(receipts(row, at_end=at_end)), ensure_ascii=False, indent=1)}}}'


def limits(row: DeletionList) -> list[str]:
    """The limits in the reader's language; the file has them as they were logged. One query or two."""
    told = limits_of(row)
    if CLEAR_LIMIT not in told and has_clear(row):  # its file was logged before that was told
        told = [CLEAR_LIMIT, *told]
    return [gettext(one) for one in told]


def sample_in_words(row: DeletionList) -> str:
    """Say who opened the sample before the approval; "" for a list approved before the log told it. Three queries."""
    approved = event_named("deletion.approved", subject=row.id)
    if approved is None or "opened" not in approved.fields or row.approved_by is None:
        return ""
    own, others = approved.fields["opened"], approved.fields["opened_by_others"]
    told = [
        ngettext(
            "{name} opened {count} record in the sample.", "{name} opened {count} records in the sample.", own
        ).format(name=row.approved_by.name, count=own)
    ]
    if others:
        asked = Person.objects.filter(pk__in=sample.openers(row)).exclude(pk=row.approved_by_id)
        told.append(
            ngettext(
                "For the decision, {others} opened {count} record that {name} is not allowed to read.",
                "For the decision, {others} opened {count} records that {name} is not allowed to read.",
                others,
            ).format(
                count=others,
                name=row.approved_by.name,
                others=", ".join(asked.order_by("name").values_list("name", flat=True)),
            )
        )
    return " ".join(told)


def keepers_in_words(row: DeletionList) -> str:
    """Say who decided on the protected records of a list, by their duty and not by their names; "" where it has none. One query."""
    protected = row.items.filter(is_protected=True, outcome=ItemOutcome.DELETED)
    if not row.has_second_keepers or not protected.exists():
        return ""
    if are_opened_by_second_keepers(row, *protected.values_list("item", flat=True)):
        return gettext(
            "One person with access decided to erase each protected record. A second person with access, who opened the record and "
            "had not made it, agreed. We do not give their names here, because a name would show the kind of record. People with "
            "access can find both names in the audit log."
        )
    return gettext(
        "One person with access decided to erase each protected record. A second person with access, who read its text about "
        "the requester and had not made the record, agreed. We do not give their names here, because a name would show the "
        "kind of record. People with access can find both names in the audit log."
    )


def exact(at: datetime) -> str:
    """A moment to the millionth of a second: the two copies of the keys are asked one after the other."""
    return f"{wording.day(london_day(at))}, {at.astimezone(LONDON).isoformat(sep=' ', timespec='microseconds')[11:26]}"


def receipts(row: DeletionList, *, at_end: ListState) -> Iterator[str]:
    """The receipt of each step that is sealed, in the order of the log."""
    for event in events(row, at_end=at_end):
        try:
            yield newest_receipt(event, names=ALWAYS_SHOWN | event.fields.keys())
        except NotSealed:
            return
