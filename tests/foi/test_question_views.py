"""Pages of one question, of a search by hand and of its certificate, as each of the cast sees them."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests import given
from tests.foi.answering import FOUND, RECEIVED, a_search, answered, place, received, searched, sent
from tests.foi.cases import nine_questions
from tests.foi.pasted import in_the_box
from tests.pages import PDF, a_file, browser, signed_in, typed, words
from tests.people import ADMINISTRATORS, DUTIES, NOBODY
from tests.proof_only import one_in
from watchbook.acting.own_words import as_read
from watchbook.files.upload import Content
from watchbook.foi.draft import search, topic_choice, worded_answer
from watchbook.foi.models import Search, TopicChoice, Wording
from watchbook.organisation import person
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today

EVERYONE = sorted({*ADMINISTRATORS, *DUTIES, NOBODY})
READERS = {"bryn", "fatima", "simon", "helen", "leila", "edmund", "ivo"}
QUESTION = "/foi/requests/FOI-0001/questions/1/"
TOPIC, WORDING, SEARCH = (f"{QUESTION}{page}/" for page in ("topic", "wording", "search"))
CERTIFICATE = "/foi/requests/FOI-0001/searches/SC-0001/"
FILE = Content(data=PDF, name="list of benches.pdf", media_type="application/pdf")
PAGES = [QUESTION, CERTIFICATE, f"{CERTIFICATE}file/"]
WRITTEN = [TOPIC, WORDING, SEARCH]
MEANT_ILL = [
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% debug %}",
    "\N{RIGHT-TO-LEFT OVERRIDE}txt",
    "'; DROP TABLE foi_search; --",
    "\N{PILE OF POO}" * 50,
    "e\N{COMBINING ACUTE ACCENT}" * 100,
]


@pytest.fixture
def row(people):
    """A request whose first question was searched, a file kept with it."""
    found = received(people)
    searched(found, people, file=FILE)
    return found


def over(page):
    """The draft that the sentence's form was written over."""
    return re.search(r'name="over" value="([0-9a-f]{64})"', page.text)[1]


# Who sees what


@pytest.mark.parametrize("page", [*PAGES, *WRITTEN])
def test_nobody_sees_a_page_without_signing_in(row, page):
    response = browser().get(page)
    assert response["Location"] == f"{reverse('account_login')}?next={page}"


@pytest.mark.parametrize("name", one_in(4, sorted(EVERYONE, key=lambda name: name != "bryn")))
def test_who_reads_a_question_and_a_certificate(people, row, name):
    somebody = signed_in(getattr(people, name))
    for page in PAGES:
        response = somebody.get(page)
        assert response.status_code == (200 if name in READERS else 403), page
        if name not in READERS:
            assert "bench" not in response.text


@pytest.mark.parametrize("name", one_in(4, sorted(set(EVERYONE) - {"bryn"})))
def test_only_the_information_officer_decides_of_a_question(people, row, name):
    somebody = signed_in(getattr(people, name))
    second = " or data protection officer"  # who may agree to what would end a hold
    for page in WRITTEN if name != "fatima" else WRITTEN[1:]:
        for response in (somebody.get(page), somebody.post(page, {"topic": "none", "answer": "No."})):
            assert response.status_code == 403
            who = f"only the information officer{second if page == TOPIC else ''} can"
            assert who in words(response)
    if name in READERS and name != "fatima":
        assert "<form" not in somebody.get(QUESTION).text.partition("<main")[2]
    assert (TopicChoice.objects.count(), Wording.objects.count(), Search.objects.count()) == (0, 0, 1)


@pytest.mark.parametrize("page", PAGES)
def test_pages_that_are_read_cannot_be_posted_to(people, row, page):
    assert signed_in(people.bryn).post(page).status_code == 405


@pytest.mark.parametrize(
    "page",
    [
        "/foi/requests/FOI-0009/questions/1/",
        "/foi/requests/FOI-0001/questions/9/",
        "/foi/requests/FOI-0001/questions/%00/",
        "/foi/requests/FOI-0001/questions/1%2F2/",
        "/foi/requests/FOI-0001/questions/%F0%9F%92%A9/search/",
        "/foi/requests/FOI-0001/questions/9/topic/",
        "/foi/requests/FOI-0001/searches/SC-0009/",
        "/foi/requests/FOI-0002/searches/SC-0001/",
        "/foi/requests/FOI-0002/searches/SC-0001/file/",
    ],
)
def test_what_is_not_there_is_not_found(people, row, page):
    received(people)
    assert signed_in(people.bryn).get(page).status_code == 404


