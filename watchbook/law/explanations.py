"""A day that the law gives, with the steps that explain it and the provision behind each; `law_words` says them."""

from dataclasses import dataclass, field
from datetime import date

from watchbook.law.parameters import ParameterEntry
from watchbook.law.provisions import provision
from watchbook.law.working_days import Day

type Told = int | str | date | tuple[str, ...] | tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class ExplanationStep:
    """One step of an explanation: its id, its values, the provision it rests on, and whether that was verified."""

    id: str
    provision: str
    verified: bool
    values: dict[str, Told] = field(default_factory=dict)


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


def cited(step: str, entry: ParameterEntry, **values: Told) -> ExplanationStep:
    """Give a step with the source of its value; unless both were verified it must be confirmed."""
    verified = entry.verified and provision(entry.provision).verified
    return ExplanationStep(id=step, provision=entry.provision, verified=verified, values=values)
