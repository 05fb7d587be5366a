"""Progress of the answer to a request: how many questions are answered, which are open, and what is next."""

from collections import Counter
from dataclasses import dataclass

from watchbook.figures.findings import Status, status_words
from watchbook.foi.draft.answer import Draft, DraftAnswer

LISTED = 20  # open questions that are named; a long request may have a hundred


@dataclass(frozen=True)
class AnswerProgress:
    """The questions of a request by how far they are: all, open, and answered by a topic that nobody confirmed."""

    questions: int
    open: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    blocked_by: int

    @property
    def answered(self) -> int:
        """Count those that are not open."""
        return self.questions - len(self.open)

    @property
    def confirmed(self) -> int:
        """Count those of them that nobody has to confirm any more."""
        return self.answered - len(self.unconfirmed)

    @property
    def listed(self) -> tuple[str, ...]:
        """The open ones that are named."""
        return self.open[:LISTED]

    @property
    def next_open(self) -> str:
        """The question to answer next; empty once none is open."""
        return self.open[0] if self.open else ""

    @property
    def next_unconfirmed(self) -> str:
        """The answer to confirm next; empty while a question is open, or once all are confirmed."""
        return self.unconfirmed[0] if self.unconfirmed and not self.open else ""


def progress(drafted: Draft) -> AnswerProgress:
    """Say how far a draft is."""
    return AnswerProgress(
        questions=len(drafted.answers),
        open=tuple(one.question.number for one in drafted.answers if _is_open(one)),
        unconfirmed=tuple(one.question.number for one in drafted.answers if one.is_unconfirmed),
        blocked_by=sum(check.blocks for check in drafted.checks),
    )


def _is_open(one: DraftAnswer) -> bool:
    return one.finding.status is Status.TO_BE_SEARCHED


def tally(drafted: Draft) -> str:
    """Say how far the draft is, in words: 29: 1 held, supplied; 28 to be searched."""
    counts = Counter(answer.finding.status for answer in drafted.answers)
    parts = "; ".join(f"{counts[status]} {status_words(status)}" for status in Status if counts[status])
    return f"{len(drafted.answers)}: {parts}" if parts else "0"
