"""Terse passages of our own making: how many are told right, and how many that give nothing are still read as disclosed."""

import tomllib
from pathlib import Path

import pytest

from watchbook.reading.answer_letter import likely
from watchbook.reading.answer_letter.given_answer import AnswerOutcome
from watchbook.reading.answer_letter.wording import outcome

PASSAGES = tomllib.loads(Path(__file__).with_name("given_answers_passages.toml").read_text(encoding="utf-8"))


def told(question, answer):
    """What rules and words together make of a passage."""
    by_rules = outcome(answer, question=question)
    return likely.overruled(by_rules, text=answer, question=question, by=likely.weights())


@pytest.mark.parametrize(
    ("name", "size", "right", "misread"),
    [("first", 202, 170, 3), ("second", 62, 43, 12), ("third", 38, 18, 15)],
)
def test_the_measured_share_is_told_right(name, size, right, misread):
    found = [(told(question, answer), label.split("|")) for question, answer, label in PASSAGES[name]]
    assert len(found) == size
    assert sum(kind in labels for kind, labels in found) >= right
    as_disclosed = [labels for kind, labels in found if kind is AnswerOutcome.DISCLOSED]
    kept = [
        labels for labels in as_disclosed if likely.GIVE_NOTHING & set(labels) and "disclosed" not in labels
    ]
    assert len(kept) <= misread
