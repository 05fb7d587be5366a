"""Pages of recommendations: recording, correcting, evidence, discharge, opening again."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.given import AT
from tests.log import everything
from tests.oversight import given
from tests.oversight.given import EVIDENCE
from tests.pages import a_day, a_file, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.organisation.queries import today
from watchbook.oversight.recommendation import recommendation
from watchbook.oversight.recommendation.models import Recommendation, RecommendationStep

RECOMMENDATIONS = "/oversight/recommendations/"
DONE = {**a_day("on", date(2026, 2, 2)), "words": "Section 7 was added."}
TOMORROW = today() + timedelta(days=1)
BUTTONS = ("Discharge", "Give evidence", "Open recommendation again", "Correct this entry")


def page_of(tail="", reference="R-0001"):
    return f"{RECOMMENDATIONS}{reference}/{tail}"


def sent(people, **changes):
    told = {
        "number": "3",
        "words": "Write a policy.",
        "rating": "amber",
        "owner": str(people.marian.id),
        **a_day("due_on", date(2026, 2, 1)),
    }
    return told | changes


def shown(person):
    """The buttons that somebody finds on the page."""
    page = signed_in(person).get(page_of()).text
    return [button for button in BUTTONS if f">\n  {button}\n" in page or f"{button}\n</a>" in page]


def test_a_recommendation_is_recorded_on_the_page_of_its_source(people):
    given.an_inspection(people)
    given.an_audit(people)
    for name, kind, reference in (("helen", "inspections", "I-0001"), ("edmund", "audits", "A-0001")):
        client = signed_in(getattr(people, name))
        address = f"/oversight/{kind}/{reference}/recommend/"
        assert "Marian (marian@council.invalid)" in words(client.get(address))
        response = client.post(address, sent(people), follow=True)
        assert "The recommendation was recorded as R-000" in words(response)
        assert "Write a policy." in words(response)
    assert [row.source_reference for row in Recommendation.objects.order_by("reference")] == [
        "I-0001",
        "A-0001",
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"words": ""}, "Enter the recommendation"),
        ({"owner": str(uuid4())}, "Select one of the answers"),
        (a_day("due_on", date(2018, 1, 1)), "the due date is before"),
        ({"rating": "purple"}, "Select one of the answers"),
    ],
)
def test_a_refused_recommendation_keeps_what_was_typed_and_leaves_nothing(people, changes, says):
    given.an_inspection(people)
    before = everything()
    response = signed_in(people.helen).post(
        "/oversight/inspections/I-0001/recommend/", sent(people, **changes)
    )
    assert says in words(response)
    assert {"3", "2"} - {None} <= typed(response) | {"2"}
    assert everything() == before


def test_a_recommendation_tells_its_life(people):
    row = given.a_discharged_recommendation(people)
    done = recommendation.ProgressMade(on=date(2026, 2, 3), words="It was taken out again.")
    recommendation.reopen(row, done, by=people.simon, at=AT)
    text = words(signed_in(people.ivo).get(page_of()))
    for said in (
        "Inspection I-0001",
        "Rating red",
        "Owner Marian",
        "Due 1 February 2026 (overdue)",
        "State open",
        "20 January 2026: evidence was given , Marian Section 7 was added. evidence.pdf",
        "30 January 2026: discharged , Simon",
        "3 February 2026: opened again , Simon It was taken out again.",
        "The recommendation was opened again.",
    ):
        assert said in text, said


def test_the_owner_sees_theirs_without_the_rest_and_gives_evidence(people):
    given.a_recommendation(people)
    client = signed_in(people.marian)
    page = client.get(page_of())
    assert page.status_code == 200
    assert 'href="/oversight/inspections/' not in page.text
    assert 'href="/oversight/"' not in page.text
    assert "What did you do about the recommendation?" in words(client.get(page_of("evidence/")))
    response = client.post(page_of("evidence/"), DONE | {"file": a_file("e.pdf")}, follow=True)
    assert "The evidence was recorded. Somebody else must now check it." in words(response)
    assert "State evidence given: waits for the senior responsible officer Recorded" in words(response)
    step = RecommendationStep.objects.get()
    assert (step.file_name, step.recorded_by) == ("e.pdf", people.marian)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"words": ""}, "Enter the action"),
        (a_day("on", TOMORROW), "the date is in the future"),
        ({"file": ("x.pdf", b"MZ")}, "The file’s name ends in .pdf, but its content is of another kind."),
    ],
)
def test_refused_evidence_keeps_what_was_typed(people, changes, says):
    given.a_recommendation(people)
    before = everything()
    typed_in = {**DONE, **changes}
    response = signed_in(people.marian).post(
        page_of("evidence/"),
        {name: a_file(*value) if name == "file" else value for name, value in typed_in.items()},
    )
    assert says in words(response)
    assert {typed_in["on_day"], typed_in["on_year"]} <= typed(response)
    assert everything() == before


def test_the_second_person_discharges_by_ticking_the_box_and_may_open_it_again(people):
    given.a_recommendation_with_evidence(people)
    client = signed_in(people.simon)
    page = client.get(page_of("discharge/"))
    assert "20 January 2026: evidence was given, Marian Section 7 was added." in words(page)
    assert str(today().day) in typed(page)
    unticked = client.post(page_of("discharge/"), DONE)
    assert "Tick the box to confirm that you looked at the evidence" in words(unticked)
    response = client.post(page_of("discharge/"), DONE | {"confirmed": "on"}, follow=True)
    assert "The recommendation was discharged." in words(response)
    again = client.post(page_of("discharge/"), DONE | {"confirmed": "on"})
    assert "the recommendation is discharged." in words(again)
    response = client.post(page_of("reopen/"), DONE, follow=True)
    assert "The recommendation was opened again." in words(response)
    assert "is open already" in words(client.post(page_of("reopen/"), DONE))


def test_buttons_are_shown_to_those_who_may_and_while_they_make_sense(people):
    row = given.a_recommendation(people)
    assert shown(people.marian) == ["Give evidence"]
    assert shown(people.helen) == ["Give evidence", "Correct this entry"]
    assert shown(people.simon) == ["Correct this entry"]
    assert shown(people.ivo) == []
    given.evidence_for(row, people, by=people.helen)
    assert shown(people.simon) == ["Discharge", "Open recommendation again", "Correct this entry"]
    recommendation.discharge(row, recommendation.ProgressMade(on=AT.date()), by=people.simon, at=AT)
    assert shown(people.simon) == ["Open recommendation again", "Correct this entry"]
    assert shown(people.marian) == []


def test_an_entry_is_corrected_from_what_it_says(people):
    given.a_recommendation(people)
    client = signed_in(people.helen)
    assert {"red", str(people.marian.id), "3"} <= typed(client.get(page_of("correct/")))
    response = client.post(page_of("correct/"), sent(people, owner=str(people.ines.id)), follow=True)
    text = words(response)
    assert "The entry was corrected. We keep the earlier version." in text
    assert "Owner Ines" in text
    assert "red, Marian, due 1 February 2026" in text
    wrong = client.post(page_of("correct/"), sent(people, **a_day("due_on", date(2018, 1, 1))))
    assert "the due date is before" in words(wrong)


def test_evidence_is_given_to_save_to_those_who_may_read_it(people):
    given.a_recommendation_with_evidence(people)
    step = RecommendationStep.objects.get()
    address = page_of(f"steps/{step.id}/file/")
    for name in ("marian", "ivo"):
        assert signed_in(getattr(people, name)).get(address).content == EVIDENCE.data
    assert signed_in(people.ines).get(address).status_code == 403
    given.a_recommendation_with_evidence(people, file=None)
    other = RecommendationStep.objects.get(recommendation_reference="R-0002")
    client = signed_in(people.ivo)
    for tail, reference in ((other.id, "R-0002"), (step.id, "R-0002"), (uuid4(), "R-0001")):
        assert client.get(page_of(f"steps/{tail}/file/", reference)).status_code == 404


def test_an_entry_made_by_mistake_is_taken_back_by_ticking_the_box(people):
    given.a_recommendation(people)
    client = signed_in(people.helen)
    unticked = client.post(page_of("take-back/"), {"x": "y"})
    assert "Tick the box to take the entry back" in words(unticked)
    response = client.post(page_of("take-back/"), {"confirmed": "on"}, follow=True)
    assert "The entry was taken back. We keep its earlier versions." in words(response)
    text = words(client.get(page_of()))
    assert "This entry was taken back." in text
    assert "Take this entry back" not in text
    assert "R-0001" not in words(client.get("/oversight/"))
    assert "has already taken the entry back" in words(
        client.post(page_of("take-back/"), {"confirmed": "on"})
    )


def test_pages_are_closed_to_whoever_may_not(people):
    given.a_recommendation_with_evidence(people)
    closed_to_all_but({"marian", "helen"}, people, page_of("evidence/"), match="cannot read audits")
    closed_to_all_but({"simon"}, people, page_of("discharge/"), match="cannot read audits")
    closed_to_all_but({"simon"}, people, page_of("reopen/"), match="cannot read audits")
    closed_to_all_but(
        {"helen", "simon"},
        people,
        page_of("correct/"),
        page_of("take-back/"),
        match="cannot read audits",
    )


def test_there_is_no_page_of_a_recommendation_that_was_not_recorded(people):
    client = signed_in(people.simon)
    for tail in (
        "",
        "correct/",
        "take-back/",
        "evidence/",
        "discharge/",
        "reopen/",
        f"steps/{uuid4()}/file/",
    ):
        assert client.get(page_of(tail, "R-9999")).status_code == 404


def test_overdue_with_evidence_given_says_who_is_to_check_it(people):
    given.a_recommendation_with_evidence(people, given.an_audit(people))
    said = "evidence given: waits for the senior responsible officer or an internal auditor"
    assert f"overdue, {said}" in words(signed_in(people.simon).get("/oversight/"))
    assert f"R-0001 was due on 1 February 2026; {said}" in words(signed_in(people.simon).get("/defensible/"))
