"""Readings of drawn sentences: which of them show that few want rewriting, and whether a sentence named was drawn."""

from dataclasses import replace
from datetime import date

import pytest

from tools.readings import KEPT, Reading, readings, shortfalls, strangers

KEPT_SO = """
[[reading]]
seed = 7
drawn = 80
commit = "0123456789abcdef0123456789abcdef01234567"
read_on = 2026-11-30
reader = "a colleague"

[[reading.rewrite]]
sentence = "It was read whom it names."
better = "The list of named people was viewed."
"""
WHOLE = Reading(
    1, 80, "0" * 40, date(2026, 11, 30), "a colleague", {f"Sentence {n}.": "Better." for n in range(4)}
)
THREE = [replace(WHOLE, seed=seed) for seed in (1, 2, 3)]


def test_a_reading_is_kept_with_the_rewrite_of_each_sentence():
    (one,) = readings(KEPT_SO)
    assert one.rewrites == {"It was read whom it names.": "The list of named people was viewed."}
    assert str(one) == "1 of 80 (seed 7, 012345678, 2026-11-30)"


def test_the_readings_that_are_kept_can_be_read():
    kept = readings(KEPT.read_text(encoding="utf-8"))
    assert all(one.rewrites[sentence] for one in kept for sentence in one.rewrites)


def test_three_readings_with_four_of_eighty_each_are_enough():
    assert shortfalls(THREE) == []


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        ([], "0 of 3 readings"),
        (THREE[:2], "2 of 3 readings"),
        (
            [*THREE[:2], replace(WHOLE, seed=3, rewrites=WHOLE.rewrites | {"One more.": ""})],
            "more than 4: 5 of 80",
        ),
        ([*THREE[:2], replace(WHOLE, seed=3, drawn=20)], "not 80 sentences: 4 of 20"),
        ([*THREE[:2], THREE[0]], "a seed was used twice"),
        ([*THREE[:2], replace(THREE[2], read_on=date(2026, 11, 29))], "not in the order of their dates"),
    ],
)
def test_readings_that_show_too_little_say_why(kept, why):
    assert why in "; ".join(shortfalls(kept))


def test_an_older_reading_that_turned_out_badly_stays_and_does_not_count():
    bad = replace(WHOLE, seed=9, rewrites={f"Sentence {n}.": "Better." for n in range(30)})
    assert shortfalls([bad, *THREE]) == []


def test_a_sentence_that_the_seed_did_not_draw_is_named():
    assert strangers(WHOLE, ["Sentence 0.", "Sentence 1.", "Sentence 3."]) == ["Sentence 2."]
