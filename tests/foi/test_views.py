"""Pages of requests, as each of the cast sees them."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import given
from tests.foi.answering import TEXT as TEXT_OF_BENCHES
from tests.foi.answering import place, searched, sent
from tests.foi.cases import nine_questions
from tests.foi.pasted import in_the_box
from tests.pages import a_day, browser, signed_in, typed, words
from tests.people import ADMINISTRATORS, DUTIES, NOBODY, People
from tests.proof_only import one_in
from watchbook.foi.draft import topic_choice, worded_answer
from watchbook.foi.models import Request
from watchbook.foi.request import request
from watchbook.organisation.queries import today

EVERYONE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY})
READERS = {"bryn", "fatima", "simon", "helen", "leila", "edmund", "ivo"}
TEXT = "Dear Council,\r\n1. How often?\r\n2. <b>Why</b> & by whom?\r\nImogen Vale"
NEW = "/foi/requests/new/"
PAGES = [
    "/foi/requests/",
    "/foi/requests/FOI-0001/",
    "/foi/requests/FOI-0001/draft/",
    "/foi/requests/FOI-0001/draft.html",
]


def receive(people, text="1. How often?", *, received_on=date(2026, 3, 2)):
    return request.receive(text, received_on=received_on, regime="foia", by=people.bryn, at=given.AT)


def a_form(text=TEXT, *, day=None, regime="foia"):
    """The request form as a browser sends it."""
    return {"text": text, "regime": regime, **a_day("received_on", day or today())}


# Who sees what


@pytest.mark.parametrize("page", [*PAGES, NEW])
def test_nobody_sees_a_page_without_signing_in(people, page):
    receive(people)
    response = browser().get(page)
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={page}"


@pytest.mark.parametrize("name", one_in(4, sorted(EVERYONE, key=lambda name: name != "bryn")))
def test_who_reads_requests(people, name):
    receive(people)
    somebody = signed_in(getattr(people, name))
    for page in PAGES:
        response = somebody.get(page)
        assert response.status_code == (200 if name in READERS else 403), page
        if name not in READERS:
            assert "cannot read requests for information" in words(response)
            assert "How often" not in response.text


@pytest.mark.parametrize("name", one_in(4, sorted(set(EVERYONE) - {"bryn"})))
def test_only_the_information_officer_takes_in_a_request(people, name):
    somebody = signed_in(getattr(people, name))
    for response in (somebody.get(NEW), somebody.post(NEW, a_form())):
        assert response.status_code == 403
        assert "You cannot record a request for information: only the information officer can." in words(
            response
        )
    assert not Request.objects.exists()


@pytest.mark.parametrize("name", sorted(READERS))
def test_the_button_is_there_for_whoever_may_press_it(people, name):
    shown = f'href="{NEW}"' in signed_in(getattr(people, name)).get("/foi/requests/").text
    assert shown == (name == "bryn")


@pytest.mark.parametrize("page", PAGES)
def test_pages_that_are_read_cannot_be_posted_to(people, page):
    receive(people)
    assert signed_in(people.bryn).post(page).status_code == 405


@pytest.mark.parametrize("page", PAGES[1:])
def test_a_request_that_is_not_there_is_not_found(people, page):
    assert signed_in(people.bryn).get(page).status_code == 404


# Taking one in


def test_the_form_begins_with_today_and_offers_the_authoritys_laws(people):
    page = signed_in(people.bryn).get(NEW)
    assert {str(today().day), str(today().month), str(today().year), "foia"} <= typed(page)
    assert "Environmental Information Regulations 2004" in words(page)
    assert "Scotland" not in words(page)


def test_a_request_is_taken_in_and_its_line_ends_are_the_requesters(people):
    officer = signed_in(people.bryn)
    response = officer.post(NEW, a_form(), follow=True)
    row = Request.objects.get()
    assert response.redirect_chain == [(f"/foi/requests/{row.reference}/", 302)]
    assert "The request was recorded as FOI-0001." in words(response)
    assert row.text == TEXT.replace("\r\n", "\n")
    assert (row.received_on, row.regime, row.recorded_by) == (today(), "foia", people.bryn)
    assert row.questions.count() == 2


def test_under_the_scottish_act_in_scotland(db):
    officer = signed_in(People(given.a_council("scotland")).bryn)
    assert officer.post(NEW, a_form(regime="foia")).status_code == 200
    assert officer.post(NEW, a_form(regime="foisa")).status_code == 302
    assert Request.objects.get().regime == "foisa"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": ""}, "The text is empty."),
        ({"received_on_year": str(today().year + 1)}, "Enter a date of receipt that is not in the future"),
        ({"received_on_day": "31", "received_on_month": "2"}, "There is a problem"),
        (
            {"received_on_day": "", "received_on_month": "", "received_on_year": ""},
            "Enter the date on which the request was received",
        ),
        ({"received_on_day": "1", "received_on_month": "1", "received_on_year": "1850"}, "The year of"),
        (
            {"received_on_day": "1", "received_on_month": "6", "received_on_year": "2000"},
            "The rules in Watchbook begin on Saturday 1 January 2005 and do not cover Thursday 1 June 2000.",
        ),
        ({"received_on_day": "seven"}, "There is a problem"),
        ({"regime": ""}, "Select the law that applies to the request"),
        ({"regime": "foisa"}, "Select one of the answers on this page"),
    ],
)
def test_a_refusal_says_what_to_mend_and_keeps_everything_typed(people, changes, says):
    form = a_form() | changes
    page = signed_in(people.bryn).post(NEW, form)
    assert page.status_code == 200
    assert "<title>Error:" in page.text
    assert says in words(page)
    assert in_the_box(page) == form["text"]
    assert {value for name, value in form.items() if value and "received" in name} <= typed(page)
    assert not Request.objects.exists()


def test_tomorrow_is_refused_by_the_page_in_the_boxes_of_the_day(people):
    page = signed_in(people.bryn).post(NEW, a_form(day=today() + timedelta(days=1)))
    assert 'href="#id_received_on_day">Enter a date of receipt that is not in the future' in page.text
    assert not Request.objects.exists()


def test_a_failing_log_undoes_it_and_shows_an_error_page_without_the_text(people, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    monkeypatch.setattr(request, "record_row", fail)
    officer = signed_in(people.bryn)
    officer.raise_request_exception = False
    page = officer.post(NEW, a_form())
    assert page.status_code == 500
    assert "Imogen Vale" not in page.text
    assert not Request.objects.exists()


# The list


@pytest.mark.parametrize(
    ("show", "says"),
    [
        ("open", "No request is waiting for an answer."),
        ("sent", "You have not answered any requests yet."),
        ("all", "You have no requests yet."),
    ],
)
def test_an_empty_list_says_so(people, show, says):
    assert says in words(signed_in(people.bryn).get("/foi/requests/", {"show": show}))


def test_the_list_gives_the_next_due_first_and_says_what_is_overdue(people):
    late = receive(people, received_on=date(2026, 1, 5))
    response = signed_in(people.bryn).post(NEW, a_form())
    assert response.status_code == 302
    page = words(signed_in(people.bryn).get("/foi/requests/"))
    assert page.index(late.reference) < page.index("FOI-0002")
    assert "2 February 2026" in page
    assert "overdue" in page
    assert "due in 20 working days" in page


def test_the_list_shows_what_waits_what_was_answered_or_both(people):
    answered_one, waiting = receive(people), receive(people)
    sent(answered_one, people)
    officer = signed_in(people.bryn)
    shown = {
        show: {one.reference for one in (answered_one, waiting) if f"/foi/requests/{one.reference}/" in page}
        for show in ("open", "sent", "all", "?", "<b>")
        for page in [officer.get("/foi/requests/", {"show": show}).text]
    }
    assert shown == {
        "open": {waiting.reference},
        "sent": {answered_one.reference},
        "all": {answered_one.reference, waiting.reference},
        "?": {waiting.reference},
        "<b>": {waiting.reference},
    }
    assert "sent 2 March 2026" in words(officer.get("/foi/requests/?show=sent"))


def test_a_list_of_many_comes_in_pages_with_as_many_queries_as_one_of_few(people, django_assert_num_queries):
    officer = signed_in(people.bryn)
    for _ in range(2):
        sent(receive(people), people)
    with CaptureQueriesContext(connection) as few:
        officer.get("/foi/requests/?show=all")
    for _ in range(26):
        receive(people)
    with django_assert_num_queries(len(few)):
        page = officer.get("/foi/requests/?show=all")
    assert len(few) < 12
    assert page.text.count('role="rowheader"') == 25
    assert "?show=all&amp;page=2" in page.text
    assert "FOI-0028" in page.text
    assert "FOI-0001" in officer.get("/foi/requests/?show=all&page=2").text
    assert officer.get("/foi/requests/?show=all&page=nonsense").status_code == 200


# One request


def test_the_page_lists_each_question_with_its_topic_its_answer_and_where_it_stands(people):
    given.a_letter_without_reply(people)
    receive(people, nine_questions())
    page = signed_in(people.bryn).get("/foi/requests/FOI-0001/")
    text = words(page)
    assert page.text.count('<section class="watchbook-draft') == 29
    assert "We hold no reply: the letter of 20 March 2017 did not ask for a reply, and we sent none." in text
    assert page.text.count("govuk-tag--red") == 27, (
        "25 to be searched, and the request itself is overdue, in its bar and among its facts"
    )
    assert "The letter is blocked" in text
    assert "You must still search for the answers to 25 questions." in text
    assert "Due 31 March 2026 overdue" in text
    assert "Recorded by Bryn, " in text
    assert "request.received" in text


def test_the_draft_shows_each_question_with_its_answer_and_how_we_know(people):
    given.a_letter_without_reply(people)
    receive(people, nine_questions())
    page = signed_in(people.bryn).get(PAGES[2])
    text = words(page)
    assert page.text.count('<section class="watchbook-draft') == 29
    assert "Question 1 held, supplied" in text
    assert "We have no such letter from 2016, only from 2017" in text
    assert "Question 1.a not held" in text
    assert "We hold no reply: the letter of 20 March 2017 did not ask for a reply, and we sent none." in text
    assert page.text.count('class="watchbook-draft watchbook-draft--open"') == 25
    assert 'href="/governance/letters/L-0001/"' in page.text


@pytest.mark.parametrize("page", PAGES[1:3])
def test_every_check_leads_to_the_questions_it_names(people, page):
    receive(people, nine_questions())
    officer = signed_in(people.bryn)
    aimed = set(re.findall(r'"govuk-notification-banner__link" href="([^"]+)"', officer.get(page).text))
    assert len(aimed) == 27
    place = "#question-8-f" if page == PAGES[1] else "questions/8.f/"
    assert f"/foi/requests/FOI-0001/{place}" in aimed
    assert officer.get("/foi/requests/FOI-0001/questions/8.f/").status_code == 200


def test_the_whole_text_is_folded_away_until_it_is_asked_for(people):
    receive(people, nine_questions())
    page = signed_in(people.bryn).get(PAGES[1]).text
    assert '<div class="govuk-body watchbook-text watchbook-cut">' in page
    assert (
        '<div class="govuk-body watchbook-text watchbook-cut">'
        not in page[: page.index("How was the text split?")]
    )


def test_the_page_says_which_questions_a_person_decided(people):
    row = receive(people, TEXT_OF_BENCHES)
    searched(row, people)
    worded_answer.word(row, **place(row), answer="The council owns none.", by=people.bryn, at=given.AT)
    topic_choice.choose(row, **place(row, "2"), topic="dpia", by=people.bryn, at=given.AT)
    page = words(signed_in(people.bryn).get(PAGES[1]))
    assert "not held SC-0001" in page
    assert "The council owns none. An officer wrote this sentence." in page
    assert "confirmed" in page
    draft = words(signed_in(people.bryn).get(PAGES[2]))
    assert "The council owns none." in draft
    assert "No bench is held." not in draft


def test_what_a_requester_wrote_is_shown_and_never_run(people):
    receive(
        people, "1. <script>alert(1)</script> & {{ 7*7 }} why?\n2. How often?\n<img src=x onerror=alert(1)>"
    )
    for page in PAGES[1:]:
        text = signed_in(people.bryn).get(page).text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7*7 }} why?" in text


def test_a_request_that_asks_nothing_is_shown_whole_and_blocked(people):
    receive(people, "Thank you for your help last week.")
    page = words(signed_in(people.bryn).get("/foi/requests/FOI-0001/"))
    assert "We found no question in this text," in page
    assert "Thank you for your help last week." in page


# Each register once, looks and authorisations too, however many parts, and until when it is kept; a question's page asks for its own answer alone.
@pytest.mark.parametrize(
    ("page", "queries"),
    [(PAGES[1], 64), (PAGES[2], 52), ("/foi/requests/FOI-0001/questions/8.f/", 20)],
)
def test_a_page_of_29_parts_asks_the_database_a_fixed_number_of_times(
    people, django_assert_max_num_queries, page, queries
):
    given.a_letter_without_reply(people)
    receive(people, nine_questions())
    officer = signed_in(people.bryn)
    with django_assert_max_num_queries(queries):
        assert officer.get(page).status_code == 200


# The draft


def test_the_draft_is_a_page_and_a_file(people):
    given.a_letter_without_reply(people)
    receive(people, nine_questions())
    officer = signed_in(people.bryn)
    page, file = officer.get(PAGES[2]), officer.get(PAGES[3])
    assert "Draft answer, not sent" in words(page)
    assert f'href="{PAGES[3]}"' in page.text
    assert file["Content-Disposition"] == 'attachment; filename="draft-FOI-0001.html"'
    assert file["Content-Type"] == "text/html; charset=utf-8"
    assert "Not to be sent: You must still search for the answers to 25 questions" in words(file)
    assert "Test Council: draft answer to request FOI-0001" in words(file)
    assert "due 31 March 2026" in words(file)
    assert file.text.count("<dt>") == 29
    assert "<script" not in file.text
    assert "stylesheet" not in file.text


def test_the_draft_says_which_files_go_with_it(people):
    given.a_letter_with_reply(people)
    receive(people, nine_questions())
    officer = signed_in(people.bryn)
    pages = [officer.get(page) for page in PAGES[2:]]
    for page in pages:
        assert "letter.pdf" in page.text
        assert "reply.pdf" in page.text
        assert "letter of 20 March 2017, L-0001" in words(page)
    assert 'href="/governance/letters/L-0001/file/">letter.pdf<' in pages[0].text
    assert 'href="/governance/letters/L-0001/reply/file/">reply.pdf<' in pages[0].text
    assert "Enclosures letter.pdf : letter of 20 March 2017, L-0001" in words(pages[0])
    assert "<ol><li>letter.pdf: letter of 20 March 2017, L-0001</li>" in pages[1].text
    assert "href" not in pages[1].text


@pytest.mark.parametrize("page", PAGES[2:])
def test_once_the_letter_was_sent_there_is_no_draft_but_the_letter(people, page):
    sent(receive(people), people)
    officer = signed_in(people.bryn)
    assert officer.get(page)["Location"] == "/foi/requests/FOI-0001/letter/"
    shown = officer.get(PAGES[1])
    assert PAGES[2] not in shown.text
    assert 'href="/foi/requests/FOI-0001/letter/"' in shown.text


def test_a_draft_without_a_file_says_so(people):
    given.a_letter(people, file=None)
    receive(people, nine_questions())
    officer = signed_in(people.bryn)
    assert "This answer has no enclosures." in words(officer.get(PAGES[2]))
    assert "Enclosures" not in words(officer.get(PAGES[3]))


def test_the_draft_says_what_the_registers_say_at_that_moment(people):
    receive(people, nine_questions())
    officer = signed_in(people.bryn)
    assert "You must still search for the answers to 27 questions" in words(officer.get(PAGES[2]))
    given.a_letter(people)
    assert "You must still search for the answers to 26 questions" in words(officer.get(PAGES[2]))


# What waits


def test_a_request_waits_on_the_first_page_of_the_information_officer_alone(people):
    receive(people)
    for name in EVERYONE:
        page = words(signed_in(getattr(people, name)).get("/"))
        assert ("Request FOI-0001" in page) == (name == "bryn")
