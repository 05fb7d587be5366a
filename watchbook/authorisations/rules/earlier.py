"""What the days of an earlier central record mean: where an authorisation stands, from when and until when it was in force."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from watchbook.authorisations.rules.court import last_day
from watchbook.authorisations.rules.kinds import needs_judicial_approval
from watchbook.authorisations.states import AuthorisationKind, AuthorisationState, CourtOutcome
from watchbook.law.parameters import NotInForce


@dataclass(frozen=True)
class EarlierDays:
    """What an earlier record says; a day that it does not say is None."""

    kind: str
    nation: str
    is_granted: bool
    today: date
    decided_on: date
    court_outcome: str = ""
    court_on: date | None = None
    effective_on: date | None = None
    last_on: date | None = None
    cancelled_on: date | None = None
    is_juvenile: bool | None = None
    reviewed_on: tuple[date, ...] = field(default=())
    renewed_on: tuple[date, ...] = field(default=())


@dataclass(frozen=True)
class Stood:
    """Where it stands and its first and last day in force; None where it never took effect."""

    state: AuthorisationState
    needs_court: bool
    first_on: date | None = None
    ends_on: date | None = None


def why_not_earlier(days: EarlierDays) -> str | None:
    """Why these days cannot be a record of one authorisation, or None."""
    for refusal in (_future, _of_a_refusal, _of_a_court, _in_order, _without_end):
        if told := refusal(days):
            return told
    return None


def stood(days: EarlierDays) -> Stood:
    """Where it stands, of days that `why_not_earlier` finds nothing against."""
    needs_court = _needs_court(days)
    if not days.is_granted:
        return Stood(AuthorisationState.REFUSED, needs_court)
    if days.court_outcome == CourtOutcome.QUASHED:
        return Stood(AuthorisationState.QUASHED, needs_court)
    if days.court_outcome == CourtOutcome.REFUSED:
        return Stood(AuthorisationState.COURT_REFUSED, needs_court)
    first_on = _first_on(days, needs_court=needs_court)
    ends_on = _ends_on(days, first_on=first_on) if first_on else None
    if days.cancelled_on:
        return Stood(AuthorisationState.CANCELLED, needs_court, first_on, ends_on)
    if first_on:
        return Stood(AuthorisationState.EFFECTIVE, needs_court, first_on, ends_on)
    return Stood(AuthorisationState.GRANTED, needs_court)


def _needs_court(days: EarlierDays) -> bool:
    """Before the law knew of judicial approval none was asked; on a day before the tables begin neither."""
    try:
        return needs_judicial_approval(days.kind, nation=days.nation, on=days.decided_on)
    except NotInForce:
        return False


def _first_on(days: EarlierDays, *, needs_court: bool) -> date | None:
    if days.effective_on:
        return days.effective_on
    return days.court_on if needs_court else days.decided_on


def _ends_on(days: EarlierDays, *, first_on: date) -> date:
    """As the record says, else the whole statutory period, and as many more as there were renewals."""
    if days.last_on:
        return days.last_on
    ends_on = last_day(days.kind, nation=days.nation, first_day=first_on)
    for _renewed in days.renewed_on:
        ends_on = last_day(days.kind, nation=days.nation, first_day=date.fromordinal(ends_on.toordinal() + 1))
    return ends_on


def _future(days: EarlierDays) -> str | None:
    told = (days.decided_on, days.court_on, days.effective_on, days.cancelled_on)
    if any(day > days.today for day in (*filter(None, told), *days.reviewed_on, *days.renewed_on)):
        return _("A date in this row is in the future. Check the dates.")
    return None


def _of_a_refusal(days: EarlierDays) -> str | None:
    later = (days.court_on, days.effective_on, days.last_on, days.cancelled_on)
    if not days.is_granted and (any(later) or days.court_outcome or days.reviewed_on or days.renewed_on):
        return _(
            "The officer refused the application, so the row cannot give a court order, review, renewal or cancellation. Check the officer’s decision and the "
            "dates."
        )
    return None


def _of_a_court(days: EarlierDays) -> str | None:
    if bool(days.court_outcome) != bool(days.court_on):
        return _(
            "The row has either the date of the court’s order or its outcome, but not both. Enter both, or neither."
        )
    if days.court_outcome and not _needs_court(days):
        return _(
            "This kind of authorisation did not need a court’s approval on the date of the decision. Check the kind and the dates."
        )
    if days.court_outcome in {CourtOutcome.REFUSED, CourtOutcome.QUASHED} and (
        days.effective_on or days.last_on or days.renewed_on
    ):
        return _(
            "The court did not approve the authorisation, so the row cannot give a date in force or a renewal. Check the court’s order and the dates."
        )
    approved = days.court_outcome == CourtOutcome.APPROVED
    if not approved and _needs_court(days) and (days.effective_on or days.renewed_on):
        return _("The authorisation needed the approval of a court. Enter the date of the court’s approval.")
    if approved and days.effective_on and days.effective_on != days.court_on:
        return _("The authorisation takes effect only on the date of the court’s order. Check both dates.")
    return None


def _in_order(days: EarlierDays) -> str | None:
    told = (days.decided_on, days.court_on, days.effective_on, days.cancelled_on)
    in_turn = list(filter(None, told))
    if in_turn != sorted(in_turn):
        return _(
            "The dates are in the wrong order. The right order is: decided, approved by a court, in force, cancelled."
        )
    first = days.effective_on or days.court_on or days.decided_on
    if any(day < first for day in (*days.reviewed_on, *days.renewed_on)) or (
        days.last_on and days.last_on < first
    ):
        return _(
            "The date of a review or renewal, or the last date in force, is before the date on which the authorisation came into force. Check the dates."
        )
    return None


def _without_end(days: EarlierDays) -> str | None:
    """The statutory end needs a source's age and the law of the day; where either is missing the record says the end."""
    if (
        not days.is_granted
        or days.last_on
        or days.court_outcome in {CourtOutcome.REFUSED, CourtOutcome.QUASHED}
    ):
        return None
    if days.kind == AuthorisationKind.CHIS and days.is_juvenile is not False:
        return _(
            "The last date in force is missing. It depends on the source’s age, which this row does not give. Enter the date."
        )
    first_on = _first_on(days, needs_court=_needs_court(days))
    try:
        if first_on:
            _ends_on(days, first_on=first_on)
    except NotInForce:
        return _(
            "The last date in force is missing, and Watchbook does not know the statutory period that applied when the authorisation came into force. Enter the "
            "last date in force."
        )
    return None
