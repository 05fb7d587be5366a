"""The order of questions: which stands above which (1 and 1.a above 1.a.ii), and which only leads to its parts."""

from collections.abc import Sequence
from typing import NamedTuple

from watchbook.reading.split.questions import Question
from watchbook.reading.split.wording import asks_before_it_leads_in

LEAD_IN_ENDS = (":", ":-", "–", "-", "…", "...")


class QuestionTree(NamedTuple):
    """The questions' words by number, and of each stem the numbers of its parts."""

    words: dict[str, str]
    parts: dict[str, list[str]]

    def context(self, number: str) -> str:
        """The words of all that stands above a question."""
        return " ".join(self.words[stem] for stem in above(number) if stem in self.words)


def tree_of(questions: Sequence[Question]) -> QuestionTree:
    """The questions of a request by what stands above what."""
    parts: dict[str, list[str]] = {}
    for question in questions:
        for stem in above(question.number):
            parts.setdefault(stem, []).append(question.number)
    return QuestionTree(words={question.number: question.text for question in questions}, parts=parts)


def above(number: str) -> list[str]:
    """The numbers that a number lies under: 1 and 1.a of 1.a.ii."""
    steps = number.split(".")
    return [".".join(steps[:length]) for length in range(1, len(steps))]


def is_lead_in(text: str, *, parts: Sequence[str]) -> bool:
    """Whether a question's wording only leads to its parts; if it has no topic, their answers are its answer.

    `Please provide a copy of:` does. `Do you have a policy? If yes:` asks something itself.
    """
    leads = bool(parts) and text.rstrip().endswith(LEAD_IN_ENDS)
    return leads and not asks_before_it_leads_in(text)
