"""The officer's pages: an answer is worded for the public, looked at, confirmed, published; corrected and withdrawn."""

import pytest

from tests.foi import sent as letters
from tests.foi.published import a_publication, corrected, withdrawn
from tests.pages import browser, signed_in, words
from watchbook.acting.refusals import WrongState
from watchbook.foi.disclosure_log import publication
from watchbook.foi.models import Search
from watchbook.foi.published import Publication, Withdrawal

NEW = "/foi/requests/FOI-0001/publish/"
ENTRY = "/foi/disclosures/DL-0001/"
TYPED = {"title": "Audits", "question_0": "How many audits?", "answer_0": "There were 7 audits."}
BOTH = {"requester_is_out": "on", "persons_are_out": "on"}


@pytest.fixture
def officer(people):
    return signed_in(people.bryn)


def send(client, step, path=NEW, **changes):
    return client.post(path, TYPED | {"step": step} | changes)


def test_what_was_not_sent_cannot_be_published_and_the_page_says_why(people, officer):
    letters.a_sent_answer(people)
    letters.request.receive(
        "1. Why?", received_on=letters.RECEIVED_ON, regime="foia", by=people.bryn, at=letters.given.AT
    )
    page = officer.get("/foi/requests/FOI-0002/publish/")
    assert page.status_code == 409
    assert "You cannot publish the answer to FOI-0002 yet: it has not been sent" in words(page)
    assert officer.get("/foi/requests/FOI-0003/publish/").status_code == 404


def test_the_boxes_begin_with_the_letter_and_names_taken_out(people, officer):
    letter = letters.an_answer(
        question="I am Imogen Vale. How many, asks Vale?", answer="Write to x@example.org."
    )
    letters.a_sent_answer(people, letter)
    page = officer.get(NEW)
    assert "I am [name removed]. How many, asks Vale?</textarea>" in page.text
    assert "Write to [email address removed].</textarea>" in page.text
    assert "Question 1 Imogen Vale; x@example.org; Vale" in words(page)
    assert "The requester is not recorded" not in words(page)


def test_a_title_is_proposed_from_the_topics(people, officer):
    letters.a_sent_answer(people)
    assert 'value="Internal audits of the use of social media"' in officer.get(NEW).text
    letters.a_sent_answer(people, letters.an_answer(topic=None))
    assert 'value="Request received on 2 March 2026"' in officer.get("/foi/requests/FOI-0002/publish/").text


def test_where_nobody_knows_who_asked_the_page_says_so(people, officer):
    letters.a_sent_answer(people, requester=None)
    page = officer.get(NEW)
    assert "The requester is not recorded" in words(page)
    assert "Found in the letter and the request" not in words(page)


def test_a_wording_that_names_the_requester_is_refused_at_its_box_and_kept(people, officer):
    letters.a_sent_answer(people)
    page = send(officer, "preview", answer_0="Dear Imogen Vale: 7", title="From i@example.org")
    assert "The answer to question 1 still contains the requester’s name. Remove it." in words(page)
    assert 'href="#id_answer_0"' in page.text
    assert 'href="#id_title"' in page.text
    assert "Dear Imogen Vale: 7</textarea>" in page.text
    assert "As the public will see it" not in words(page)


def test_a_box_that_is_empty_is_said_and_nothing_else_is_lost(people, officer):
    letters.a_sent_answer(people)
    page = send(officer, "publish", title="", answer_0="Kept words", **BOTH)
    assert "Enter a title" in words(page)
    assert "Kept words</textarea>" in page.text
    assert not Publication.objects.exists()


def test_what_is_looked_at_is_published_only_with_both_confirmations(people, officer):
    letters.a_sent_answer(people)
    page = send(officer, "preview")
    assert "As the public will see it" in words(page)
    assert "How many audits?" in words(page)
    for missing in BOTH:
        page = send(officer, "publish", **{name: value for name, value in BOTH.items() if name != missing})
        assert "or change the wording" in words(page)
    assert not Publication.objects.exists()
    done = send(officer, "publish", **BOTH)
    assert (done.status_code, done["Location"]) == (302, ENTRY)
    assert Publication.objects.get().answers[0]["question"] == "How many audits?"
    assert "Published as DL-0001." in words(officer.get(ENTRY))


def test_a_preview_publishes_nothing_even_where_both_are_ticked(people, officer):
    letters.a_sent_answer(people)
    send(officer, "preview", **BOTH)
    send(officer, "", **BOTH)
    assert not Publication.objects.exists()


def test_from_the_preview_the_wording_can_be_changed_and_is_not_lost(people, officer):
    letters.a_sent_answer(people)
    page = send(officer, "change", answer_0="Line one\r\nLine two")
    assert "As the public will see it" not in words(page)
    assert "Line one" in page.text


def test_lines_are_kept_as_the_officer_ended_them(people, officer):
    letters.a_sent_answer(people)
    send(officer, "publish", answer_0="Line one\r\nLine two", **BOTH)
    assert Publication.objects.get().answers[0]["answer"] == "Line one\nLine two"


def test_a_small_figure_is_pointed_out_before_it_is_published(people, officer):
    letters.a_sent_answer(people)
    assert "A figure from 1 to 4 may identify somebody" in words(
        send(officer, "preview", answer_0="There were 3.")
    )
    assert "A figure from 1 to 4" not in words(send(officer, "preview"))
    letters.a_sent_answer(people, letters.an_answer(answer="There were 3."))
    page = words(officer.get("/foi/requests/FOI-0002/publish/"))
    assert "Check the answers to these questions again: 1 (“3”)." in page


