"""Reads somebody's answer against the request: each question with its passage, outcome and references (FOIA s.1(1))."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from watchbook.reading.answer_letter import likely, unclaimed
from watchbook.reading.answer_letter.claims import claims
from watchbook.reading.answer_letter.given_answer import AnswerOutcome, GivenAnswer
from watchbook.reading.answer_letter.numbers import Numbers, numbers_of
from watchbook.reading.answer_letter.passages import AnswerPassage, between
from watchbook.reading.answer_letter.phrases import pattern
from watchbook.reading.answer_letter.see_above import followed, pointed_to, says_nothing_else
from watchbook.reading.answer_letter.unclaimed import Stretch
from watchbook.reading.answer_letter.verdict import Verdict, named_in_passing, restates, verdict
from watchbook.reading.answer_letter.wording import outcome, says_something
from watchbook.reading.bounded import bounded
from watchbook.reading.split.questions import Question, is_lead_in

_BLANK_LINE = bounded(r"\n[ \t\xa0]*\n")

type Stretches = dict[str, Stretch]

_ASKS = bounded(
    r"\W*(?:and |also )*(?:how|what|which|who|when|where|why|does?|did|is|are|has|have|was|were)\b",
    re.IGNORECASE,
)


# A question without a number that an answer does not repeat may be answered in other words: unclear, not missing.
_UNNUMBERED = re.compile(r"(?:.*\.)?[bp]\d+$")


def read_answer(questions: Sequence[Question], *, text: str) -> list[GivenAnswer]:
    """What an answer says to each question, in the order of the request; `missing` where it says nothing."""
    numbers = numbers_of([one.number for one in questions])
    asked = {one.number: one for one in questions}
    told, empty = _told(text, asked=asked, numbers=numbers)
    joint = _joint(told, numbers=numbers)
    points = _points(text, told=told, joint=joint, numbers=numbers)
    said = [
        _said(one, text=text, told=told, joint=joint, points=points, numbers=numbers, empty=empty)
        for one in questions
    ]
    outcomes = {one.number: one.outcome for one in said}
    return [_resolved(one, outcomes=outcomes, points=points) for one in said]


def _told(text: str, *, asked: Mapping[str, Question], numbers: Numbers) -> tuple[Stretches, set[str]]:
    """The stretch of the answer that speaks to each question, none for those it passes over; and those it names and leaves empty."""
    named = between(
        text, claims=claims(text, questions=list(asked.values()), numbers=numbers), questions=asked
    )
    named = [one for one in named if not restates(text[one.start : one.end], questions=list(asked.values()))]
    if _is_one_repeated_phrase(text, named=named, asked=asked):
        named = []
    ruling = verdict(text, questions=list(asked.values()))
    apart = _named_apart(text, asked=asked, numbers=numbers)
    if ruling is not None and not _answers_apart(text, named=named, ruling=ruling):
        whole = _costs_too_much_whole(text, ruling=ruling)
        return dict.fromkeys(asked, ruling.stretch) | ({} if whole else apart), set()
    if not any(not passage.is_empty for passage in named):
        end = named[0].claim.begins if named else None
        stretches = unclaimed.paragraphs(text, end=end) or unclaimed.handed_over(text, end=end)
        found = unclaimed.aligned(
            text,
            questions=list(asked.values()),
            stretches=stretches,
            otherwise=ruling.stretch if ruling and not ruling.in_part else None,
        )
        return found | apart, set()
    told = _shared_out(named, asked=asked, numbers=numbers)
    passing = named_in_passing(text, questions=list(asked.values()), numbers=numbers)
    told |= {number: one for number, one in passing.items() if number not in told}
    told |= _blanket(text, named=named, told=told, asked=asked, numbers=numbers)
    told |= _ruled(text, ruling=ruling, told=told, asked=asked, numbers=numbers)
    empty = {number for one in named for number in one.claim.numbers} - told.keys()
    return told, empty


def _named_apart(text: str, *, asked: Mapping[str, Question], numbers: Numbers) -> Stretches:
    """The sentences that begin by naming the questions that they are about."""
    found = named_in_passing(text, questions=list(asked.values()), numbers=numbers, opening=True)
    return {number: one for number, one in found.items() if number in asked}


def _answers_apart(text: str, *, named: Sequence[AnswerPassage], ruling: Verdict) -> bool:
    """Whether a letter answers its questions one by one, beside what it says to the whole request."""
    own = [text[one.start : one.end] for one in named if not one.is_empty]
    if ruling.in_part:
        return True
    if not own:
        return ruling.gives and not _costs_too_much_whole(text, ruling=ruling)
    return any(says_something(one) for one in own if not one.rstrip().endswith("?"))


def _costs_too_much_whole(text: str, *, ruling: Verdict) -> bool:
    """Whether the whole request is refused for its cost: the figures told are of what would have to be searched."""
    said = text[ruling.stretch.start : ruling.stretch.end]
    return ruling.outcome is AnswerOutcome.COST and bool(pattern("the-whole-request").search(said))


def _first_paragraph(text: str, *, stretch: Stretch) -> Stretch:
    end = _BLANK_LINE.search(text, stretch.start, stretch.end)
    return Stretch(stretch.start, end.start() if end else stretch.end)


def _ruled(
    text: str,
    *,
    ruling: Verdict | None,
    told: Stretches,
    asked: Mapping[str, Question],
    numbers: Numbers,
) -> Stretches:
    """The decision on the whole request, for the questions that nothing else is said to."""
    first = {_first_paragraph(text, stretch=one) for one in told.values()}
    if ruling is None or ruling.in_part or any(map(ruling.stretch.overlaps, first)):
        return {}
    left = [one for one in asked if one not in told and not any(part in told for part in numbers.below(one))]
    return dict.fromkeys(left, ruling.stretch)


def _is_one_repeated_phrase(
    text: str, *, named: Sequence[AnswerPassage], asked: Mapping[str, Question]
) -> bool:
    """Whether a text names one of several questions only by its words, in a sentence that goes on to tell."""
    if len(named) != 1 or len(asked) == 1 or not named[0].claim.repeats:
        return False
    return "?" not in text[named[0].claim.begins : named[0].start]


def _shared_out(
    named: Sequence[AnswerPassage], *, asked: Mapping[str, Question], numbers: Numbers
) -> Stretches:
    """Each passage to the questions it names; of a stem that only leads in to its parts, to the parts."""
    told: Stretches = {}
    touched = {number for passage in named for number in passage.claim.numbers}
    for passage in named:
        stretch = Stretch(passage.start, passage.end)
        for number in passage.claim.numbers if not passage.is_empty else ():
            below = numbers.below(number)
            shares = not touched & set(below)
            if number in asked and not (below and shares and _only_leads_in(asked[number].text)):
                told.setdefault(number, stretch)
            if shares:
                told |= {part: stretch for part in below if part in asked and part not in told}
    return told


def _only_leads_in(text: str) -> bool:
    """Whether a stem asks nothing itself: `Please provide a copy of:`, not `How much was spent on:`."""
    return is_lead_in(text, parts=("",)) and _ASKS.match(text) is None


def _blanket(
    text: str,
    *,
    named: Sequence[AnswerPassage],
    told: Stretches,
    asked: Mapping[str, Question],
    numbers: Numbers,
) -> Stretches:
    """What is said to the whole request, for the questions to which nothing is said apart."""
    spoken = {number for passage in named for number in passage.claim.numbers} | told.keys()
    left = [
        one for one in asked if one not in spoken and not any(part in told for part in numbers.below(one))
    ]
    above = unclaimed.paragraphs(text, end=named[0].claim.begins)
    found = unclaimed.to_everything(text, stretches=above)
    if found:
        return dict.fromkeys(left, found)
    return unclaimed.table_for(text, questions=[asked[one] for one in left], stretches=above)


def _joint(told: Stretches, *, numbers: Numbers) -> dict[Stretch, list[str]]:
    """The questions that each stretch speaks to, in the order of the request."""
    joint = dict[Stretch, list[str]]()
    for number in numbers.all:
        if number in told:
            joint.setdefault(told[number], []).append(number)
    return joint


def _points(
    text: str, *, told: Stretches, joint: Mapping[Stretch, Sequence[str]], numbers: Numbers
) -> dict[str, str | None]:
    """To which other question each question's passage points."""
    points = dict[str, str | None]()
    ends = sorted((stretch.end, own[0]) for stretch, own in joint.items())
    for number, stretch in told.items():
        above = bisect_right(ends, stretch.start, key=itemgetter(0))
        before = ends[above - 1][1] if above else None
        written = text[stretch.start : stretch.end]
        points[number] = pointed_to(written, numbers=numbers, own=joint[stretch], before=before)
    return points


