"""Shapes of what is typed about audits, inspections and recommendations: hostile and wrong input."""

from datetime import date

import pytest

from tests.pages import a_day
from watchbook.organisation.models import Service
from watchbook.oversight.forms.registers import (
    AuditForm,
    AuditReportForm,
    DischargeForm,
    EvidenceForm,
    InspectionForm,
    RecommendationForm,
    ReopenForm,
    TakeBackForm,
)

SERVICE = Service(name="Trading Standards")
AUDIT = {
    "title": "Social media",
    "trigger": "sro",
    "concerns_social_media": "partly",
    "scope": ["whole"],
    "release": "not_considered",
    **a_day("began_on", date(2018, 3, 1)),
}
INSPECTION = {
    "body": "ipco",
    "scope": "RIPA",
    "concerns_social_media": "no",
    "release": "not_considered",
    **a_day("first_on", date(2018, 6, 12)),
    **a_day("last_on", date(2018, 6, 12)),
}


def errors(form):
    """Every fault that the form finds, by field."""
    assert not form.is_valid()
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


def audit_form(**changes):
    return AuditForm(AUDIT | changes, services=[SERVICE])


def test_a_whole_audit_is_taken_and_one_of_services():
    assert audit_form().is_valid()
    assert audit_form(scope=[str(SERVICE.id)]).is_valid()


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"title": "x" * 201}, "title", "Shorten this to 200"),
        ({"title": " "}, "title", "Enter what the audit is called"),
        ({"title": "a\x00b"}, "title", "Remove the characters that cannot be printed"),
        ({"trigger": "curiosity"}, "trigger", "Select one of the answers"),
        ({"trigger": ""}, "trigger", "Select why the audit was made"),
        ({"concerns_social_media": "wholly"}, "concerns_social_media", "Select one of the answers"),
        ({"scope": []}, "scope", "Select the whole authority, or the services"),
        ({"scope": ["whole", str(SERVICE.id)]}, "scope", "not both"),
        ({"scope": ["'; DROP TABLE"]}, "scope", "Select one of the answers"),
        ({"began_on_day": "31", "began_on_month": "2"}, "began_on", "must be a real date"),
        ({"release": "exempt"}, "release_provision", "Enter the provision"),
        (
            {"release": "publishable", "release_provision": "s.31"},
            "release_provision",
            "Remove the provision",
        ),
        ({"release": "secret"}, "release", "Select one of the answers"),
    ],
)
def test_what_is_wrong_with_an_audit_is_said(changes, field, says):
    assert says in errors(audit_form(**changes))[field][0]


def test_a_report_needs_its_day_where_it_is_recorded_by_itself():
    form = AuditReportForm({"release": "not_considered"})
    assert errors(form) == {"reported_on": ["Enter the date of the report"]}


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"body": "mi5"}, "body", "Select one of the answers"),
        ({"scope": ""}, "scope", "Enter what was inspected"),
        ({"scope": "x" * 1001}, "scope", "Shorten this to 1000"),
        ({"concerns_social_media": ""}, "concerns_social_media", "Select whether it was about social media"),
        (a_day("last_on", date(2018, 6, 12)) | {"last_on_year": "18"}, "last_on", "year"),
    ],
)
def test_what_is_wrong_with_an_inspection_is_said(changes, field, says):
    assert InspectionForm(INSPECTION).is_valid()
    assert says in errors(InspectionForm(INSPECTION | changes))[field][0]


def test_a_recommendation_has_words_a_rating_an_owner_and_a_day():
    assert errors(RecommendationForm({"owner": "nobody"}, owners=[])) == {
        "words": ["Enter what is recommended"],
        "rating": ["Select red, amber or green"],
        "owner": ["Select one of the answers on this page"],
        "due_on": ["Enter the date it is due"],
    }


def test_each_step_says_what_it_needs():
    assert errors(EvidenceForm({})) == {
        "on": ["Enter the date it was done"],
        "words": ["Enter what was done"],
    }
    assert errors(DischargeForm({})) == {
        "on": ["Enter the date it is discharged"],
        "confirmed": ["Tick the box to confirm that you looked at the evidence"],
    }
    assert errors(TakeBackForm({})) == {
        "confirmed": ["Tick the box to confirm that it was recorded by mistake"]
    }
    assert errors(ReopenForm({})) == {
        "on": ["Enter the date it is opened again"],
        "words": ["Enter why it is opened again"],
    }
