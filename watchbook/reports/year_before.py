"""The year before a period in a report: what its noughts mean, about which nobody is asked, and from when looks are on record."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from watchbook.authorisations.queries.central_record import first_entry_on
from watchbook.figures.findings import Inquiry
from watchbook.figures.nil import signed_for
from watchbook.governance.statements.models import Matter
from watchbook.looks.queries.counts import begins_on
from watchbook.reading.times.period import Period
from watchbook.web.wording import day


def no_looks(before: Period) -> str:
    """Say what a nought of looks means. One query."""
    return _nought(before, begins=begins_on())


def none_authorised(before: Period) -> str:
    """Say what a nought of the central record means. One query."""
    return _nought(before, begins=first_entry_on())


def signed_none_authorised(before: Period, *, on: date) -> str:
    """Say that signed statements tell in time that nothing was authorised; "" where they do not."""
    found = signed_for(Inquiry(on=on), Matter.AUTHORISATIONS, before)
    return _("none, as signed statements say") if found and found.none and not found.retrospective else ""


def _nought(before: Period, *, begins: date | None) -> str:
    return _("none on record") if begins is None or begins <= before.last_on else _("no register yet")


def key(said: Collection[str]) -> tuple[str, ...]:
    """Explain the words that stand in place of a number, where they do."""
    means = {
        _("none on record"): _(
            "“None on record” means that the register has no entries for that time. That alone does not show that there were none."
        ),
        _("no register yet"): _("“No register yet” means that the time ended before the register began."),
    }
    return tuple(sentence for words, sentence in means.items() if words in said)


def begins_words(earliest: Period) -> str:
    """Say from when looks are on record, where that is after the first day told of."""
    first = begins_on()
    if first is None or first <= earliest.first_on:
        return ""
    return _(
        "The register of looks begins on {day}. We count an earlier look only if an officer recorded the look afterwards."
    ).format(day=day(first))
