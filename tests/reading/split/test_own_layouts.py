"""Requests in our own words, in the layouts that requesters use: each is cut as it was by hand."""

from tests.each import each
from tests.foi.cases import six_word_runs, six_word_runs_of_the_cases
from tests.reading.split.splitting import (
    FIRST_SIGHT,
    MORE,
    TUNED,
    assert_covers_everything,
    cut,
    f1_and_exact,
    f1_and_exact_by_place,
    own_layouts,
)

LAYOUTS = own_layouts(TUNED)


@each("layout", LAYOUTS)
def test_a_request_is_cut_as_it_was_by_hand(layout):
    text, questions = LAYOUTS[layout]
    assert [(number, text[start:end]) for number, start, end in cut(text)] == [
        (number, text[start:end]) for number, start, end in questions
    ]
    assert cut(text) == questions


@each("layout", LAYOUTS)
def test_nothing_of_it_is_lost(layout):
    text, _ = LAYOUTS[layout]
    assert_covers_everything(text)
    assert_covers_everything(text.replace("\n", "\r\n"))


def test_requests_that_it_was_not_tuned_on_are_cut_nearly_as_well():
    layouts = own_layouts(FIRST_SIGHT)
    f1, exact = f1_and_exact(layouts.values())
    assert f1 >= 0.97
    assert exact >= 19


def test_of_harder_layouts_the_measured_share_is_cut_as_by_hand():
    layouts = own_layouts(MORE)
    f1, exact = f1_and_exact_by_place(layouts.values())
    assert len(layouts) == 230
    assert f1 >= 0.874
    assert exact >= 148


def test_there_are_many_of_them_and_they_ask_much():
    both = [*LAYOUTS.values(), *own_layouts(FIRST_SIGHT).values()]
    assert len(both) >= 120
    assert sum(len(questions) for _, questions in both) >= 380


def test_none_of_them_shares_six_words_with_a_real_request():
    real = six_word_runs_of_the_cases()
    for name in (TUNED, FIRST_SIGHT, MORE):
        for layout, (text, _) in own_layouts(name).items():
            assert not six_word_runs(text) & real, layout