# One question


def test_a_question_stands_beside_its_evidence_with_its_topics_and_its_neighbours(people):
    given.a_letter_without_reply(people)
    received(people, nine_questions())
    page = signed_in(people.bryn).get("/foi/requests/FOI-0001/questions/1.a/")
    text = words(page)
    assert "Request FOI-0001, question 2 of 29" in text
    assert nine_questions().split("1.", 1)[1].split()[0] in text, "the question above it"
    assert (
        "We hold no reply: the letter of 20 March 2017 did not ask for a reply, and we sent none."
        in in_the_box(page)
    )
    assert 'href="/governance/letters/L-0001/"' in page.text
    assert page.text.count('type="radio"') == 7, "five topics, another, none"
    assert "surveillance_commissioner_letter_reply" in typed(page)
    assert 'href="/foi/requests/FOI-0001/questions/1/"' in page.text
    assert 'href="/foi/requests/FOI-0001/questions/1.b/"' in page.text
    assert "not confirmed by an officer" in text


def test_the_first_question_has_none_before_it_and_the_last_none_after(people, row):
    officer = signed_in(people.bryn)
    first, last = officer.get(QUESTION), officer.get("/foi/requests/FOI-0001/questions/2.a/")
    assert "Previous question" not in words(first)
    assert "Next question" in words(first)
    assert "Next question" not in words(last)
    received(people, "1. How many benches are there?")
    alone = officer.get("/foi/requests/FOI-0002/questions/1/")
    assert "question 1 of 1" in words(alone)
    assert "Next question" not in words(alone)


def test_the_checks_that_name_a_question_stand_on_its_page(people, row):
    officer = signed_in(people.bryn)
    blocked = words(officer.get("/foi/requests/FOI-0001/questions/2/"))
    assert "The letter is blocked: You must still search for the answer to 1 question." in blocked
    assert "The letter is blocked" not in words(officer.get(QUESTION))


def test_a_question_that_is_to_be_searched_has_no_box_for_a_sentence(people, row):
    page = signed_in(people.bryn).get("/foi/requests/FOI-0001/questions/2/")
    assert "<textarea" not in page.text
    assert "To be searched" in words(page)
    assert 'href="/foi/requests/FOI-0001/questions/2/search/"' in page.text


def test_once_the_answer_was_sent_the_page_only_reads(people, row):
    sent(row, people)
    page = signed_in(people.bryn).get(QUESTION)
    assert "The answer to this request has been sent, so you cannot change the answer." in words(page)
    assert "No bench is held." in words(page)
    assert "<textarea" not in page.text
    assert 'type="radio"' not in page.text
    assert SEARCH not in page.text


def test_what_is_in_the_request_is_shown_and_never_run(people):
    received(people, "1. <script>alert(1)</script> & {{ 7*7 }} why?")
    officer = signed_in(people.bryn)
    for page in (QUESTION, SEARCH):
        text = officer.get(page).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7*7 }} why?" in text


# Its topic


@pytest.mark.parametrize(
    ("form", "topic"),
    [
        ({"topic": "other", "other": "internal_audit"}, "internal_audit"),
        ({"topic": "none", "other": ""}, ""),
        ({"topic": "none"}, ""),
    ],
)
def test_a_topic_is_chosen(people, row, form, topic):
    page = signed_in(people.bryn).post(TOPIC, form, follow=True)
    assert page.redirect_chain == [(QUESTION, 302)]
    assert "The question’s topic was recorded." in words(page)
    assert TopicChoice.objects.get().topic == topic
    assert (topic or "none") in typed(page)


def test_one_of_the_topics_that_fit_best_is_confirmed(people):
    row = received(people, "1. Did you receive the Chief Surveillance Commissioner’s letter on social media?")
    best = answered(row).topics[0].suggestions[0].id
    assert signed_in(people.bryn).post(TOPIC, {"topic": best, "other": ""}).status_code == 302
    assert (answered(row).topic, answered(row).is_confirmed) == (best, True)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "Select the topic of the question"),
        ({"topic": ""}, "Select the topic of the question"),
        ({"topic": "other"}, "Select a topic for the question"),
        ({"topic": "other", "other": ""}, "Select a topic for the question"),
        ({"topic": "other", "other": "dragons"}, "Select one of the answers on this page"),
        ({"topic": "dragons"}, "Select one of the answers on this page"),
        ({"topic": "none", "other": "dpia"}, "Select “Another topic”, or choose no topic in the list below"),
        *(({"topic": text}, "Select one of the answers on this page") for text in MEANT_ILL),
        *(
            ({"topic": "other", "other": text}, "Select one of the answers on this page")
            for text in MEANT_ILL
        ),
    ],
)
def test_a_topic_that_is_none_is_refused(people, row, form, says):
    page = signed_in(people.bryn).post(TOPIC, form)
    assert page.status_code == 200
    assert "<title>Error:" in page.text
    assert says in words(page)
    assert "<script>alert" not in page.text
    assert not TopicChoice.objects.exists()


