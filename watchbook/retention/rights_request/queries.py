"""Reading rights requests: all of them, those due, what they hold, and what is restricted."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Exists, F, Min, Model, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.holding import LetGo
from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asked_once, asking_once
from watchbook.keys.envelope import opened, opened_all
from watchbook.law.refusals import Refusal
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.asked_together import Reader, Wants, answer
from watchbook.retention.fate import INSIDE
from watchbook.retention.rights_request import challenge
from watchbook.retention.rights_request.clock import clock_of, keepers_decide_by
from watchbook.retention.rights_request.models import (
    NOT_AGREED,
    FoundItem,
    ProcessingPurpose,
    RightsRequest,
    RightsStep,
)
from watchbook.retention.rights_request.need_to_know import readable_tables
from watchbook.retention.rights_request.rules import TOLD, ItemDecision
from watchbook.retention.rights_request.states import WORKED_ON, RightsState, RightsStepKind

RESTRICTED = gettext_lazy(
    "This record is restricted: it is evidence, is in dispute, or is kept for another reason that the law allows. Lift the restriction first."
)
RESTRICTING = Q(decision=ItemDecision.RESTRICT, lifted_on=None)
MOVES_THE_CLOCK = frozenset(RightsStepKind) - {RightsStepKind.ACKNOWLEDGED, RightsStepKind.LETTER_CHECKED}
REMARK = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class WaitingRequest:
    """A request that is worked on, with its last day; none while its time stands still."""

    row: RightsRequest
    due_on: date | None


def requests() -> QuerySet[RightsRequest]:
    """Every rights request with its steps, the newest first. Two queries."""
    return RightsRequest.objects.select_related("recorded_by").prefetch_related("steps__recorded_by")


def waiting() -> QuerySet[RightsRequest]:
    """The requests that are worked on, those received first first, and those whose time stands still last. Two queries, and the rows.

    Their last days come in that order, save where a step moved one: in the order of these the database would read every step.
    """
    _usual, moved = rows_by_receipt()
    with asking_once():
        still = [row.pk for row in moved.prefetch_related("steps") if due_on(row) is None]
    received = Case(When(pk__in=still, then=None), default=F("received_on"))
    return waiting_rows().order_by(received.asc(nulls_last=True), "reference")


def waiting_rows() -> QuerySet[RightsRequest]:
    """The rows of the same, without their steps."""
    return RightsRequest.objects.filter(state__in=WORKED_ON)


def rows_by_receipt() -> tuple[QuerySet[RightsRequest], QuerySet[RightsRequest]]:
    """The same in two lists by the day of their receipt: those whose time nothing moved, the next due first, and those whose time a step moved."""
    moved = Exists(RightsStep.objects.filter(request=OuterRef("pk"), kind__in=MOVES_THE_CLOCK))
    rows = waiting_rows().order_by("received_on", "reference")
    return rows.filter(~moved), rows.filter(moved)


def waiting_of(rows: Iterable[RightsRequest]) -> list[WaitingRequest]:
    """The same of these rows. No query."""
    found = [WaitingRequest(row, due_on(row)) for row in rows]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.row.reference))


def due_on(row: RightsRequest) -> date | None:
    """The last day of a request; none while its time stands still, or where no bank holidays are known for it."""
    try:
        deadline = clock_of(row).deadline
    except Refusal:
        return None
    return deadline.on if deadline else None


def received_between(first: date, last: date, *, as_at: datetime | None = None) -> QuerySet[RightsRequest]:
    """The requests received on the days of a period, as recorded by a moment."""
    rows = requests().filter(received_on__range=(first, last))
    return rows if as_at is None else rows.filter(recorded_at__lte=as_at)


def open_on(things: Collection[UUID], *, besides: RightsRequest | None = None) -> dict[UUID, str]:
    """The reference of the open request that holds each of these things: until it is answered, save what it erases."""
    return dict(_open_on(things, besides=besides))


def why_held(things: Collection[UUID], *, besides: RightsRequest | None = None) -> dict[UUID, str]:
    """Say why each of these things cannot be deleted now: a request, or that it is restricted (settings.HOLDS).

    Of a protected thing the words name no request: they must not tell that the person of one is known there.
    What one request itself has not decided yet can be left out.
    """
    held = why_shown(things, besides=besides)
    held_now = _undecided(besides) | challenge.held_after(on=today(), besides=besides)
    for rows, why in ((held_now, INSIDE), (_restrictions(besides), RESTRICTED)):
        protected = rows.filter(is_protected=True, thing__among=things).values_list("thing", flat=True)
        held |= dict.fromkeys(protected, str(why))
    return held


def why_shown(things: Collection[UUID], *, besides: RightsRequest | None = None) -> dict[UUID, str]:
    """Say the same of what lies open, for pages that people read who may not read the protected things."""
    return answer(shown(things, besides=besides))


def held_until(things: Collection[UUID], *, on: date, besides: RightsRequest) -> dict[UUID, date]:
    """Return the last day on which closed requests hold these things, of those that lie open and that no other request holds."""
    last = challenge.last_days(challenge.held_of(things, on=on, besides=besides))
    still = {*open_on(last, besides=besides)}
    still |= set(_restrictions(besides).filter(thing__among=last).values_list("thing", flat=True))
    return {thing: day for thing, day in last.items() if thing not in still and day < date.max}


def shown(things: Collection[UUID], *, besides: RightsRequest | None = None) -> Reader[dict[UUID, str]]:
    """Read the same together with others."""
    asked = _("Request {reference} about personal data is still open. Answer the request first.")
    rows = _restrictions(besides).filter(is_protected=False, thing__among=things).order_by()
    restricted, is_open = rows.values_list("thing", flat=True).distinct(), _open_on(things, besides=besides)
    closed = challenge.held_of(things, on=today(), besides=besides)
    yield Wants(restricted, is_open, *closed)
    held = {thing: asked.format(reference=reference) for thing, reference in is_open}
    yield challenge.why_held(closed) | dict.fromkeys(restricted, str(RESTRICTED)) | held


def freed_by(person: Person, things: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these things whose request somebody answered or ended (settings.HOLDS)."""
    return challenge.freed_by(person, things)


