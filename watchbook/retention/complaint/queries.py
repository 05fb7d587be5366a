"""Reading complaints about personal data: all of them, those that wait, and what they hold."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from watchbook.audit_log.asked_once import asked_once
from watchbook.keys.envelope import opened
from watchbook.law.explanations import Deadline
from watchbook.law.parameters import NotInForce
from watchbook.law.rights_requests import complaint_acknowledged_by
from watchbook.register.asked_together import Reader, SqlQuestion, Wants, answer
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.complaint.states import ComplaintState
from watchbook.retention.fate import INSIDE
from watchbook.retention.rights_request.models import FoundItem

# The requests that open complaints are about, each with the complaint: those that count beside stand in one column (models).
ABOUT = """
    SELECT complaint.reference, unnest(string_to_array(trim(complaint.request_reference || ' ' || complaint.also_about), ' ')) AS about
    FROM retention_complaint AS complaint WHERE complaint.state <> 'closed' AND complaint.request_reference <> ''
"""
ASKED_ABOUT = f"SELECT about FROM ({ABOUT}) AS complaint"  # noqa: S608  # words of ours
OPEN_ON = f"""
    SELECT found.thing, complaint.reference FROM retention_founditem AS found
    JOIN retention_rightsrequest AS request ON request.id = found.request_id
    JOIN ({ABOUT}) AS complaint ON complaint.about = request.reference
    WHERE NOT found.is_protected AND found.thing = ANY (%s::uuid[])
"""  # noqa: S608  # words of ours, values are bound


@dataclass(frozen=True)
class WaitingComplaint:
    """A complaint without an outcome, with the last day of its acknowledgement where that is still to be sent."""

    row: Complaint
    due_on: date | None


def complaints() -> QuerySet[Complaint]:
    """Every complaint with its steps, the newest first. Two queries."""
    return Complaint.objects.select_related("recorded_by").prefetch_related("steps__recorded_by")


def acknowledged_by(row: Complaint) -> Deadline | None:
    """Return the last day for acknowledging a complaint; none for one that came before the law wanted it."""
    try:
        return complaint_acknowledged_by(row.received_on)
    except NotInForce:
        return None


def waiting() -> QuerySet[Complaint]:
    """The complaints without an outcome, those to be acknowledged first, in the order of their receipt and so of their last days."""
    to_acknowledge = Case(When(state=ComplaintState.RECEIVED, then=F("received_on")))
    return waiting_rows().order_by(to_acknowledge.asc(nulls_last=True), "reference")


def waiting_rows() -> QuerySet[Complaint]:
    """The rows of the same."""
    return Complaint.objects.exclude(state=ComplaintState.CLOSED)


def rows_by_receipt() -> tuple[QuerySet[Complaint], QuerySet[Complaint]]:
    """The same in two lists by the day of their receipt: those to be acknowledged, and those to be looked into."""
    rows = waiting_rows().order_by("received_on", "reference")
    return rows.filter(state=ComplaintState.RECEIVED), rows.exclude(state=ComplaintState.RECEIVED)


def waiting_of(rows: Iterable[Complaint]) -> list[WaitingComplaint]:
    """The same of these rows. No query."""
    found = [WaitingComplaint(row, _due_on(row)) for row in rows]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.row.reference))


def _due_on(row: Complaint) -> date | None:
    deadline = acknowledged_by(row) if row.state == ComplaintState.RECEIVED else None
    return deadline.on if deadline else None


def named_request(row: Complaint) -> str:
    """The reference that the person typed into the public form; "" where they typed none."""
    return str(opened(row).get("names_request", "")) if row.envelope else ""


def ends_of_links(row: Complaint) -> list[str]:
    """The requests of earlier links that another officer can end: not the one that the person named."""
    return [one for one in row.also_about.split() if one != named_request(row)]


def received_between(first: date, last: date, *, as_at: datetime | None = None) -> QuerySet[Complaint]:
    """The complaints received on the days of a period, as recorded by a moment."""
    rows = complaints().filter(received_on__range=(first, last))
    return rows if as_at is None else rows.filter(recorded_at__lte=as_at)


def open_on(things: Collection[UUID]) -> dict[UUID, str]:
    """The reference of the open complaint that holds each of these things: what lies open of the request that it is about."""
    return answer(_open_on(things))


def _open_on(things: Collection[UUID]) -> Reader[dict[UUID, str]]:
    found = SqlQuestion(OPEN_ON, list(things))
    yield Wants(found)
    yield dict(found.answers)


def held_rows(_table: str) -> Q:
    """The condition that a row of a table is held by an open complaint, of what lies open."""
    return Q(pk__among=_open_held())


def hidden_rows() -> Q:
    """The condition that a row is held so, of what is protected: only its readers may know."""
    return Q(pk__in=_found_for_open_ones().filter(is_protected=True).order_by().values("thing"))


@asked_once
def _open_held() -> frozenset[UUID]:
    """All of it. One query, however often it is asked."""
    found = _found_for_open_ones().filter(is_protected=False).order_by()
    return frozenset(found.values_list("thing", flat=True).distinct())


def _found_for_open_ones() -> QuerySet[FoundItem]:
    """Return all that was found for the requests that open complaints are about."""
    return FoundItem.objects.filter(request__reference__in=RawSQL(ASKED_ABOUT, []))  # noqa: S611  # our words


def why_held(things: Collection[UUID]) -> dict[UUID, str]:
    """Say why each of these things cannot be deleted now: a complaint about them is open (settings.HOLDS)."""
    rows = _found_for_open_ones().filter(is_protected=True, thing__among=things)
    return dict.fromkeys(rows.values_list("thing", flat=True), str(INSIDE)) | why_shown(things)


def why_shown(things: Collection[UUID]) -> dict[UUID, str]:
    """Say the same of what lies open, for pages that people read who may not read the protected things."""
    return answer(shown(things))


def shown(things: Collection[UUID]) -> Reader[dict[UUID, str]]:
    """Read the same together with others."""
    why = _("Complaint {reference} about personal data is still open. Tell the person the outcome first.")
    for one in _open_on(things):
        yield (
            one
            if isinstance(one, Wants)
            else {thing: why.format(reference=reference) for thing, reference in one.items()}
        )
