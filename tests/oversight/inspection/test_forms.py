"""Shapes of what is typed about inspections: hostile and wrong input."""

from datetime import date

import pytest

from tests.oversight.typed import errors
from tests.pages import a_day
from watchbook.oversight.inspection.forms import InspectionForm

INSPECTION = {
    "body": "ipco",
    "scope": "RIPA",
    "concerns_social_media": "no",
    "release": "not_considered",
    **a_day("first_on", date(2018, 6, 12)),
    **a_day("last_on", date(2018, 6, 12)),
}


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"body": "mi5"}, "body", "Select one of the answers"),
        ({"scope": ""}, "scope", "Enter the subject of the inspection"),
        ({"scope": "x" * 1001}, "scope", "Enter 1,000"),
        (
            {"concerns_social_media": ""},
            "concerns_social_media",
            "Select whether the audit or inspection was about social media",
        ),
        (a_day("last_on", date(2018, 6, 12)) | {"last_on_year": "18"}, "last_on", "year"),
    ],
)
def test_what_is_wrong_with_an_inspection_is_said(changes, field, says):
    assert InspectionForm(INSPECTION).is_valid()
    assert says in errors(InspectionForm(INSPECTION | changes))[field][0]