def test_after_sending_the_page_says_why_no_topic_is_taken(people, row):
    sent(row, people)
    page = signed_in(people.bryn).post(TOPIC, {"topic": "none"})
    assert "its answer has been sent" in words(page)
    assert not TopicChoice.objects.exists()


@pytest.mark.parametrize("page", [TOPIC, WORDING])
def test_an_address_that_takes_a_form_leads_back_to_its_page(people, row, page):
    assert signed_in(people.bryn).get(page)["Location"] == QUESTION


def test_the_form_of_a_search_says_at_once_that_the_answer_was_sent(people, row):
    sent(row, people)
    page = signed_in(people.bryn).get(SEARCH, follow=True)
    assert page.redirect_chain == [(QUESTION, 302)]
    assert "The answer to this request has been sent, so you cannot change the answer." in words(page)


def test_a_search_by_hand_is_shown_without_a_count(people, row):
    page = words(signed_in(people.bryn).get(QUESTION))
    assert "Searched : The fleet register" in page or "Searched: The fleet register" in page
    assert not re.search(r"Found ?: ?\d", page)


def test_the_form_of_a_search_says_what_goes_out_and_what_nought_is(people, row):
    page = words(signed_in(people.bryn).get(SEARCH))
    assert page.count("do not enter people’s names or drive paths") == 2
    assert "If our records show the figure 0, we hold that figure" in page


# Its sentence


def word(officer, answer, **changes):
    form = {"answer": answer, "over": over(officer.get(QUESTION))}
    return officer.post(WORDING, form | changes, follow=True)


def test_a_sentence_is_mended_and_drafted_again(people, row):
    officer = signed_in(people.bryn)
    page = word(officer, "No bench\r\nis held here.")
    assert page.redirect_chain == [(QUESTION, 302)]
    assert in_the_box(page) == "No bench\r\nis held here."
    assert answered(row).wording == "No bench\nis held here."
    assert "The drafted sentence No bench is held." in words(page)
    word(officer, "")
    assert answered(row).answer == "No bench is held."
    assert Wording.objects.count() == 2


@pytest.mark.parametrize("text", MEANT_ILL)
def test_any_sentence_is_kept_and_shown_as_it_reads(people, row, text):
    page = word(signed_in(people.bryn), text)
    assert in_the_box(page) == answered(row).wording == as_read(text)
    assert "<script>alert" not in page.text


def test_a_drafted_sentence_that_was_left_as_it_is_is_no_sentence_of_ones_own(people, row):
    page = word(signed_in(people.bryn), "No bench is held.")
    assert (
        "You cannot save this sentence: it is the same as the drafted sentence. Change the sentence first."
        in words(page)
    )
    assert not Wording.objects.exists()


@pytest.mark.parametrize("seen", ["", "0" * 64, "x", "<b>", None])
def test_a_sentence_over_a_draft_that_has_changed_since_is_not_taken(people, row, seen):
    form = {"answer": "We have none."} | ({} if seen is None else {"over": seen})
    page = signed_in(people.bryn).post(WORDING, form)
    assert "The draft has changed since you opened this page." in words(page)
    assert in_the_box(page) == "We have none."
    assert over(page) == over(signed_in(people.bryn).get(QUESTION)), "sent again, it is taken"
    assert not Wording.objects.exists()


def test_a_sentence_that_is_too_long_or_not_text_is_refused(people, row):
    officer = signed_in(people.bryn)
    assert "Enter 20,000 characters or fewer" in words(word(officer, "x" * (worded_answer.LIMIT + 1)))
    assert "Remove the characters that cannot be printed" in words(word(officer, "a\x00b"))
    assert not Wording.objects.exists()


def test_a_sentence_over_another_finding_is_pointed_at(people, row):
    officer = signed_in(people.bryn)
    word(officer, "We have none.")
    searched(row, people, answer="One is held.", outcome="EXPLANATION")
    page = words(officer.get(QUESTION))
    assert "The registers have changed since this sentence was written." in page


