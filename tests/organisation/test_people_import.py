"""People by spreadsheet: all rows or none, each with its reason; duties come as proposals for a second administrator."""

from datetime import date

import pytest

from tests import given
from tests.each import each
from tests.log import everything, leaves_nothing, undone_when_the_log_fails
from tests.rights import BOTH, refused_to_all_but
from watchbook.files.spreadsheet import write_csv
from watchbook.files.upload import Refused
from watchbook.files.workbook import write_xlsx
from watchbook.organisation import duty, people_import
from watchbook.organisation.models import Appointment, Person
from watchbook.organisation.people_import import COLUMNS, LinesRefused, PeopleRow, import_people, read_lines

NAMES = [column.name for column in COLUMNS]
GARETH = {
    "name": "Gareth Pugh",
    "email": "Gareth@council.invalid",
    "service": "trading standards",
    "duties": "authorising officer; line_manager",
    "from_on": "2026-04-01",
    "until_on": "2027-03-31",
    "rank": "Head of Service",
    "appointed_minute": "Cabinet 14, item 7",
}


def lines(*rows):
    return [PeopleRow(line=number, cells=row) for number, row in enumerate(rows, start=2)]


def run(people, *rows, **more):
    return import_people(lines(*rows), by=people.ada, at=given.AT, **more)


def test_a_row_adds_a_person_proposes_the_duties_and_records_the_appointment(people):
    imported = run(people, GARETH)
    person = Person.objects.get(email="gareth@council.invalid")
    assert imported.people == (person,)
    assert (person.name, person.service.name) == ("Gareth Pugh", "Trading Standards")
    officer, manager = imported.duties
    assert (officer.kind, officer.state, officer.service) == ("authorising_officer", "proposed", None)
    assert (officer.from_on, officer.until_on) == (date(2026, 4, 1), date(2027, 3, 31))
    assert (manager.kind, manager.service, manager.proposed_by) == (
        "line_manager",
        person.service,
        people.ada,
    )
    told = Appointment.objects.get(duty=officer)
    assert (told.rank, told.minute, told.appointed_on) == (
        "Head of Service",
        "Cabinet 14, item 7",
        date(2026, 4, 1),
    )
    for row in imported.duties:
        duty.grant(row, by=people.bashir, at=given.AT)


def test_only_name_and_address_are_needed_and_duties_begin_today(people):
    (person,) = run(people, {"name": "Nia", "email": "nia@council.invalid"}).people
    assert person.service is None
    (proposed,) = run(people, {"name": "nia", "email": "NIA@council.invalid", "duties": "solicitor"}).duties
    assert (proposed.person, proposed.from_on) == (person, date(2026, 3, 2))
    assert not Appointment.objects.exists()


def test_a_pair_that_joins_with_a_warning_is_proposed(people):
    row = {"name": "Nia", "email": "nia@council.invalid", "duties": "investigator; authorising officer"}
    assert len(run(people, row).duties) == 2


def test_a_dry_run_says_what_would_be_and_leaves_nothing(people):
    before = everything()
    tried = run(people, GARETH, keeps=False)
    assert (len(tried.people), len(tried.duties)) == (1, 2)
    assert everything() == before


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"name": ""}, "“Name” is empty. Enter a value."),
        ({"email": "gareth"}, "Enter an email address"),
        ({"email": "ines@council.invalid"}, "has another name"),
        ({"service": "Lighthouses"}, "“Lighthouses”, but no service has that name"),
        (
            {"duties": "emperor"},
            "“Duties” is “emperor”. Enter investigator or line manager or RIPA co-ordinator or",
        ),
        ({"duties": ""}, "“First date of the duties” has an entry, but “Duties” is blank. Enter the duty."),
        (
            {"duties": "internal auditor; investigator"},
            "You cannot give one person both of these duties: internal auditor and investigator",
        ),
        ({"from_on": "32 May"}, "This is not a date"),
        ({"from_on": "2028-01-01"}, "would end before it begins"),
        ({"rank": "x" * 81}, "81 characters"),
    ],
)
def test_one_wrong_row_refuses_all_with_its_line_and_reason(people, changed, reason):
    before = everything()
    with pytest.raises(LinesRefused) as refused:
        run(people, {"name": "Nia", "email": "nia@council.invalid"}, GARETH | changed)
    (line,) = refused.value.lines
    assert line.line == 3
    assert reason in line.reason
    assert everything() == before


def test_every_wrong_cell_of_every_row_is_told_at_once(people):
    with pytest.raises(LinesRefused) as refused:
        run(people, {"name": "", "email": "x"}, GARETH, {"name": "Nia", "email": ""})
    assert [line.line for line in refused.value.lines] == [2, 2, 4]


def test_the_same_duty_twice_is_refused(people):
    with pytest.raises(LinesRefused, match="another proposal for some of these dates is waiting"):
        run(people, GARETH, GARETH)


def test_only_a_system_administrator_imports(people):
    refused_to_all_but(
        BOTH,
        people,
        lambda by: import_people(lines(GARETH), by=by, at=given.AT),
        match="cannot import people",
    )


def test_a_failing_log_undoes_the_import(people, monkeypatch):
    for module in (people_import.people, people_import.duties, people_import.appointments):
        undone_when_the_log_fails(monkeypatch, module, lambda: run(people, GARETH))


def test_both_kinds_of_file_are_read_by_column_name_or_title():
    row = [GARETH[name] for name in NAMES]
    csv = write_csv([str(column.title) for column in COLUMNS], [row])
    xlsx = write_xlsx([("People", [name.upper() for name in NAMES], [row])])
    for data, name in ((csv, "a.csv"), (xlsx, "a.xlsx")):
        assert read_lines(data, name=name) == (PeopleRow(line=2, cells=GARETH),)


@each(
    ("data", "name", "reason"),
    [
        (b"", "a.csv", "empty"),
        (b"name,email\n", "a.csv", "no rows"),
        (b"name\nNia\n", "a.csv", "no column “email”"),
        (b"name,email,salary\nNia,a@b.invalid,1\n", "a.csv", "column “salary” is not in the template"),
        (b"name,email,name\nNia,a@b.invalid,Nia\n", "a.csv", "the same heading"),
        (b"name,email\n" + b"Nia,a@b.invalid\n" * 501, "a.csv", "more than 500 rows"),
        (b"PK\x03\x04", "a.xlsx", "file"),
        (b"name,email\nNia,a@b.invalid\n", "a.xlsm", "macros"),
        (b"\xff\xfe\x00", "a.csv", "file"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_with_the_reason(data, name, reason):
    with pytest.raises(Refused, match=reason):
        read_lines(data, name=name)


def test_a_name_that_begins_like_a_formula_is_refused(people):
    row = {"name": "=1+1", "email": "formula@council.invalid"}
    leaves_nothing(LinesRefused, lambda: run(people, row), "characters that could mislead a reader")
    leaves_nothing(LinesRefused, lambda: run(people, {"name": "Two\nlines", "email": "a@b.invalid"}))
