"""What an import says of a spreadsheet before it is carried out: each fault of a line, and rows that are on the register already."""

from datetime import timedelta

import pytest

from tests.given import AT
from tests.governance.third_parties import given
from watchbook.acting.refusals import WrongState
from watchbook.governance.third_parties import third_party
from watchbook.governance.third_parties.urls import THIRD_PARTIES
from watchbook.register.spreadsheet import ImportRefused, run, template_file

HEADER = "who,contract,services,terms,from_on,until_on,checked_on,checked_by,check_found"
ROW = "Lens Limited,C-1,Trading Standards,Read public posts,2024-04-01,2025-03-31,,,"


def tried(people, *rows, data=None):
    told = {"name": "parties.csv", "files": {}, "by": people.helen, "at": AT, "dry_run": True}
    return run(THIRD_PARTIES, data or "\n".join([HEADER, *rows]).encode(), **told)


def faults(people, *rows):
    with pytest.raises(ImportRefused) as refused:
        tried(people, *rows)
    return [(one.line, one.column, one.reason) for one in refused.value.rows]


def test_rows_that_are_on_the_register_or_stand_above_are_told(people):
    assert tried(people, ROW).alike == ()
    assert tried(people, ROW, ROW).alike == ((3, "line 2"),)
    row = given.a_third_party(people)
    again = "Example Research Limited,CON-2025-17,Trading Standards,Read public posts about events.,2025-04-01,,,,"
    assert tried(people, ROW, again).alike == ((3, row.reference),)
    third_party.take_back(row, by=people.helen, at=AT)
    assert tried(people, again).alike == ()


def test_every_fault_of_a_line_is_told_at_once(people):
    wrong = ",C-1,Nonexistent Service,Read public posts,2025-04-01,2024-03-31,,,"
    found = faults(people, wrong)
    assert [column for _line, column, _reason in found] == [
        "who (Third party)",
        "services (Services that the third party acts for)",
        "",
    ]
    assert "No service is called “Nonexistent Service”." in found[1][2]
    assert "the last date of the contract is before the first date" in found[2][2]


def test_the_file_to_fill_in_names_a_service_that_every_authority_has(people):
    assert len(tried(people, data=template_file(THIRD_PARTIES, "csv")).rows) == 1


def test_a_check_that_cannot_be_is_refused_as_a_check(people):
    row = given.a_third_party(people)
    early = given.CHECK | {"checked_on": row.from_on - timedelta(days=1)}
    with pytest.raises(WrongState, match="You cannot record this check: the check is dated before"):
        third_party.record_check(row, early, by=people.helen, at=AT)
