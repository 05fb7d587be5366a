"""Pages of internal audits."""

from datetime import date, timedelta

import pytest

from tests.given import AT
from tests.log import everything
from tests.oversight import given
from tests.oversight.given import REPORT, audit_particulars, audit_report
from tests.pages import a_day, a_file, signed_in, typed, words
from tests.rights import closed_to_all_but
from watchbook.organisation.models import Service
from watchbook.organisation.queries import today
from watchbook.oversight.internal_audit import internal_audit
from watchbook.oversight.internal_audit.models import InternalAudit

AUDITS = "/oversight/audits/"
ADD = f"{AUDITS}add/"
REPORTED = {
    **a_day("reported_on", date(2018, 5, 4)),
    "findings": "Staff did not know.",
    "release": "exempt",
    "release_provision": "s.31",
}
SENT = {
    "title": "Social media",
    "trigger": "audit_plan",
    "concerns_social_media": "exclusively",
    "scope": ["whole"],
    **a_day("began_on", date(2018, 3, 1)),
    **REPORTED,
}
UNDER_WAY = SENT | dict.fromkeys(REPORTED, "") | {"release": "not_considered"}
TOMORROW = today() + timedelta(days=1)


def page_of(tail="", reference="A-0001"):
    return f"{AUDITS}{reference}/{tail}"


def test_an_audit_is_recorded(people):
    client = signed_in(people.edmund)
    assert "Which services were audited?" in words(client.get(ADD))
    response = client.post(ADD, SENT | {"file": a_file("r.pdf")}, follow=True)
    assert response.redirect_chain == [(page_of(), 302)]
    text = words(response)
    for said in (
        "The audit was recorded as A-0001.",
        "Reason for the audit the audit plan",
        "About social media exclusively",
        "Services the whole authority",
        "Reported 4 May 2018",
        "Findings Staff did not know.",
        "r.pdf",
        "Publication of the report exempt: s.31",
        "The audit was recorded.",
    ):
        assert said in text, said
    row = InternalAudit.objects.get()
    assert (row.recorded_by, row.file_name) == (people.edmund, "r.pdf")


def test_an_audit_of_a_service_says_which(people):
    service = Service.objects.get()
    client = signed_in(people.edmund)
    client.post(ADD, SENT | {"scope": [str(service.id)]})
    assert "Services Trading Standards" in words(client.get(page_of()))
    assert str(service.id) in typed(client.get(page_of("correct/")))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Enter the name of the audit"),
        (a_day("began_on", TOMORROW), "is in the future"),
        (a_day("began_on", date(2018, 5, 5)), "report is before the audit began"),
        ({"file": ("x.pdf", b"MZ")}, "The file’s name ends in .pdf, but its content is of another kind."),
        ({"file": ("x.exe", b"MZ")}, "We do not keep files of this kind."),
        ({"release_provision": ""}, "Enter the provision under which you withhold the report"),
        ({"scope": ["whole", "x"]}, "Select one of the answers on this page"),
    ],
)
def test_a_refused_audit_keeps_what_was_typed_and_leaves_nothing(people, changes, says):
    before = everything()
    sent = {name: a_file(*value) if name == "file" else value for name, value in {**SENT, **changes}.items()}
    response = signed_in(people.edmund).post(ADD, sent)
    assert says in words(response)
    assert {"audit_plan", "exclusively", "exempt", "2018"} - {None} <= typed(response) | {"2018"}
    assert everything() == before


def test_the_report_follows(people):
    client = signed_in(people.edmund)
    client.post(ADD, UNDER_WAY)
    assert "Reported under way" in words(client.get(page_of()))
    assert "Record the report" in words(client.get(page_of()))
    early = client.post(page_of("report/"), REPORTED | a_day("reported_on", date(2018, 2, 1)))
    assert "report is before the audit began" in words(early)
    response = client.post(page_of("report/"), REPORTED | {"file": a_file("r.pdf")}, follow=True)
    text = words(response)
    assert "The report of the audit was recorded." in text
    assert "Reported 4 May 2018" in text
    assert "Record the report" not in text
    assert "began 1 March 2018, under way" in text
    again = client.post(page_of("report/"), REPORTED)
    assert "You cannot record the report of this audit: the report is already recorded." in words(again)


