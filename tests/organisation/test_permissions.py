"""Who may do what to accounts, services and duties: each rule asked of everybody in the cast, both ways."""

from datetime import date, timedelta

import pytest

from tests import given
from tests.rights import BOTH, those_who_may
from watchbook.acting.refusals import NotPermitted, can
from watchbook.organisation import duty, permissions, person
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import (
    may_add_person,
    may_amend_authority,
    may_close_account,
    may_decide_duty,
    may_end_duty,
    may_hold_together,
    may_propose_duty,
    may_propose_duty_for,
    may_see_people,
    require_duty,
)
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

SOLICITOR = DutyKind.SOLICITOR
ADMINISTRATOR = DutyKind.SYSTEM_ADMINISTRATOR


def a_proposal(people, *, whose="nell", kind=SOLICITOR, by="ada", **days):
    days = {"from_on": today()} | days
    return duty.propose(getattr(people, whose), kind=kind, by=getattr(people, by), at=given.AT, **days)


def granted(people, **options):
    return duty.grant(a_proposal(people, **options), by=people.bashir, at=given.AT)


@pytest.mark.parametrize("may", [may_amend_authority, may_add_person, may_propose_duty])
def test_a_system_administrator_and_nobody_else_looks_after_accounts_and_settings(people, may):
    assert those_who_may(people, may) == BOTH


def test_a_duty_is_proposed_for_an_open_account_only(people):
    assert those_who_may(people, may_propose_duty_for, people.nell) == BOTH
    assert those_who_may(people, may_propose_duty_for, people.ada) == BOTH
    assert those_who_may(people, may_propose_duty_for, Person.objects.get(is_system=True)) == set()
    person.close(people.nell, by=people.ada, at=given.AT)
    assert those_who_may(people, may_propose_duty_for, people.nell) == set()


def test_the_sro_sees_accounts_and_duties_too(people):
    assert those_who_may(people, may_see_people) == {*BOTH, "simon"}


def test_an_administrator_closes_every_account_but_their_own_and_never_the_system_persons(people):
    assert those_who_may(people, may_close_account, people.nell) == BOTH
    assert those_who_may(people, may_close_account, people.ada) == {"bashir", "simon"}
    assert those_who_may(people, may_close_account, Person.objects.get(is_system=True)) == set()


def test_a_duty_is_decided_by_neither_its_proposer_nor_its_holder(people):
    assert those_who_may(people, may_decide_duty, a_proposal(people)) == {"bashir"}
    assert those_who_may(people, may_decide_duty, a_proposal(people, whose="bashir")) == set()
    assert those_who_may(people, may_decide_duty, a_proposal(people, whose="ada", by="bashir")) == set()


def test_an_administrator_ends_any_duty_but_their_own_administration(people):
    assert those_who_may(people, may_end_duty, Duty.objects.get(person=people.ines)) == BOTH
    assert those_who_may(people, may_end_duty, Duty.objects.get(person=people.ada)) == {"bashir"}
    assert those_who_may(people, may_end_duty, a_proposal(people, whose="ada")) == BOTH


def test_a_refusal_names_the_duties_that_would_do_and_what_to_do_next(people):
    with pytest.raises(NotPermitted) as refusal:
        require_duty(people.nell, SOLICITOR, DutyKind.INSPECTOR, to="read it")
    assert str(refusal.value) == (
        "You cannot read it: only the solicitor or inspector (IPCO) can. "
        "If you should hold one of these duties, ask a system administrator."
    )


def test_a_refusal_names_each_duty_that_may(people):
    four = (SOLICITOR, DutyKind.INSPECTOR, ADMINISTRATOR, DutyKind.INVESTIGATOR)
    with pytest.raises(
        NotPermitted, match=r"only the solicitor, inspector .IPCO. or a system administrator can"
    ):
        require_duty(people.nell, *four[:3], to="read it")
    with pytest.raises(NotPermitted) as refusal:
        require_duty(people.nell, *four, to="read it")
    assert str(refusal.value).startswith(
        "You cannot read it: only the solicitor, inspector (IPCO), a system administrator or the investigator can. "
    )


