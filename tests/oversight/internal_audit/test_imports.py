"""Internal audits imported from a spreadsheet: what a row becomes, and why one is refused."""

from datetime import date

import pytest

from tests.given import AT
from tests.oversight.importing import import_rows, why_refused
from tests.rights import refused_to_all_but
from watchbook.organisation import service
from watchbook.organisation.models import Service
from watchbook.oversight.internal_audit.imports import INTERNAL_AUDITS
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.report.imports import release_of

WHOLE = "Social media,commissioner,exclusively,,2018-03-01,2018-05-04,Nobody knew.,publishable,report.pdf"
UNDER_WAY = 'Forms,audit_plan,no,"trading standards; Housing",2026-01-05,,,,'
EXEMPT = "Looks,incident,partly,,2019-03-01,2019-05-04,,exempt: FOIA 2000 s.31(1)(g),"


def test_every_row_becomes_an_audit(people):
    service.add(name="Housing", by=people.ada, at=AT)
    added = import_rows(INTERNAL_AUDITS, people.edmund, WHOLE, UNDER_WAY, EXEMPT)
    assert [row.reference for row in added] == ["A-0001", "A-0002", "A-0003"]
    first, second, third = InternalAudit.objects.order_by("reference")
    assert (first.title, first.trigger, first.concerns_social_media) == (
        "Social media",
        "commissioner",
        "exclusively",
    )
    assert (first.whole_authority, first.began_on, first.reported_on) == (
        True,
        date(2018, 3, 1),
        date(2018, 5, 4),
    )
    assert (first.findings, first.release, first.file_name) == ("Nobody knew.", "publishable", "report.pdf")
    named = {one.id: one.name for one in Service.objects.all()}
    assert [named[one] for one in second.services] == ["Trading Standards", "Housing"]
    assert (second.reported_on, second.release) == (None, "not_considered")
    assert (third.release, third.release_provision) == ("exempt", "FOIA 2000 s.31(1)(g)")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (WHOLE.replace("commissioner", "whim"), "“trigger” is “whim”. Enter commissioner"),
        (WHOLE.replace("exclusively", "wholly"), "Enter exclusively or partly or no."),
        (
            WHOLE.replace("publishable", "secret"),
            "“release” is “secret”. Enter not_considered or publishable",
        ),
        (WHOLE.replace("publishable", "exempt"), "enter a provision if"),
        (WHOLE.replace("2018-03-01", ""), "“began_on” is empty."),
        (WHOLE.replace("2018-03-01", "2018-06-01"), "report is before the audit began"),
        (
            WHOLE.replace("report.pdf", "other.pdf"),
            "but no file of that name was uploaded with the spreadsheet",
        ),
        (UNDER_WAY, "“services” names “Housing”, but no service has that name"),
        (UNDER_WAY.replace("trading standards; Housing", " ; "), "“services” does not name a service"),
        ("=cmd|' /C calc'!A0,other,no,,2026-10-01,,,,", "is in the future"),
    ],
)
def test_a_row_that_cannot_be_says_why_and_nothing_is_imported(people, row, reason):
    found = why_refused(INTERNAL_AUDITS, people.edmund, EXEMPT, row)
    assert list(found) == [3]
    assert reason in found[3]


def test_the_internal_auditor_alone_imports(people):
    refused_to_all_but(
        {"edmund"},
        people,
        lambda by: import_rows(INTERNAL_AUDITS, by, WHOLE),
        match="record an internal audit",
    )


def test_a_release_is_read_with_its_provision():
    assert release_of("") == {"release": "not_considered", "release_provision": ""}
    assert release_of("Publishable_in_part: s.40(2)") == {
        "release": "publishable_in_part",
        "release_provision": "s.40(2)",
    }