def test_where_a_person_searched_is_worded_too(people, officer):
    by_hand = {"register": "the mailbox of Ada Lovell", "query": "SC-0001", "terms": "mail", "found": 1}
    sent = letters.a_sent_answer(
        people, letters.an_answer(status="HELD_SUPPLIED", searched=(by_hand,), certificate="SC-0001")
    )
    facts = {"terms": "mail", "result": "one", "outcome": "HELD_SUPPLIED", "answer": "Yes."}
    Search.objects.create(
        request=sent.request, start=0, end=5, reference="SC-0001", where="the mailbox", searched_by=people.ada,
        searched_on=letters.SENT_ON, recorded_by=people.bryn, **facts,
    )  # fmt: skip
    assert "the mailbox of Ada Lovell</textarea>" in officer.get(NEW).text
    send(officer, "publish", where_0_0="a mailbox", terms_0_0="letters", **BOTH)
    (searched,) = Publication.objects.get().answers[0]["searched"]
    assert searched == {
        "register": "a mailbox", "query": None, "terms": "letters", "found": None, "searched_on": "2026-03-20",
    }  # fmt: skip
    page = browser().get("/disclosure-log/DL-0001/")
    assert (
        "On 20 March 2026, a person searched these places: a mailbox. The search terms were: letters. The person found information."
        in words(page)
    )
    assert "Ada" not in page.text


def test_a_leftover_in_no_box_is_said_on_top(people, officer):
    by_hand = {"register": "the mailbox", "query": "SC-0001", "terms": "mail", "found": 1}
    letters.a_sent_answer(people, letters.an_answer(searched=(by_hand,), certificate="SC-0001"))
    page = send(officer, "preview", where_0_0="the mailbox of Imogen Vale", terms_0_0="mail")
    assert "The search for question 1 still contains the requester’s name" in words(page)


def test_an_answer_that_is_public_leads_to_its_entry(people, officer):
    a_publication(people)
    assert officer.get(NEW)["Location"] == ENTRY


def test_what_the_act_refuses_is_said_on_the_preview(people, officer, monkeypatch):
    letters.a_sent_answer(people)

    def refused(*_, **__):
        raise WrongState("Somebody was quicker.")

    monkeypatch.setattr(publication, "publish", refused)
    page = send(officer, "publish", **BOTH)
    assert "Somebody was quicker." in words(page)
    assert "There is a problem" in words(page)


def test_an_entry_is_corrected_from_its_last_wording(people, officer):
    a_publication(people)
    page = officer.get(f"{ENTRY}correct/")
    assert "There were 7 audits.</textarea>" in page.text
    done = send(officer, "publish", f"{ENTRY}correct/", answer_0="There were 8 audits.", **BOTH)
    assert done["Location"] == ENTRY
    assert [one.edition for one in Publication.objects.all()] == [1, 2]
    shown = words(officer.get(ENTRY))
    assert "There were 8 audits." in shown
    assert "A corrected edition was published" in shown


def test_an_entry_is_withdrawn_with_a_reason_that_names_nobody(people, officer):
    a_publication(people)
    path = f"{ENTRY}withdraw/"
    assert "Why are you withdrawing the entry?" in words(officer.get(path))
    assert "Enter the reason" in words(officer.post(path, {"reason": ""}))
    assert "The reason still contains the requester" in words(
        officer.post(path, {"reason": "For Imogen Vale"})
    )
    assert not Withdrawal.objects.exists()
    assert officer.post(path, {"reason": "A mistake"})["Location"] == ENTRY
    shown = words(officer.get(ENTRY))
    assert "withdrawn on" in shown
    assert "A mistake" in shown
    assert "Withdraw the entry" not in shown


def test_what_was_withdrawn_is_changed_no_more(people, officer):
    withdrawn(corrected(a_publication(people), people, answer="8"), people, reason="A mistake")
    for name in ("correct", "withdraw"):
        page = officer.get(f"{ENTRY}{name}/")
        assert page.status_code == 409
        assert "You cannot change the entry" in words(page)


def test_what_is_not_there_is_not_found(people, officer):
    for name in ("", "correct/", "withdraw/"):
        assert officer.get(f"/foi/disclosures/DL-0009/{name}").status_code == 404


def test_those_who_read_requests_see_an_entry_and_no_buttons(people):
    a_publication(people)
    page = signed_in(people.fatima).get(ENTRY)
    assert page.status_code == 200
    assert "Correct the entry" not in words(page)
    assert signed_in(people.ines).get(ENTRY).status_code == 403
    assert signed_in(people.fatima).get(NEW).status_code == 403


def test_an_entry_of_before_the_rule_that_tells_a_small_part_is_flagged_and_its_correction_hides_it(
    people, officer, monkeypatch
):
    with monkeypatch.context() as before:
        before.setattr(publication, "small_parts", lambda _answer: [])
        a_publication(people, answer="There were 7 audits.\nHousing: 6\nLicensing: 1")
    assert "Question 1: Housing: 6; Licensing: 1. Correct the entry" in words(officer.get(ENTRY))
    page = officer.get(f"{ENTRY}correct/")
    assert "Housing: not shown\nLicensing: not shown\nWe do not show a number from 1 to 4" in page.text