def test_a_refusal_names_no_more_duties_than_a_reader_can_use(people):
    with pytest.raises(NotPermitted) as refusal:
        require_duty(people.nell, *DutyKind, to="read it")
    assert str(refusal.value) == (
        "You cannot read it: your duties do not allow this. If you should hold a duty that allows it, ask a system administrator."
    )


def test_whoever_holds_any_of_the_duties_may(people):
    require_duty(people.ivo, SOLICITOR, DutyKind.INSPECTOR, to="read it")


def test_a_closed_account_may_nothing_and_has_no_duty_when_it_is_opened_again(people):
    person.close(people.bashir, by=people.ada, at=given.AT)
    assert not can(may_add_person, people.bashir)
    person.reopen(people.bashir, by=people.ada, at=given.AT)
    assert not can(may_add_person, people.bashir)


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [(0, 0, True), (-1, -1, False), (1, None, False), (-1, 1, True), (-1, None, True)],
)
def test_a_duty_counts_on_its_days_only(people, first, last, counts):
    days = [None if offset is None else today() + timedelta(days=offset) for offset in (first, last)]
    granted(people, kind=DutyKind.SENIOR_RESPONSIBLE_OFFICER, from_on=days[0], until_on=days[1])
    assert can(may_see_people, people.nell) == counts


def test_a_duty_that_was_only_proposed_or_declined_counts_for_nothing(people):
    proposal = a_proposal(people, kind=ADMINISTRATOR)
    assert not can(may_add_person, people.nell)
    duty.decline(proposal, by=people.bashir, at=given.AT)
    assert not can(may_add_person, people.nell)


def unsaved(people, kind, *, whose="nell", first=date(2026, 5, 1), last=None):
    return Duty(person=getattr(people, whose), kind=kind, from_on=first, until_on=last)


def test_duties_that_may_never_be_joined_are_refused_with_the_reason(people):
    with pytest.raises(NotPermitted) as refusal:
        may_hold_together(unsaved(people, DutyKind.INTERNAL_AUDITOR, whose="ines"))
    assert str(refusal.value) == (
        "You cannot give one person the duties of internal auditor and investigator. "
        "An internal auditor does not audit their own work. End the other duty first."
    )


def test_duties_that_join_with_a_warning_are_let_through(people):
    may_hold_together(unsaved(people, DutyKind.AUTHORISING_OFFICER, whose="ines"))


@pytest.mark.parametrize(
    ("first", "last", "joined"),
    [
        (date(2026, 4, 1), date(2026, 4, 30), False),
        (date(2026, 4, 1), date(2026, 5, 1), True),
        (date(2026, 5, 31), date(2026, 6, 30), True),
        (date(2026, 6, 1), date(2026, 6, 30), False),
        (date(2026, 4, 1), None, True),
        (date(2026, 6, 1), None, False),
        (date(2026, 5, 10), date(2026, 5, 11), True),
    ],
)
@pytest.mark.parametrize("ended", [False, True])
def test_only_duties_whose_days_meet_are_joined(people, first, last, joined, ended):
    row = granted(people, kind=DutyKind.INVESTIGATOR, from_on=date(2026, 5, 1), until_on=date(2026, 5, 31))
    if ended:
        duty.end(row, on=date(2026, 5, 31), by=people.ada, at=given.AT)
    auditor = unsaved(people, DutyKind.INTERNAL_AUDITOR, first=first, last=last)
    assert can(lambda _person: may_hold_together(auditor), people.nell) != joined


def test_what_was_proposed_or_declined_joins_with_nothing(people):
    proposal = a_proposal(people, kind=DutyKind.INVESTIGATOR, from_on=date(2026, 5, 1))
    may_hold_together(unsaved(people, DutyKind.INTERNAL_AUDITOR))
    duty.decline(proposal, by=people.bashir, at=given.AT)
    may_hold_together(unsaved(people, DutyKind.INTERNAL_AUDITOR))


def test_can_lets_other_errors_through(people):
    def broken(_person):
        raise LookupError

    with pytest.raises(LookupError):
        can(broken, people.ada)


def test_each_rule_says_in_a_sentence_whom_it_is_for():
    rules = [getattr(permissions, name) for name in dir(permissions) if name.startswith("may_")]
    assert len(rules) == 26
    assert all(may.__doc__.endswith(".") for may in rules)
