"""Likely topics: shown from a lower score on than the one from which a topic is taken, with the words that led there."""

import tomllib
from pathlib import Path

from watchbook.reading.topics.likely import LIKELY, SHOWN, likely
from watchbook.reading.topics.matching import THRESHOLD, TopicScore, match
from watchbook.reading.topics.vocabulary import spoken

FROZEN = tomllib.loads((Path(__file__).parent / "paraphrases.toml").read_text(encoding="utf-8"))
TUNING = tomllib.loads((Path(__file__).parent / "tuning_questions.toml").read_text(encoding="utf-8"))


def test_the_right_topic_is_among_the_likely_ones_of_nearly_all_questions_that_no_topic_is_taken_for():
    asked = [(topic, text) for topic, texts in TUNING["asked"].items() for text in texts]
    found = [
        topic in {one.id for one in likely(matched.topics, text=text)}
        for topic, text in asked
        if (matched := match(text, on_theme=True)).abstained
    ]
    assert len(found) > 100
    assert sum(found) / len(found) >= 0.95


def test_a_likely_topic_says_which_words_led_there():
    text = "Was your in-house Audit team ever asked about Facebook?"
    (one, *_) = likely((TopicScore("internal_audit", 0.5),), text=text)
    assert one.id == "internal_audit"
    assert {"Audit", "Facebook"} <= {part for words in one.words for part in words.split()}
    assert all(words in text for words in one.words)


def test_where_its_own_words_lead_nowhere_those_of_the_question_above_are_shown():
    scored = (TopicScore("internal_audit", 0.5),)
    assert likely(scored, text="How often?")[0].words == ()
    assert "audit" in likely(scored, text="How often?", context="Was there an audit?")[0].words


def test_what_is_far_is_not_shown_and_never_more_than_three():
    near = tuple(TopicScore(topic, 0.5) for topic in ("dpia", "pia", "forms", "criteria"))
    assert len(likely(near, text="x")) == SHOWN
    assert likely((TopicScore("dpia", LIKELY - 0.01),), text="x") == []
    assert LIKELY < THRESHOLD


def test_words_are_given_as_they_stand_with_what_they_mean():
    assert spoken("the Social Networks of 2019") == [("Social Networks", "social_media")]


def test_a_topic_far_ahead_of_the_others_is_probable_and_no_other_is():
    ahead = (TopicScore("dpia", 0.5), TopicScore("pia", 0.39), TopicScore("forms", 0.35))
    assert [one.is_probable for one in likely(ahead, text="x")] == [True, False, False]
    close = (TopicScore("dpia", 0.5), TopicScore("pia", 0.41))
    assert [one.is_probable for one in likely(close, text="x")] == [False, False]
    assert likely((TopicScore("dpia", 0.5),), text="x")[0].is_probable


def test_of_the_frozen_questions_a_probable_topic_is_the_right_one_of_nearly_all():
    right = [
        near[0].id == one["topic"]
        for one in FROZEN["paraphrase"]
        if (matched := match(one["question"], on_theme=True)).abstained
        and (near := likely(matched.topics, text=one["question"]))
        and near[0].is_probable
    ]
    assert len(right) >= 30
    assert sum(right) / len(right) >= 0.95
