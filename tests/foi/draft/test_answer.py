"""The draft of a whole request: every question answered or shown as open, none left out."""

from datetime import date

import pytest

from tests import given
from tests.each import each
from tests.foi.cases import cases, nine_questions
from tests.foi.registers import registers
from watchbook.audit_log.models import Event
from watchbook.figures.findings import Status
from watchbook.foi.draft import answer
from watchbook.foi.draft.answer import OfficerDecision, draft
from watchbook.foi.models import Request
from watchbook.foi.request import request
from watchbook.foi.request.spans import asked
from watchbook.reading.split.questions import is_lead_in, split
from watchbook.reading.topics.request import match_questions

RECEIVED = date(2019, 10, 7)
STEMS = ("4", "8")
ANSWERED = ("1", "1.a")


def drafted(text, *, on=RECEIVED, as_at=None):
    return draft(split(text).questions, received_on=on, as_at=as_at)


def by_number(found):
    return {one.question.number: one for one in found.answers}


@pytest.fixture(params=["the demo's words", "FOI 9477's words"])
def request_text(request):
    """The nine questions, in our own words and, where they are here, as they were sent."""
    return nine_questions() if request.param == "the demo's words" else cases()["000"]["request_text"]


def test_with_the_letter_on_file_1_and_1_a_are_answered_with_evidence(people, request_text):
    given.a_letter_without_reply(people)
    found = by_number(drafted(request_text))
    assert found["1"].topic == "surveillance_commissioner_letter"
    assert found["1"].finding.status is Status.HELD_SUPPLIED
    assert found["1"].finding.value["corrects_year_asked"] == 2016
    assert found["1.a"].topic == "surveillance_commissioner_letter_reply"
    assert found["1.a"].finding.status is Status.NOT_HELD
    assert found["1"].finding.evidence
    assert found["1.a"].finding.evidence


def test_the_other_25_parts_are_to_be_searched_the_stems_follow_their_parts_and_the_letter_is_blocked(
    people, request_text
):
    given.a_letter_without_reply(people)
    whole = drafted(request_text)
    found = by_number(whole)
    open_ones = [number for number, one in found.items() if one.finding.status is Status.TO_BE_SEARCHED]
    assert len(found) == 29
    assert open_ones == [number for number in found if number not in (*STEMS, *ANSWERED)]
    assert len(open_ones) == 25
    assert all(not one.finding.evidence for number, one in found.items() if number not in ANSWERED)
    for stem in STEMS:
        assert found[stem].finding.status is Status.EXPLANATION
        assert found[stem].finding.value == {"follows": [n for n in found if n.startswith(f"{stem}.")]}
    (check,) = whole.checks
    assert (check.rule, list(check.questions)) == ("to_be_searched", open_ones)
    assert whole.is_blocked


def test_a_stem_that_asks_itself_is_to_be_searched_as_its_parts_are(people):
    found = by_number(
        drafted("1. Do you have a dog policy? If yes:\na) When was it adopted?\nb) Who wrote it?")
    )
    assert [one.finding.status for one in found.values()] == [Status.TO_BE_SEARCHED] * 3


LED_IN = "1. {above}\na) The name of the officer who wrote it;\nb) The colour of its cover."
POLICY = "Please supply the policy on using social media in investigations, together with:"
DOCUMENTS = "Where services look at social media, provide a copy of each of these:"


def led_in(above, **decided):
    """What is drafted for a lead-in with two parts, and what officers decided of it."""
    questions = split(LED_IN.format(above=above)).questions
    assert [one.number for one in questions] == ["1", "1.a", "1.b"]
    place = (questions[0].start, questions[0].end)
    found = draft(questions, received_on=RECEIVED, as_at=None, decided={place: OfficerDecision(**decided)})
    return found.answers[0]


@pytest.fixture
def documents_held(people, tmp_path):
    """A policy on social media, and a signed statement that no assessment of data protection is held."""
    registers(
        tmp_path / "registers",
        by=[people.simon, people.fatima, people.edmund],
        documents=["policy,Social Media Policy,2,2018-03-14,Cabinet,wholly,,,,,policy.txt"],
        none_held=["dpia,The intranet,Nobody wrote one.,2019-09-30"],
    )


def test_a_lead_in_that_names_a_topic_is_answered_itself(documents_held):
    found = led_in(POLICY)
    assert found.topic == "social_media_policy"
    assert found.finding.status is Status.HELD_SUPPLIED
    assert found.finding.evidence


def test_a_lead_in_whose_topic_no_register_answers_yet_is_to_be_searched(people):
    assert led_in(POLICY).finding.status is Status.TO_BE_SEARCHED


@pytest.mark.parametrize(
    ("above", "topic"), [(POLICY, "social_media_policy"), (DOCUMENTS, "assessments_and_training_documents")]
)
def test_a_lead_in_is_matched_with_the_topic_that_it_names_else_with_one_of_parts(above, topic):
    text = LED_IN.format(above=above)
    found = match_questions(text, questions=split(text).questions).topics["1"]
    assert (found.topics[0].id, found.abstained) == (topic, False)


def test_a_lead_in_asks_for_what_stands_after_the_words_that_say_of_what(documents_held):
    found = led_in(
        "If officers look at social media, please supply the policy on using it in investigations, together with:"
    )
    assert (found.topic, found.finding.status) == ("social_media_policy", Status.HELD_SUPPLIED)


