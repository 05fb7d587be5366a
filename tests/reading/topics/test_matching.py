import re
import tomllib
from pathlib import Path

import pytest

from tests.each import each
from tests.foi.cases import six_word_runs, six_word_runs_of_the_cases
from tests.reading.topics.paraphrase_figures import tuning
from watchbook.reading.topics.matching import (
    FULL_CATALOGUE,
    SUGGESTED,
    THRESHOLD,
    Theme,
    Topic,
    TopicKind,
    TopicScore,
    catalogue,
    match,
)

RECEIVED = "surveillance_commissioner_letter"
REPLY = "surveillance_commissioner_letter_reply"
OTHER = tomllib.loads((Path(__file__).parent / "topic_questions.toml").read_text(encoding="utf-8"))
ASKED, MISSED = OTHER["asked"], OTHER["missed"]["questions"]
SETS = tomllib.loads((Path(__file__).parent / "letter_questions.toml").read_text(encoding="utf-8"))["set"]
OF_SOCIAL_MEDIA = tuple(topic for topic in catalogue() if topic.theme is Theme.SOCIAL_MEDIA)


def rows(key, *, context=False):
    """Every question under a key of every set, with the text of its parent."""
    return [(text, one["context"] if context else "") for one in SETS for text in one.get(key, ())]


def taken(text, *, context="", on_theme=True):
    """The topic a question is taken for, in a request about social media; None where the match abstains."""
    found = match(text, context=context, on_theme=on_theme)
    return None if found.abstained else found.topics[0].id


# The catalogue


def test_the_catalogue_has_the_letter_and_the_reply_to_it_with_the_parts_of_foi_9477():
    found = {topic.id: (topic.kind, topic.part) for topic in catalogue()}
    assert found[RECEIVED] == (TopicKind.YES_NO, "1")
    assert found[REPLY] == (TopicKind.DOCUMENT, "1.a")


def test_there_are_sixty_topics_and_more_each_with_an_id_of_its_own_a_title_and_aliases():
    topics = catalogue()
    assert len(topics) >= 60
    assert len({topic.id for topic in topics}) == len({topic.title for topic in topics}) == len(topics)
    assert all(re.fullmatch(r"[a-z0-9_]+", topic.id) and topic.title for topic in topics)
    assert all(len(set(topic.aliases)) >= (8 if topic.part else 5) for topic in topics)


def test_no_two_topics_share_an_alias():
    aliases = [alias.casefold() for topic in catalogue() for alias in topic.aliases]
    assert len(set(aliases)) == len(aliases)


@each("topic", catalogue(), ids=lambda topic: topic.id)
def test_every_alias_is_nearest_to_its_own_topic_and_taken_for_it_or_for_none(topic):
    found = [match(alias, on_theme=True) for alias in topic.aliases]
    assert [one.topics[0].id for one in found] == [topic.id] * len(topic.aliases)
    assert topic.theme is not Theme.SOCIAL_MEDIA or not any(one.abstained for one in found)


def test_no_alias_shares_six_words_with_a_real_request_or_its_answer():
    real = six_word_runs_of_the_cases()
    aliases = [alias for topic in catalogue() for alias in topic.aliases]
    assert [alias for alias in aliases if six_word_runs(alias) & real] == []


def test_no_question_of_ours_shares_six_words_with_a_real_request_or_its_answer():
    real = six_word_runs_of_the_cases()
    ours = [text for one in SETS for key in one if key not in ("name", "how", "context") for text in one[key]]
    assert [text for text in ours if six_word_runs(text) & real] == []


@each(("topic", "text"), [(key, text) for key, texts in ASKED.items() for text in texts])
def test_a_question_in_other_words_is_recognised(topic, text):
    found = match(text, on_theme=True)
    if text in MISSED:
        assert found.abstained
        assert topic in {scored.id for scored in found.topics}
    else:
        assert taken(text) == topic


def test_every_topic_has_questions_in_other_words():
    assert ASKED.keys() | {RECEIVED, REPLY} == {topic.id for topic in OF_SOCIAL_MEDIA}
    assert {topic for topic, _text in tuning()} == {topic.id for topic in catalogue()}


@each("text", OTHER["near_misses"]["questions"])
def test_what_asks_for_something_else_in_another_request_is_left_to_a_person(text):
    assert taken(text, on_theme=False) is None


@each(("topic", "text"), OTHER["in_general"].items())
def test_what_is_asked_of_surveillance_in_general_is_taken_for_its_own_topic(topic, text):
    assert taken(text, on_theme=False) == topic


@pytest.mark.parametrize(("topic", "text"), OTHER["only_suggested"].items())
def test_what_fits_less_well_is_left_to_a_person_but_suggested_first(topic, text):
    assert match(text).abstained
    assert match(text).topics[0].id == topic


# Questions of our own wording


@each(("text", "context"), rows("received"))
def test_a_question_whether_the_letter_came_is_recognised(text, context):
    assert taken(text, context=context) == RECEIVED


@each(("text", "context"), [*rows("reply"), *rows("reply_in_context", context=True)])
def test_a_question_for_the_reply_is_recognised(text, context):
    assert taken(text, context=context) == REPLY


