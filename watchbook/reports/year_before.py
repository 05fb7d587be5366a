"""A nought in a report: what stands for it in either column, what that means, and from when looks are on record."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from watchbook.authorisations.queries.central_record import first_entry_on
from watchbook.looks.queries.counts import begins_on
from watchbook.reading.times.period import Period
from watchbook.web.wording import day


def no_looks(period: Period) -> str:
    """Say what a nought of looks means. One query."""
    return _nought(period, begins=begins_on())


def none_authorised(period: Period) -> str:
    """Say what a nought of the central record means. One query."""
    return _nought(period, begins=first_entry_on())


def _nought(period: Period, *, begins: date | None) -> str:
    return _("none on record") if begins is None or begins <= period.last_on else _("no register yet")


def key(said: Collection[str]) -> tuple[str, ...]:
    """Explain the words that stand in place of a number, where they do."""
    means = {
        "0": _(
            "“0” means that signed statements say that there were none, or that none of the looks on record was of that kind."
        ),
        _("none on record"): _(
            "“None on record” means that the register has no entries for that time. That alone does not show that there were none."
        ),
        _("no register yet"): _("“No register yet” means that the period ended before the register began."),
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
