"""The engine of a register's entry: locked, checked, written as a next version; a file carried over, exchanged or dropped."""

import pytest

from tests import given
from tests.given import AT, LETTER, REPLY
from tests.governance.tools_and_training import a_tool, tool_facts
from tests.log import leaves_nothing, told
from watchbook.acting.refusals import WrongState
from watchbook.governance.letters import letter_received
from watchbook.governance.software import disposal, software
from watchbook.register.entry import (
    check,
    check_newest,
    check_standing,
    drop_file,
    keep_file,
    lock,
    next_version,
    taken_back,
)

TRIED = "You cannot correct this entry"


def test_the_next_version_says_what_the_earlier_one_did_but_for_the_changes(people):
    tool = a_tool(people, services=frozenset({people.marian.service_id}))
    newer = next_version(tool, by=people.simon, changes={"name": "Monitor Plus"})
    assert (newer.corrects, newer.recorded_by, newer.name) == (tool, people.simon, "Monitor Plus")
    assert (newer.reference, newer.supplier, newer.services) == (tool.reference, tool.supplier, tool.services)
    assert newer.pk != tool.pk
    assert newer._state.adding


def test_a_version_after_one_that_was_taken_back_stands_again(people):
    assert taken_back(a_tool(people), by=people.helen).is_struck
    gone = software.take_back(a_tool(people), by=people.helen, at=AT)
    assert not next_version(gone, by=people.helen).is_struck


def test_a_refusal_begins_with_what_was_tried_and_says_how_to_go_on(people):
    old = a_tool(people)
    tool = software.correct(old, tool_facts(), by=people.helen, at=AT)
    gone = software.take_back(tool, by=people.helen, at=AT)
    for checked in (check_newest, check_standing):
        for row, why in (
            (old, "somebody has already corrected the entry. Open the entry"),
            (tool, "somebody has already taken the entry back."),
        ):
            leaves_nothing(
                WrongState,
                lambda checked=checked, row=row: checked(row, tried=TRIED),
                f"^{TRIED}: {why}",
            )
    leaves_nothing(
        WrongState,
        lambda: check_standing(gone, tried=TRIED),
        f"^{TRIED}: somebody has already taken the entry back",
    )
    leaves_nothing(WrongState, lambda: check("Because.", tried=TRIED), f"^{TRIED}: because.$")
    check(None, tried=TRIED)
    check_newest(gone, tried=TRIED)


def test_a_file_is_carried_over_exchanged_or_dropped(people):
    letter = lock(given.a_letter(people))
    newer = next_version(letter, by=people.helen)
    assert (newer.file_sha256, newer.file_name) == (letter.file_sha256, LETTER.name)
    keep_file(newer, None)
    assert newer.file_size == len(LETTER.data)
    keep_file(newer, REPLY)
    assert (newer.file_name, newer.file_size) == (REPLY.name, len(REPLY.data))
    drop_file(newer)
    assert (newer.file_sha256, newer.file_name, newer.file_media_type, newer.file_size) == ("", "", "", 0)


def test_a_version_is_written_with_its_event_and_what_the_row_does_not_hold_by_name(people):
    letter = given.a_letter(people, subject="On social media")
    newer = letter_received.correct(
        letter, given.particulars(subject=" Again "), file=None, by=people.helen, at=AT
    )
    assert told(newer)[0] == "letter_received.corrected"
    assert told(newer)[4] == {"about": "Again"}
    assert told(newer)[3]["corrects"] == str(letter.pk)


@pytest.mark.parametrize("reference", ["TOOL-0001", "TOOL-0002"])
def test_an_entry_is_found_by_its_name_in_its_newest_version_with_every_version(people, reference):
    tools = [a_tool(people), a_tool(people)]
    row = next(one for one in tools if one.reference == reference)
    newer = software.take_back(row, by=people.helen, at=AT)
    rows = type(row).objects
    assert rows.newest(reference=reference) == newer
    assert rows.versions(reference=reference) == [row, newer]
    assert rows.newest(reference="TOOL-9999") is None


def test_a_row_that_was_deleted_meanwhile_is_refused_with_a_sentence(people):
    tool = a_tool(people)
    disposal.dispose(tool.pk, by=people.winston, at=AT)
    leaves_nothing(WrongState, lambda: lock(tool), "it was deleted at the end of its retention period")
