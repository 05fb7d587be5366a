"""Facts of the register beside the text of an application: whether the offence meets the threshold, and the dates."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries.officers import offence_title, source_born, threshold_is_met
from watchbook.authorisations.rules.court import last_day
from watchbook.authorisations.rules.in_force import ReviewFacts, latest_next_review
from watchbook.authorisations.rules.kinds import needs_judicial_approval
from watchbook.authorisations.states import DECIDED
from watchbook.web.wording import day, moment


def threshold_says(row: Authorisation, *, on: date) -> str:
    """The offence, and whether it meets the crime threshold on a day."""
    said: dict[bool | None, str] = {
        True: _("meets the crime threshold today"),
        False: _("does not meet the crime threshold today"),
    }
    met = said.get(threshold_is_met(row, on=on)) or _("the threshold is open, ask the solicitor")
    return _("{offence}: {met}").format(offence=offence_title(row) or _("no offence"), met=met)


def dates_of(row: Authorisation, *, on: date) -> Iterator[tuple[str, str]]:
    """Return the dates so far; while nobody has decided, also how long it would last if it were granted on this day."""
    if row.submitted_at:
        yield _("Sent"), moment(row.submitted_at)
    if row.decided_at:
        yield _("Decided"), moment(row.decided_at)
    if row.effective_from:
        yield _("In force from"), moment(row.effective_from)
    if row.ends_on:
        yield _("Last date in force"), day(row.ends_on)
    if row.review_due_on:
        yield _("Next review"), day(row.review_due_on)
    if row.state not in DECIDED:
        yield from _if_granted(row, on=on)


def _if_granted(row: Authorisation, *, on: date) -> Iterator[tuple[str, str]]:
    born = source_born(row)
    ends = last_day(row.kind, nation=row.nation, first_day=on, born=born, granted_on=on)
    asks_court = needs_judicial_approval(row.kind, nation=row.nation, on=on)
    begins = _("from the court’s order") if asks_court else _("from the officer’s decision")
    yield _("It would be in force"), begins
    yield _("Last date if it began today"), day(ends)
    latest = latest_next_review(ReviewFacts(kind=row.kind, nation=row.nation, last_on=on, born=born))
    yield _("First review at the latest, if granted today"), day(latest)
