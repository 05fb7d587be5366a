"""The topic that is chosen for a question before an officer looks: only one that is clearly meant and gives what is asked."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.each import each
from watchbook.foi.request.question_topic import topics_of, with_likely
from watchbook.foi.request.topic_answers import gives
from watchbook.reading.topics.request import match_question

TUNING = Path(__file__).parents[2] / "reading" / "topics" / "tuning_questions.toml"


def chosen(question, *, context=""):
    """The question's topic, chosen for it though the question is not near enough to be taken for any; None where none is."""
    matched = match_question(question, parts=(), context=context, on_theme=True)
    assert matched.abstained, question
    found = topics_of([question], whole=matched, context=context, on_theme=True, chosen={})
    (one,) = with_likely(found, context=context)
    assert one.is_likely is bool(one.topic)
    return one.topic


@pytest.mark.parametrize(
    "question",
    [
        "How many residents had their profiles viewed?",  # profiles of officers are what its words are nearest to
        "How many social media accounts of councillors were viewed?",
        "How many people in the housing department are allowed to look?",
        "Has social media ever been used to check a person's council tax discount?",
        "Was social media monitoring used against protesters or journalists in 2025?",
        "How often did council staff visit someone's Instagram page in 2024?",
        "What proportion of looks at social media in 2025 led to a prosecution?",
    ],
)
def test_no_topic_is_chosen_that_is_weak_or_gives_another_kind_of_answer(question):
    assert chosen(question) is None


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Give me the tally of social media checks, department by department.", "looks_by_service"),
        ("Did a court turn down any application of yours?", "refused_by_magistrate"),
        ("Which services made these looks?", "looks_by_service"),
        ("Can you tell me the departments in which these checks happened?", "looks_by_service"),
        ("For what crimes was directed surveillance authorised?", "surveillance_purposes"),
    ],
)
def test_a_topic_that_is_clearly_meant_is_chosen(question, topic):
    assert chosen(question) == topic


def test_of_the_tuning_questions_most_are_chosen_rightly_and_hardly_any_wrongly():
    asked = tomllib.loads(TUNING.read_text(encoding="utf-8"))["asked"]
    found = Counter(
        {None: "none", topic: "right"}.get(chosen(text), "wrong")
        for topic, texts in asked.items()
        for text in texts
        if match_question(text, parts=(), context="", on_theme=True).abstained
    )
    assert found["wrong"] <= 1
    assert found["right"] >= 75


@each(
    ("topic", "asked", "is_given"),
    [
        ("software_cost", ["cost"], True),
        ("software_cost", ["count"], False),
        ("how_often", ["count"], True),
        ("how_often", ["cost"], False),
        ("how_often", ["rate"], False),
        ("social_media_policy", ["count"], False),
        ("social_media_policy", ["document", "format"], True),
        ("process", ["yes_no"], False),
        ("process", ["explain"], True),
        ("who_authorises", ["name"], True),
        ("looks_by_service", [], True),
    ],
)
def test_each_topic_gives_some_kinds_of_answer(topic, asked, is_given):
    assert gives(topic, asked) is is_given
