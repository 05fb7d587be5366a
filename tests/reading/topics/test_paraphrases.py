import pytest

from tests.foi.cases import six_word_runs, six_word_runs_of_the_cases
from tests.reading.topics.paraphrase_figures import INSTALLED, METHODS, figures, frozen, tuning
from watchbook.reading.topics.matching import catalogue

AIM_FOR_THE_FIRST, AIM_FOR_FIVE = 0.60, 0.90


def test_the_frozen_paraphrases_are_sixty_and_each_has_a_topic_of_the_catalogue():
    asked = frozen()
    assert len({text for _topic, text in asked}) == len(asked) == 60
    assert {topic for topic, _text in asked} <= {topic.id for topic in catalogue()}


def test_no_frozen_paraphrase_became_an_alias_or_a_question_to_tune_on():
    known = {alias.casefold() for topic in catalogue() for alias in topic.aliases}
    known |= {text.casefold() for _topic, text in tuning()}
    assert sum(text.casefold() in known for _topic, text in frozen()) == 0


def test_the_frozen_paraphrases_find_their_topics_as_often_as_aimed_at():
    first, five, number = figures(INSTALLED)
    assert number == 60
    assert first >= AIM_FOR_THE_FIRST
    assert five >= AIM_FOR_FIVE


@pytest.mark.parametrize("method", METHODS)
def test_each_way_of_ranking_is_measured_on_every_tuning_question(method):
    first, five, number = figures(method, among=tuning())
    assert number == len(tuning())
    assert AIM_FOR_THE_FIRST <= first <= five <= 1


def test_no_tuning_question_shares_six_words_with_a_real_request_or_its_answer():
    real = six_word_runs_of_the_cases()
    assert [text for _topic, text in tuning() if six_word_runs(text) & real] == []
