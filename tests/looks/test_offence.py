"""The offence decides which power a look needs, so nobody fills it in for the officer: a page asks it until somebody has said it."""

from django.urls import reverse

from tests.looks import given
from tests.looks.filled import boxes, filled
from tests.looks.officer import path
from tests.pages import signed_in, words
from watchbook.keys import envelope
from watchbook.law.offences import latest, offence_ids
from watchbook.looks.decision import decided
from watchbook.looks.models import Look
from watchbook.looks.views.looks import _decision


def test_the_offence_is_asked_unless_somebody_has_said_it(council, people):
    address = path("open_subject", council.subject.investigation.reference, council.subject.number)
    page = council.browser.get(address)
    folded = page.text.partition("Other answers, already filled in")[2]
    assert boxes(page)["fact_offence"] == ""
    assert 'name="fact_offence"' not in folded
    refused = council.browser.post(address, filled(page, fact_offence=""))
    assert "Select an offence or another reason" in words(refused)
    assert council.browser.post(address, filled(page, fact_offence="public_safety")).status_code == 302
    council.later()
    assert boxes(council.browser.get(address))["fact_offence"] == "public_safety"
    for name in ("open_address", "made"):
        council.browser.post(path("begin"), {"address": "https://x.com/new_seller"})
        assert boxes(council.browser.get(path(name)))["fact_offence"] == ""
    other = path("re_triage_ask", council.other.investigation.reference, council.other.number)
    assert boxes(council.browser.get(other))["fact_offence"] == ""
    given.a_standing_purpose(people, offence="disorder")
    assert boxes(council.browser.get(other))["fact_offence"] == "disorder"


def test_a_look_that_was_made_asks_the_offence_only_of_who_asked_triage(council):
    page = council.browser.get(path("made"))
    told = {"looked_at": "09:30", "result": "nothing", "fact_offence": "", "deciding": None}
    assert council.browser.post(path("made"), filled(page, twice="on", **told)).status_code == 302
    refused = words(council.browser.post(path("made"), filled(page, triaged="on", **told)))
    assert "Select an offence or another reason" in refused
    assert "Select all that apply" in refused


def test_the_manager_says_the_offence_of_the_service_or_that_there_is_none(people):
    marian, address = signed_in(people.marian), path("standing_purpose")
    page = marian.get(address)
    told = {
        "purpose": "protection",
        "words": "Care",
        "power": "Care Act 2014, s.42",
        "is_core_function": "yes",
    }
    assert "Select the offence. If there is none, select a reason that begins “no offence”" in words(
        marian.post(address, told)
    )
    assert boxes(page)["offence"] == ""
    assert marian.post(address, told | {"offence": "none"}).status_code == 302


def test_the_offence_of_a_first_look_is_the_offence_of_its_investigation(council):
    council.browser.post(path("begin"), {"address": "https://x.com/new_seller"})
    page = council.browser.get(path("open_address"))
    offence = next(iter(offence_ids()))
    sent = filled(page, why="A complaint", power="An Act, s.1", called="J", fact_offence=offence)
    assert council.browser.post(path("open_address"), sent).status_code == 302
    row = Look.objects.get()
    assert row.investigation.offence == offence
    told = words(council.browser.get(f"/investigations/{row.investigation.reference}/"))
    assert f"Offence {latest(offence).title}" in told
    told = words(council.browser.get(f"/investigations/{council.subject.investigation.reference}/"))
    assert "Offence none recorded for the investigation" in told


def test_the_page_of_a_look_says_its_answers_reasons_and_provisions(council):
    council.prepared(["private"])
    row = Look.objects.get()
    told = words(council.browser.get(path("look", row.reference)))
    assert "Read the answers and the reasons" in told
    assert "under the law as at 5 March 2026" in told
    assert "All answers, with their questions and effects" in told
    assert "Covert Surveillance" in told.partition("Decision before the look")[2]
    assert "These answers alone give" not in told
    tab = council.browser.get(reverse("triage:assessments", args=[row.investigation.reference]))
    assert "The answers and the reasons are on the page of the look" in words(tab)


def test_a_decision_that_comes_out_otherwise_now_is_said_and_the_recorded_one_stands(council, people):
    row = given.opened(people, council.subject, at=council.now)
    facts = envelope.opened(row)["facts"]
    assert decided(row, facts)["outcomes"] == row.outcomes
    assert decided(row, {}) is None
    assert decided(row, facts | {"f9": "yes"}) is None  # a question that these rules do not ask
    row.outcomes = ["overt_plan"]
    told = _decision(row, facts)
    assert told["differs"] == "Preliminary look"
