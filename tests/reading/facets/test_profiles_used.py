"""Looks made with a profile that hides whose it is are told from all looks."""

from tests.each import each
from watchbook.reading.facets.documents import documents
from watchbook.reading.facets.halves import halves
from watchbook.reading.facets.subjects import asks_of_profiles_used
from watchbook.reading.topics.follow_ons import follows_on


@each(
    ("question", "is_so"),
    [
        ("How many times has the council used fake social media profiles to look at residents?", True),
        ("How often did officers look at Facebook with a covert account?", True),
        ("How many covert profiles do officers have?", False),
        ("How many looks at social media were made?", False),
    ],
)
def test_a_question_of_profiles_used_is_known(question, is_so):
    assert asks_of_profiles_used(question) is is_so


def test_documents_are_read_without_a_word_of_sending():
    asked = "All drafts of the social media policy, and the DPO's comments on its impact assessment."
    assert {"drafts", "comments"} <= set(documents(asked))


def test_the_same_figure_is_that_of_the_question_above():
    assert follows_on("Please give the same figure for each service.")


def test_a_sentence_of_many_pages_is_not_cut_into_halves():
    long = "How many looks, and how many of those were covert, " * 400
    assert halves(f"{long}?") == (f"{long}?",)
