"""The page of a request on which its answers are confirmed: what it shows, who may press, and what a stale page keeps."""

import re
from types import SimpleNamespace

import pytest

from tests import given
from tests.foi.answering import answered, place, received, searched, sent
from tests.foi.sent import a_sent_answer
from tests.pages import signed_in, words
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import one_in
from watchbook.foi.draft import topic_choice, worded_answer
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.models import TopicChoice, Wording
from watchbook.foi.request import question_cut
from watchbook.foi.request.question_cut import cuts_of
from watchbook.foi.views import confirming

PAGE, CONFIRM, LETTER = (f"/foi/requests/FOI-0001/{end}" for end in ("", "confirm/", "letter/"))
ASKED = (
    "1. Did you receive the Chief Surveillance Commissioner’s letter on social media?\n"
    "2. Please send a copy of your reply to the Chief Surveillance Commissioner’s letter on social media."
)
LIKELY = "I ask about social media.\n1. Do your files show anything received by the chief executive from the Chief Surveillance Commissioner about Facebook?"
HALVES = (
    "1. How many times did officers look at people's social media accounts in 2025, and was any directed "
    "surveillance application refused by a magistrate in 2025?"
)
FOLD = re.compile(r"<details\b(?:(?!<details\b).)*?</details>", re.DOTALL)
EVERYONE_ELSE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY} - {"bryn", "fatima"})  # these two may choose topics


@pytest.fixture
def row(people):
    """A request of two questions that the register of letters answers."""
    given.a_letter_without_reply(people)
    return received(people, ASKED)