def _said(
    question: Question,
    *,
    text: str,
    told: Stretches,
    joint: Mapping[Stretch, Sequence[str]],
    points: Mapping[str, str | None],
    numbers: Numbers,
    empty: set[str],
) -> GivenAnswer:
    stretch = told.get(question.number)
    if stretch is None:
        may_be_said = told and _UNNUMBERED.match(question.number) and question.number not in empty
        missing = not may_be_said and not any(part in told for part in numbers.below(question.number))
        return GivenAnswer(question.number, question.text, "", outcome=AnswerOutcome.UNCLEAR, missing=missing)
    written = text[stretch.start : stretch.end]
    only_points = says_nothing_else(written)
    kind = AnswerOutcome.UNCLEAR if only_points else _outcome(written, question=question.text)
    return GivenAnswer(
        question.number,
        question.text,
        written,
        outcome=kind,
        joint=tuple(joint[stretch]) if len(joint[stretch]) > 1 else (),
        refers_to=points[question.number],
        start=stretch.start,
        end=stretch.end,
    )


def _outcome(written: str, *, question: str) -> AnswerOutcome:
    """The outcome of a passage by the rules, unless its words make another nearly sure."""
    ruled = outcome(written, question=question)
    return likely.overruled(ruled, text=written, question=question, by=likely.weights())


def _resolved(
    said: GivenAnswer, *, outcomes: Mapping[str, AnswerOutcome | None], points: Mapping[str, str | None]
) -> GivenAnswer:
    """The same with the outcome of what a `see above` points to."""
    if not said.answer or not says_nothing_else(said.answer):
        return said
    end = followed(said.number, points=points)
    return replace(said, outcome=outcomes[end])
