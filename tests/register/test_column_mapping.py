"""How a spreadsheet's columns are matched: remembered for its headings by their hash alone, or guessed from them."""

import pytest
from django.db import IntegrityError

from tests.given import AT
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.files.columns import Column
from watchbook.files.spreadsheet import read_sheet
from watchbook.governance.letters.imports import COLUMNS, LETTERS_RECEIVED
from watchbook.register import column_mapping
from watchbook.register.column_mapping import guess, remember, remembered
from watchbook.register.models.imports import ColumnMapping

HEADINGS = ("Date of letter", "From whom", "Jane Roe")
PLACES = {"dated_on": 0, "sender": 1}


def remember_(by, places=PLACES, headings=HEADINGS):
    remember(LETTERS_RECEIVED, headings, places, by=by, at=AT)


def test_a_matching_is_remembered_for_the_register_and_the_headings(people):
    assert remembered(LETTERS_RECEIVED, HEADINGS) is None
    remember_(people.helen)
    assert remembered(LETTERS_RECEIVED, HEADINGS) == PLACES
    assert remembered(LETTERS_RECEIVED, [heading.upper() for heading in HEADINGS]) == PLACES
    assert remembered(LETTERS_RECEIVED, HEADINGS[:2]) is None
    assert remembered(LETTERS_RECEIVED, HEADINGS[::-1]) is None


def test_the_newest_counts_and_the_same_again_writes_nothing(people):
    remember_(people.helen)
    remember_(people.simon, {"dated_on": 2})
    assert remembered(LETTERS_RECEIVED, HEADINGS) == {"dated_on": 2}
    remember_(people.helen, {"dated_on": 2})
    assert ColumnMapping.objects.count() == 2


def test_the_log_says_so_and_no_word_of_the_headings_is_kept(people):
    remember_(people.helen)
    row = ColumnMapping.objects.get()
    name, by, at, fields, personal = told(row)
    assert (name, by, at, personal) == ("column_mapping.remembered", people.helen.id, AT, {})
    assert fields == {
        "register": "letters_received",
        "headings_sha256": row.headings_sha256,
        "columns": ["dated_on=0", "sender=1"],
    }
    assert "Jane" not in open_words() + repr(row.__dict__)


def test_a_column_that_we_no_longer_have_is_left_out(people):
    remember_(people.helen, PLACES | {"gone": 2})
    assert remembered(LETTERS_RECEIVED, HEADINGS) == PLACES


def test_only_who_may_import_may_have_it_remembered(people):
    refused_to_all_but({"helen", "simon"}, people, remember_, match="cannot record a letter")


def test_a_failing_log_undoes_it(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, column_mapping, lambda: remember_(people.helen))


def test_a_matching_cannot_be_changed_afterwards(people):
    remember_(people.helen)
    row = ColumnMapping.objects.get()
    row.places = {}
    leaves_nothing(IntegrityError, row.save, "is never changed")


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        ([column.name for column in COLUMNS], {column.name: place for place, column in enumerate(COLUMNS)}),
        (
            ["Sender?", "", "DATE RECEIVED", "Date on letter", "Reply file"],
            {"sender": 0, "received_on": 2, "dated_on": 3, "reply_file": 4},
        ),
        (["zzz", "qqq"], {}),
        ([], {}),
        (["sender", "sender"], {"sender": 0}),
    ],
)
def test_columns_are_guessed_where_their_headings_look_alike(headings, places):
    assert guess(COLUMNS, headings) == places


def test_the_best_pair_comes_first_and_each_heading_is_chosen_once():
    columns = [Column("date", "Date"), Column("date_sent", "Date sent")]
    assert guess(columns, ["date_sent", "dates"]) == {"date_sent": 0, "date": 1}


def test_headings_of_any_length_are_guessed_from_their_start():
    sheet = read_sheet(("sender," + "x" * 19_000 + ",".join("abc")).encode(), name="a.csv")
    assert guess(COLUMNS, sheet.headings)["sender"] == 0
