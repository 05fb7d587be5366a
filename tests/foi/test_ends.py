"""Journeys to each lawful end, through the pages: refused in part, too costly, unclear, extended, corrected, passed on."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.foi.answering import TEXT, place, reached, searched
from tests.foi.letters import an_answered_request, hidden, read_by, read_docx, read_html, read_pdf
from tests.pages import a_day, signed_in, words
from tests.people import People
from watchbook.audit_log.models import Event
from watchbook.files.store import the_store
from watchbook.foi.draft import topic_choice
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.letter import sent_answer
from watchbook.foi.models import Request, RequestStep, SentAnswer
from watchbook.foi.queries import due, listed, requests_answered, requests_waiting
from watchbook.foi.request import request
from watchbook.law.clocks import answer_due
from watchbook.organisation.queries import today
from watchbook.reading.times.period import Period

AT = "/foi/requests/FOI-0001/"
HARM = {
    "given": "The tool is licensed to three services.",
    "withheld": "The name of the tool and of its maker.",
    "harm": "Whoever knows the tool can tell when a page was looked at, and clears it first.",
    "link": "It names the maker, whose manual tells what the tool leaves on a page; a tenant reads it and looks for that.",
    "interest": "The housing service’s enquiries into unlawful subletting.",
    "likely_because": "Two tenants cleared their pages in 2025, a day after a tool was named in the press.",
    "reason": "The tool is used to detect fraud.",
    "for_giving": "The public may know what its money buys.",
    "for_withholding": "Fraud costs the same public more.",
    "balance": "Withholding weighs more: the cost of the tool is published.",
}


def received(people, text="1. Which tool is used to look at social media?", *, regime="foia", on=None):
    reached(people)
    return request.receive(text, received_on=on or today(), regime=regime, by=people.bryn, at=timezone.now())


def step(client, kind, *, on=None, reference="FOI-0001", **told):
    """Record a step by its page."""
    day = a_day("on", on or today())
    if "until" in told:
        told |= a_day("until", told.pop("until"))
    return client.post(f"/foi/requests/{reference}/course/{kind}/", day | told, follow=True)


def decided(client, address, told=None, **options):
    """Refuse, or lift a refusal, from the page as it stands: it bears what was decided so far."""
    page = client.get(re.sub("lift/(.*?)/.*", r"refuse/\1/", address))
    return client.post(address, (told or {}) | hidden(page), **options)


# Refused in part


def test_a_request_refused_in_part_is_stopped_by_the_pre_flight_and_then_passes(people):
    row = received(people)
    client = signed_in(people.bryn)
    chosen = client.post(f"{AT}refuse/1/", {"ground": "s31_1_a", "scope": "partly"})
    assert chosen["Location"] == f"{AT}refuse/1/s31_1_a/partly/"
    stopped = decided(client, chosen["Location"], HARM | {"harm": "", "balance": ""})
    assert "You cannot record this refusal yet" in words(stopped)
    assert "“What harm would disclosing the information cause, and how?” has no answer." in words(stopped)
    assert "“How likely is that harm?” has no answer." in words(stopped)
    formula = HARM | {"harm": "It would prejudice the prevention of crime.", "likelihood": "would"}
    formula = words(decided(client, chosen["Location"], formula))
    assert "“What harm would disclosing the information cause, and how?” is a stock phrase" in formula
    assert "“Which interest is greater, and why?” has no answer." in words(stopped)
    assert "The tool is licensed to three services." in words(stopped)
    assert not Event.objects.filter(name="refusal.recorded").exists()
    passed = decided(client, chosen["Location"], HARM | {"likelihood": "likely"}, follow=True)
    assert passed.redirect_chain == [(f"{AT}questions/1/", 302)]
    assert not draft_of(row).is_blocked
    letter = words(client.get(f"{AT}letter/"))
    assert "Partly. We give you: The tool is licensed to three services." in letter
    assert "We hold this information and withhold it: The name of the tool and of its maker." in letter
    assert "Freedom of Information Act 2000, section 31(1)(a)" in letter
    assert "Disclosure would be likely to cause this harm: Whoever knows" in letter
    assert "How we weighed the two interests: Withholding weighs more" in letter
    assert "31(1)(a): preventing or detecting crime, qualified" in letter, "which a solicitor has to confirm"


def test_a_refusal_is_lifted_and_the_registers_answer_again(people):
    row = received(people)
    client = signed_in(people.bryn)
    before = draft_of(row).answers[0].finding
    decided(client, f"{AT}refuse/1/s31_1_a/partly/", HARM | {"likelihood": "would"})
    assert draft_of(row).answers[0].finding.status == "PARTLY"
    page = decided(client, f"{AT}lift/1/s31_1_a/", follow=True)
    assert "The refusal was lifted." in words(page)
    assert draft_of(row).answers[0].finding == before
    again = decided(client, f"{AT}lift/1/s31_1_a/", follow=True)
    assert "You cannot lift this refusal: the refusal no longer applies." in words(again)


def test_crime_is_no_ground_for_what_an_investigation_covers_already(people):
    received(people)
    client = signed_in(people.bryn)
    told = {name: HARM[name] for name in ("for_giving", "for_withholding", "balance")}
    first = told | {
        "withheld": "The file.",
        "no_part": "It is one note.",
        "investigation": "A housing fraud, under the Prevention of Social Housing Fraud Act 2013.",
    }
    assert decided(client, f"{AT}refuse/1/s30_1/withheld/", first).status_code == 302
    page = decided(client, f"{AT}refuse/1/s31_1_a/partly/", HARM | {"likelihood": "would"})
    assert "You already refuse this information under s30_1" in words(page)


def test_words_justify_what_cannot_be_mended(people):
    received(people)
    client = signed_in(people.bryn)
    told = HARM | {"likelihood": "would"}
    del told["given"]
    page = decided(client, f"{AT}refuse/1/s31_1_a/withheld/", told)
    assert "You have not said why you cannot give part of the information." in words(page)
    page = decided(
        client, f"{AT}refuse/1/s31_1_a/withheld/", told | {"justified": "It is a single name."}, follow=True
    )
    assert "The refusal was recorded." in words(page)
    (event,) = Event.objects.filter(name="refusal.recorded")
    assert event.fields["justified_conditions"] == "no_part"


def test_neither_confirm_nor_deny_gives_no_reason_that_would_tell(people):
    received(people)
    client = signed_in(people.bryn)
    told = {name: HARM[name] for name in ("reason", "for_giving", "for_withholding", "balance")}
    assert decided(client, f"{AT}refuse/1/s31_1_a/neither/", told).status_code == 302
    letter = words(client.get(f"{AT}letter/"))
    assert (
        "Neither confirmed nor denied. We neither confirm nor deny that we hold this information." in letter
    )
    assert "section 31(3) allows this answer" in letter
    assert "We hold this information and withhold" not in letter
    page = decided(client, f"{AT}refuse/1/s21/neither/", told)
    assert "does not allow the authority to neither confirm nor deny" in words(page)


# Too costly

COST = {
    "finding_out": "2", "locating": "10", "retrieving": "8", "extracting": "0.5",
    "estimated": "By a sample of 10 of 400 paper files.", "advice": "Ask for one service, or one year.",
}  # fmt: skip


def test_a_request_that_costs_too_much_is_refused_as_a_whole_with_advice(people):
    row = received(people, TEXT)
    client = signed_in(people.bryn)
    page = decided(client, f"{AT}refuse/all/s12_1/withheld/", COST | {"retrieving": "2", "advice": ""})
    assert (
        "The estimate comes to £362, which is not above the limit of £450. You can refuse because of cost only if the estimate is above the limit."
        in words(page)
    )
    assert "“How could the requester change the request so that you can answer it?” has no answer." in words(
        page
    )
    decided(client, f"{AT}refuse/all/s12_1/withheld/", COST | {"added_up": "FOI-0007"})
    assert {one.finding.status for one in draft_of(row).answers} == {"REFUSED"}
    letter = words(client.get(f"{AT}letter/"))
    assert (
        letter.count(
            "2 hours to find out whether we hold the information, 10 to locate it, 8 to retrieve it and 0.5 to extract it: 20.5 hours, which at £25 an hour is £512"
        )
        == 1
    )
    assert "We added together the costs of these requests" in letter
    assert "How we can help: Ask for one service, or one year." in letter
    sent = sent_answer.send(
        row, sent_on=today(), channel="email", licence="ogl", **read_by(people.bryn, row), at=timezone.now()
    )
    assert {one["status"] for one in sent.answers} == {"REFUSED"}
    for ending, read in (("html", read_html), ("docx", read_docx), ("pdf", read_pdf)):
        assert "Ask for one service, or one year." in read(the_store().get(getattr(sent, f"{ending}_sha256")))


# Unclear, and the clock of each nation


@pytest.mark.parametrize(
    ("nation", "regime", "due_on"),
    [("england", "foia", date(2026, 4, 29)), ("scotland", "foisa", date(2026, 4, 28))],
)
def test_a_clarification_begins_the_time_again(db, nation, regime, due_on):
    people = People(given.a_council(nation))
    row = received(people, regime=regime, on=date(2026, 3, 2))
    client = signed_in(people.bryn)
    step(client, "unclear", on=date(2026, 3, 5), words="Which services do you mean?")
    (shown,) = listed(requests_waiting(), on=date(2026, 6, 1))
    assert (shown.state, shown.is_late) == ("unclear", False)
    page = step(client, "clarified", on=date(2026, 3, 30), words="Housing.")
    clock = due(Request.objects.get(pk=row.pk))
    assert clock == answer_due(date(2026, 3, 2), regime=regime, clarified=date(2026, 3, 30))
    assert clock.on == due_on
    assert "The requester clarified the request, 30 March 2026" in words(page)
    assert Request.objects.get().due_on == clock.on


def test_what_the_requester_said_is_meant_is_what_is_answered(people):
    row = received(people, "1. How many looks at social media were made?", on=date(2026, 3, 2))
    client = signed_in(people.bryn)
    question = draft_of(row).answers[0].question
    topic_choice.choose(
        row, start=question.start, end=question.end, topic="how_often", by=people.bryn, at=timezone.now()
    )
    assert draft_of(row).answers[0].is_confirmed
    step(client, "unclear", on=date(2026, 3, 5), words="Which time do you mean?")
    waiting = words(client.get(f"{AT}course/"))
    assert "the time starts again when the requester replies" in waiting
    step(client, "clarified", on=date(2026, 3, 30), words="I mean only April 2024 to March 2025.")
    answer = draft_of(row).answers[0]
    assert not answer.is_confirmed
    assert answer.facets.time.named == Period(date(2024, 4, 1), date(2025, 3, 31))
    page = words(client.get(AT))
    assert "I mean only April 2024 to March 2025." in page
    assert "Answer the request as these words explain it." in page


def test_a_fee_stops_the_clock_until_it_is_paid_and_a_late_one_is_refused(people):
    received(people, on=date(2026, 7, 1))
    client = signed_in(people.bryn)
    page = step(client, "fee_asked", on=date(2026, 7, 8), words="£30 for copies.")
    assert "Request lapses after 7 October 2026" in words(page)
    late = step(client, "fee_paid", on=date(2026, 10, 8))
    assert "There is a problem" in words(late)
    step(client, "fee_paid", on=date(2026, 7, 22))
    assert due(Request.objects.get()).on == date(2026, 8, 14)


# Extended


def test_more_time_is_taken_within_the_law_and_the_requester_told_until_when(people):
    received(people)
    client = signed_in(people.bryn)
    ordinary = due(Request.objects.get()).on
    page = step(client, "extended", words="Section 31 may apply.", until=ordinary)
    assert "you must tell the requester a date after" in words(page)
    page = step(client, "extended", words="Section 31 may apply.", until=ordinary + timedelta(days=90))
    assert "the longest time that the law allows ends on" in words(page)
    for excuse in ("Our staff are very busy before Christmas.", "Section 21 may apply, under section 10(3)."):
        page = step(client, "extended", words=excuse, until=ordinary + timedelta(days=7))
        assert "Name the section of a qualified exemption" in words(page)
    page = step(client, "extended", words="Section 31(1)(a) may apply.", until=ordinary + timedelta(days=7))
    assert "The step was recorded." in words(page)
    assert due(Request.objects.get()).on > ordinary
    text = read_html(the_store().get(RequestStep.objects.get().html_sha256))
    assert "section 10(3) and section 17(2)" in text
    assert "you may complain to the Information Commissioner" in text


def test_the_scottish_act_knows_no_longer_time(db):
    people = People(given.a_council("scotland"))
    received(people, regime="foisa")
    page = step(signed_in(people.bryn), "extended", words="It is long.", until=today() + timedelta(days=40))
    assert "There is a problem" in words(page)
    assert not RequestStep.objects.exists()


# After sending


def test_an_answer_is_corrected_after_it_was_sent_and_then_reviewed(people):
    row = an_answered_request(people)
    sent_answer.send(
        row, sent_on=given.AT.date(), channel="email", licence="ogl", **read_by(people.bryn, row), at=given.AT
    )
    client = signed_in(people.bryn)
    page = step(client, "correction", words="Question 1: we said 0 files. It is 1 of 23.")
    assert "Correct the answer that was sent" in words(page)
    kept = RequestStep.objects.get()
    for ending, read in (("html", read_html), ("docx", read_docx), ("pdf", read_pdf)):
        text = read(the_store().get(getattr(kept, f"{ending}_sha256")))
        assert "A correction to our answer to your request FOI-0001" in text
        assert "It is 1 of 23." in text
        assert client.get(f"{AT}steps/{kept.id}.{ending}").status_code == 200
    assert SentAnswer.objects.count() == 1
    asked = step(client, "review_asked", words="Which file?")
    assert "Date by which we aim to review" in words(asked)
    told = step(client, "review_told", words="The file is named in the annex.")
    assert "State answered" in words(told)


# Ends


def test_a_request_is_transferred_with_a_letter_that_says_where(people):
    received(people)
    client = signed_in(people.bryn)
    look = client.post(
        f"{AT}course/transferred/",
        a_day("on", today()) | {"words": "To Tilling County Council.", "look": "1"},
    )
    assert "Draft, not sent" in words(look)
    assert not RequestStep.objects.exists()
    step(client, "transferred", words="To Tilling County Council, foi@tilling.invalid.")
    assert list(requests_waiting()) == []
    (ended,) = listed(requests_answered(), on=today())
    assert ended.state == "ended"
    text = read_html(the_store().get(RequestStep.objects.get().html_sha256))
    assert "As you agreed, we have passed your request" in text
    assert "foi@tilling.invalid" in text
    refused = decided(client, f"{AT}refuse/1/s31_1_a/partly/", HARM | {"likelihood": "would"})
    assert "You cannot change this request: it ended without an answer." in words(refused)
    step(client, "reopened", words="The other council does not hold it either.")
    assert len(requests_waiting()) == 1


def test_an_off_topic_request_is_finished_in_six_interactions(people):
    client, interactions = signed_in(people.bryn), []

    def visit(page, form=None):
        interactions.append(page)
        return client.post(page, form, follow=True) if form else client.get(page)

    told = {"text": "When are the bins emptied in Larch Lane?", "regime": "foia"} | a_day(
        "received_on", today()
    )
    visit("/foi/requests/new/", told)
    assert f'href="{AT}course/"' in visit(AT).text
    assert f'href="{AT}course/passed_on/"' in visit(f"{AT}course/").text
    visit(f"{AT}course/passed_on/")
    visit(f"{AT}course/passed_on/", a_day("on", today()) | {"words": "To Waste Services."})
    assert list(requests_waiting()) == []
    assert len(interactions) <= 6


@pytest.mark.parametrize("kind", ["held_elsewhere", "business", "rights", "withdrawn"])
def test_every_other_end_has_its_letter(people, kind):
    received(people)
    page = step(signed_in(people.bryn), kind, words="Ask the county archive.")
    assert "ended without an answer" in words(page)
    assert RequestStep.objects.get().pdf_sha256


@pytest.mark.parametrize(
    ("kind", "promised", "said"),
    [
        ("acknowledged", "answer it by", "Our answer was due on"),
        ("passed_on", "at the latest", "was due on"),
    ],
)
def test_a_letter_after_the_last_day_promises_no_answer_by_it(people, kind, promised, said):
    received(people, on=today() - timedelta(days=60))
    step(signed_in(people.bryn), kind, words="To Waste Services.")
    text = read_html(the_store().get(RequestStep.objects.get().html_sha256))
    assert promised not in text
    assert said in text
    assert "and is late. We are sorry for that" in text


def test_what_is_not_in_the_lists_of_a_refusal_is_said_of_each_list(people):
    received(people)
    page = signed_in(people.bryn).post(f"{AT}refuse/1/", {"ground": "s99", "scope": "most"})
    assert "Select one of the exemptions in the list" in words(page)
    assert "Select how much you withhold, from the list" in words(page)
    assert "Select one of the answers on this page" not in words(page)


def test_what_was_never_clarified_lapses(people):
    received(people)
    client = signed_in(people.bryn)
    assert "You cannot record this step of the request: the state of the request is “open”." in words(
        step(client, "lapsed")
    )
    step(client, "unclear", words="Which year?")
    step(client, "lapsed")
    assert list(requests_waiting()) == []


def test_a_question_searched_by_hand_and_then_refused_keeps_its_search_once_lifted(people):
    row = request.receive(TEXT, received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT)
    searched(row, people)
    client = signed_in(people.bryn)
    decided(client, f"{AT}refuse/1/s31_1_a/partly/", HARM | {"likelihood": "would"})
    decided(client, f"{AT}lift/1/s31_1_a/")
    assert draft_of(row).answers[0].finding.status == "NOT_HELD"
    assert place(row)["start"] == draft_of(row).answers[0].question.start
