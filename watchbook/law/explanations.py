"""A day that the law gives, with the steps that explain it and the provision behind each; `law_words` says them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from watchbook.law.parameters import ParameterEntry
from watchbook.law.provisions import provision
from watchbook.law.working_days import Day

type ExplainedValue = int | str | date | tuple[str, ...] | tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class ExplanationStep:
    """One step of an explanation: its id, its values, the provision it rests on, others that say the same, and whether all were verified."""

    id: str
    provision: str
    verified: bool
    values: dict[str, ExplainedValue] = field(default_factory=dict)
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for something, why it is that day, and each day on the way to it."""

    on: date
    explanation: tuple[ExplanationStep, ...]
    days: tuple[Day, ...] = ()

    @property
    def working_days(self) -> int:
        """Say how many days on the way counted as working days."""
        return sum(day.counts for day in self.days)

    @property
    def is_verified(self) -> bool:
        """Say whether every step rests on law that was verified."""
        return all(step.verified for step in self.explanation)


def cited_instead(step: ExplanationStep, provisions: Sequence[str]) -> ExplanationStep:
    """Rest a step on the provisions by which the law gives the same to a case, of at least one."""
    first, *others = provisions
    verified = step.verified and all(provision(one).verified for one in provisions)
    return replace(step, provision=first, besides=tuple(others), verified=verified)


def cited(step: str, entry: ParameterEntry, **values: ExplainedValue) -> ExplanationStep:
    """Give a step with the source of its value; unless both were verified it must be confirmed."""
    verified = entry.verified and provision(entry.provision).verified
    return ExplanationStep(id=step, provision=entry.provision, verified=verified, values=values)