# A search by hand


def test_the_form_begins_with_what_the_registers_were_asked_today_and_who_types(people):
    row = received(people)
    topic_choice.choose(row, **place(row), topic="internal_audit", by=people.bryn, at=given.AT)
    page = signed_in(people.bryn).get(SEARCH)
    boxes = [
        html.unescape(one).strip() for one in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.S)
    ]
    looked = answered(row).finding.searched[0]
    assert boxes[:2] == [looked.register, looked.terms]
    assert boxes[2:] == ["", ""]
    assert {str(today().year), str(people.bryn.id)} <= typed(page)
    assert "must not go out, do not record it here. Refuse this question instead" in words(page)
    assert f'href="{reverse("foi:refuse", args=[row.reference, "1"])}"' in page.text


def test_a_search_is_recorded_with_its_file_and_answers_the_question(people):
    row = received(people)
    officer = signed_in(people.bryn)
    form = a_search(people, where="Parks\r\nFleet", searched_by=str(people.helen.id), file=a_file("list.pdf"))
    page = officer.post(SEARCH, form, follow=True)
    assert page.redirect_chain == [(QUESTION, 302)]
    assert "The search was recorded as SC-0001." in words(page)
    kept = Search.objects.get()
    assert (kept.where, kept.searched_by, kept.file_name) == ("Parks\nFleet", people.helen, "list.pdf")
    assert answered(row).finding.status == "NOT_HELD"
    assert f'href="{CERTIFICATE}"' in page.text


def test_a_question_how_many_is_offered_the_figure_0_which_is_held(people):
    row = received(people, "1. How many complaints did you receive?\n2. Which tools do you use?")
    officer = signed_in(people.bryn)
    assert "found: the figure is 0" in words(officer.get(SEARCH))
    assert "found: the figure is 0" not in words(officer.get(SEARCH.replace("/1/", "/2/")))
    officer.post(SEARCH, a_search(people, outcome="nought", answer="We received 0 complaints."))
    assert Search.objects.get().outcome == answered(row).finding.status == "HELD_SUPPLIED"
    assert answered(row).finding.value == 0


def test_the_figure_0_stands_in_its_sentence_and_in_front_of_it_and_has_its_days(people):
    row = received(people, "1. How many complaints about social media did you receive in 2025?")
    officer = signed_in(people.bryn)
    page = officer.post(SEARCH, a_search(people, outcome="nought", answer="We received no complaint."))
    assert "Put the figure 0 in the sentence" in words(page)
    assert not Search.objects.exists()
    officer.post(SEARCH, a_search(people, outcome="nought", answer="We received 0 complaints."))
    told = "We received 0 complaints. This answer covers 1 January 2025 to 31 December 2025."
    assert answered(row).answer == told
    letter = words(officer.get(f"/foi/requests/{row.reference}/letter/"))
    assert "Held: the figure is 0." in letter
    assert "“Held: the figure is 0” means that our records show the figure 0." in letter
    assert "Held, supplied" not in letter


@pytest.mark.parametrize("text", MEANT_ILL)
def test_any_words_of_a_search_are_kept_and_shown_as_they_read(people, text):
    received(people)
    officer = signed_in(people.bryn)
    told = dict.fromkeys(("where", "terms", "result", "answer"), text)
    assert officer.post(SEARCH, a_search(people, **told)).status_code == 302
    kept, read = Search.objects.get(), as_read(text)
    assert {kept.where, kept.terms, kept.result, kept.answer} == {read}
    page = officer.get(CERTIFICATE).text
    assert "<script>alert" not in page
    assert html.escape(read).replace("&#x27;", "&#39;") in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"where": ""}, "Enter the places where you searched"),
        ({"where": " \r\n "}, "Enter the places where you searched"),
        ({"terms": ""}, "Enter the words that you searched for"),
        ({"result": ""}, "Enter the result of the search, even if you found no records"),
        ({"answer": ""}, "Enter the sentence for the requester"),
        ({"outcome": ""}, "Select the answer that follows from the search"),
        ({"outcome": "NIL"}, "Select one of the answers on this page"),
        ({"outcome": "HELD_EXEMPT"}, "Select one of the answers on this page"),
        ({"searched_by": ""}, "Select the person who searched"),
        ({"searched_by": "nobody"}, "Select one of the answers on this page"),
        (
            {"searched_on": RECEIVED - timedelta(days=1)},
            "before we received the request, so it does not show",
        ),
        (
            {"searched_on": today() + timedelta(days=1)},
            "You cannot record this search: its date is in the future.",
        ),
        ({"searched_on_day": "31", "searched_on_month": "2"}, "must be a real date"),
        ({"searched_on_year": ""}, "must include a year"),
        ({"outcome": "HELD_LINK"}, "Add the address, beginning with https://."),
        ({"result": "a\x00b"}, "Remove the characters that cannot be printed"),
        ({"terms": "x" * (search.LIMITS["terms"] + 1)}, "Enter 4,000 characters or fewer"),
    ],
)
def test_a_refusal_says_what_to_mend_and_keeps_everything_typed(people, changes, says):
    received(people)
    form = a_search(people, **changes)
    page = signed_in(people.bryn).post(SEARCH, form)
    assert page.status_code == 200
    assert "<title>Error:" in page.text
    assert says in words(page)
    kept = {name: text for name, text in form.items() if name in FOUND and isinstance(text, str)}
    for text in (text.strip() for name, text in kept.items() if name not in changes and name != "outcome"):
        assert html.escape(text) in page.text
    assert not Search.objects.exists()


