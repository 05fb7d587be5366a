"""How long an authorisation lasts, and the last day on which it is in force (RIPA s.43(3), RIP(S)A)."""

from collections.abc import Iterator
from datetime import date

from watchbook.law.counting import CannotBeCounted
from watchbook.law.explanations import Deadline, ExplanationStep, cited
from watchbook.law.parameters import ParameterEntry, parameter_entry, whole_number
from watchbook.law.periods import birthday, months_beginning_with

KINDS = ("directed_surveillance", "chis")
ACTS = {"england": "ripa", "wales": "ripa", "scotland": "ripsa", "northern_ireland": "ripa"}


def authorisation_ends(
    first_day: date, *, kind: str, nation: str, born: date | None = None, granted_on: date | None = None
) -> Deadline:
    """Say the last day in force of a grant or renewal that takes effect on a day (RIPA s.43(3)).

    `born` is the day of birth of a source: a juvenile's time is shorter. Without it, an adult is meant. `granted_on` is
    the day of the grant or renewal, on which age is judged; without it, the day on which it takes effect.
    """
    act = ACTS[nation]
    aged_on = granted_on or first_day
    if born is not None and born > aged_on:
        raise CannotBeCounted("born_too_late", {"born": born, "first_day": aged_on})
    time = _time(act, kind, first_day=first_day, aged_on=aged_on, born=born)
    approval = parameter_entry(f"{act}.judicial_approval.is_needed", on=first_day)
    last = months_beginning_with(first_day, months=whole_number(time))
    explanation = (
        cited("judicial_approval" if approval.value else "no_judicial_approval", approval),
        *_age(act, kind, time=time, aged_on=aged_on, born=born),
        cited("in_force_for", time, months=whole_number(time), first=first_day, last=last),
    )
    return Deadline(on=last, explanation=explanation)


def is_juvenile(born: date, *, on: date, act: str) -> bool:
    """Say whether a source is a juvenile on the day of the grant or renewal (SI 2000/2793)."""
    return on < birthday(born, years=whole_number(_age_limit(act, on)))


def _age_limit(act: str, on: date) -> ParameterEntry:
    """Give the age under which a source is a juvenile."""
    return parameter_entry(f"{act}.chis.juvenile_under_age", on=on)


def _time(act: str, kind: str, *, first_day: date, aged_on: date, born: date | None) -> ParameterEntry:
    """Choose the statutory length; nobody may choose a shorter one."""
    if kind == "chis" and born is not None and is_juvenile(born, on=aged_on, act=act):
        return parameter_entry(f"{act}.chis.juvenile_duration_months", on=first_day)
    return parameter_entry(f"{act}.{kind}.duration_months", on=first_day)


def _age(
    act: str, kind: str, *, time: ParameterEntry, aged_on: date, born: date | None
) -> Iterator[ExplanationStep]:
    """Say how the source's age mattered."""
    if kind != "chis":
        if born is not None:
            yield cited("age_makes_no_difference", time)
        return
    if born is None:
        yield cited("taken_for_an_adult", time)
        return
    limit = _age_limit(act, aged_on)
    step = "juvenile_on" if is_juvenile(born, on=aged_on, act=act) else "adult_on"
    yield cited(step, limit, day=aged_on, born=born, age=whole_number(limit))