def boxes(page):
    """Every box of the page's form as a browser sends it untouched, with the button that confirms all."""
    hidden = dict(re.findall(r'<input type="hidden" name="(seen-\d+)" value="([^"]*)"', page.text))
    lists = re.findall(r'<select[^>]* name="(topic-[\d-]+)"[^>]*>(.*?)</select>', page.text, re.DOTALL)
    chosen = {name: re.search(r'value="([^"]*)" selected', inside)[1] for name, inside in lists}
    texts = re.findall(r'<textarea[^>]* name="(answer-\d+)"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)
    return hidden | chosen | dict(texts) | ({"all": "1"} if hidden else {})


def unfolded(page):
    """What can be read of a page without opening a fold."""
    text, count = page.text, 1
    while count:
        text, count = FOLD.subn("", text)
    return words(SimpleNamespace(text=text))


def named(row, sort, number="1", half=""):
    """The name of a box of a question."""
    return f"{sort}-{place(row, number)['start']}{half}"


def test_a_long_request_has_pages_and_each_is_confirmed_by_itself(people, row, monkeypatch):
    monkeypatch.setattr(confirming, "QUESTIONS_ON_A_PAGE", 1)
    client, (first, second) = signed_in(people.bryn), draft_of(row).answers
    page = client.get(PAGE)
    assert first.question.text in words(page).split("How was the text split?")[0]
    assert second.answer not in words(page)
    assert f'href="{PAGE}?page=2#question-2"' in page.text  # from what keeps the letter back
    later = client.get(f"{PAGE}?page=2")
    assert f'action="{CONFIRM}?page=2"' in later.text
    assert 'id="question-1"' not in later.text
    assert "Confirm the ticked answers" in words(later)
    client.post(f"{CONFIRM}?page=2", boxes(later))
    assert [one.is_confirmed for one in draft_of(row).answers] == [False, True]
    client.post(f"{CONFIRM}?page=1", {"answer-1": "x"})
    assert not Wording.objects.exists()


def test_each_question_stands_with_its_words_its_answer_and_its_topic(people, row):
    page = signed_in(people.bryn).get(PAGE)
    text = words(page)
    for one in draft_of(row).answers:
        assert one.question.text in text
        assert one.answer in text
    told = boxes(page)
    assert told[named(row, "topic", "1", "-0")] == "surveillance_commissioner_letter"
    assert "2 answers are not confirmed." in text
    assert "Suggested because of “" in text


def test_all_are_confirmed_with_one_press_and_the_letter_comes_next(people, row):
    client = signed_in(people.bryn)
    page = client.post(CONFIRM, boxes(client.get(PAGE)), follow=True)
    assert page.redirect_chain == [(LETTER, 302)]
    assert "Every answer is confirmed. Read the letter, then record that you sent it." in words(page)
    assert TopicChoice.objects.count() == 2
    assert not Wording.objects.exists(), "an untouched box is no sentence of the officer's"
    assert "confirmed" in words(client.get(PAGE))


def test_an_answer_to_confirm_stands_whole_with_what_it_rests_on_and_a_confirmed_one_is_folded(people, row):
    client = signed_in(people.bryn)
    page = client.get(PAGE)
    assert all(one.answer in unfolded(page) for one in draft_of(row).answers)
    assert f"This answer rests on: {answered(row).finding.searched[0].register} (1 entry)" in unfolded(page)
    client.post(CONFIRM, boxes(page))
    page = client.get(PAGE)
    assert not any(one.answer in unfolded(page) for one in draft_of(row).answers)


def test_nothing_is_ticked_at_first_and_the_ticked_alone_are_confirmed(people, row):
    client = signed_in(people.bryn)
    page = client.get(PAGE)
    assert "checked" not in page.text
    assert "Confirm all 2 answers on this page" in words(page)
    told = boxes(page)
    del told["all"]
    assert "you ticked no answer that is still to be confirmed" in words(client.post(CONFIRM, told))
    client.post(CONFIRM, told | {named(row, "confirm", "2"): "1"})
    assert [one.is_confirmed for one in draft_of(row).answers] == [False, True]
    assert "Confirm the 1 answer on this page" in words(client.get(PAGE)), "one is confirmed by one press too"
    client.post(CONFIRM, told | {named(row, "answer"): "We have it."})
    assert answered(row).is_confirmed, "whoever writes the answer has read it"


def test_a_changed_topic_comes_back_with_its_new_answer_to_read(people, row):
    client = signed_in(people.bryn)
    told = boxes(client.get(PAGE)) | {named(row, "topic", "2", "-0"): "none"}
    page = client.post(CONFIRM, told, follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    assert "Your decisions were saved. Read the new answer to each of these questions: 2." in words(page)
    assert (answered(row, "2").topic, answered(row, "2").is_confirmed) == (None, True)


def test_an_own_sentence_is_saved_and_the_drafted_one_taken_again(people, row):
    client = signed_in(people.bryn)
    drafted = answered(row).finding.answer
    client.post(CONFIRM, boxes(client.get(PAGE)) | {named(row, "answer"): "We have it.\r\nIt is enclosed."})
    assert answered(row).wording == "We have it.\nIt is enclosed."
    assert "An officer wrote this sentence." in words(client.get(PAGE))
    client.post(CONFIRM, boxes(client.get(PAGE)) | {named(row, "answer"): drafted})
    assert answered(row).wording == ""


def test_what_is_left_for_later_keeps_the_letter_back(people, row):
    client = signed_in(people.bryn)
    page = client.post(CONFIRM, boxes(client.get(PAGE)) | {named(row, "topic", "1", "-0"): ""}, follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    assert "You confirmed 1 answer. The points below still block the letter." in words(page)


def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(people, row):
    client = signed_in(people.bryn)
    stale = boxes(client.get(PAGE)) | {named(row, "answer", "2"): "My own sentence."}
    topic_choice.choose(row, **place(row), topic="dpia", by=people.bryn, at=given.AT)
    page = client.post(CONFIRM, stale)
    text = words(page)
    assert page.status_code == 200
    assert "There is a problem" in text
    assert "somebody else recorded a decision, or the registers changed. Questions affected: 1." in text
    now = boxes(page)
    assert now[named(row, "topic", "1", "-0")] == "dpia", "the box that nobody touched shows what stands"
    assert now[named(row, "answer", "2")] == "My own sentence."
    assert TopicChoice.objects.count() == 1
    client.post(CONFIRM, now)
    assert answered(row).topic == "dpia"
    assert answered(row, "2").answer == "My own sentence."


def test_a_stale_choice_of_ones_own_stays_chosen_until_it_is_pressed_again(people, row):
    client = signed_in(people.bryn)
    stale = boxes(client.get(PAGE)) | {named(row, "topic", "1", "-0"): "none"}
    worded_answer.word(row, **place(row), answer="Yes.", by=people.bryn, at=given.AT)
    page = client.post(CONFIRM, stale)
    assert boxes(page)[named(row, "topic", "1", "-0")] == "none"
    assert "Yes." in words(page)
    client.post(CONFIRM, boxes(page))
    assert answered(row).topic is None


def test_sentences_for_questions_that_are_gone_are_shown(people, row):
    client = signed_in(people.bryn)
    stale = boxes(client.get(PAGE)) | {named(row, "answer", "2"): "My own sentence."}
    pieces = cuts_of(row)[0].pieces
    second = place(row, "2")
    nth = next(n for n, one in enumerate(pieces) if one.start == second["start"])
    question_cut.recut(
        row, [*pieces[: nth - 1], *_joined(pieces[nth - 1 : nth + 1])], by=people.bryn, at=given.AT
    )
    text = words(client.post(CONFIRM, stale))
    assert "These sentences belong to questions that no longer exist: My own sentence." in text


def _joined(two):
    first, second = two
    return [type(first)(start=first.start, end=second.end, number=first.number, marker=first.marker)]


def test_each_half_has_a_list_of_its_own(people):
    row = received(people, HALVES)
    page = signed_in(people.bryn).get(PAGE)
    told = boxes(page)
    assert {named(row, "topic", "1", f"-{half}") for half in (0, 1)} <= set(told)
    assert "Topic of “How many times did officers look" in words(page)


def test_a_topic_that_is_not_in_the_list_is_refused_at_its_box(people, row):
    client = signed_in(people.bryn)
    page = client.post(CONFIRM, boxes(client.get(PAGE)) | {named(row, "topic", "1", "-0"): "dragons"})
    assert "Select one of the topics in the list" in words(page)
    assert not TopicChoice.objects.exists()


def test_a_search_answers_by_itself_and_has_no_list(people):
    row = received(people)
    searched(row, people)
    page = signed_in(people.bryn).get(PAGE)
    assert named(row, "topic", "1", "-0") not in boxes(page)
    assert named(row, "topic", "2", "-0") in boxes(page)


def test_an_answer_that_was_sent_is_shown_as_it_was_sent(people):
    row = received(people)
    searched(row, people, answer="No bench is held.")
    sent(row, people)
    page = signed_in(people.bryn).get(PAGE)
    assert not boxes(page)
    assert "Confirm the ticked answers" not in words(page)


def test_the_page_of_confirming_leads_to_the_request(people, row):
    assert signed_in(people.bryn).get(CONFIRM)["Location"] == PAGE


@pytest.mark.parametrize("name", one_in(4, EVERYONE_ELSE))
def test_nobody_else_confirms(people, row, name):
    client = signed_in(getattr(people, name))
    page = client.post(CONFIRM, {})
    assert page.status_code == 403
    assert "You cannot choose the topic of a question" in words(page)
    assert "Confirm the ticked answers" not in words(client.get(PAGE))


def test_a_request_about_something_else_is_passed_on_from_its_page(people):
    received(people, "When are the bins emptied in Larch Lane?")
    page = signed_in(people.bryn).get(PAGE)
    assert "We are not sure that this request is about social media. Read it before you pass it on." in words(
        page
    )
    assert 'href="/foi/requests/FOI-0001/course/passed_on/"' in page.text


def test_where_no_topic_is_taken_the_likely_ones_stand_there_with_the_words_that_led_to_them(people):
    received(people, "1. What boxes have to be ticked before an officer may read someone’s Facebook posts?")
    text = words(signed_in(people.bryn).get(PAGE))
    assert "to be searched" in text
    assert "Likely: " in text
    assert re.search(r", because of “\w+", text)


def test_a_likely_topic_is_drafted_and_chosen_and_one_press_confirms_it(people):
    given.a_letter_without_reply(people)
    row = received(people, LIKELY)
    client = signed_in(people.bryn)
    page = client.get(PAGE)
    told = boxes(page)
    assert told[named(row, "topic", "1", "-0")] == "surveillance_commissioner_letter"
    assert "Likely: " in words(page)
    (one,) = draft_of(row).answers
    assert (one.topics[0].is_likely, one.topics[0].is_confirmed) == (True, False)
    assert "topic_unconfirmed" in {check.rule for check in draft_of(row).checks if check.blocks}
    client.post(CONFIRM, told)
    assert answered(row).is_confirmed
    assert not draft_of(row).is_blocked


def test_a_request_about_something_else_is_drafted_for_no_likely_topic(people):
    row = received(people, "1. How many letters did the Chief Executive receive about the bins?")
    assert [one.topic for one in draft_of(row).answers[0].topics] == [None]


def test_once_the_letter_has_gone_each_question_still_leads_to_its_page(people):
    a_sent_answer(people)
    client, address = signed_in(people.bryn), f"{PAGE}questions/1/"
    assert f'href="{address}">How many audits' in client.get(PAGE).text
    assert client.get(address).status_code == 200
