"""The central record as files: every column says what the record holds; names leave only recorded, and a source's never."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.authorisations import given
from tests.each import each
from tests.log import leaves_nothing, told
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import named_export
from watchbook.authorisations.exports import columns, lines
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries.central_record import central_record

LATER = given.ORDERED + timedelta(days=200)
AT = "/authorisations/central-record"


def only(rows, **asked):
    """The one line as columns."""
    (line,) = lines(rows, **asked)
    assert all(isinstance(cell, str) for cell in line)
    return dict(zip(columns(named="words" in asked), line, strict=True))


@pytest.fixture
def ended(people):
    """Reviewed, renewed by a court, and cancelled after it had lapsed."""
    row = given.in_force(people, uses_company=True)
    given.reviewed(people, row, at=given.ORDERED, next_due_on=given.ORDERED.date() + timedelta(days=20))
    given.a_renewal(people, row, at=given.ORDERED, is_granted=False)
    return given.cancelled(people, Authorisation.objects.get(), at=LATER)


def test_each_column_says_what_the_record_holds(people, ended):
    told_ = only(central_record())
    expected = {
        "Reference": "DS-0001", "Kind": "directed surveillance", "Social media": "yes", "Ground": "preventing or detecting crime",
        "Authorising officer": "Oliver", "Officer’s rank": "Head of Service", "Refused by the officer": "no",
        "Court’s approval needed": "yes", "Court’s orders": "grant, 2026-03-04T10:00+00:00, approved", "Refused by the court": "no",
        "In force from": "2026-03-04T10:00+00:00", "Last date": "2026-06-03", "Dates in force": "92", "Reviews": "1",
        "Reviewed on": "2026-03-04", "Renewals": "0", "Lapsed before cancellation": "yes", "Outcome": "a prosecution",
        "Company acts for us": "yes", "Juvenile source": "", "Urgent": "no", "Imported": "no",
    }  # fmt: skip
    assert {name: told_[name] for name in expected} == expected
    assert told_["Renewed"].endswith("Oliver, Head of Service, refused")
    assert "Jane Roe" not in repr(told_)


def test_the_last_date_of_what_was_cancelled_is_the_day_of_its_end(people):
    row = given.in_force(people)
    given.cancelled(people, row, at=given.ORDERED + timedelta(days=9))
    assert only(central_record())["Last date"] == "2026-03-13"
    shown = words(signed_in(people.helen).get("/authorisations/?order=ends"))
    assert "13 March 2026" in shown
    assert "3 June 2026" not in shown
    page = words(signed_in(people.oliver).get(f"/authorisations/{row}/"))
    assert "In force until 13 March 2026 at 10:00am; 10 days in force" in page


def test_with_names_each_row_is_recorded_as_having_left(people, ended):
    taken = named_export.take(central_record(), by=people.ivo, at=LATER)
    told_ = only(central_record(), words=taken)
    assert (told_["Title"], told_["Subjects"]) == ("Counterfeit trainers", "Jane Roe")
    assert told_["Court, and magistrate or sheriff"] == "Testham Magistrates’ Court, A. Magistrate JP"
    assert told(ended)[:2] == ("named_export.exported", people.ivo.id)


def test_of_a_source_the_pseudonym_leaves_and_nobody_it_reports_on(people):
    given.in_force(people, kind="chis")
    told_ = only(central_record(), words=named_export.take(central_record(), by=people.helen, at=LATER))
    assert (told_["Pseudonym of the source"], told_["Subjects"]) == ("Robin", "")
    assert (told_["Juvenile source"], told_["Vulnerable source"]) == ("no", "no")


def test_a_refusal_leaves_with_its_reasons(people):
    given.refused(people, "Open looks would do")
    told_ = only(central_record(), words=named_export.take(central_record(), by=people.helen, at=LATER))
    assert told_["Reason for the refusal"] == "Open looks would do"


def test_at_most_five_hundred_leave_with_names_at_once(people, ended, monkeypatch):
    monkeypatch.setattr(named_export, "AT_MOST", 0)
    leaves_nothing(
        WrongState, lambda: named_export.take(central_record(), by=people.helen, at=LATER), "in parts"
    )


def test_names_leave_with_those_who_check_decide_or_inspect(people, ended):
    refused_to_all_but(
        {"helen", "oliver", "judith", "simon", "leila", "edmund", "ivo"},
        people,
        lambda by: named_export.take(central_record(), by=by, at=LATER),
        match="read authorisations",
    )


def test_a_count_of_social_media_beside_rows_that_do_not_say_is_a_part(people, ended):
    helen = signed_in(people.helen)
    assert "this count may be too low" not in words(helen.get("/authorisations/?social_media=yes"))
    Authorisation.objects.update(is_social_media=None)
    for asked in ("yes", "no"):
        page = words(helen.get(f"/authorisations/?social_media={asked}&kind=directed_surveillance"))
        assert "1 more entry does not say whether it concerned social media" in page
    assert "this count may be too low" not in words(helen.get("/authorisations/?social_media=not_said"))


@each(
    ("asked", "count"),
    [
        ("has=company", 1), ("has=juvenile", 0), ("has=refused_by_court", 0), ("has=renewed", 0), ("has=imported", 0),
        ("time=in_force", 0), ("time=lapsed", 0), ("time=never", 0), ("outcome=prosecution", 1), ("outcome=civil", 0),
    ],
)  # fmt: skip
def test_the_record_is_filtered_by_what_requesters_ask(people, ended, asked, count):
    page = words(signed_in(people.helen).get(f"/authorisations/?{asked}"))
    assert ("1 entry" in page) is bool(count)


def test_the_files_are_of_their_kinds_and_the_pdf_is_tagged(people, ended):
    bryn, helen = signed_in(people.bryn), signed_in(people.helen)
    book = load_workbook(BytesIO(bryn.get(f"{AT}.xlsx").content))
    assert book.active["A2"].value == "DS-0001"
    made = PdfReader(BytesIO(helen.get(f"{AT}.pdf?names=yes").content))
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join(page.extract_text() for page in made.pages)
    assert "Jane Roe" in text
    assert "DS-0001" in text
    for ending in ("csv", "xlsx", "pdf"):
        refused = bryn.get(f"{AT}.{ending}?names=yes")
        assert (refused.status_code, "read authorisations" in words(refused)) == (403, True)


def test_too_much_for_paper_is_refused_with_what_to_do(people, ended, monkeypatch):
    monkeypatch.setattr("watchbook.authorisations.views.central_record.AT_MOST_ON_PAPER", 0)
    refused = signed_in(people.helen).get(f"{AT}.pdf")
    assert (refused.status_code, "download the spreadsheet" in words(refused)) == (409, True)


def test_the_list_takes_as_many_queries_for_many_rows_as_for_one(people, ended):
    helen = signed_in(people.helen)
    helen.get("/authorisations/")
    with CaptureQueriesContext(connection) as one:
        helen.get("/authorisations/?social_media=yes")
    for _row in range(3):
        given.refused(people, "The alternatives were not tried")
    with CaptureQueriesContext(connection) as many:
        assert "4 entries" in words(helen.get("/authorisations/?social_media=yes"))
    assert len(one) == len(many) > 5
