"""Statements from paper by spreadsheet: a row is a page, in a demonstration or a test alone."""

from datetime import date

import pytest

from tests.given import AT
from tests.governance.signed import another_service
from tests.log import told
from tests.rights import refused_to_all_but
from watchbook.files.spreadsheet import write_csv
from watchbook.governance.statements import statement
from watchbook.governance.statements.imports import COLUMNS, STATEMENTS
from watchbook.governance.statements.models import Matter, Statement
from watchbook.governance.statements.queries import stated
from watchbook.register.spreadsheet import ImportRefused, run

NAMES = [column.name for column in COLUMNS]
ROW = {
    "duty": "line_manager",
    "service": "Trading Standards",
    "first_on": "2025-10-01",
    "last_on": "2025-12-31",
    "signed_on": "2026-01-14",
}


def imported(by, *rows):
    lines = [[row.get(name, "") for name in NAMES] for row in rows]
    return run(STATEMENTS, write_csv(NAMES, lines), name="statements.csv", files={}, by=by, at=AT)


def refusals(people, *rows):
    with pytest.raises(ImportRefused) as refused:
        imported(people.simon, *rows)
    assert not Statement.objects.exists()
    return [row.reason for row in refused.value.rows]


def test_the_columns_are_those_of_the_fixture():
    assert NAMES == [
        "duty", "service", "first_on", "last_on", "signed_on", "looks", "tools", "methods", "profiles", "forms", "audits",
        "authorisations", "covert_profiles", "letters", "inspections", "remarks",
    ]  # fmt: skip


def test_a_row_is_a_signed_page_that_says_none_or_how_many_or_nothing(people):
    imported(people.simon, ROW | {"looks": "none", "tools": "3", "remarks": "Seen with the team."})
    row = Statement.objects.get()
    assert {item.matter: (item.answer, item.counted) for item in row.items.all()} == {
        "looks": ("none", 0),
        "tools": ("all_recorded", 3),
    }
    assert (row.reference, row.signed_on, row.recorded_by) == ("ST-0001", date(2026, 1, 14), people.simon)
    name, by, _at, fields, personal = told(row)
    assert (name, by, fields["said"]) == ("statement.entered", people.simon.id, ["looks=none", "tools=3"])
    assert personal == {"remarks": "Seen with the team."}


def test_a_row_of_several_quarters_is_judged_quarter_by_quarter(people):
    imported(
        people.simon,
        {"duty": "internal_auditor", "first_on": "2016-01-01", "last_on": "2025-12-31", "signed_on": "2026-01-14", "audits": "none"},
    )  # fmt: skip
    whole = stated(Matter.AUDITS, first_on=date(2016, 1, 1), last_on=date(2025, 12, 31), on=AT.date())
    last = stated(Matter.AUDITS, first_on=date(2025, 10, 1), last_on=date(2025, 12, 31), on=AT.date())
    assert (whole.none, whole.retrospective, last.retrospective) == (True, True, False)


def test_rows_of_every_signer_stand_beside_each_other(people):
    another_service(people)
    imported(
        people.simon,
        ROW | {"looks": "none"},
        ROW | {"looks": "none", "service": "housing"},
        ROW | {"duty": "ripa_coordinator", "service": "", "authorisations": "none", "covert_profiles": "1"},
        ROW | {"duty": "senior_responsible_officer", "service": "", "letters": "NONE", "inspections": "2"},
    )
    assert Statement.objects.count() == 4


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"duty": "solicitor"}, "“duty” is “solicitor”. Enter"),
        ({"service": "Nowhere"}, "but no service has that name"),
        ({"service": ""}, "You cannot import this row: a line manager’s statement must"),
        ({"duty": "internal_auditor"}, "You cannot import this row: a line manager’s statement must"),
        ({"looks": "some"}, "“looks” is “some”. Enter “none” or a whole number of 1 or more"),
        ({"looks": "0"}, "“looks” is “0”"),
        ({"looks": "-1"}, "“looks” is “-1”"),
        ({"looks": "١"}, "“looks” is “١”"),
        ({"looks": "=1+1"}, "“looks” is “'=1+1”"),
        ({"looks": "1" * 30}, "“looks” is"),
        ({"audits": "none"}, "the line manager does not sign for “audits”"),
        ({"signed_on": "2025-12-31"}, "the date of signing must be after the period"),
        ({"signed_on": "2026-03-03"}, "date of signing must be"),
        ({"first_on": "2026-01-01"}, "last date of the period is before the first date"),
        ({"first_on": "1066-10-14"}, "1066"),
        ({"last_on": "2025-12-30"}, "a statement must end on the last date of a quarter"),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_with_the_reason(people, changes, says):
    assert any(says in reason for reason in refusals(people, ROW | {"looks": "none"} | changes))


def test_nobody_signs_twice_for_a_quarter(people):
    (reason,) = refusals(people, ROW, ROW | {"first_on": "2025-07-01"})
    assert "1 October 2025 to 31 December 2025 is already signed" in reason


def test_only_the_sro_imports(people):
    refused_to_all_but({"simon"}, people, lambda by: imported(by, ROW), match="import signed statements")


def test_in_production_each_signs_for_themselves(people, monkeypatch):
    monkeypatch.setattr(statement, "mode", lambda: "production")
    (reason,) = refusals(people, ROW)
    assert "You cannot import statements: each signer must sign their own statement in Watchbook" in reason
