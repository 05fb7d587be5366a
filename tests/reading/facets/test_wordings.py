"""Times and splits in the words of many requesters: found, and never other days than were meant."""

from datetime import date
from pathlib import Path

from watchbook.reading.facets.facets import read_facets
from watchbook.reading.split.questions import split
from watchbook.reading.times.days import FinancialYears
from watchbook.reading.times.time_of_question import TimeKind

RECEIVED = date(2026, 11, 23)
TOLD = {TimeKind.AMBIGUOUS: "open", TimeKind.EVER: "ever", TimeKind.AT_PRESENT: "now"}
LEFT_TO_A_PERSON = {"open", "none"}
GOAL = 0.95  # of the times and of the splits


def wordings():
    """Each question with the days and the splits that it means."""
    for line in Path(__file__).with_name("wordings.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            question, meant, columns = map(str.strip, line.split("|"))
            yield question, meant.replace("..now", f"..{RECEIVED}"), set(filter(None, columns.split(",")))


def facets_of(question):
    """The facets of every part that the question is split into."""
    questions = split(question).questions
    return read_facets(question, questions=questions, received_on=RECEIVED, years=FinancialYears(4)).values()


def days(facets):
    """The days that are read, from the first to the last."""
    times = [one.time for one in facets if one.time.kind is not TimeKind.NONE_NAMED]
    periods = [period for one in times for period in one.periods]
    told = {TOLD[one.kind] for one in times if one.kind in TOLD}
    if told:
        return "open" if "open" in told else min(told)
    if periods:
        return f"{min(one.first_on for one in periods)}..{max(one.last_on for one in periods)}"
    return "open" if any("period" in one.asks for one in facets) else "none"


def test_no_other_days_than_were_meant_are_read():
    wrong = [
        (question, meant, read)
        for question, meant, _columns in wordings()
        if (read := days(facets_of(question))) not in {meant, *LEFT_TO_A_PERSON}
    ]
    assert not wrong


def test_times_and_splits_in_unseen_words_are_found(record_property):
    right = [days(facets_of(question)) == meant for question, meant, _columns in wordings()]
    found = [
        columns <= {ask.removeprefix("by:") for one in facets_of(question) for ask in one.asks}
        for question, _meant, columns in wordings()
        if columns
    ]
    counted = {
        "wordings": len(right),
        "times read": sum(right),
        "splits": len(found),
        "splits read": sum(found),
    }
    for name, count in counted.items():
        record_property(name, count)
    assert sum(right) >= GOAL * len(right), [
        question for (question, _meant, _columns), one in zip(wordings(), right, strict=True) if not one
    ]
    assert sum(found) >= GOAL * len(found)
