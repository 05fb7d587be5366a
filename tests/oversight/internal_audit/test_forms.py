"""Shapes of what is typed about internal audits: hostile and wrong input."""

from datetime import date

from tests.each import each
from tests.oversight.typed import errors
from tests.pages import a_day
from watchbook.organisation.models import Service
from watchbook.oversight.internal_audit.forms import AuditForm, AuditReportForm

SERVICE = Service(name="Trading Standards")
AUDIT = {
    "title": "Social media",
    "trigger": "sro",
    "concerns_social_media": "partly",
    "scope": ["whole"],
    "release": "not_considered",
    **a_day("began_on", date(2018, 3, 1)),
}


def audit_form(**changes):
    return AuditForm(AUDIT | changes, services=[SERVICE])


def test_a_whole_audit_is_taken_and_one_of_services():
    assert audit_form().is_valid()
    assert audit_form(scope=[str(SERVICE.id)]).is_valid()


@each(
    ("changes", "field", "says"),
    [
        ({"title": "x" * 201}, "title", "Enter 200"),
        ({"title": " "}, "title", "Enter the name of the audit"),
        ({"title": "a\x00b"}, "title", "Remove the characters that cannot be printed"),
        ({"trigger": "curiosity"}, "trigger", "Select one of the answers"),
        ({"trigger": ""}, "trigger", "Select the reason for the audit"),
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
