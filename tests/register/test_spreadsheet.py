"""Rows of a spreadsheet into a register: all or none, a dry run that leaves nothing, what is asked before."""

from dataclasses import replace
from datetime import date

import pytest

from tests.files.sheets import FOREIGN, a_workbook
from tests.given import AT, LETTER
from tests.log import everything, leaves_nothing
from tests.rights import those_who_may
from watchbook.files.spreadsheet import read_sheet
from watchbook.files.store import the_store
from watchbook.files.upload import Refused
from watchbook.governance.letters.imports import COLUMNS, LETTERS_RECEIVED
from watchbook.governance.letters.models import LetterReceived
from watchbook.register.spreadsheet import (
    ImportRefused,
    RowRefused,
    day_questions,
    exact_mapping,
    may_import,
    run,
)

HEADER = ",".join(column.name for column in COLUMNS)
ROW = "osc,Social media,yes,2017-03-20,2017-03-22,,,letter.pdf,"
WRONG = "mayor,,maybe,2017-02-30,2017-03-22,,,gone.pdf,"
PLACES = {"dated_on": 0, "sender": 1, "subject": 2, "concerns_social_media": 3, "received_on": 4}


def import_(by, *rows, header=HEADER, name="letters.csv", data=None, **options):
    data = "\n".join([header, *rows]).encode() if data is None else data
    return run(LETTERS_RECEIVED, data, name=name, files={"letter.pdf": LETTER}, by=by, at=AT, **options)


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_every_row_is_imported_and_told_as_it_was_read(people):
    outcome = import_(people.helen, ROW)
    assert [row.reference for row in outcome.added] == ["L-0001"]
    [row] = outcome.rows
    assert row.line == 2
    assert row.values["dated_on"] == date(2017, 3, 20)
    assert row.values["reply"] == ""
    assert the_store().get(LetterReceived.objects.get().file_sha256) == LETTER.data


def test_a_dry_run_says_what_would_be_added_and_leaves_nothing(people, files_folder):
    before = everything()
    outcome = import_(people.helen, ROW, ROW, dry_run=True)
    assert [row.line for row in outcome.rows] == [2, 3]
    assert [str(row) for row in outcome.added] == ["L-0001", "L-0002"]
    assert everything() == before
    assert not kept(files_folder)
    assert [row.reference for row in import_(people.helen, ROW).added] == ["L-0001"]


@pytest.mark.parametrize("dry_run", [False, True])
def test_one_wrong_row_refuses_all_of_them_and_keeps_no_file(people, files_folder, dry_run):
    def act():
        with pytest.raises(ImportRefused, match=r"We imported nothing\. Correct the rows below") as refused:
            import_(people.helen, ROW, WRONG, ROW, dry_run=dry_run)
        assert [(row.line, row.column) for row in refused.value.rows] == [
            (3, "sender (Sender)"),
            (3, "subject (Subject)"),
            (3, "concerns_social_media (Concerns the use of social media in investigations)"),
            (3, "dated_on (Date on the letter)"),
            (3, "file (File of the letter)"),
        ]
        raise ImportRefused(refused.value.rows)

    leaves_nothing(ImportRefused, act)
    assert not kept(files_folder)


def test_every_wrong_row_is_told_at_once_with_its_line(people):
    with pytest.raises(ImportRefused) as refused:
        import_(people.helen, "osc,X,yes,2017-03-22,2017-03-20,,,,", ROW, "", WRONG)
    assert [row.line for row in refused.value.rows] == [2, 5, 5, 5, 5, 5]
    first = refused.value.rows[0]
    assert first == RowRefused(line=2, reason=first.reason, column="")


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("sender", "Missing: subject, concerns_social_media, dated_on, received_on. Unknown: none."),
        (f"{HEADER},handle", "Missing: none. Unknown: handle."),
        (f"{HEADER},,x", "Unknown: a column without a name, x."),
        (f"{HEADER},Sender", "Unknown: none. Named twice: sender."),
        (f"{HEADER},{'x' * 5000}", "Unknown: " + "x" * 40 + "."),
    ],
)
def test_headings_that_are_not_ours_are_refused_where_nobody_matched_them(people, header, says):
    leaves_nothing(Refused, lambda: import_(people.helen, header=header), says)


