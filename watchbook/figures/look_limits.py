"""Looks to which a question limits its figure: of one platform, one service, one purpose, made openly or covertly (FOIA s.1(1))."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from watchbook.figures.sentences import joined
from watchbook.investigations.queries import platform_title
from watchbook.looks.models import Purpose
from watchbook.looks.queries import counts
from watchbook.looks.queries.counts import IMPORTED
from watchbook.organisation.models import Service
from watchbook.reading.facets.subjects import subjects
from watchbook.reading.times.period import Period

type Limits = tuple[tuple[str, Any], ...]  # each a column of the looks and the one value asked about

_PURPOSES = {"investigation": Purpose.INVESTIGATION, "recruitment": Purpose.RECRUITMENT}


def asked_limits(text: str) -> Limits:
    """The limits that a question's words set and the register can count by; two of one sort are no limit."""
    named = {category: next(iter(values)) for category, values in subjects(text).items() if len(values) == 1}
    limits = list[tuple[str, Any]]()
    if (purpose := named.get("purpose")) in _PURPOSES:
        limits.append(("purpose", _PURPOSES[purpose]))
    if platform := named.get("platform"):
        limits.append(("platform", platform))
    if manner := named.get("manner"):
        limits.append(("kind", manner))
    services = [
        one for one in Service.objects.all() if re.search(rf"\b{re.escape(one.name)}\b", text, re.IGNORECASE)
    ]
    if len(services) == 1:
        limits.append(("service", services[0].id))
    return tuple(limits)


def counted_within(
    period: Period, *, by: str, as_at: datetime | None, limits: Limits = ()
) -> dict[tuple[Any, Any], int]:
    """Count the looks of a period by a column and their kind, of those within the limits alone."""
    columns = dict.fromkeys((*(column for column, _value in limits), by, "kind"))
    found = counts.counts(period.first_on, period.last_on, by=tuple(columns), as_at=as_at)
    told: dict[tuple[Any, Any], int] = {}
    for key, count in found.items():
        row = dict(zip(columns, key if len(columns) > 1 else (key,), strict=True))
        if within(row, limits=limits):
            kind = row["kind"]
            column = kind.removeprefix(IMPORTED) if by == "kind" else row[by]
            told[column, kind] = told.get((column, kind), 0) + count
    return told


def within(row: Mapping[str, Any], *, limits: Limits) -> bool:
    """Whether a row of counts is of what is asked about."""
    return all(_plain(row[column], column=column) == value for column, value in limits)


def _plain(value: Any, *, column: str) -> Any:
    return value.removeprefix(IMPORTED) if column == "kind" else value


def only_of(limits: Limits) -> str:
    """The sentence that says of which looks alone a figure is."""
    return _("Counted are these looks alone: {limits}.").format(
        limits=joined([_name(column, value) for column, value in limits])
    )


def _name(column: str, value: Any) -> str:
    if column == "purpose":
        return (
            _("those in an investigation") if value == Purpose.INVESTIGATION else _("those for recruitment")
        )
    if column == "platform":
        return _("those on {platform}").format(platform=platform_title(value))
    if column == "kind":
        return _("those made covertly") if value == "covert" else _("those made openly")
    return _("those of {service}").format(service=Service.objects.get(id=value).name)
