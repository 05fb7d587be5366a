"""Pages of the letter, as each of the cast sees them: preview, files, sending, what was sent."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import given
from tests.foi.answering import confirmed, kept_as_sent
from tests.foi.letters import (
    a_request,
    a_sent_answer,
    an_answered_request,
    read_docx,
    read_html,
    read_pdf,
    searched_for,
)
from tests.foi.sent import an_answer
from tests.pages import a_day, browser, signed_in, words
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import one_in
from watchbook.files.store import the_store
from watchbook.foi.draft import worded_answer
from watchbook.foi.frozen_answers import as_data
from watchbook.foi.models import SentAnswer
from watchbook.foi.request import requester
from watchbook.organisation.queries import today

EVERYONE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY})
READERS = {"bryn", "fatima", "simon", "helen", "leila", "edmund", "ivo"}
LETTER, SEND = "/foi/requests/FOI-0001/letter/", "/foi/requests/FOI-0001/send/"
FILES = {f"/foi/requests/FOI-0001/letter.{ending}": ending for ending in ("html", "docx", "pdf")}
READ = {"html": read_html, "docx": read_docx, "pdf": read_pdf}


@pytest.fixture
def answered(people):
    """A request whose letter can go, with who asks."""
    row = an_answered_request(people)
    requester.record(row, name="Imogen Vale", address="imogen@vale.invalid", by=people.bryn, at=given.AT)
    return row


def the_form(page, *, day=None, **changes):
    """The form as a browser sends it, from a page that shows it."""
    told = {
        "channel": "email",
        "licence": "ogl",
        "confirmed": "on",
        "licence_terms": "",
        "licence_reason": "",
    }
    seen = re.search(r'name="seen" value="(\w{64})"', page.text)[1]
    return told | {"seen": seen} | a_day("sent_on", day or today()) | changes


def sent_by(person, **changes):
    """Open the page, fill its form and send it."""
    client = signed_in(person)
    return client.post(SEND, the_form(client.get(LETTER), **changes), follow=True)


# Who sees what


@pytest.mark.parametrize("page", [LETTER, SEND, *FILES])
def test_nobody_sees_a_page_without_signing_in(answered, page):
    assert browser().get(page)["Location"] == f"{reverse('account_login')}?next={page}"


@pytest.mark.parametrize("name", one_in(4, sorted(EVERYONE, key=lambda name: name != "bryn")))
def test_those_who_read_requests_read_the_letter_and_the_officer_alone_to_whom_it_goes(
    people, answered, name
):
    page = signed_in(getattr(people, name)).get(LETTER)
    assert page.status_code == (200 if name in READERS else 403)
    assert ("Imogen Vale" in page.text) == (name == "bryn")
    assert (f'action="{SEND}"' in page.text) == (name == "bryn")


@pytest.mark.parametrize("name", one_in(4, sorted(EVERYONE, key=lambda name: name != "bryn")))
def test_the_files_name_who_asks_so_the_officer_alone_has_them(people, answered, name):
    client = signed_in(getattr(people, name))
    assert {client.get(page).status_code for page in FILES} == {200 if name == "bryn" else 403}
    sent_by(people.bryn)
    assert {client.get(page).status_code for page in FILES} == {200 if name == "bryn" else 403}


@pytest.mark.parametrize("name", one_in(4, sorted(set(EVERYONE) - {"bryn"})))
def test_nobody_else_sends(people, answered, name):
    client = signed_in(getattr(people, name))
    for page in (client.get(SEND), client.post(SEND, {"channel": "email"})):
        assert page.status_code == 403
        assert "You cannot send the answer to a request: only the information officer can." in words(page)
    assert not SentAnswer.objects.exists()


@pytest.mark.parametrize("page", [LETTER, *FILES])
def test_pages_that_are_read_cannot_be_posted_to(people, answered, page):
    assert signed_in(people.bryn).post(page).status_code == 405


@pytest.mark.parametrize("page", [LETTER, SEND, *FILES])
def test_a_request_that_is_not_there_is_not_found(people, page):
    assert signed_in(people.bryn).get(page).status_code == 404


def test_a_letter_in_another_format_is_not_found(people, answered):
    assert signed_in(people.bryn).get("/foi/requests/FOI-0001/letter.odt").status_code == 404


# The letter before it goes


def test_the_box_for_the_reason_stands_on_the_page_of_a_late_answer_alone(people):
    an_answered_request(people)  # of March: its time is over
    page = signed_in(people.bryn).get(LETTER)
    assert "Why is the answer late?" in words(page)
    assert "its page has a box for the reason" in words(page)
    page = sent_by(people.bryn, late_reason="We had to search paper files.")
    assert "Why it was late We had to search paper files." in words(page)
    sent = SentAnswer.objects.get()
    assert "We are sorry for that. We had to search paper files." in read_html(
        the_store().get(sent.html_sha256)
    )


def test_an_answer_in_time_is_not_asked_why_it_is_late(people):
    an_answered_request(people, received_on=today(), at=timezone.now())
    page = signed_in(people.bryn).get(LETTER)
    assert "Record that you sent the letter" in words(page)
    assert "Why is the answer late?" not in words(page)


def test_a_blocked_letter_says_why_leads_there_and_offers_no_sending(people):
    a_request(people, "1. How often?\n2. Which tools?")
    client = signed_in(people.bryn)
    page = client.get(LETTER)
    assert "The letter is blocked" in words(page)
    assert "You must still search for the answers to 2 questions." in words(page)
    assert 'href="/foi/requests/FOI-0001/#question-2"' in page.text
    assert SEND not in page.text
    assert client.get(SEND)["Location"] == LETTER


def test_a_blocked_letter_that_is_posted_all_the_same_is_refused(people):
    row = an_answered_request(people, "1. How often?")
    client = signed_in(people.bryn)
    form = the_form(client.get(LETTER))
    other = a_request(people, "1. How often?")
    page = client.post(f"/foi/requests/{other.reference}/send/", form)
    assert page.status_code == 200
    assert "the answers changed after you opened this page." in words(page)
    again = client.post(f"/foi/requests/{other.reference}/send/", the_form(page))
    assert "You must still search for" in words(again)
    assert not SentAnswer.objects.exists()
    assert row.reference in words(client.get(LETTER))


def test_the_page_shows_the_letter_and_what_a_solicitor_has_to_confirm(people, answered):
    page = signed_in(people.bryn).get(LETTER)
    text = words(page)
    assert "Draft, not sent" in text
    assert "Dear Imogen Vale," in text
    assert "Question 1 How often? Not held. We looked and hold none of it: 0 of 23 files. (1)" in text
    assert "On 2 March 2026 we searched: Shared drive 1 We searched for: social media" in text
    assert "in this letter that the solicitor has not confirmed" in text
    assert page.text.count("<h1") == 1


@pytest.mark.parametrize(("page", "ending"), FILES.items())
def test_a_file_before_it_goes_is_marked_as_a_draft(people, answered, page, ending):
    response = signed_in(people.bryn).get(page)
    assert response["Content-Disposition"] == f'attachment; filename="draft-answer-FOI-0001.{ending}"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    text = READ[ending](response.content)
    assert text.startswith("Draft, not sent Test Council Imogen Vale imogen@vale.invalid")
    assert "0 of 23 files. (2)" in text


def test_where_nobody_is_known_who_asks_the_officer_is_led_to_record_it(people):
    an_answered_request(people)
    page = signed_in(people.bryn).get(LETTER)
    assert "Add the requester’s name so that we can address the letter." in words(page)
    assert 'href="/foi/requests/FOI-0001/requester/"' in page.text
    assert "Record the requester" not in words(signed_in(people.edmund).get(LETTER))


# Sending


def test_it_is_sent_and_the_page_shows_what_went_when_and_by_whom(people, answered):
    page = sent_by(people.bryn, channel="post", day=today() - timedelta(days=1))
    text = words(page)
    assert page.redirect_chain == [(LETTER, 302)]
    assert "We recorded that you sent the answer." in text
    sent = SentAnswer.objects.get()
    assert (sent.sent_on, sent.channel, sent.recorded_by) == (
        today() - timedelta(days=1),
        "post",
        people.bryn,
    )
    assert "How post" in text
    assert "so it was sent late" in text
    assert "Recorded by Bryn" in text
    assert "Open Government Licence v3.0" in text
    for sha256 in (sent.answers_sha256, sent.html_sha256, sent.docx_sha256, sent.pdf_sha256):
        assert sha256 in text
    assert "The answer was sent." in text
    assert "0 of 23 files. (2)" in text


def test_the_files_that_went_with_it_are_listed_as_of_its_sending(people):
    given.a_letter_with_reply(people)
    asked = "1. Did the council receive the letter of the Surveillance Commissioner of 2017 on social media?"
    confirmed(a_request(people, asked), people)
    page = sent_by(people.bryn)
    assert page.redirect_chain == [(LETTER, 302)]
    assert "Files that went with the letter letter.pdf : letter of 20 March 2017, L-0001" in words(page)


def test_where_none_went_with_it_it_says_so(people, answered):
    assert "Files that went with the letter None." in words(sent_by(people.bryn))


def test_where_the_draft_of_that_moment_says_something_else_the_letter_is_pointed_at(people, answered):
    kept_as_sent(
        request=answered, sent_on=today(), channel="email", answers=[], answers_sha256="0" * 64, recorded_by=people.bryn
    )  # fmt: skip
    assert "The letter says which files went with it." in words(signed_in(people.bryn).get(LETTER))


def test_the_text_is_that_of_the_letter_where_it_refers_to_another_answer(people, answered):
    full, brief = "Watchbook counted 40 posts.", "See our answer to question 2."
    kept = [{**one, "in_letter": brief} for one in as_data((an_answer(answer=full),))]
    kept_as_sent(
        request=answered, sent_on=today(), channel="email", answers=kept, answers_sha256="0" * 64, recorded_by=people.bryn
    )  # fmt: skip
    text = words(signed_in(people.bryn).get(LETTER))
    assert brief in text
    assert full not in text


def test_an_answer_in_time_says_so(people):
    an_answered_request(people, received_on=today(), at=timezone.now())
    assert "so it was sent on time" in words(sent_by(people.bryn))


@pytest.mark.parametrize(("page", "ending"), FILES.items())
def test_a_file_after_it_went_is_the_kept_one_to_the_byte(people, answered, page, ending):
    sent_by(people.bryn)
    response = signed_in(people.bryn).get(page)
    sent = SentAnswer.objects.get()
    assert response.content == the_store().get(getattr(sent, f"{ending}_sha256"))
    assert response["Content-Disposition"] == f'attachment; filename="answer-FOI-0001.{ending}"'


def test_a_kept_file_that_was_disposed_of_is_not_found_and_not_offered(people, answered):
    sent_by(people.bryn)
    the_store().remove(SentAnswer.objects.get().pdf_sha256)
    client = signed_in(people.bryn)
    assert client.get("/foi/requests/FOI-0001/letter.pdf").status_code == 404
    page = client.get(LETTER)
    assert "PDF: deleted with the requester’s name" in words(page)
    assert "letter.html" in page.text
    assert "letter.pdf" not in page.text


def test_what_went_is_sent_no_second_time(people, answered):
    sent_by(people.bryn)
    client = signed_in(people.bryn)
    assert client.get(SEND)["Location"] == LETTER
    form = {"channel": "email", "licence": "ogl", "confirmed": "on", **a_day("sent_on", today())}
    assert "You cannot change this request: its answer has been sent." in words(client.post(SEND, form))
    assert SentAnswer.objects.count() == 1


def test_other_terms_are_sent_with_their_reason(people, answered):
    sent_by(people.bryn, licence="other", licence_terms="Ask us first", licence_reason="A survey")
    assert "Ask us first (A survey)" in words(signed_in(people.bryn).get(LETTER))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"confirmed": ""}, "Tick the box once you have read the letter"),
        ({"channel": ""}, "Select how you will send the letter"),
        ({"licence": ""}, "Select the terms for re-using the answer"),
        ({"licence": "other"}, "Enter your terms for re-using the answer"),
        ({"licence": "other", "licence_terms": "Ask us"}, "Enter the reason for your own terms"),
        ({"licence_terms": "Ask us"}, "the licence has its own"),
        ({"sent_on_year": str(today().year + 1)}, "is in the future"),
        (
            {"sent_on_day": "1", "sent_on_month": "3", "sent_on_year": "2026"},
            "the answer is dated before that",
        ),
        (
            {"sent_on_day": "", "sent_on_month": "", "sent_on_year": ""},
            "Enter the date on which you send the letter",
        ),
        ({"seen": "0" * 64}, "the answers changed after you opened this page."),
    ],
)
def test_a_refusal_says_what_to_mend_and_keeps_what_was_typed(people, answered, changes, says):
    page = sent_by(people.bryn, **changes)
    assert page.status_code == 200
    assert "<title>Error:" in page.text
    assert says in words(page)
    assert not SentAnswer.objects.exists()


def test_answers_that_changed_meanwhile_are_to_be_read_again_first(people, answered):
    client = signed_in(people.bryn)
    form = the_form(client.get(LETTER))
    question = answered.questions.first()
    worded_answer.word(
        answered,
        start=question.start,
        end=question.end,
        answer="None is held: 0 of 24 files.",
        by=people.bryn,
        at=given.AT,
    )
    page = client.post(SEND, form)
    assert "the answers changed after you opened this page." in words(page)
    assert "checked" not in page.text.split('name="confirmed"')[1].split(">")[0]
    assert not SentAnswer.objects.exists()
    client.post(SEND, the_form(page))
    assert SentAnswer.objects.get().answers[0]["answer"] == "None is held: 0 of 24 files."


def test_a_day_of_which_the_law_is_not_held_is_refused_at_its_boxes(people):
    early = given.AT.replace(year=2014)
    searched_for(a_request(people, received_on=early.date(), at=early), people, at=early)
    day = early.date().replace(day=3)
    page = sent_by(people.bryn, day=day)
    assert 'href="#id_sent_on_day">The rules in Watchbook begin on' in page.text
    assert not SentAnswer.objects.exists()


def test_what_is_written_in_a_question_stays_text(people):
    an_answered_request(people, '1. How <script>alert("1")</script> often?\n2. {{ 7*7 }} #panic("x")?')
    client = signed_in(people.bryn)
    page = client.get(LETTER)
    assert '<script>alert("1")' not in page.text
    assert "&lt;script&gt;" in page.text
    assert "{{ 7*7 }}" in words(page)
    sent = sent_by(people.bryn)
    assert '<script>alert("1")' not in sent.text


def test_a_reason_typed_for_a_late_letter_is_not_lost_where_its_time_was_extended(people):
    row = an_answered_request(people, received_on=today(), at=timezone.now())
    page = sent_by(people.bryn, late_reason="We had to search paper files.")
    assert "the date of the letter is not after the due date" in words(page)
    assert "We had to search paper files.</textarea>" in page.text
    assert not SentAnswer.objects.filter(request=row).exists()


def test_the_page_of_a_requester_whom_nobody_recorded_opens_after_the_answer_was_sent(people):
    row = a_sent_answer(people).request
    bryn, path = signed_in(people.bryn), f"/foi/requests/{row.reference}/requester/"
    assert "Email or postal address not recorded" in words(bryn.get(path))
    page = bryn.post(path, {"name": "Imogen Vale", "address": "1 High Street"})
    assert "You can no longer change the requester" in words(page)
