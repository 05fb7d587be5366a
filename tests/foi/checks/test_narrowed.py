"""The words that narrowed a figure of the looks are told, and what lapsed or who was trained is no limit of its own."""

from datetime import date

from django.utils import timezone

from watchbook.figures.findings import Evidence, Finding, Status
from watchbook.figures.register_names import LOOKS
from watchbook.foi.checks.answers import said_by_us
from watchbook.foi.checks.asked_whole import subject_differs
from watchbook.foi.checks.narrowed import narrowed
from watchbook.reading.facets.facets import read_facets
from watchbook.reading.split.questions import split
from watchbook.reading.times.days import FinancialYears

NAMED = "How many times did your staff look at people’s facebook/insta/X in 2025?"
TRAINED = "What training have the staff who do this had, and how many have lapsed?"
ANSWER = "8 people attended training. No training has lapsed."


def answered(question, answer):
    evidence = Evidence(str(LOOKS), "register totals", answer, timezone.now(), "/looks/report/")
    found = Finding(status=Status.HELD_SUPPLIED, answer=answer, value=8, evidence=(evidence,))
    cut = split(question).questions
    day = date(2026, 2, 2)
    facets = read_facets(question, questions=cut, received_on=day, years=FinancialYears(4))
    return [said_by_us("p1", question=question, finding=found, facets=facets[cut[0].number])]


def test_the_officer_reads_which_words_narrowed_a_figure():
    (found,) = narrowed(answered(NAMED, "15 looks were made."))
    assert "“facebook”" in found.message
    assert "“insta”" in found.message
    assert not found.blocks
    assert narrowed(answered("How many looks were made in 2025?", "15 looks were made.")) == []


def test_trained_staff_and_lapsed_courses_narrow_nothing():
    assert subject_differs(answered(TRAINED, ANSWER)) == []
