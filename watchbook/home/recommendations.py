"""Tell of recommendations that wait: for whoever sees to them, and for whoever discharges them."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.home.waiting import Lists, Matters, WaitingMatter, anybody, first_of, in_lines, matter
from watchbook.organisation.models import Person
from watchbook.oversight.permissions import may_read_oversight
from watchbook.oversight.recommendation.models import Recommendation
from watchbook.oversight.recommendation.permissions import may_discharge, may_see_discharges
from watchbook.oversight.recommendation.queries import (
    RecommendationStanding,
    open_rows,
    rows_to_discharge,
    standing,
)
from watchbook.oversight.recommendation.states import Progress
from watchbook.register.asked_together import Wants
from watchbook.register.written import written

RECOMMENDATIONS = "oversight:overview"


@written
def _open_of(person: Person, _on: date) -> QuerySet[Recommendation]:
    return first_of(open_rows(person))


def _to_see_to(person: Person, on: date) -> Matters:
    rows = _open_of(person, on)
    yield Wants(rows)
    to_do = _("give evidence that the recommendation was followed")
    page = RECOMMENDATIONS if can(may_read_oversight, person) else ""
    yield from in_lines(
        standing(rows),
        lambda one: _recommendation(one, to_do, on=on),
        others=_("recommendations that you own"),
        page=page,
    )


@written
def _dischargeable(person: Person, on: date) -> QuerySet[Recommendation]:
    return first_of(rows_to_discharge(person, on=on))


def _to_discharge(person: Person, on: date) -> Matters:
    """Tell what may be discharged, and what is overdue of others’: their owners are to be asked."""
    rows = _dischargeable(person, on)
    yield Wants(rows)

    def line(one: RecommendationStanding) -> WaitingMatter | None:
        if one.progress == Progress.OPEN:
            owner = one.row.owner.name
            to_do = _("ask {name} for evidence that the recommendation was followed").format(name=owner)
            return _recommendation(one, to_do, on=on, waits_for=owner)
        if not can(may_discharge, person, one.row, one.evidence_by):
            return None
        to_do = _("check the evidence, then discharge the recommendation or open it again")
        return _recommendation(one, to_do, on=on)

    yield from in_lines(standing(rows), line, others=_("recommendations"), page=RECOMMENDATIONS)


def _recommendation(
    one: RecommendationStanding, to_do: str, *, on: date, waits_for: str = ""
) -> WaitingMatter:
    row = one.row
    if one.is_overdue(on):
        to_do = _("{to_do}; until then the oversight page shows the recommendation as overdue").format(
            to_do=to_do
        )
    what = _("Recommendation {reference} ({colour})").format(reference=row.reference, colour=one.colour)
    page, by = "oversight:recommendation", row.due_on
    return matter(what, to_do, page, row.reference, by=by, since=row.recorded_at, waits_for=waits_for)


LISTS: Lists = ((anybody, _to_see_to), (may_see_discharges, _to_discharge))