def test_an_entry_is_corrected_from_what_it_says(people):
    given.an_audit(people)
    client = signed_in(people.edmund)
    address = page_of("correct/")
    assert {"commissioner", "exclusively", "whole", "Social media in investigations"} <= typed(
        client.get(address)
    )
    response = client.post(address, SENT | {"concerns_social_media": "partly"}, follow=True)
    text = words(response)
    assert "The entry was corrected. We keep the earlier version." in text
    assert "Earlier versions of this entry" in text
    assert "report.pdf" in text
    assert InternalAudit.objects.as_at(None).get().concerns_social_media == "partly"
    wrong = client.post(address, SENT | a_day("began_on", TOMORROW))
    assert "in the future" in words(wrong)


def test_the_report_is_given_to_save(people):
    given.an_audit(people)
    response = signed_in(people.ivo).get(page_of("file/"))
    assert response.content == REPORT.data
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
    given.an_audit_under_way(people)
    assert signed_in(people.ivo).get(page_of("file/", "A-0002")).status_code == 404


def test_what_it_recommended_stands_on_its_page(people):
    given.a_recommendation(people, given.an_audit(people))
    text = words(signed_in(people.judith).get(page_of()))
    assert "red R-0001 (3) : open, due 1 February 2026, Marian Put a section on social media" in text


def test_words_that_look_like_markup_are_words(people):
    given.an_audit(people, title="<script>alert(1)</script>", report=audit_report(findings="<b>x</b>"))
    response = signed_in(people.edmund).get(page_of())
    assert "<script>alert" not in response.text
    assert "<b>x" not in response.text


def test_an_entry_made_by_mistake_is_taken_back_by_ticking_the_box(people):
    given.an_audit(people)
    client = signed_in(people.edmund)
    unticked = client.post(page_of("take-back/"), {"x": "y"})
    assert "Tick the box to take the entry back" in words(unticked)
    response = client.post(page_of("take-back/"), {"confirmed": "on"}, follow=True)
    assert "The entry was taken back. We keep its earlier versions." in words(response)
    text = words(client.get(page_of()))
    assert "This entry was taken back." in text
    assert "Take this entry back" not in text
    assert "A-0001" not in words(client.get("/oversight/"))
    assert "has already taken the entry back" in words(
        client.post(page_of("take-back/"), {"confirmed": "on"})
    )


def test_pages_are_closed_to_whoever_may_not(people):
    given.an_audit(people)
    closed_to_all_but(
        {"edmund"},
        people,
        ADD,
        page_of("report/"),
        page_of("correct/"),
        page_of("take-back/"),
        match="You cannot record an internal audit: only the internal auditor can",
    )
    closed_to_all_but(
        {"edmund"}, people, page_of("recommend/"), match="cannot record the recommendations of an audit"
    )


def test_there_is_no_page_of_an_audit_that_was_not_recorded(people):
    client = signed_in(people.edmund)
    for tail in ("", "report/", "correct/", "take-back/", "file/", "recommend/"):
        assert client.get(page_of(tail, "A-9999")).status_code == 404


def test_a_page_takes_the_same_number_of_queries_for_two_versions_and_for_twelve(
    people, django_assert_num_queries
):
    newest = given.an_audit(people)
    given.a_recommendation(people, newest)
    client = signed_in(people.edmund)
    for count in (2, 12):
        while InternalAudit.objects.count() < count:
            newest = internal_audit.correct(newest, audit_particulars(), file=None, by=people.edmund, at=AT)
        client.get(page_of())
        with django_assert_num_queries(11):
            client.get(page_of())
