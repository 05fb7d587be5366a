"""A refusal says what happened, why, and what to do next."""

import ast
import pickle
from datetime import date
from pathlib import Path

import pytest

from watchbook import law
from watchbook.law.parameters import NotInForce
from watchbook.law.periods import NotADay, read_day
from watchbook.law_words.refusals import WORDS, WordedRefusal, Words, refused, words_of

THREE = Words("It was refused.", "The law says no.", "Ask the solicitor.")


def refusals_of_the_law():
    """Every id of a refusal that a module of the law raises."""
    for path in Path(law.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and len(node.exc.args) == 2:
                yield node.exc.args[0].value


def test_every_refusal_of_the_law_has_its_words_and_no_words_are_idle():
    assert set(refusals_of_the_law()) == set(WORDS)


def test_a_refusal_reads_as_three_sentences():
    with pytest.raises(NotADay) as caught:
        read_day("x")
    assert refused(caught.value) == (
        "'x' is not a date. A date has a year, a month and a day, such as 2026-06-15, and must exist in the calendar. Enter the date in this form: 2026-06-15."
    )


def test_a_refusal_keeps_what_why_and_next_apart():
    refusal = NotInForce(
        "not_yet_in_force", {"on": date(1999, 1, 1), "since": date(2005, 1, 1), "source": "FOIA 2000 s.10"}
    )
    assert words_of(refusal)._asdict() == {
        "what": "The rules in Watchbook begin on Saturday 1 January 2005 and do not cover Friday 1 January 1999.",
        "why": "The earliest rule on this point is FOIA 2000 s.10.",
        "next": "Check the date. If it is right, ask the authority’s solicitor which law applied then.",
    }


def test_a_refusal_of_a_part_above_brings_its_own_words():
    assert words_of(WordedRefusal(THREE)) == THREE
    assert str(WordedRefusal(THREE)) == "It was refused. The law says no. Ask the solicitor."


def test_a_refusal_survives_the_way_to_another_process():
    refusal = NotInForce("not_yet_in_force", {"on": date(1999, 1, 1)})
    copied = pickle.loads(pickle.dumps(refusal))
    assert (copied.id, copied.values) == (refusal.id, refusal.values)
    assert pickle.loads(pickle.dumps(WordedRefusal(THREE))).words == THREE
