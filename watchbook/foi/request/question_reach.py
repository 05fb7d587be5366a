"""The reach of a question when it comes: the topics that it is likely about, and the days of which it asks (FOIA s.1(1), s.77).

It is kept with the question, so that the database itself knows what an open request holds.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from watchbook.figures.financial_year import financial_years
from watchbook.foi.request.question_topic import QuestionTopic, topics_of
from watchbook.foi.request.request_reading import read_questions
from watchbook.reading.bounded import bounded
from watchbook.reading.split.questions import Question
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.period import Period
from watchbook.reading.times.written import written
from watchbook.reading.topics.likely import LIKELY, SHOWN
from watchbook.reading.topics.request import is_on_theme
from watchbook.reading.topics.scope import is_in_scope

# What a question is taken for as well while nobody confirmed its topic and no topic is clearly likely: see request_hold.
IN_DOUBT = "in_doubt"
# Words of a request that may be about looks or authorisations, in English and Welsh; a word begins with each of them.
# "Online" and "looks" are of many matters: of those in which they can only be something else, they count for nothing.
SERVICE = r"(?:payment|forms?\s|booking|application|council\s+tax|parking)"
ONLINE = rf"(?<!pay\s)(?<!paid\s)(?<!apply\s)(?<!book\s)(?<!booked\s)(?<!renew\s)online(?!\s+{SERVICE})"
LOOKS = r"looks(?!\s+(?:like|forward|set\s+to|likely)\s)"
WATCHING = (
    r"surveil|ripa|ripsa|r\.i\.p\.a|investigatory|covert|undercover|chis|osint|monitor|spy|spie|snoop|looked|viewed"
    rf"|{LOOKS}|{ONLINE}"
    r"|social\s+(?:media|network)|facebook|twitter|instagram|tiktok|whatsapp|linkedin|youtube|snapchat"
    r"|gwyliadwr|wyliadwr|ngwyliadwr|cyfryngau|chyfryngau|gyfryngau|monitro|fonitro"
)
_WATCHING = bounded(rf"\b(?:{WATCHING})", re.IGNORECASE)
_EARLIER = bounded(r"\b(?:earlier|previous(?:ly)?|before|prior|preceding|ever)\b", re.IGNORECASE)
_LATER = bounded(
    r"\b(?:later|since|following|after|afterwards|onwards?|subsequent(?:ly)?|ever)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class QuestionReach:
    """The likely topics of a question, in how many halves it asks, and its days; None where they are open or it names none for all of it."""

    likely: tuple[str, ...] = ()
    halves: int = 1
    asks_from: date | None = None
    asks_until: date | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """The columns in which a question keeps it."""
        return {**vars(self), "likely": list(self.likely)}


def reach(text: str, *, questions: Sequence[Question], received_on: date) -> Mapping[str, QuestionReach]:
    """The reach of each question by its number; of a request about something else they are likely about nothing.

    One that nobody read, because there were too many, may be about anything and of any day.
    """
    years = financial_years(received_on)
    in_scope, on_theme = is_in_scope(text, questions=questions), is_on_theme(questions)
    read = read_questions(text, questions=questions, received_on=received_on, years=years, on_theme=on_theme)
    may_be_about_looks = in_scope or bool(_WATCHING.search(text))
    words = {question.number: question.text for question in questions}
    found = {}
    for number, (whole, context) in read.understood.items():
        halves, time = read.facets[number].halves, read.facets[number].time
        topics = topics_of(halves, whole=whole, context=context, on_theme=on_theme, chosen={})
        near = [one for half in topics for one in _near(half)] if in_scope else []
        if may_be_about_looks and not (in_scope and all(half.topic for half in topics)):
            near.append(IN_DOUBT)
        # Days that one half names need not be those of the other.
        named = time.named if len(halves) == 1 else None
        days = _widest(named, text=f"{read.facets[number].said} \n {words[number]}", years=years)
        found[number] = QuestionReach(tuple(dict.fromkeys(near)), len(halves), *days)
    return found


def _widest(named: Period | None, *, text: str, years: FinancialYears) -> tuple[date | None, date | None]:
    """The first and the last of all days that a question names; None where it says that more lies before, or after.

    A figure wants the days that are meant, a hold all that may be.
    """
    times = list(written(text, years=years)) if named else []
    if not named or any(one.unclear for one in times):
        return None, None
    first = min([named.first_on, *(one.first_on for one in times)])
    last = max([named.last_on, *(one.last_on for one in times)])
    return None if _EARLIER.search(text) else first, None if _LATER.search(text) else last


def _near(half: QuestionTopic) -> list[str]:
    """The topics that an officer is offered for it: the one that it is taken for, and the likely ones."""
    near = [one.id for one in half.suggestions if one.score >= LIKELY][:SHOWN]
    return [half.topic, *near] if half.topic else near