def test_a_foreign_file_is_imported_as_it_was_matched_and_answered(people):
    row = "03/04/2017,osc,Social media,yes,20/04/2017,,note"
    outcome = import_(
        people.helen, row, header=FOREIGN, mapping=PLACES, answers={"dated_on.numbers": "month_first"}
    )
    assert outcome.rows[0].values["dated_on"] == date(2017, 3, 4)
    assert outcome.rows[0].values["received_on"] == date(2017, 4, 20)


def test_a_day_of_two_readings_is_refused_where_nobody_answered_and_called_as_the_file_calls_it(people):
    with pytest.raises(ImportRefused) as refused:
        import_(people.helen, "03/04/2017,osc,X,yes,2017-04-20,,", header=FOREIGN, mapping=PLACES)
    [row] = refused.value.rows
    assert row.column == "Date of letter"
    assert row.reason.startswith("“Date of letter” is “03/04/2017”. We cannot tell the day from the month.")


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ({}, "could not match all the columns. Match these columns again: sender, subject,"),
        ({"sender": 1}, "Match these columns again: subject, concerns_social_media, dated_on, received_on."),
        (
            PLACES | {"sender": 7},
            "Match these columns again: those that were matched with columns no longer in the file.",
        ),
        (
            PLACES | {"sender": -1},
            "Match these columns again: those that were matched with columns no longer in the file.",
        ),
        (PLACES | {"sender": 2}, "You cannot match one column of the file with two columns of the register."),
    ],
)
def test_a_matching_that_does_not_fit_the_file_is_refused(people, places, says):
    leaves_nothing(Refused, lambda: import_(people.helen, header=FOREIGN, mapping=places), says)


def test_a_workbook_is_imported_like_a_table(people):
    cells = [
        "osc",
        "Social media",
        True,
        date(2017, 3, 20),
        date(2017, 3, 22),
        None,
        None,
        "letter.pdf",
        None,
    ]
    data = a_workbook(HEADER.split(","), cells)
    [letter] = import_(people.helen, data=data, name="letters.xlsx").added
    assert (letter.dated_on, letter.concerns_social_media, letter.file_name) == (
        date(2017, 3, 20),
        True,
        "letter.pdf",
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe", "The file is not in UTF-8"),
        (HEADER.encode() + b'\nosc,"X,yes', "a quotation mark is not closed"),
        (
            HEADER.encode() + b"\nosc,X,yes",
            r"Line 2 and the first line have different numbers of cells \(3 and 9\)\.",
        ),
    ],
)
def test_what_is_no_such_file_is_refused_whole(people, data, says):
    leaves_nothing(Refused, lambda: import_(people.helen, data=data), says)


def test_a_file_without_rows_imports_nothing(people):
    assert import_(people.helen).rows == import_(people.helen).added == ()
    assert not LetterReceived.objects.exists()


def test_what_looks_like_a_formula_is_kept_as_text(people):
    import_(people.helen, """osc,"=HYPERLINK(""http://evil.example"")",yes,2017-03-20,2017-03-22,,,,""")
    assert LetterReceived.objects.get().subject == '=HYPERLINK("http://evil.example")'


def test_days_are_asked_about_in_the_columns_that_are_matched_alone():
    sheet = read_sheet(f"{FOREIGN}\n03/04/2017,osc,X,yes,05/06/2017,,".encode(), name="a.csv")
    asked = day_questions(LETTERS_RECEIVED, sheet, {"dated_on": 0, "subject": 4})
    assert [question.key for question in asked] == ["dated_on.numbers"]


def test_our_own_headings_need_no_matching_and_optional_columns_may_be_missing():
    sheet = read_sheet(b"Received_On,sender,subject,concerns_social_media,dated_on", name="a.csv")
    assert exact_mapping(LETTERS_RECEIVED, sheet) == {
        "received_on": 0, "sender": 1, "subject": 2, "concerns_social_media": 3, "dated_on": 4,
    }  # fmt: skip


def test_whoever_may_record_in_a_register_may_import_into_it(people):
    assert those_who_may(people, may_import, LETTERS_RECEIVED) == {"helen", "simon"}
    closed = replace(LETTERS_RECEIVED, may=lambda person: None)
    assert "nell" in those_who_may(people, may_import, closed)
