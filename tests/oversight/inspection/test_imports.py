"""Inspections imported from a spreadsheet: what a row becomes, and why one is refused."""

from datetime import date

import pytest

from tests.oversight.importing import import_rows, why_refused
from tests.rights import refused_to_all_but
from watchbook.oversight.inspection.imports import INSPECTIONS
from watchbook.oversight.inspection.models import Inspection

REPORTED = "ipco,Use of RIPA,partly,2018-06-12,2018-06-13,2018-07-30,publishable,report.pdf"
ONE_DAY = "osc,By telephone,no,2015-02-03,,,,"


def test_every_row_becomes_an_inspection(people):
    assert [row.reference for row in import_rows(INSPECTIONS, people.simon, REPORTED, ONE_DAY)] == [
        "I-0001",
        "I-0002",
    ]
    first, second = Inspection.objects.order_by("reference")
    assert (first.body, first.scope, first.concerns_social_media) == ("ipco", "Use of RIPA", "partly")
    assert (first.first_on, first.last_on, first.report_received_on) == (
        date(2018, 6, 12),
        date(2018, 6, 13),
        date(2018, 7, 30),
    )
    assert (first.release, first.file_name) == ("publishable", "report.pdf")
    assert (second.first_on, second.last_on, second.report_received_on) == (
        date(2015, 2, 3),
        date(2015, 2, 3),
        None,
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (REPORTED.replace("ipco", "mi5"), "“body” is “mi5”."),
        (REPORTED.replace("partly", "perhaps"), "Enter exclusively or partly or no."),
        (REPORTED.replace("2018-06-13", "2018-06-11"), "is before its first date"),
        (REPORTED.replace("Use of RIPA", ""), "“scope” is empty."),
        (ONE_DAY.replace(",,,,", ",,,,report.pdf"), "without the date of the report"),
    ],
)
def test_a_row_that_cannot_be_says_why_and_nothing_is_imported(people, row, reason):
    found = why_refused(INSPECTIONS, people.helen, REPORTED, row)
    assert list(found) == [3]
    assert reason in found[3]


def test_the_coordinator_and_the_sro_import(people):
    refused_to_all_but(
        {"helen", "simon"},
        people,
        lambda by: import_rows(INSPECTIONS, by, ONE_DAY),
        match="record an inspection",
    )
