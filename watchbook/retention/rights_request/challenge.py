"""The time in which a closed request can still be challenged, and what it holds until then.

It holds what it found, save what its answer erases: the person asked for that, and waits for no complaint of their own. No law
that we know gives a last day for a complaint about the answer. So the time is our policy, that of a request for information: for
asking for a review, then the weeks that the Commissioner gives. It runs from the day of the record, whatever day the step bears.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from watchbook.acting.holding import LetGo
from watchbook.acting.london_day import LONDON, london_day
from watchbook.law.clocks import internal_review_request_by
from watchbook.law.counting import time_allowed
from watchbook.law.parameters import whole_number
from watchbook.law.periods import weeks_after
from watchbook.law.refusals import Refusal
from watchbook.organisation.models import Person, Regime
from watchbook.retention.rights_request.models import NOT_AGREED, FoundItem, RightsRequest, RightsStep
from watchbook.retention.rights_request.rules import ItemDecision
from watchbook.retention.rights_request.states import ANSWERS, CLOSED, RightsState, RightsStepKind
from watchbook.web import wording

# The end of a restriction is told so that the person can object: what it held is held as long again.
ENDS = (*ANSWERS, RightsStepKind.RESTRICTION_ENDS, RightsStepKind.NOT_IDENTIFIED, RightsStepKind.WITHDRAWN)
ONE_DAY = timedelta(days=1)

type HoldingRequest = tuple[UUID, str, datetime]  # a thing, the request that holds it, and when that ended


def challenged_until(closed: date) -> date:
    """The last day on which an answer, or an end without one, can be challenged; date.max where no bank holidays are known."""
    try:
        asked_by = internal_review_request_by(closed, regime=Regime.FOIA).on
        weeks = time_allowed(Regime.FOIA, "commissioner.complaint_weeks", on=asked_by)
        return weeks_after(asked_by, weeks=whole_number(weeks))
    except Refusal:
        return date.max


@cache
def closed_since(on: date) -> date:
    """The first day of a close that can still be challenged on a day."""
    first = on
    while challenged_until(first - ONE_DAY) >= on:
        first -= ONE_DAY
    return first


def ends() -> QuerySet[RightsStep]:
    """The steps that answered a request or ended it, by the order in which they were recorded."""
    rows = RightsStep.objects.filter(kind__in=ENDS, request__state__in=CLOSED)
    return rows.select_related("request", "recorded_by").order_by("recorded_at")


def to_be_erased() -> QuerySet[FoundItem]:
    """The decisions to erase that stand: of a request that ended without an answer, none."""
    rows = FoundItem.objects.filter(decision=ItemDecision.ERASE).exclude(request__state=RightsState.ENDED)
    return rows.exclude(NOT_AGREED).exclude(table="")


def not_erased() -> QuerySet[FoundItem]:
    """The things that closed requests found, save what an answered one erases; of what lies open and what is protected."""
    erased = to_be_erased().filter(request=OuterRef("request"), thing=OuterRef("thing"))
    return FoundItem.objects.filter(~Exists(erased), request__state__in=CLOSED)


def held_after(*, on: date, besides: RightsRequest | None = None) -> QuerySet[FoundItem]:
    """The things that requests hold whose answer or end was recorded not long ago."""
    rows = not_erased().filter(Exists(_recent(on).filter(request=OuterRef("request"))))
    return rows.exclude(request=besides) if besides else rows


def held_of(
    things: Collection[UUID], *, on: date, besides: RightsRequest | None = None
) -> tuple[QuerySet[Any, HoldingRequest], ...]:
    """Return those of these things, as far as they lie open, that a closed request holds, with its end; the request holds itself too."""
    last = _recent(on).order_by("-recorded_at").values("recorded_at")
    rows = held_after(on=on, besides=besides).filter(is_protected=False, thing__among=things)
    rows = rows.annotate(ended_at=Subquery(last.filter(request=OuterRef("request"))[:1]))
    itself = RightsRequest.objects.filter(pk__among=things, state__in=CLOSED)
    itself = itself.annotate(ended_at=Subquery(last.filter(request=OuterRef("pk"))[:1]))
    return (
        rows.values_list("thing", "request__reference", "ended_at"),
        itself.filter(ended_at__isnull=False).values_list("pk", "reference", "ended_at"),
    )


def why_held(told: Iterable[Iterable[HoldingRequest]]) -> dict[UUID, str]:
    """Say of these which request holds each, and until when."""
    why = _(
        "Request {reference} about personal data was answered or ended on {ended}. This record is kept until {day}, so that "
        "the person can complain. Wait until then."
    )
    return {
        thing: why.format(
            reference=reference,
            ended=wording.day(london_day(at)),
            day=wording.day(challenged_until(london_day(at))),
        )
        for some in told
        for thing, reference, at in some
    }


def last_days(told: Iterable[Iterable[HoldingRequest]]) -> dict[UUID, date]:
    """Return of these the last day on which the closed requests hold each."""
    last: dict[UUID, date] = {}
    for thing, _reference, at in (one for some in told for one in some):
        last[thing] = max(last.get(thing, date.min), challenged_until(london_day(at)))
    return last


def freed_by(person: Person, things: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these things that somebody freed: others propose and approve their end.

    They lifted its restriction, or, of what lies open, answered or ended its request.
    """
    mine = ends().filter(request=OuterRef("request"), recorded_by=person).order_by()
    rows = not_erased().filter(Exists(mine), is_protected=False, thing__in=things)
    lifted = FoundItem.objects.filter(lifted_by=person, thing__in=things)
    return frozenset(rows.values_list("thing", flat=True)) | frozenset(lifted.values_list("thing", flat=True))


def let_go(things: Collection[UUID]) -> list[LetGo]:
    """Say of each closed request that held some of these things how it ended, when and by whom; of what is protected nothing."""
    rows = not_erased().filter(is_protected=False, thing__in=things)
    counts = Counter(request for request, _thing in set(rows.values_list("request", "thing")))
    last = {one.request_id: one for one in ends().filter(request__in=counts)}
    words = _(
        "The search for request {reference} about personal data found {count} of these records. {name} recorded the step “{step}” on {day}."
    )
    told = [
        LetGo(
            words.format(
                reference=one.request.reference,
                count=counts[one.request_id],
                step=RightsStepKind(one.kind).label,
                name="{0}",
                day=wording.day(london_day(one.recorded_at)),
            ),
            (one.recorded_by_id,),
        )
        for one in last.values()
    ]
    restricted = _("The restriction on {record} for request {reference} was lifted by {name} on {day}.")
    lifted = FoundItem.objects.filter(is_protected=False, thing__in=things, lifted_by__isnull=False)
    return told + [
        LetGo(
            restricted.format(
                record=one.thing_reference.replace("{", "{{").replace("}", "}}"),  # filled in once more
                reference=one.request.reference,
                name="{0}" if one.lifted_by_id else _("somebody"),
                day=wording.day(one.lifted_on) if one.lifted_on else "",
            ),
            (one.lifted_by_id,) if one.lifted_by_id else (),
        )
        for one in lifted.select_related("request")
    ]


def _recent(on: date) -> QuerySet[RightsStep]:
    """The answers and ends that can still be challenged on a day."""
    return ends().filter(recorded_at__gte=datetime.combine(closed_since(on), time.min, LONDON))