def test_the_system_person_and_a_closed_account_did_not_search(people):
    received(people)
    person.close(people.ivo, by=people.ada, at=given.AT)
    for who in (people.ivo, Person.objects.get(is_system=True)):
        page = signed_in(people.bryn).post(SEARCH, a_search(people, searched_by=str(who.id)))
        assert "Select one of the answers on this page" in words(page)
    assert not Search.objects.exists()


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (a_file("list.exe", b"MZ"), "We do not keep files of this kind."),
        (a_file("list.pdf", b"no pdf"), "There is a problem"),
        (a_file("list.docm", b"PK\x03\x04"), "may contain macros"),
        (a_file("list.txt", b"\xff\xfe\x00"), "not plain text in UTF-8"),
    ],
)
def test_a_file_that_is_not_kept_is_refused_with_the_search(people, file, says):
    received(people)
    file.seek(0)
    page = signed_in(people.bryn).post(SEARCH, a_search(people, file=file))
    assert says in words(page)
    assert not Search.objects.exists()


def test_a_failing_log_undoes_the_search_and_shows_an_error_page_without_its_words(people, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("the log is broken")

    received(people)
    monkeypatch.setattr(search.log, "record", fail)
    officer = signed_in(people.bryn)
    officer.raise_request_exception = False
    page = officer.post(SEARCH, a_search(people))
    assert page.status_code == 500
    assert "fleet register" not in page.text
    assert not Search.objects.exists()


# Its certificate


def test_the_certificate_says_where_what_when_who_and_what_it_proves(people, row):
    page = signed_in(people.edmund).get(CERTIFICATE)
    text = words(page)
    for told in (
        "Search certificate SC-0001",
        "FOI-0001",
        "1 How many park benches has the council?",
        FOUND["where"],
        FOUND["terms"],
        "2 March 2026",
        "Bryn",
        FOUND["result"],
        "searched for and not held",
        "No bench is held.",
        "list of benches.pdf",
        Search.objects.get().file_sha256,
        "It does not prove that no record exists elsewhere or under other words",
    ):
        assert told in text, told
    assert "replaced this search" not in text


def test_an_earlier_certificate_leads_to_the_one_that_holds(people, row):
    searched(row, people)
    page = signed_in(people.bryn).get(CERTIFICATE)
    assert "replaced this search" in words(page)
    assert 'href="/foi/requests/FOI-0001/searches/SC-0002/"' in page.text


def test_the_kept_file_is_handed_out_and_never_shown(people, row):
    response = signed_in(people.fatima).get(f"{CERTIFICATE}file/")
    assert response.content == PDF
    assert response["Content-Disposition"] == 'attachment; filename="list of benches.pdf"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_search_without_a_file_hands_none_out(people):
    row = received(people)
    searched(row, people)
    officer = signed_in(people.bryn)
    assert "File kept none" in words(officer.get(CERTIFICATE))
    assert officer.get(f"{CERTIFICATE}file/").status_code == 404


def test_a_search_made_before_offers_where_and_for_what_it_looked_and_not_what_it_found(people):
    row = received(people)
    earlier = searched(row, people)
    client = signed_in(people.bryn)
    page = client.get(f"/foi/requests/{row.reference}/questions/1/search/?from={earlier.reference}")
    assert earlier.where in words(page)
    assert earlier.result not in words(page)
    unknown = client.get(f"/foi/requests/{row.reference}/questions/1/search/?from=SC-%00'\"<b>")
    assert unknown.status_code == 200
