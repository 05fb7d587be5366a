"""Facts of the register beside the text of an application: whether the offence meets the threshold, and the dates."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries.officers import offence_title, source_born, threshold_is_met
from watchbook.authorisations.rules.court import last_day
from watchbook.authorisations.rules.in_force import ReviewFacts, latest_next_review
from watchbook.authorisations.rules.kinds import needs_judicial_approval
from watchbook.authorisations.states import DECIDED
from watchbook.law.offences import latest, offence
from watchbook.web.wording import day, moment, prison_term

_OPEN = gettext_lazy("the register does not say whether it meets the crime threshold, so ask the solicitor")
_MET_TODAY = {
    True: gettext_lazy("meets the crime threshold today"),
    False: gettext_lazy("does not meet the crime threshold today"),
    None: _OPEN,
}
_MET_THEN = {
    True: gettext_lazy("it met the crime threshold"),
    False: gettext_lazy("it did not meet the crime threshold"),
    None: _OPEN,
}


def threshold_says(row: Authorisation, *, on: date) -> str:
    """Say whether the offence meets the crime threshold on a day; of a decided application, on the day of the decision."""
    named = offence_title(row) or _("no offence")
    if row.decided_at:
        decided = london_day(row.decided_at)
        met = _MET_THEN[threshold_is_met(row, on=decided)]
        return _("{offence}, on the date of the decision ({day}): {met}").format(
            offence=named, day=day(decided), met=met
        )
    met = _MET_TODAY[threshold_is_met(row, on=on)]
    return _("{offence}: {met}").format(offence=named, met=met)


def greatest_penalty(row: Authorisation, *, on: date) -> str:
    """Say the greatest penalty of the offence on a day; of a decided application, on the day of the decision."""
    if not row.offence:
        return ""
    then = london_day(row.decided_at) if row.decided_at else on
    found = offence(row.offence, on=then) or latest(row.offence)
    if found.is_fine_only:
        return _("Maximum penalty: a fine; no prison term")
    return _("Maximum penalty: {term}").format(term=prison_term(found.greatest_months))


def dates_of(row: Authorisation, *, on: date) -> Iterator[tuple[str, str]]:
    """Return the dates so far; while nobody has decided, also how long it would last if it were granted on this day."""
    if row.submitted_at:
        yield _("Submitted"), moment(row.submitted_at)
    if row.decided_at:
        yield _("Decided"), moment(row.decided_at)
    if row.effective_from:
        yield _("In force from"), moment(row.effective_from)
    if row.ends_on:
        yield _("Last date in force"), day(row.ends_on)
    if row.review_due_on and not row.cancelled_at:
        yield _("Next review"), day(row.review_due_on)
    if row.state not in DECIDED:
        yield from _if_granted(row, on=on)


def _if_granted(row: Authorisation, *, on: date) -> Iterator[tuple[str, str]]:
    born = source_born(row)
    ends = last_day(row.kind, nation=row.nation, first_day=on, born=born, granted_on=on)
    asks_court = needs_judicial_approval(row.kind, nation=row.nation, on=on)
    begins = _("the court’s order") if asks_court else _("the officer’s decision")
    yield _("If granted, in force from"), begins
    yield _("Last date in force, if it began today"), day(ends)
    latest = latest_next_review(ReviewFacts(kind=row.kind, nation=row.nation, last_on=on, born=born))
    yield _("Latest date of the first review, if granted today"), day(latest)
