"""A day that the law gives, with the sentences that explain it and the provision behind each."""

from dataclasses import dataclass
from datetime import date

from watchbook.law import sentences
from watchbook.law.parameters import Entry
from watchbook.law.provisions import provision
from watchbook.law.working_days import Day


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an explanation, the provision it rests on, and whether that was verified."""

    text: str
    provision: str
    verified: bool

    def __str__(self) -> str:
        source = provision(self.provision).title
        return sentences.with_source(self.text, source=source, verified=self.verified)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for something, why it is that day, and each day on the way to it."""

    on: date
    explanation: tuple[Sentence, ...]
    days: tuple[Day, ...] = ()

    @property
    def working_days(self) -> int:
        """Say how many days on the way counted as working days."""
        return sum(day.counts for day in self.days)

    @property
    def is_verified(self) -> bool:
        """Say whether every sentence rests on law that was verified."""
        return all(sentence.verified for sentence in self.explanation)


def cited(text: str, entry: Entry) -> Sentence:
    """Say a sentence with the source of its value; unless both were verified it must be confirmed."""
    return Sentence(
        text=text,
        provision=entry.provision,
        verified=entry.verified and provision(entry.provision).verified,
    )
