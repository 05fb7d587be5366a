"""What a class of the retention schedule and its adoption must satisfy. Pure: facts in; a sentence out, or None."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.law.provisions import provision
from watchbook.law.retention import Bound, is_longer, is_shorter, required_classes, retention_class

CODE = re.compile(r"[a-z][a-z0-9_]*")
RECORD_TYPE = re.compile(r"[0-9A-Za-z.-]*")
LONGEST = 1200  # of what the column holds and a person can mean, not of any law


class HasPeriod(Protocol):
    """Whatever is kept for a period."""

    @property
    def period(self) -> int | None: ...  # how many
    @property
    def unit(self) -> str: ...  # of what
    @property
    def period_words(self) -> str: ...  # or in words


@dataclass(frozen=True)
class ClassFacts:
    """A class of what is kept: from when, for how long, what happens then, and why in law."""

    code: str
    title: str
    trigger: str
    period: int | None
    unit: str
    period_words: str
    action: str
    action_words: str
    reason: str
    lga_record_type: str = ""


@dataclass(frozen=True)
class AdoptionFacts:
    """Who adopted a schedule, by which minute, on which day, and from when it is followed."""

    adopted_on: date
    in_force_from: date
    decided_by: str
    minute: str = ""


def why_no_class(facts: ClassFacts, *, on: date) -> str | None:
    """Why a schedule cannot say this of a class by the law as at a day, or None."""
    return why_not_on_paper(facts) or _why_out_of_bounds(facts, on=on)


def why_not_on_paper(facts: ClassFacts) -> str | None:
    """Why this is no class that a paper could have, or None: what was decided is recorded as it is, good or bad."""
    if not CODE.fullmatch(facts.code):
        return _(
            "The short name of the class is missing or not right. Enter a short name in lower-case letters, digits and underscores, such as planning_file."
        )
    if not all(words.strip() for words in (facts.title, facts.trigger, facts.action, facts.reason)):
        return _(
            "A class needs a title, an event from which its period runs, an action at the end, and a reason in law. Enter all four."
        )
    if facts.action == "answer" and not facts.action_words.strip():
        return _("The address for requests is missing. Enter the address to write to, and the next steps.")
    if not RECORD_TYPE.fullmatch(facts.lga_record_type):
        return _(
            "The LGA record type may have only letters, digits, dots and dashes. Enter a record type such as 1234, or leave it blank."
        )
    return _why_no_period(facts)


def _why_no_period(facts: ClassFacts) -> str | None:
    if (facts.period is None) != (not facts.unit):
        return _(
            "The period is not complete. Enter both a number and days, months or years, or leave both blank and describe the period in words."
        )
    if facts.period is not None and not 0 < facts.period <= LONGEST:
        return _(
            "The period must be a number from 1 to {longest}. If the period is longer, choose another unit."
        ).format(longest=LONGEST)
    if facts.period is None and not facts.period_words.strip():
        return _(
            "The retention period is missing. Enter a number with days, months or years, or describe the period in words."
        )
    return None


def _why_out_of_bounds(facts: ClassFacts, *, on: date) -> str | None:
    known = retention_class(facts.code, on=on)
    if known is None or not (known.at_least or known.at_most):
        return None
    bound = known.at_least or known.at_most
    if facts.period is None and bound:
        return _("The law sets a limit for “{title}”, so its period must be a number. {why}").format(
            title=facts.title, why=_cited(bound)
        )
    if known.at_least and is_shorter(facts.period or 0, facts.unit, than=known.at_least, on=on):
        return _("“{title}” would be kept for {period}, but the law requires at least {bound}. {why}").format(
            title=facts.title,
            period=length_in_words(facts.period or 0, facts.unit),
            bound=length_in_words(known.at_least.period, known.at_least.unit),
            why=_cited(known.at_least),
        )
    if known.at_most and is_longer(facts.period or 0, facts.unit, than=known.at_most, on=on):
        return _(
            "The time limit for “{title}” would be {period}, but the law allows at most {bound}. {why}"
        ).format(
            title=facts.title,
            period=length_in_words(facts.period or 0, facts.unit),
            bound=length_in_words(known.at_most.period, known.at_most.unit),
            why=_cited(known.at_most),
        )
    return None


def why_not_adopted(facts: AdoptionFacts, *, today: date) -> str | None:
    """Why a schedule cannot have been adopted like this, or None."""
    if not facts.decided_by.strip():
        return _(
            "The adopting body is missing. Enter the committee, or the job title of the officer, that adopted the schedule."
        )
    if facts.adopted_on > today:
        return _(
            "The date of the decision is in the future. Enter the date on which the schedule was adopted."
        )
    if facts.in_force_from < facts.adopted_on:
        return _(
            "The date from which the schedule is in force is before the date of adoption. Check both dates."
        )
    return None


def missing_classes(codes: Collection[str], *, on: date) -> tuple[str, ...]:
    """The required classes that a schedule does not settle, by the law as at a day."""
    return tuple(code for code in required_classes(on=on) if code not in codes)


def why_not_complete(codes: Collection[str], *, on: date) -> str | None:
    """Why a schedule with these classes leaves records without an end, or None."""
    missing = missing_classes(codes, on=on)
    if not missing:
        return None
    titles = [known.title for code in missing if (known := retention_class(code, on=on))]
    return _(
        "The schedule does not cover these classes: {titles}. Add them, so that every record has a retention period."
    ).format(titles="; ".join(titles))


def period_in_words(row: HasPeriod) -> str:
    """For how long, as a sentence says it: the number with its unit, the schedule's own words, or both."""
    if row.period is None:
        return row.period_words
    length = length_in_words(row.period, row.unit)
    return f"{length} ({row.period_words})" if row.period_words else length


def length_in_words(period: int, unit: str) -> str:
    """28 days, 1 month, 3 years."""
    if unit == "days":
        return ngettext("{count} day", "{count} days", period).format(count=period)
    if unit == "months":
        return ngettext("{count} month", "{count} months", period).format(count=period)
    return ngettext("{count} year", "{count} years", period).format(count=period)


def _cited(bound: Bound) -> str:
    """The provision of a bound, and that a solicitor has yet to confirm it, if so."""
    title = provision(bound.provision).title
    if bound.verified:
        return _("Source: {title}.").format(title=title)
    return _("Source: {title} (to be confirmed by your solicitor).").format(title=title)
