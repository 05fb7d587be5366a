"""Text too like an earlier application's is shown beside it (IPCO 2018)."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from watchbook.authorisations.rules.formulaic import likeness, nearest_of

TODAY = date(2026, 11, 25)
COPIED = (
    "The intrusion is outweighed by the gravity of the offence because the loss to the public purse is large "
    "and no other method would show who sells the goods."
)
WRITTEN = (
    "Mrs Example sells from her own shop page, which anyone can read. We would look once a week for four weeks, "
    "at the listings alone, since test purchases in the shop found nothing and she was warned by letter in May."
)


def test_a_box_written_for_its_own_operation_is_not_flagged():
    assert nearest_of(WRITTEN, earlier=[COPIED], on=TODAY) is None


def test_a_copied_box_is_flagged_with_the_passage_in_both():
    place, alike = nearest_of(f"In short: {COPIED}", earlier=[WRITTEN, COPIED.upper()], on=TODAY)
    assert place == 1
    assert alike.percent >= 90
    (passage,) = alike.passages
    assert f"In short: {COPIED}"[passage.start : passage.end] == COPIED.rstrip(".")
    assert COPIED.upper()[passage.earlier_start : passage.earlier_end] == COPIED.upper().rstrip(".")


def test_the_likest_of_several_is_shown():
    half = COPIED[: len(COPIED) * 2 // 3]
    place, _ = nearest_of(COPIED, earlier=[half, COPIED, half], on=TODAY)
    assert place == 1


def test_short_phrases_that_everybody_uses_do_not_count():
    alike = likeness("necessary and proportionate in this case", earlier="is necessary and proportionate in this case",
                    words_in_a_row=8)  # fmt: skip
    assert alike.percent == 0
    assert not alike.passages


@given(st.text(), st.text())
def test_any_two_texts_are_compared_and_each_passage_is_the_same_words(text, earlier):
    alike = likeness(text, earlier=earlier, words_in_a_row=2)
    assert 0 <= alike.percent <= 100
    for one in alike.passages:
        ours, theirs = text[one.start : one.end], earlier[one.earlier_start : one.earlier_end]
        assert len(ours.split()) > 0
        assert len(theirs.split()) > 0


def test_an_empty_box_is_like_nothing():
    assert likeness("", earlier=COPIED, words_in_a_row=8).percent == 0
