"""Looks to which a question limits its figure: of one platform, one service, one purpose, made openly or covertly (FOIA s.1(1))."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from watchbook.audit_log.asked_once import asked_once
from watchbook.figures.evidence import of_stated
from watchbook.figures.findings import Finding, Inquiry, RegisterSearches, SharedParagraph, Status
from watchbook.figures.nil import (
    none_among_in,
    not_signed_yet,
    searched_statements,
    signed_days,
    signed_for,
    since_register,
)
from watchbook.figures.sentences import in_words
from watchbook.figures.times import bounds
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.queries import MatterCoverage
from watchbook.governance.statements.rules import last_whole_quarter
from watchbook.investigations.queries import platform_title
from watchbook.looks.models import Manner, Purpose
from watchbook.looks.queries import counts
from watchbook.looks.queries.counts import IMPORTED
from watchbook.organisation.models import Service
from watchbook.reading.facets.subjects import asked_subjects, is_of_people
from watchbook.reading.times.period import Period
from watchbook.web.wording import joined

type Limits = tuple[tuple[str, Any], ...]  # each a column of the looks and the value or values asked about

_PURPOSES = {"investigation": Purpose.INVESTIGATION, "recruitment": Purpose.RECRUITMENT}
# A look at the authority's own pages is no look at people's accounts.
AT_PEOPLE = ("purpose", frozenset(set(Purpose) - {Purpose.OWN_PAGES}))


def asked_limits(inquiry: Inquiry) -> Limits:
    """The limits that a question's words, or those above it, set and the register can count by; two of one sort, but for platforms, are no limit."""
    named = asked_subjects(inquiry.text, above=inquiry.context)
    one = {category: next(iter(values)) for category, values in named.items() if len(values) == 1}
    limits = list[tuple[str, Any]]()
    if (purpose := one.get("purpose")) in _PURPOSES:
        limits.append(("purpose", _PURPOSES[purpose]))
    elif is_of_people(inquiry.text, above=inquiry.context):
        limits.append(AT_PEOPLE)
    if platforms := named.get("platform"):
        limits.append(("platform", platforms))
    if one.get("manner") == Manner.COVERT:
        limits.append(("kind", Manner.COVERT))
    services = _services(inquiry.text) or _services(inquiry.context)
    if len(services) == 1:
        limits.append(("service", services[0].id))
    return tuple(limits)


def _services(text: str) -> list[Service]:
    """The services that a text names."""
    return [one for one in _every_service() if re.search(rf"\b{re.escape(one.name)}\b", text, re.IGNORECASE)]


@asked_once
def _every_service() -> list[Service]:
    return list(Service.objects.all())


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


def own_pages_among(inquiry: Inquiry, periods: Sequence[Period]) -> int:
    """The number of the looks made openly that were at the authority's own pages."""
    found = [counted_within(one, by="purpose", as_at=inquiry.as_at) for one in periods]
    return sum(
        count
        for of_one in found
        for (purpose, kind), count in of_one.items()
        if purpose == Purpose.OWN_PAGES and _plain(kind, column="kind") == Manner.OPEN
    )


def is_nought_signed(period: Period, *, on: date) -> bool:
    """Whether everybody signed in time for the looks of a period, up to the last quarter that was over: a nought among them is a figure."""
    found = signed_since_register(Inquiry(on=on), period)
    return found is not None and not found.retrospective


def signed_since_register(inquiry: Inquiry, period: Period) -> MatterCoverage | None:
    """Find what everybody signed of the looks of a period; else of its days since the register began in it."""
    begun = since_register(period, begins=counts.begins_on(as_at=inquiry.as_at))
    every = (signed_days(one, on=inquiry.on) for one in dict.fromkeys((period, begun)))
    found = (signed_for(inquiry, Matter.LOOKS, days) for days in every if days)
    return next(filter(None, found), None)


