import pytest

from watchbook.reading.topics.nearness import ScoredText, near, words_shares

BEES = ScoredText("bees", ("bees in the park", "how many bees are kept"))
TREES = ScoredText("trees", ("trees in the park", "the cost of a tree"))
AMONG = (BEES, TREES)


def test_the_topic_with_most_of_the_words_is_nearest():
    assert max(near("what does the tree cost", among=AMONG).items(), key=lambda one: one[1])[0] == "trees"


def test_how_many_tells_a_figure_from_a_price():
    assert words_shares("how many", among=AMONG) == [1, 0]


def test_a_word_that_no_topic_has_lowers_every_score():
    known = near("bees in the park", among=AMONG)["bees"]
    assert known == pytest.approx(1)
    assert near("bees and wasps in the park", among=AMONG)["bees"] < known


@pytest.mark.parametrize("text", ["", "?!", "the of and", "wasps", "\x00\ud800"])
def test_a_text_without_a_known_word_is_near_to_nothing(text):
    assert near(text, among=AMONG) == {}
    assert words_shares(text, among=AMONG) == [0, 0]


def test_an_empty_catalogue_and_a_topic_without_words_are_near_to_nothing():
    assert near("bees", among=()) == {}
    assert near("bees", among=(ScoredText("nothing", ("",)),)) == {}
