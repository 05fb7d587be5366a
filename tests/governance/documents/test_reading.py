"""Who read a document, in their own word."""

from tests.given import AT
from tests.governance.adopted import a_draft, a_newer_edition, a_policy, withdraw
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.people import NOBODY
from tests.rights import EVERYBODY, refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.governance.documents import reading

READERS = {"helen", "simon", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"}


def confirm(row, by):
    return reading.confirm(row, by=by, at=AT)


def test_a_person_says_that_they_read_an_edition(people):
    row = confirm(a_policy(must_read=("investigator",)), people.ines)
    assert (row.document_reference, row.edition, row.read_on) == ("D-0001", 1, AT.date())
    fields = {"document_reference": "D-0001", "edition": 1, "read_on": "2026-03-02"}
    assert told(row) == ("reading.confirmed", people.ines.id, AT, fields, {})


def test_an_edition_is_read_once_and_the_next_one_anew(people):
    row = a_policy(must_read=("investigator",))
    newer = a_newer_edition(row, must_read=("investigator",))
    confirm(row, people.ines)
    leaves_nothing(WrongState, lambda: confirm(row, people.ines), "you have already confirmed")
    leaves_nothing(
        WrongState,
        lambda: confirm(newer, people.ines),
        "its state is “draft”. You can confirm only an edition that is approved",
    )
    assert confirm(row, people.oliver).recorded_by == people.oliver


def test_what_is_no_longer_in_use_is_not_signed_for(people):
    row = a_policy()
    withdraw(row)
    leaves_nothing(WrongState, lambda: confirm(row, people.oliver), "its state is “withdrawn”")


def test_whoever_may_read_it_says_so_for_themselves(people):
    row, draft = a_policy(), a_draft(title="A draft", must_read=("investigator",))
    with_a_duty = set(EVERYBODY) - {NOBODY}
    refused_to_all_but(with_a_duty, people, lambda by: confirm(row, by), match="cannot read this document")
    assert confirm(row, people.joan).recorded_by == people.joan
    refused_to_all_but(
        READERS | {"ines"}, people, lambda by: confirm(draft, by), match="cannot read this document"
    )


def test_a_failing_log_undoes_it(people, monkeypatch):
    row = a_policy()
    undone_when_the_log_fails(monkeypatch, reading, lambda: confirm(row, people.oliver))
