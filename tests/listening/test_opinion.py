"""The cell of a text: two rounded probabilities, whatever the text, and words that are denied."""

from hypothesis import given
from hypothesis import strategies as st

from watchbook.listening.opinion import CELLS, CENTRES, cell_of, words_of


@given(st.text(max_size=200))
def test_every_text_has_a_cell(text):
    assert 0 <= cell_of(text) < CELLS


def test_the_cells_are_all_pairs_of_fifths():
    assert len(set(CENTRES)) == CELLS == 21
    assert all(abs(sum(centre) - 1) < 1e-9 and min(centre) > -1e-9 for centre in CENTRES)


def test_what_is_praised_lies_apart_from_what_is_complained_of():
    bad = CENTRES[cell_of("Terrible service, they never came and nobody answers. Worst ever")]
    good = CENTRES[cell_of("Thank you so much, great service, love it!")]
    assert bad[0] > 0.5 > bad[2]
    assert good[2] > 0.5 > good[0]


def test_accounts_and_links_say_nothing_and_words_after_a_denial_are_marked():
    assert words_of("@council not very good https://example.org") == {
        "not",
        "!very",
        "!good",
        "not very",
        "very good",
    }
