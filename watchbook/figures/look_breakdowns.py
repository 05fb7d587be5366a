"""By what a question wants the number of looks broken down: month, service, purpose, platform. Asked for in words, else not told."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from watchbook.figures.findings import Value
from watchbook.figures.look_limits import Limits, within
from watchbook.investigations.queries import platform_title
from watchbook.looks.models import Purpose
from watchbook.looks.queries import counts
from watchbook.organisation.models import Service
from watchbook.reading.facets.things import things_asked
from watchbook.reading.times.period import Period

_EACH = r"\b(?:which|each|every|per|by|for all|of all)\s+(?:\w+\s+){0,2}?"
ASKED_BY = {
    "month": re.compile(rf"{_EACH}months?\b|\bmonthly\b|\bmonth by month\b", re.IGNORECASE),
    "service": re.compile(rf"{_EACH}(?:services?|departments?|depts?|teams?|directorates?)\b", re.IGNORECASE),
    "purpose": re.compile(rf"{_EACH}(?:purposes?|reasons?)\b", re.IGNORECASE),
    "platform": re.compile(rf"{_EACH}(?:platforms?|networks?|sites?|websites?)\b", re.IGNORECASE),
}


def columns_asked(text: str) -> tuple[str, ...]:
    """The columns by which a question wants the number broken down."""
    things = things_asked(text)
    return tuple(column for column, words in ASKED_BY.items() if column in things or words.search(text))


def broken_down(
    periods: Sequence[Period], *, by: str, as_at: datetime | None, limits: Limits = ()
) -> tuple[str, list[dict[str, Value]]]:
    """The looks of these periods by a column: a line for each, and as a machine reads them."""
    found: dict[Any, int] = {}
    for one in periods:
        columns = tuple(dict.fromkeys((by, *(column for column, _value in limits))))
        for key, count in counts.counts(one.first_on, one.last_on, by=columns, as_at=as_at).items():
            row = dict(zip(columns, key if len(columns) > 1 else (key,), strict=True))
            if within(row, limits=limits):
                found[row[by]] = found.get(row[by], 0) + count
    names = {key: _named(key, by=by) for key in found}
    if by == "service":
        names |= dict(Service.objects.filter(id__in=found).values_list("id", "name"))
    ordered = sorted(found, key=lambda key: (key if by == "month" else names[key]) or "")
    said = [_("{name}: {count}").format(name=capfirst(names[key]), count=found[key]) for key in ordered]
    heading = {
        "month": _("By month:"),
        "service": _("By service:"),
        "purpose": _("By purpose:"),
        "platform": _("By platform:"),
    }[by]
    sentence = "\n".join([heading, *said])
    values: list[dict[str, Value]] = [
        {by: names[key] if by == "service" else _value(key), "count": found[key]} for key in ordered
    ]
    return sentence, values


def _named(key: Any, *, by: str) -> str:
    if by == "month":
        return f"{key:%m/%Y}"
    if by == "purpose":
        return str(dict(Purpose.choices).get(key, key))
    return platform_title(key) if by == "platform" else _("no service")


def _value(key: Any) -> str:
    return f"{key:%Y-%m}" if isinstance(key, date) else str(key)
