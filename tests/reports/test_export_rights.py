"""Who reads for which names somebody asks exports no register of which they may not open each record: not that, nor what lies in one."""

import json
import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.authorisations import given as authorisations
from tests.authorisations.test_earlier_record_import import GRANTED, import_rows
from tests.governance import signed
from tests.investigations.glass import holding
from tests.looks import given as looks
from tests.pages import signed_in, words
from watchbook.reports.export_rights import OF_ANY_RECORD, records_of
from watchbook.reports.exported import EXPORTED, table_of
from watchbook.retention import due
from watchbook.retention.reading_rights import by_thing, each_by_duty

PARTS = ("determination", "hearing", "review", "renewal", "cancellation")
LOOKS = ("looks.look", "looks.evaluation", "looks.supervisorcheck", "looks.retriage")
SHUT = ("authorisations.overtplan", "triage.assessment", "triage.departure", "retention.legalhold")
AT = "/reports/exports"


def offered(browser):
    """The tables whose JSON the page offers."""
    return set(re.findall(rf'{AT}/([a-z.]+)\.json"', browser.get(f"{AT}/").text))


def exported_rows(browser, label):
    """The rows of an export, as it names them."""
    answered = browser.get(f"{AT}/{label}.json")
    assert answered.status_code == 200, label
    ids = [one["id"] for one in json.loads(b"".join(answered))["rows"]]
    return table_of(label)._default_manager.filter(pk__in=ids)


def records_around(row):
    """The records with a right of their own that a row is, or that it lies in."""
    if row._meta.label_lower in by_thing():
        return [row]
    inner = (getattr(row, one.name) for one in row._meta.concrete_fields if one.is_relation)
    found = [one for one in inner if one is not None and records_of(type(one)) & by_thing().keys()]
    return [record for one in found for record in records_around(one)]


@pytest.fixture
def filled(people):
    """Authorisations of two kinds with all their parts, a look of an investigation, and a list of records to delete."""
    row = authorisations.in_force(people)
    later = authorisations.ORDERED + timedelta(days=20)
    authorisations.reviewed(people, row, at=authorisations.ORDERED, next_due_on=later.date())
    authorisations.a_renewal(people, row, at=authorisations.ORDERED, is_granted=False)
    authorisations.cancelled(people, row, at=authorisations.AT.replace(month=4))
    authorisations.in_force(people, kind="chis")
    looks.an_evaluation(people)


def test_each_row_that_they_export_lies_in_a_record_that_they_may_open(people, filled):
    for name in ("bryn", "fatima", "simon"):
        browser = signed_in(getattr(people, name))
        labels, asked = offered(browser), set()
        assert len(labels) > 20
        for label in labels:
            asked |= {one for row in exported_rows(browser, label) for one in records_around(row)}
        for record in asked:
            assert browser.get(due.page_of(record)).status_code == 200, (name, record)
        assert bool(asked) is (name == "simon")  # who reads each authorisation
        kept = set(EXPORTED) - labels
        assert {*LOOKS, *SHUT, *OF_ANY_RECORD} <= kept
        assert {browser.get(f"{AT}/{label}.csv").status_code for label in kept} == {403}


def test_parts_of_an_authorisation_are_not_for_the_officer_who_answers_and_the_page_says_why(people, filled):
    bryn, helen = signed_in(people.bryn), signed_in(people.helen)
    for part in PARTS:
        label = f"authorisations.{part}"
        assert label in offered(helen), label
        assert exported_rows(helen, label).exists(), label
        refused = bryn.get(f"{AT}/{label}.json")
        assert (refused.status_code, "cannot open every record in it" in words(refused)) == (
            403,
            True,
        )
    page = words(bryn.get(f"{AT}/"))
    assert "cannot export these registers: Decisions of authorising officers; Court orders; Reviews" in page
    assert "cannot export these registers" not in words(helen.get(f"{AT}/"))


def test_who_checks_and_reads_requests_too_exports_no_lists_of_what_went(people):
    holding(people, people.edmund, "data_protection_officer")
    assert not OF_ANY_RECORD & offered(signed_in(people.edmund))
    assert offered(signed_in(people.ivo)) >= OF_ANY_RECORD


def test_the_inspection_pack_tells_who_opens_no_authorisation_none_past_its_last_day(people):
    signed.an_adopted_schedule(people)
    (row,) = import_rows(people, GRANTED)
    for name, is_told in (("fatima", False), ("edmund", True)):
        answered = signed_in(getattr(people, name)).post("/reports/inspection/pack/")
        record = ZipFile(BytesIO(answered.content)).read("central-record.csv").decode()
        assert (row.reference in record) is is_told, name


def test_every_register_knows_the_records_that_open_its_rows():
    """A table that lies in a record which only some may open is found, however far away."""
    found = {label: records_of(table_of(label)) & by_thing().keys() for label in EXPORTED}
    shut = {label: kinds - each_by_duty().keys() for label, kinds in found.items()}
    assert found["authorisations.hearing"] == {"authorisations.authorisation"}
    assert found["looks.supervisorcheck"] == found["looks.evaluation"] == {"looks.look"}
    assert found["triage.departure"] == {"triage.assessment"}
    assert found["investigations.breakglassacknowledgement"] == {"investigations.breakglass"}
    assert not found["governance.letterreceived"] | found["organisation.duty"]
    assert {label for label, kinds in shut.items() if kinds} == {*LOOKS, *SHUT}
