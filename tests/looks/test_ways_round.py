"""Ways round the newest assessment of a subject that were tried and are shut: closing, removing, colleagues, other subjects."""

from datetime import date

import pytest

from tests.looks import given
from tests.pages import signed_in, words
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.investigations import account, investigation, subject
from watchbook.investigations.models import SubjectKind
from watchbook.looks import opening
from watchbook.looks.models import Look
from watchbook.organisation import duty, person
from watchbook.organisation.rules import DutyKind


def bare_subject(people, whole, *, at):
    """A subject of which no account is known yet."""
    told = subject.SubjectParticulars(called="The shop")
    return subject.add(whole, told, kind=SubjectKind.ORGANISATION, by=people.ines, at=at)


def test_closing_the_investigation_does_not_end_what_its_assessment_asks_for(council, people):
    council.assess("T02")
    council.later()
    investigation.close(council.subject.investigation, reason="Done", by=people.ines, at=council.now)
    council.later()
    assert "You cannot open" in words(council.in_another_investigation(["none"]))


def test_removing_the_account_does_not_end_what_was_assessed_while_it_was_the_subjects(council, people):
    council.assess("T02")
    council.later()
    row = council.subject.accounts.get()
    account.part(row, reason="It is his brother", by=people.ines, at=council.now)
    council.later()
    assert "You cannot open" in words(council.in_another_investigation(["none"]))


def test_what_is_assessed_after_an_account_was_removed_is_not_about_that_account(council, people):
    row = council.subject.accounts.get()
    account.part(row, reason="It is his brother", by=people.ines, at=council.now)
    council.later()
    council.assess("T02")
    council.later()
    assert council.in_another_investigation(["none"]).status_code == 302


def test_nobody_in_particular_is_not_the_subject_of_a_colleague(council, people):
    council.assess("T02")
    ian = person.add(
        email="ian@council.invalid", name="Ian", service=people.ines.service, by=people.ada, at=council.now
    )
    told = duty.propose(
        ian, kind=DutyKind.INVESTIGATOR, from_on=date(2026, 3, 2), by=people.ada, at=council.now
    )
    duty.grant(told, by=people.bashir, at=council.now)
    council.browser = signed_in(ian)
    for about in ("own_page", "general", "register"):
        council.at_nobody(about)
    assert not Look.objects.exists()


def test_joining_a_subject_that_was_assessed_later_ends_nothing(council, people):
    council.assess("T02")
    council.later()
    triage.assessed_case(people, "T14", subject=council.other, at=council.now)
    joined = {"basis": "same_details", "reason": "The same phone number stands on both"}
    account.add(council.subject, given.OTHER_PROFILE, **joined, by=people.ines, at=council.now)
    council.later()
    assert "You cannot open" in words(council.prepared(["none"]))


def test_an_assessment_of_whoever_is_joined_through_a_third_is_held(council, people):
    council.assess("T02")
    joined = {"basis": "same_details", "reason": "The same phone number stands on both"}
    account.add(council.subject, given.OTHER_PROFILE, **joined, by=people.ines, at=council.now)
    council.later()
    third = given.a_subject(people, called="J R", profile=given.OTHER_PROFILE)
    triage.assessed_case(people, "T16", subject=third, changed="He wrote to us since", at=council.now)
    council.later()
    assert "You cannot open" in words(council.prepared(["told"]))


def test_a_subject_without_accounts_is_not_looked_at_under_another_subjects_address(council, people):
    council.assess("T02")
    bare = bare_subject(people, council.subject.investigation, at=council.now)
    council.later()
    told = given.ask(bare, address=given.PROFILE)
    with pytest.raises(WrongState, match="You cannot open this look"):
        opening.open(told, by=people.ines, at=council.now)
