"""A list of proposals is decided by one second administrator: each by its own act, all or none."""

from datetime import date

import pytest

from tests import given
from tests.log import everything, leaves_nothing, told, undone_when_the_log_fails
from tests.rights import BOTH, refused_to_all_but
from watchbook.acting.refusals import NotPermitted
from watchbook.organisation import duty, proposals
from watchbook.organisation.proposals import ListRefused
from watchbook.organisation.rules import DutyKind


def propose(people, kind, whose="nell", by="ada"):
    return duty.propose(
        getattr(people, whose), kind=kind, from_on=date(2026, 4, 1), by=getattr(people, by), at=given.AT
    )


@pytest.fixture
def rows(people):
    return [propose(people, DutyKind.SOLICITOR), propose(people, DutyKind.RECORDS_MANAGER)]


def decide(rows, people, *, grants=True, by="bashir"):
    return proposals.decide_all(rows, grants=grants, by=getattr(people, by), at=given.AT)


@pytest.mark.parametrize(("grants", "state"), [(True, "granted"), (False, "declined")])
def test_each_is_decided_with_its_own_event(people, rows, grants, state):
    decided = decide(rows, people, grants=grants)
    assert [row.state for row in decided] == [state, state]
    for row in rows:
        assert told(row)[:3] == (f"duty.{state}", people.bashir.id, given.AT)


def test_where_some_are_refused_each_reason_is_told_and_none_is_decided(people, rows):
    mine = propose(people, DutyKind.SOLICITOR, whose="bashir")
    proposed_by_me = propose(people, DutyKind.LINE_MANAGER, by="bashir")
    before = everything()
    with pytest.raises(ListRefused) as refused:
        decide([*rows, mine, proposed_by_me], people)
    assert [row for row, _ in refused.value.duties] == [mine, proposed_by_me]
    assert "you would hold the duty yourself" in refused.value.duties[0][1]
    assert everything() == before
    decide(rows, people)
    leaves_nothing(ListRefused, lambda: decide(rows, people), "You cannot grant this duty")


def test_two_that_may_never_be_joined_are_not_granted_together(people):
    pair = [propose(people, kind) for kind in (DutyKind.INVESTIGATOR, DutyKind.INTERNAL_AUDITOR)]
    leaves_nothing(ListRefused, lambda: decide(pair, people), "You cannot give one person the duties of")


def test_an_empty_list_decides_nothing(people):
    assert decide([], people) == []
    leaves_nothing(NotPermitted, lambda: decide([], people, by="fatima"), "cannot see accounts and duties")


def test_only_a_system_administrator_decides(people, rows):
    refused_to_all_but(
        {*BOTH, "simon"},
        people,
        lambda by: proposals.decide_all(rows, grants=True, by=by, at=given.AT),
        match="cannot see accounts and duties",
    )
    leaves_nothing(ListRefused, lambda: decide(rows, people, by="simon"), "cannot grant or decline duties")


def test_a_failing_log_decides_nothing(people, rows, monkeypatch):
    undone_when_the_log_fails(monkeypatch, duty, lambda: decide(rows, people))