@pytest.mark.parametrize(
    "above",
    [
        DOCUMENTS,
        "For each policy on using social media in investigations, please state:",
        "For each of your services that looks at social media, please state:",
    ],
)
def test_a_lead_in_that_asks_for_nothing_itself_is_answered_by_its_parts(documents_held, above):
    found = led_in(above)
    assert found.topic is None
    assert found.finding.value == {"follows": ["1.a", "1.b"]}


@pytest.mark.parametrize(
    ("topic", "status"),
    [("dpia", Status.NOT_HELD), ("assessments_and_training_documents", Status.TO_BE_SEARCHED)],
)
def test_the_topic_that_an_officer_chose_for_a_lead_in_is_answered(documents_held, topic, status):
    found = led_in(DOCUMENTS, topics={0: topic})
    assert (found.topic, found.is_confirmed) == (topic, True)
    assert found.finding.status is status


def test_a_lead_in_of_no_topic_by_an_officers_word_is_answered_by_its_parts(people):
    found = led_in(POLICY, topics={0: ""})
    assert (found.topic, found.is_confirmed) == (None, True)
    assert found.finding.value == {"follows": ["1.a", "1.b"]}


def test_the_theme_of_the_whole_request_may_be_told(people):
    questions = split("1. Please send me your policy on investigations using it.").questions
    themes = [draft(questions, received_on=RECEIVED, as_at=None, on_theme=one) for one in (True, False, None)]
    assert themes[1] == themes[2] != themes[0]


def test_with_an_empty_register_27_parts_are_to_be_searched(people, request_text):
    statuses = [one.finding.status for one in drafted(request_text).answers]
    assert statuses.count(Status.TO_BE_SEARCHED) == 27
    assert statuses.count(Status.EXPLANATION) == 2


def test_an_answer_is_the_same_from_the_text_and_from_the_stored_request(people):
    given.a_letter_without_reply(people)
    row = request.receive(nine_questions(), received_on=RECEIVED, regime="foia", by=people.bryn, at=given.AT)
    assert draft(asked(row), received_on=RECEIVED, as_at=None) == drafted(nine_questions())


def test_drafting_writes_nothing(people):
    given.a_letter_without_reply(people)
    before = Event.objects.count()
    drafted(nine_questions())
    assert Event.objects.count() == before
    assert not Request.objects.exists()


def test_nothing_asked_is_nothing_answered_and_blocked(people):
    found = drafted("Thank you for your help.")
    assert found.answers == ()
    assert [check.rule for check in found.checks] == ["no_question"]
    assert found.is_blocked


def test_a_draft_with_every_question_answered_is_not_blocked(people):
    given.a_letter_with_reply(people)
    found = drafted(
        "1. Did you receive the Chief Surveillance Commissioner’s letter on social media?\na) Your reply to it."
    )
    assert [one.finding.status for one in found.answers] == [Status.HELD_SUPPLIED] * 2
    assert not found.is_blocked
    assert found.checks == ()


def test_a_topic_without_a_query_is_to_be_searched_under_its_topic(people, monkeypatch):
    monkeypatch.setattr(answer, "QUERIES", {})
    found = drafted("1. Did you receive the Chief Surveillance Commissioner’s letter on social media?")
    (only,) = found.answers
    assert only.topic == "surveillance_commissioner_letter"
    assert only.score > 0
    assert only.finding.status is Status.TO_BE_SEARCHED


def test_a_part_is_read_with_the_question_above_it(people):
    given.a_letter_with_reply(people)
    above = "1. Lord Judge, Chief Surveillance Commissioner, wrote to councils about social media. Did you get his letter?\n"
    alone = by_number(drafted("1. Please provide your reply."))
    assert (
        by_number(drafted(f"{above}a) Please provide your reply."))["1.a"].finding.status
        is Status.HELD_SUPPLIED
    )
    assert alone["1"].topic is None


@each(
    ("text", "parts", "leads_in"),
    [
        ("Send me each of these:", ["4.a"], True),
        ("Send me each of these:  \n", ["4.a"], True),
        ("Explain –", ["8.a"], True),
        ("Explain…", ["8.a"], True),
        ("Send me each of these:", [], False),
        ("Do any services look at social media?", ["2.a"], False),
        ("Do you have a policy? If yes:", ["3.a"], False),
        ("Do you have a policy? if yes, please provide:", ["3.a"], False),
        ("Is there a policy on this? Please send me –", ["3.a"], False),
        ("Please provide a copy of the policy. For each year:", ["3.a"], False),
        ("Does the council hold a policy, and if so:", ["3.a"], False),
        ("Are staff trained and, if they are, by whom and:", ["3.a"], False),
        ("Please confirm that the letter came and:", ["3.a"], False),
        ("Oes gennych chi bolisi? Os felly:", ["3.a"], False),
        ("The policy on social media:", ["3.a"], True),
        ("Policies. Of the following:", ["3.a"], True),
        ("If you look at social media, please provide a copy of:", ["4.a"], True),
        ("If no documents exist, please explain:", ["8.a"], True),
        ("How many claims has your council:", ["1.a"], True),
        ("Do you hold any of the following:", ["1.a"], True),
        ("Could you tell me, by service and month, what each of these is?:", ["1.a"], True),
    ],
)
def test_what_only_leads_in_to_its_parts(text, parts, leads_in):
    assert is_lead_in(text, parts=parts) is leads_in