def meaning_of_noughts(inquiry: Inquiry, finding: Finding) -> Finding:
    """Add to a finding what its noughts rest on: the signed statements since the register began, and the days that none covers."""
    found = signed_since_register(inquiry, finding.period) if finding.period else None
    if found is None:
        said = _(
            "A 0 means that no such look is on record. Our services have not signed statements that cover all of that time."
        )
        return _explained(finding, said)
    said = _(
        "A 0 means that no such look is on record. Signed statements of our services cover the register from {first} to {last}."
    ).format(first=in_words(found.first_on), last=in_words(found.last_on))
    rest = not_signed_yet(finding.period, until=found.last_on) if finding.period else ""
    return replace(
        _explained(finding, " ".join(filter(None, [said, rest]))),
        evidence=(*finding.evidence, *of_stated(found)),
        searched=finding.searched + searched_statements(Matter.LOOKS, found),
    )


def _explained(finding: Finding, words: str) -> Finding:
    """Add to a finding what its noughts mean, which a letter says once."""
    reference = _("For the meaning of a 0, see our answer to {question}.")
    told = SharedParagraph(words, reference)
    return replace(finding, answer=f"{finding.answer}\n{words}", shared=(*finding.shared, told))


def none_within(
    inquiry: Inquiry, periods: Sequence[Period], *, limits: Limits, searched: RegisterSearches
) -> Finding:
    """Say that none is on record of those asked about."""
    sentence = " ".join([_("No look of the kind asked about is on record."), only_of(limits)])
    return none_of_a_sort(inquiry, periods, sentence=sentence, searched=searched)


def none_of_a_sort(
    inquiry: Inquiry, periods: Sequence[Period], *, sentence: str, searched: RegisterSearches
) -> Finding:
    """Find none of a sort among the looks of some periods, on what everybody signed for them, or for their days since the register began."""
    whole = Period(periods[0].first_on, periods[-1].last_on)
    if whole == Period(inquiry.on, inquiry.on):  # no time is named, and no look is on record
        whole = Period(*last_whole_quarter(inquiry.on))
    finding = none_among_in(inquiry, Matter.LOOKS, days=whole, sentence=sentence, searched=searched)
    days = since_register(whole, begins=counts.begins_on(as_at=inquiry.as_at))
    if finding.status is not Status.TO_BE_SEARCHED or days == whole:
        return finding
    told = f"{sentence} {bounds(first_entry=days.first_on, whole=whole, is_disposed_of=False)}"
    later = none_among_in(inquiry, Matter.LOOKS, days=days, sentence=told, searched=searched)
    return replace(later, status=Status.PARTLY) if later.status is Status.NIL else later


def within(row: Mapping[str, Any], *, limits: Limits) -> bool:
    """Whether a row of counts is of what is asked about."""
    return all(_is_one(_plain(row[column], column=column), value) for column, value in limits)


def _is_one(value: Any, asked: Any) -> bool:
    return value in asked if isinstance(asked, frozenset) else value == asked


def _plain(value: Any, *, column: str) -> Any:
    return value.removeprefix(IMPORTED) if column == "kind" else value


def only_of(limits: Limits) -> str:
    """The sentence that says of which looks alone a figure is."""
    if limits == (AT_PEOPLE,):
        return _("We did not count looks at the authority’s own pages.")
    return _("We counted only these looks: {limits}.").format(
        limits=joined([_name(column, value) for column, value in limits])
    )


def _name(column: str, value: Any) -> str:
    if (column, value) == AT_PEOPLE:
        return _("looks at pages other than the authority’s own pages")
    if column == "purpose":
        return (
            _("looks in an investigation") if value == Purpose.INVESTIGATION else _("looks for recruitment")
        )
    if column == "platform":
        return _("looks on {platform}").format(platform=joined(sorted(map(platform_title, value))))
    if column == "kind":
        return _("looks made covertly")
    return _("looks by {service}").format(service=Service.objects.get(id=value).name)
