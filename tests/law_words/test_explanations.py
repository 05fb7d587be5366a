"""The words in which the law explains itself."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from watchbook import law
from watchbook.law.clocks import answer_due
from watchbook.law.durations import authorisation_ends
from watchbook.law.explanations import Deadline, ExplanationStep, cited
from watchbook.law.parameters import parameter_entry
from watchbook.law_words.explanations import SENTENCES, sentence, sentences
from watchbook.law_words.values import why

TODAY = date(2026, 11, 24)
WELSH = {
    "The request was received on {day}. That is day 0: counting starts on the day after.":
        "Daeth y cais i law ar {day}. Diwrnod 0 yw hwnnw: mae’r cyfrif yn dechrau drannoeth.",
    "The answer is due promptly, and no later than working day {number}: {last}.":
        "Rhaid ateb yn brydlon, a heb fod yn hwyrach na diwrnod gwaith {number}: {last}.",
    "Weekdays that do not count: {closed}.": "Dyddiau’r wythnos nas cyfrifir: {closed}.",
    "{day}, {reason}": "{day} ({reason})",
    "working day": "diwrnod gwaith",
    "day 0: counting starts on the day after": "diwrnod 0: mae’r cyfrif yn dechrau drannoeth",
    "bank holiday {where}": "gŵyl banc {where}",
    "in {nations}: {title}": "yn {nations}: {title}",
    "Scotland": "yr Alban",
    "Christmas Day": "Dydd Nadolig",
    "to be confirmed by the authority’s solicitor": "i’w gadarnhau gan gyfreithiwr yr awdurdod",
}  # fmt: skip


class Catalogue:
    """The Welsh catalogue with these sentences before its own."""

    def __init__(self, held):
        self.held = held

    def gettext(self, message):
        return WELSH.get(message) or self.held.gettext(message)

    def __getattr__(self, name):
        return getattr(self.held, name)


@pytest.fixture
def in_welsh(monkeypatch):
    monkeypatch.setitem(trans_real._translations, "cy", Catalogue(trans_real.translation("cy")))
    with translation.override("cy"):
        yield


def steps_of_the_law():
    """Every id of a step that a module of the law gives."""
    for path in Path(law.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "step"
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
                "cited",
                "ExplanationStep",
            }
            given = (
                node.value
                if named
                else [*node.args, *(one.value for one in node.keywords)][0]
                if called
                else None
            )
            chosen = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
            yield from (one.value for one in chosen if isinstance(one, ast.Constant))


def test_every_step_that_the_law_gives_has_a_sentence_and_no_sentence_is_idle():
    assert set(steps_of_the_law()) == set(SENTENCES)


def test_a_sentence_names_its_provision_and_says_what_a_solicitor_has_still_to_confirm():
    sure = cited("no_pause", parameter_entry("foia.time_for_compliance.working_days", on=TODAY))
    unsure = cited("no_pause", parameter_entry("eir.time_for_compliance.working_days", on=TODAY))
    said = "The fees notice was given after the time for answering had ended, so it does not stop the clock"
    assert sentences(Deadline(on=TODAY, explanation=(sure, unsure))) == [
        f"{said} (Freedom of Information Act 2000, section 10(1)).",
        f"{said} (Environmental Information Regulations 2004, time for answering; "
        "to be confirmed by the authority’s solicitor).",
    ]


def test_one_is_not_many():
    day = date(2026, 7, 8)

    def said(step, **values):
        return sentence(ExplanationStep(id=step, provision="foia.s9", verified=True, values=values))

    assert "The 1 working day in that time, both dates included, does not count." in said(
        "fee_awaited", notice=day, paid=day, number=1
    )
    assert "The 2 working days in that time, both dates included, do not count." in said(
        "fee_awaited", notice=day, paid=date(2026, 7, 9), number=2
    )
    assert "lasts 1 month beginning" in said("in_force_for", months=1, first=day, last=date(2026, 8, 7))
    assert "lasts 3 months beginning" in said("in_force_for", months=3, first=day, last=date(2026, 10, 7))


def test_the_clock_of_an_answer_speaks_welsh_day_by_day(in_welsh):
    due = answer_due(date(2025, 11, 28), regime="eir")
    received, by, _which, closed = sentences(due)
    assert received.startswith("Daeth y cais i law ar Dydd Gwener 28 Tachwedd 2025. Diwrnod 0 yw hwnnw")
    assert received.endswith("; i’w gadarnhau gan gyfreithiwr yr awdurdod).")
    assert "diwrnod gwaith 20: Dydd Mercher 31 Rhagfyr 2025" in by
    assert "Dydd Llun 1 Rhagfyr 2025 (gŵyl banc yn yr Alban: St Andrew’s Day (substitute day))" in closed
    assert "Dydd Iau 25 Rhagfyr 2025 (Dydd Nadolig)" in closed
    assert [why(day) for day in due.days[:3]] == [
        "diwrnod 0: mae’r cyfrif yn dechrau drannoeth", "Dydd Sadwrn", "Dydd Sul",
    ]  # fmt: skip
    assert why(due.days[-1]) == "diwrnod gwaith"


def test_the_same_answer_is_said_in_the_language_of_each_reader(in_welsh):
    end = authorisation_ends(TODAY, kind="directed_surveillance", nation="wales")
    with translation.override("en-gb"):
        assert "beginning with Tuesday 24 November 2026" in sentence(end.explanation[-1])
    assert "Dydd Mawrth 24 Tachwedd 2026" in sentence(end.explanation[-1])
