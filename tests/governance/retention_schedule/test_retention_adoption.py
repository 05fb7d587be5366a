"""Acts of adopting a retention schedule: on a page, from paper, corrected, taken back."""

from dataclasses import replace
from datetime import date

import pytest

from tests.given import AT
from tests.governance.signed import DECIDED, a_proposal, an_adopted_schedule, facts
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.governance.retention_schedule import retention_adoption, retention_schedule
from watchbook.governance.retention_schedule.queries import edition_by_reference
from watchbook.governance.retention_schedule.retention_adoption import Paper

SRO = {"simon"}
PAPER = Paper("Paper", DECIDED)


def refused(act, says):
    leaves_nothing(WrongState, act, says)


def test_the_sro_records_the_adoption_with_who_decided_and_the_minute(people):
    proposed = a_proposal(people)
    row = retention_adoption.adopt(proposed, DECIDED, by=people.simon, at=AT)
    assert edition_by_reference("RS-0001").adoption == row
    name, by, _at, fields, personal = told(row)
    assert (name, by, fields["schedule_reference"], fields["in_force_from"]) == (
        "retention_adoption.recorded", people.simon.id, "RS-0001", "2026-02-01",
    )  # fmt: skip
    assert personal == {"decided_by": "Cabinet", "minute": "C/12"}
    assert "Cabinet" not in open_words()


def test_a_schedule_is_adopted_once(people):
    schedule = an_adopted_schedule(people).schedule
    refused(lambda: retention_adoption.adopt(schedule, DECIDED, by=people.simon, at=AT), "is already adopted")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"decided_by": " "}, "the adopting body is missing"),
        ({"adopted_on": date(2026, 3, 3), "in_force_from": date(2026, 3, 3)}, "is in the future"),
        ({"in_force_from": date(2026, 1, 4)}, "is before the date of adoption"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(people, changes, says):
    proposed = a_proposal(people)
    wrong = replace(DECIDED, **changes)
    refused(lambda: retention_adoption.adopt(proposed, wrong, by=people.simon, at=AT), says)
    row = retention_adoption.adopt(proposed, DECIDED, by=people.simon, at=AT)
    refused(lambda: retention_adoption.correct(row, wrong, by=people.simon, at=AT), says)
    refused(lambda: retention_adoption.enter(Paper("x", wrong), facts(), by=people.simon, at=AT), says)


def test_a_schedule_that_leaves_a_required_class_out_is_not_adopted_and_an_optional_one_may_be(people):
    proposed = a_proposal(people)
    rows = {row.code: row for row in edition_by_reference("RS-0001").classes}
    retention_schedule.remove_class(rows["listening_posts"], by=people.winston, at=AT)
    retention_schedule.remove_class(rows["deletion_request"], by=people.winston, at=AT)
    refused(
        lambda: retention_adoption.adopt(proposed, DECIDED, by=people.simon, at=AT),
        "does not cover these classes: How to ask for deletion",
    )
    put_back = facts(
        code="deletion_request", period=1, unit="months", action="answer", action_words="Write to us."
    )
    retention_schedule.add_class(proposed, put_back, by=people.winston, at=AT)
    assert retention_adoption.adopt(proposed, DECIDED, by=people.simon, at=AT)


def test_a_class_beyond_a_bound_that_came_by_paper_is_not_adopted_anew(people):
    retention_adoption.enter(PAPER, facts(code="chis_record", period=1), by=people.simon, at=AT)
    a_proposal(people, title="next", after=edition_by_reference("RS-0001"))
    proposed = edition_by_reference("RS-0002").schedule
    refused(
        lambda: retention_adoption.adopt(proposed, DECIDED, by=people.simon, at=AT),
        "the law requires at least 5 years",
    )


def test_the_entry_is_corrected_by_a_new_version(people):
    row = an_adopted_schedule(people).adoption
    newer = retention_adoption.correct(row, replace(DECIDED, minute="C/13"), by=people.simon, at=AT)
    assert (newer.minute, newer.corrects) == ("C/13", row)
    assert told(newer)[0] == "retention_adoption.corrected"
    refused(
        lambda: retention_adoption.correct(row, DECIDED, by=people.simon, at=AT),
        "changed the schedule in the meantime",
    )


def test_an_adoption_that_is_taken_back_leaves_a_proposal_that_can_be_adopted_again(people):
    edition = an_adopted_schedule(people)
    gone = retention_adoption.take_back(edition.adoption, by=people.simon, at=AT)
    assert told(gone)[0] == "retention_adoption.taken_back"
    assert edition_by_reference("RS-0001").adoption is None
    refused(
        lambda: retention_adoption.take_back(edition.adoption, by=people.simon, at=AT),
        "changed the schedule in the meantime",
    )
    again = retention_adoption.adopt(edition.schedule, DECIDED, by=people.simon, at=AT)
    assert again.corrects == gone


def test_a_paper_is_entered_class_by_class(people):
    first = retention_adoption.enter(PAPER, facts(code="look"), by=people.simon, at=AT)
    second = retention_adoption.enter(PAPER, facts(), by=people.simon, at=AT)
    assert first.schedule_reference == second.schedule_reference == "RS-0001"
    refused(lambda: retention_adoption.enter(PAPER, facts(), by=people.simon, at=AT), "already")
    other = Paper("Paper", replace(DECIDED, minute="other"))
    refused(
        lambda: retention_adoption.enter(other, facts(code="x"), by=people.simon, at=AT),
        "differs from the adoption in this row",
    )
    refused(lambda: retention_adoption.enter(PAPER, facts(code="X"), by=people.simon, at=AT), "short name")


def test_the_sro_alone_does_any_of_it(people):
    proposed = a_proposal(people)
    row = an_adopted_schedule(people, title="other").adoption
    for act in (
        lambda by: retention_adoption.adopt(proposed, DECIDED, by=by, at=AT),
        lambda by: retention_adoption.correct(row, DECIDED, by=by, at=AT),
        lambda by: retention_adoption.take_back(row, by=by, at=AT),
        lambda by: retention_adoption.enter(PAPER, facts(), by=by, at=AT),
    ):
        refused_to_all_but(SRO, people, act, match="record that a retention schedule was adopted")


def test_without_its_entry_in_the_log_nothing_is_adopted(people, monkeypatch):
    proposed = a_proposal(people)
    undone_when_the_log_fails(
        monkeypatch,
        retention_adoption,
        lambda: retention_adoption.adopt(proposed, DECIDED, by=people.simon, at=AT),
    )
