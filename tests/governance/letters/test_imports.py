"""Letters imported from a spreadsheet: what a row becomes, and why one is refused."""

from datetime import date

import pytest

from tests.given import AT, LETTER, REPLY
from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.audit_log.models import Event
from watchbook.governance.letters import letter_received
from watchbook.governance.letters.imports import COLUMNS, LETTERS_RECEIVED
from watchbook.governance.letters.queries import letters
from watchbook.register.spreadsheet import ImportRefused, run

HEADER = ",".join(column.name for column in COLUMNS)
FILES = {"letter.pdf": LETTER, "reply.pdf": REPLY}
NONE_ASKED = 'osc,"Social media, again",yes,2017-03-20,2017-03-22,none_asked,,letter.pdf,'
SENT = "ipco,Inspection,NO,2020-01-14,2020-01-16,sent,2020-01-28,,reply.pdf"
UNKNOWN = "other,Something else,no,2020-01-14,2020-01-14,,,,"


def import_(by, *rows, header=HEADER):
    data = "\r\n".join([header, *rows]).encode()
    return run(LETTERS_RECEIVED, data, name="letters.csv", files=FILES, by=by, at=AT).added


def refusals(by, *rows):
    """Why each row is refused, by its line; and nothing is left."""
    found = []

    def act():
        try:
            import_(by, *rows)
        except ImportRefused as refusal:
            found.extend(refusal.rows)
            raise

    leaves_nothing(ImportRefused, act, "We imported nothing.")
    return {row.line: row.reason for row in found}


def test_every_row_becomes_a_letter_with_its_answer_and_its_files(people):
    added = import_(people.simon, NONE_ASKED, SENT, UNKNOWN)
    assert [row.reference for row in added] == ["L-0001", "L-0002", "L-0003"]
    assert [
        (
            entry.letter.subject,
            entry.letter.file_name,
            entry.answer.kind,
            entry.answer.sent_on,
            entry.answer.file_name,
        )
        for entry in letters()
        if entry.answer
    ] == [
        ("Social media, again", "letter.pdf", "no_reply", None, ""),
        ("Inspection", "", "replied", date(2020, 1, 28), "reply.pdf"),
    ]
    names = Event.objects.filter(name__startswith="letter_received").values_list("name", flat=True)
    assert sorted(names) == [
        "letter_received.answered",
        "letter_received.no_reply_confirmed",
        *["letter_received.recorded"] * 3,
    ]


def test_columns_may_come_in_any_order_and_optional_ones_may_be_missing(people):
    row = "yes,Office of Surveillance Commissioners,Social media,2017-03-22,2017-03-20"
    [letter] = import_(
        people.helen, row, header="concerns_social_media,Sender, subject ,received_on,dated_on"
    )
    assert (letter.sender, letter.subject, letter.dated_on) == ("osc", "Social media", date(2017, 3, 20))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "mayor,X,yes,2017-03-20,2017-03-22,,,,",
            "“sender” is “mayor”. Enter osc or ipco or ico or home_office or other.",
        ),
        ("osc,,yes,2017-03-20,2017-03-22,,,,", "“subject” is empty. Enter a value."),
        (f"osc,{'x' * 201},yes,2017-03-20,2017-03-22,,,,", "“subject” has 201 characters."),
        ("osc,X,maybe,2017-03-20,2017-03-22,,,,", "“concerns_social_media” is “maybe”. Enter yes or no."),
        (
            "osc,X,yes,03/04/2017,2017-04-22,,,,",
            "“dated_on” is “03/04/2017”. We cannot tell the day from the month",
        ),
        (
            "osc,X,yes,2017-03-20,2017-02-30,,,,",
            "“received_on” is “2017-02-30”. This is not a date. Write the date",
        ),
        ("osc,X,yes,2017-03-20,2017-03-22,perhaps,,,", "“reply” is “perhaps”. Enter sent or none_asked."),
        (
            "osc,X,yes,2017-03-20,2017-03-22,sent,,,",
            "You cannot import this row: “reply” is “sent”, but “reply_sent_on”",
        ),
        (
            "osc,X,yes,2017-03-20,2017-03-22,,2017-04-03,,",
            "“reply_sent_on” has an entry, but “reply” is not “sent”.",
        ),
        (
            "osc,X,yes,2017-03-20,2017-03-22,none_asked,,,reply.pdf",
            "“reply_file” has an entry, but “reply” is not",
        ),
        (
            "osc,X,yes,2017-03-20,2017-03-22,,,gone.pdf,",
            "“file” names “gone.pdf”, but no file of that name was uploaded with the spreadsheet.",
        ),
        ("osc,X,yes,2017-03-22,2017-03-20,,,,", "date of receipt is before the date on the letter"),
        ("osc,X,yes,2017-03-20,2099-03-22,,,,", "in the future"),
        (
            "osc,X,yes,2017-03-20,2017-03-22,sent,2017-03-21,,",
            "date of the reply is before the date of receipt",
        ),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_its_line_and_the_rest_with_it(people, row, reason):
    found = refusals(people.simon, NONE_ASKED, row, SENT)
    assert list(found) == [3]
    assert reason in found[3]


def test_a_row_that_the_person_may_not_import_is_refused_as_a_row(people):
    found = refusals(people.helen, SENT, NONE_ASKED)
    assert list(found) == [3]
    assert found[3].startswith(
        "You cannot confirm that a letter asked for no reply and none was sent: only the senior responsible officer can"
    )


def test_the_references_of_refused_rows_are_given_to_the_next(people):
    refusals(people.simon, NONE_ASKED, "mayor,,,,,,,,")
    assert [row.reference for row in import_(people.simon, NONE_ASKED)] == ["L-0001"]


def test_only_the_keepers_of_the_register_import(people):
    refused_to_all_but(
        {"helen", "simon"},
        people,
        lambda by: import_(by, SENT),
        match="cannot record a letter from an oversight",
    )


def test_a_failing_log_undoes_every_row(people, monkeypatch):
    undone_when_the_log_fails(monkeypatch, letter_received, lambda: import_(people.simon, NONE_ASKED, SENT))