def let_go(things: Collection[UUID]) -> list[LetGo]:
    """Say which closed requests held some of these things, and who ended each (settings.HOLDS)."""
    return challenge.let_go(things)


def held_rows(_table: str) -> Q:
    """The condition that a row of a table is restricted, or held by a request, of what lies open: these are counted on pages."""
    return Q(pk__among=_open_held())


def hidden_rows() -> Q:
    """The condition that a row is restricted or held so, of what is protected: only its readers may know."""
    return Q(pk__in=_held(is_protected=True))


@asked_once
def _open_held() -> frozenset[UUID]:
    """All of it. One query, however often it is asked."""
    return frozenset(_held(is_protected=False).distinct())


def _held(*, is_protected: bool) -> QuerySet[FoundItem, UUID]:
    """All that is held by a request or restricted, of what is protected or of the rest."""
    rows = _undecided() | challenge.held_after(on=today()) | _restrictions()
    return rows.filter(is_protected=is_protected).order_by().values_list("thing", flat=True)


def restricted(rows: Iterable[Model]) -> frozenset[UUID]:
    """The ids of those of these things that are restricted now. One query."""
    things = [one.pk for one in rows]
    return frozenset(_restrictions().filter(thing__among=things).values_list("thing", flat=True))


def is_identified(row: RightsRequest) -> bool:
    """Whether the proof of identity was recorded of the name and the contact details that the request has now. One query."""
    now = who_asks(row)
    proofs = opened_all(row.steps.filter(kind=RightsStepKind.IDENTIFIED))
    return any(one.get("identity_of", now) == now for one in proofs.values())


def who_asks(row: RightsRequest) -> list[str]:
    """The name and the contact details of whoever asks."""
    said = opened(row)
    return [said["person"], said["contact"]]


def on_the_page(row: RightsRequest, person: Person) -> QuerySet[FoundItem]:
    """The things that the page of a request shows to somebody: what lies open to them, and what its keepers let be told."""
    is_open = Q(is_protected=False, table__in=readable_tables(person))
    return row.founditems.filter(is_open | Q(is_protected=True, pk__in=told_of(row)))


def keepers_by(row: RightsRequest) -> date | None:
    """The last day for the keepers of protected records, after the newest search; the same whatever was found."""
    newest = row.subjectsearchs.last()
    return keepers_decide_by(row, found_on=london_day(newest.recorded_at)) if newest else None


def told_of(row: RightsRequest) -> QuerySet[FoundItem]:
    """The decisions that the person is told of: of a record that one right leaves neither confirmed nor denied, none."""
    hidden = row.founditems.filter(decision=ItemDecision.NEITHER, thing=OuterRef("thing"))
    return row.founditems.filter(~Exists(hidden), decision__in=TOLD).exclude(NOT_AGREED)


def purposes(row: RightsRequest) -> list[ProcessingPurpose]:
    """The purposes of a request as they stand, without those that were corrected. One query."""
    every = list(row.processingpurposes.all())
    corrected = {one.corrects for one in every}
    return [one for one in every if one.number not in corrected]


def names_sought(row: RightsRequest) -> list[str]:
    """Every name for which a request was searched."""
    said = opened_all(row.subjectsearchs.all())
    return list(dict.fromkeys(name for one in said.values() for name in one["names"]))


def names_left(row: RightsRequest) -> list[str]:
    """The names that the person gave and for which nobody searched yet, as they were given."""
    said, sought = opened(row), {_spelt(name) for name in names_sought(row)}
    return [name for name in dict.fromkeys([said["person"], *said["names"]]) if _spelt(name) not in sought]


def rights_left(row: RightsRequest) -> list[str]:
    """Return the rights that were added since the last search: the records found are not asked about for them yet."""
    newest = row.subjectsearchs.last()
    searched = opened(newest).get("rights", row.rights) if newest else row.rights
    return [one for one in row.rights if one not in searched]


def _spelt(name: str) -> str:
    """A name without what every search overlooks: its case, its spaces, and a remark on it in brackets."""
    return " ".join((REMARK.sub(" ", name).strip() or name).casefold().split())


def _open_on(
    things: Collection[UUID], *, besides: RightsRequest | None
) -> QuerySet[FoundItem, tuple[UUID, str]]:
    """Each of these things with one of the requests that hold it."""
    rows = _undecided(besides).filter(is_protected=False, thing__among=things).order_by()
    return rows.values("thing").annotate(by=Min("request__reference")).values_list("thing", "by")


def _undecided(besides: RightsRequest | None = None) -> QuerySet[FoundItem]:
    """The things that are not decided for good; a protected thing waits for its decision also once the answer has gone.

    What is to be copied first and erased then is held by the copy until the answer goes.
    """
    late = Q(request__state=RightsState.ANSWERED, is_protected=True) & (Q(decision="") | NOT_AGREED)
    rows = FoundItem.objects.filter(Q(request__state__in=WORKED_ON) | late)
    rows = rows.exclude(Q(decision=ItemDecision.ERASE) & ~NOT_AGREED)
    return rows.exclude(request=besides) if besides else rows


def _restrictions(besides: RightsRequest | None = None) -> QuerySet[FoundItem]:
    rows = FoundItem.objects.filter(RESTRICTING)
    return rows.exclude(request=besides) if besides else rows
