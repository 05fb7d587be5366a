"""How pages write a day, a moment and a number: 7 October 2019, 2:05pm in London, 1,204 requests."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from watchbook.acting.london_day import LONDON
from watchbook.web.once_a_language import once_a_language

DAYS = 2_000  # that are kept as they are written


def day(value: date) -> str:
    """7 October 2019; of a moment, its day in London."""
    return _written(_in_london(value).date() if isinstance(value, datetime) else value)


def long_day(value: date) -> str:
    """Monday 7 October 2019."""
    return f"{day_of_week(value)} {day(value)}"


def day_of_week(value: date) -> str:
    """Monday."""
    return date_format(value, "l")


def moment(value: datetime) -> str:
    """7 October 2019 at 2:05pm, London time."""
    local = _in_london(value)
    clock = f"{(local.hour % 12) or 12}:{local.minute:02}{'am' if local.hour < 12 else 'pm'}"
    return gettext("%(day)s at %(time)s") % {"day": day(local), "time": clock}


def end(value: datetime) -> str:
    """7 October 2019, 23:59: the end of something. One at midnight is that of the day before."""
    local = _in_london(value)
    if local.time() != time():
        return moment(value)
    return gettext("%(day)s, 23:59") % {"day": day(local - timedelta(microseconds=1))}


def numbered(value: int, one: str = "", many: str = "") -> str:
    """1,204, or with its words 1,204 requests: `{{ count | numbered("request", "requests") }}`."""
    figure = f"{value:,}"
    return f"{figure} {ngettext(one, many, value)}" if one else figure


def prison_term(months: int) -> str:
    """6 months, or in full years from two on as statutes write them: 10 years."""
    years, rest = divmod(months, 12)
    if years > 1 and not rest:
        return ngettext("%(num)s year in prison", "%(num)s years in prison", years) % {"num": years}
    return ngettext("%(num)s month in prison", "%(num)s months in prison", months) % {"num": months}


@once_a_language(DAYS)
def _written(value: date) -> str:
    return date_format(value, "j F Y")


def _in_london(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be shown: nobody knows which day it was.")
    return value.astimezone(LONDON)


def joined(words: Sequence[str]) -> str:
    """One; one and another; one, another and a third."""
    if len(words) < 2:
        return "".join(words)
    return gettext("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])
