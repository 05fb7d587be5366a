"""An answer to one question (FOIA s.1(1)), from somebody's letter or a draft of ours."""

from dataclasses import dataclass

from watchbook.reading.answer_letter.outcome import AnswerOutcome


@dataclass(frozen=True)
class GivenAnswer:
    """One question and what is said to it.

    `joint` lists every number that the same passage answers, `refers_to` is the number that a `see above`
    points to, and `start` and `end` are code points into the answer (None: no passage of its own).
    """

    number: str
    question: str
    answer: str
    outcome: AnswerOutcome | None = None
    joint: tuple[str, ...] = ()
    refers_to: str | None = None
    missing: bool = False
    start: int | None = None
    end: int | None = None
