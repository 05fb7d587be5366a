"""The reach of a question when it comes: the topics that it is likely about, and the days of which it asks (FOIA s.1(1), s.77).

It is kept with the question, so that the database itself knows what an open request holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from watchbook.figures.times import financial_years
from watchbook.foi.request.question_topic import QuestionTopic, topics_of
from watchbook.reading.facets.facets import read_facets
from watchbook.reading.split.questions import Question, tree_of
from watchbook.reading.times.period import Period
from watchbook.reading.topics.likely import LIKELY, SHOWN
from watchbook.reading.topics.request import is_on_theme, understand
from watchbook.reading.topics.scope import is_in_scope


@dataclass(frozen=True)
class QuestionReach:
    """The likely topics of a question, in how many halves it asks, and its days; None where it names none for all of it."""

    likely: tuple[str, ...] = ()
    halves: int = 1
    period: Period | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """The columns in which a question keeps it."""
        days = {"asks_from": self.period.first_on, "asks_until": self.period.last_on} if self.period else {}
        return {"likely": list(self.likely), "halves": self.halves} | days


def reach(text: str, *, questions: Sequence[Question], received_on: date) -> Mapping[str, QuestionReach]:
    """The reach of each question by its number; of a request about something else they are likely about nothing."""
    years = financial_years(received_on)
    facets = read_facets(text, questions=questions, received_on=received_on, years=years)
    in_scope, on_theme = is_in_scope(text, questions=questions), is_on_theme(questions)
    found = {}
    for number, (whole, context) in understand(tree_of(questions), on_theme=on_theme).items():
        halves, time = facets[number].halves, facets[number].time
        topics = topics_of(halves, whole=whole, context=context, on_theme=on_theme, chosen={})
        likely = dict.fromkeys(one for half in topics for one in _near(half)) if in_scope else {}
        # Days that one half names need not be those of the other.
        found[number] = QuestionReach(tuple(likely), len(halves), time.named if len(halves) == 1 else None)
    return found


def _near(half: QuestionTopic) -> list[str]:
    """The topics that an officer is offered for it: the one that it is taken for, and the likely ones."""
    near = [one.id for one in half.suggestions if one.score >= LIKELY][:SHOWN]
    return [half.topic, *near] if half.topic else near
