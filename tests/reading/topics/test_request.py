"""The topics of a whole request: each question understood by its parents and by what the request is about."""

import pytest

from tests.foi.cases import cases, nine_questions
from watchbook.reading.split.questions import Question, split, tree_of
from watchbook.reading.topics.matching import catalogue
from watchbook.reading.topics.request import match_questions, understand

PARTS = {topic.part: topic.id for topic in catalogue() if topic.part}
# What parts of other real requests are taken for, each rightly.
TAKEN_ELSEWHERE = {
    "007": {"1": "directed_surveillance_count", "2": "chis_count", "4": "subjects_age"},
    "020": {"2": "refused_by_magistrate"},
    "033": {"3": "facial_recognition", "3.A": "facial_recognition"},
    "037": {"5": "surveillance_cost"},  # how much was spent on `it`, the cameras of the question above
    "045": {"p1": "body_worn_video", "p4": "body_worn_video"},
}


def taken_parts(text, questions):
    """The topics of a whole request, by number of the part; those that abstain are left out."""
    matched = match_questions(text, questions=questions)
    return {number: found.topics[0].id for number, found in matched.topics.items() if not found.abstained}


def as_cut_by_hand(case):
    """The questions of a real request as they were split by hand."""
    return [
        Question(
            number=one["number"], marker=one["marker"], text=one["text"], start=one["start"], end=one["end"]
        )
        for one in case["questions"]
    ]


def test_the_catalogue_has_a_topic_for_every_part_of_foi_9477():
    assert PARTS.keys() == {question["number"] for question in cases()["000"]["questions"]}


def test_every_part_of_foi_9477_is_taken_for_its_own_topic():
    case = cases()["000"]
    assert taken_parts(case["request_text"], as_cut_by_hand(case)) == PARTS


def test_every_part_of_the_demos_nine_questions_is_taken_for_its_own_topic():
    text = nine_questions()
    assert taken_parts(text, split(text).questions) == PARTS


def test_parts_of_other_real_requests_are_taken_for_what_they_ask_for_or_for_nothing():
    others = {name: case for name, case in cases().items() if name != "000"}
    found = {name: taken_parts(case["request_text"], as_cut_by_hand(case)) for name, case in others.items()}
    assert {name: topics for name, topics in found.items() if topics} == TAKEN_ELSEWHERE


FOLLOWED = "1. Did your internal audit team examine the use of social media in investigations?\n2. {}"


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("How many times was it done?", "internal_audit"),
        ("How often did they do so?", "internal_audit"),
        ("Please break that number down by team.", "internal_audit"),
        ("Who approved each of them?", None),
        ("How many benches are there?", None),
        ("How many times was the social media policy reviewed?", "social_media_policy"),
    ],
)
def test_a_question_that_counts_what_the_one_above_is_about_takes_its_topic(words, topic):
    text = FOLLOWED.format(words)
    found = match_questions(text, questions=split(text).questions).topics["2"]
    assert (None if found.abstained else found.topics[0].id) == topic


def test_a_question_is_understood_by_the_words_of_the_one_above():
    text = "1. Was body worn video bought for officers?\n2. How much has been spent on it?"
    tree = tree_of(split(text).questions)
    assert "body worn video" in understand(tree, on_theme=False)["2"].context
    assert understand(tree, on_theme=False)["1"].context == ""