@each(("text", "context"), [*rows("near_misses"), *rows("near_misses_in_context", context=True)])
def test_a_near_miss_is_not_taken_for_the_letter_or_the_reply(text, context):
    assert taken(text, context=context, on_theme=False) not in {RECEIVED, REPLY}


@pytest.mark.parametrize(("text", "context"), rows("known_to_be_missed"))
def test_a_commissioner_without_a_name_is_left_to_a_person_but_suggested(text, context):
    found = match(text, context=context)
    assert found.abstained
    assert found.topics[0].id == REPLY


# Scores


def test_a_part_is_understood_by_its_parent():
    parent = "Did you receive Lord Judge's letter about social media?"
    assert taken("A copy of your response") is None
    assert taken("A copy of your response", context=parent) == REPLY


def test_the_parent_alone_decides_nothing():
    parent = "Did you receive Lord Judge's letter about social media?"
    assert match("Please explain.", context=parent).topics == ()


def test_a_part_that_only_repeats_its_parents_words_is_left_to_a_person_but_suggested():
    parent = "Did you receive Lord Judge's letter about social media?"
    for part in ("What use do you make of social media?", "How was the letter followed up?"):
        found = match(part, context=parent)
        assert found.abstained
        assert found.topics[0].id == RECEIVED


def test_the_body_named_decides():
    assert taken("Did you receive the Surveillance Commissioner's letter about social media?") == RECEIVED
    assert taken("Did you receive the Information Commissioner's letter about social media?") is None
    assert taken("Did you receive the Surveillance Camera Commissioner's letter about social media?") is None


def test_without_a_word_of_social_media_nothing_is_taken_unless_the_request_is_about_it():
    assert taken("Please provide your privacy notice.", on_theme=False) is None
    assert taken("Please provide your privacy notice.", on_theme=True) == "privacy_notice"
    parent = "If you look at social media, please provide:"
    assert taken("your privacy notice", context=parent, on_theme=False) == "privacy_notice"


def test_another_matter_that_is_named_decides():
    assert taken("Please send Lord Judge's letter on social media.") == RECEIVED
    assert taken("Please send the training and audit after Lord Judge's letter on social media.") is None


@pytest.mark.parametrize("text", ["", "   ", "?!", "please", "2016", "\x00\ud800"])
def test_a_text_that_says_nothing_abstains(text):
    found = match(text)
    assert found.abstained
    assert found.topics == ()


def test_scores_lie_between_0_and_1_and_come_best_first():
    for text, context in rows("received") + rows("near_misses"):
        scores = [scored.score for scored in match(text, context=context).topics]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_a_match_abstains_below_the_threshold_and_only_there():
    for text, context in rows("received") + rows("near_misses"):
        found = match(text, context=context, on_theme=True)
        assert found.abstained == (not found.topics or found.topics[0].score < THRESHOLD)


def other_topics(count):
    """Topics about something else, with the same manners and some of the same words."""
    things = ["tree", "road", "school", "library", "park", "lamp", "bridge", "bus", "pond", "market"]
    acts = ["closed", "painted", "bought", "sold", "letter about", "reply about"]
    pairs = [(act, thing) for act in acts for thing in things]
    return tuple(
        Topic(
            id=f"other_{number}",
            title="",
            aliases=(f"a copy of the {act} {thing}", f"was the {thing} {act} in ward {thing}ford"),
            kind=TopicKind.TEXT,
        )
        for number, (act, thing) in enumerate(pairs[:count])
    )


@pytest.mark.parametrize("count", [10, FULL_CATALOGUE - len(OF_SOCIAL_MEDIA)])
def test_a_score_means_the_same_with_fewer_topics_and_with_sixty(count):
    among = OF_SOCIAL_MEDIA + other_topics(count)
    for text, context in [*rows("received"), *rows("reply"), *rows("near_misses")]:
        alone, together = (match(text, context=context, among=one) for one in (OF_SOCIAL_MEDIA, among))
        assert alone.abstained == together.abstained
        if not alone.abstained:
            assert together.topics[0].id == alone.topics[0].id
            assert abs(together.topics[0].score - alone.topics[0].score) < 0.05


def test_at_most_five_topics_are_suggested():
    assert len(match("a copy of the letter about the road", among=other_topics(60)).topics) == SUGGESTED


def test_an_empty_catalogue_and_a_topic_without_aliases_match_nothing():
    nothing = Topic(id="nothing", title="", aliases=(), kind=TopicKind.TEXT)
    assert match("Lord Judge", among=()).abstained
    assert match("Lord Judge", among=(nothing,)).topics == ()


def test_topics_that_score_alike_keep_the_order_of_the_catalogue():
    twins = tuple(
        Topic(id=id_, title="", aliases=("the bee policy",), kind=TopicKind.DOCUMENT)
        for id_ in ("one", "two")
    )
    assert [scored.id for scored in match("bee policy", among=twins).topics] == ["one", "two"]
    assert isinstance(match("bee policy", among=twins).topics[0], TopicScore)
