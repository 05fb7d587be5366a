"""Pages of inspections."""

from datetime import date, timedelta

import pytest

from tests.log import everything
from tests.oversight import given
from tests.oversight.given import REPORT
from tests.pages import a_day, a_file, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.organisation.queries import today
from watchbook.oversight.inspection.models import Inspection

INSPECTIONS = "/oversight/inspections/"
ADD = f"{INSPECTIONS}add/"
REPORTED = {
    **a_day("report_received_on", date(2018, 7, 30)),
    "release": "publishable",
    "release_provision": "",
}
SENT = {
    "body": "osc",
    "scope": "The use of RIPA",
    "concerns_social_media": "partly",
    **a_day("first_on", date(2018, 6, 12)),
    **a_day("last_on", date(2018, 6, 13)),
    **REPORTED,
}
WITHOUT_REPORT = SENT | dict.fromkeys(REPORTED, "") | {"release": "not_considered"}
TOMORROW = today() + timedelta(days=1)


def page_of(tail="", reference="I-0001"):
    return f"{INSPECTIONS}{reference}/{tail}"


def test_an_inspection_is_recorded(people):
    client = signed_in(people.helen)
    assert "Who inspected?" in words(client.get(ADD))
    response = client.post(ADD, SENT | {"file": a_file("r.pdf")}, follow=True)
    assert response.redirect_chain == [(page_of(), 302)]
    text = words(response)
    for said in (
        "The inspection was recorded as I-0001.",
        "Inspection by Office of Surveillance Commissioners",
        "Subject of the inspection The use of RIPA",
        "About social media partly",
        "Began 12 June 2018 Ended 13 June 2018 Date the report was received 30 July 2018",
        "r.pdf",
        "Publication of the report publishable",
        "The inspection was recorded.",
    ):
        assert said in text, said
    assert Inspection.objects.get().recorded_by == people.helen


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"scope": ""}, "Enter the subject of the inspection"),
        (a_day("last_on", TOMORROW), "is in the future"),
        (a_day("last_on", date(2018, 6, 11)), "is before its first date"),
        ({"file": ("x.pdf", b"MZ")}, "The file’s name ends in .pdf, but its content is of another kind."),
        ({"release": "exempt"}, "Enter the provision"),
    ],
)
def test_a_refused_inspection_keeps_what_was_typed_and_leaves_nothing(people, changes, says):
    before = everything()
    sent = {name: a_file(*value) if name == "file" else value for name, value in {**SENT, **changes}.items()}
    response = signed_in(people.simon).post(ADD, sent)
    assert says in words(response)
    assert {"osc", "partly", "12", "2018"} <= typed(response)
    assert everything() == before


def test_the_report_follows(people):
    client = signed_in(people.simon)
    client.post(ADD, WITHOUT_REPORT)
    assert "Date the report was received not yet" in words(client.get(page_of()))
    early = client.post(page_of("report/"), REPORTED | a_day("report_received_on", date(2018, 6, 12)))
    assert "before the last date of the inspection" in words(early)
    response = client.post(page_of("report/"), REPORTED | {"file": a_file("r.pdf")}, follow=True)
    text = words(response)
    assert "The report of the inspection was recorded." in text
    assert "Date the report was received 30 July 2018" in text
    assert "report not received yet" in text
    assert "You cannot record the report of this inspection: the report is already recorded." in words(
        client.post(page_of("report/"), REPORTED)
    )
    assert "ask the body that wrote it" in words(client.get(page_of("report/")))


def test_an_entry_is_corrected_from_what_it_says(people):
    given.an_inspection(people)
    client = signed_in(people.simon)
    assert {"ipco", "partly", "30"} <= typed(client.get(page_of("correct/")))
    response = client.post(page_of("correct/"), SENT | {"concerns_social_media": "exclusively"}, follow=True)
    text = words(response)
    assert "The entry was corrected. We keep the earlier version." in text
    assert "Earlier versions of this entry" in text
    assert "report.pdf" in text
    assert Inspection.objects.as_at(None).get().concerns_social_media == "exclusively"
    assert "in the future" in words(client.post(page_of("correct/"), SENT | a_day("last_on", TOMORROW)))


def test_the_report_is_given_to_save(people):
    given.an_inspection(people)
    given.an_inspection_without_report(people)
    client = signed_in(people.ivo)
    assert client.get(page_of("file/")).content == REPORT.data
    assert client.get(page_of("file/", "I-0002")).status_code == 404


def test_an_entry_made_by_mistake_is_taken_back_by_ticking_the_box(people):
    given.an_inspection(people)
    client = signed_in(people.helen)
    unticked = client.post(page_of("take-back/"), {"x": "y"})
    assert "Tick the box to take the entry back" in words(unticked)
    response = client.post(page_of("take-back/"), {"confirmed": "on"}, follow=True)
    assert "The entry was taken back. We keep its earlier versions." in words(response)
    text = words(client.get(page_of()))
    assert "This entry was taken back." in text
    assert "Take this entry back" not in text
    assert "I-0001" not in words(client.get("/oversight/"))
    assert "has already taken the entry back" in words(
        client.post(page_of("take-back/"), {"confirmed": "on"})
    )


def test_pages_are_closed_to_whoever_may_not(people):
    given.an_inspection(people)
    closed_to_all_but(
        {"helen", "simon"},
        people,
        ADD,
        page_of("report/"),
        page_of("correct/"),
        page_of("take-back/"),
        match="cannot record an inspection",
    )
    closed_to_all_but(
        {"helen", "simon"},
        people,
        page_of("recommend/"),
        match="cannot record the recommendations of an inspection",
    )


def test_there_is_no_page_of_an_inspection_that_was_not_recorded(people):
    client = signed_in(people.simon)
    for tail in ("", "report/", "correct/", "take-back/", "file/", "recommend/"):
        assert client.get(page_of(tail, "I-9999")).status_code == 404
