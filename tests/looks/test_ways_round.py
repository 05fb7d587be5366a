"""Ways round the newest assessment of a subject that were tried and are shut: closing, removing, colleagues, other subjects."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.looks import given
from tests.looks.officer import at_the_commit, by_sql
from tests.pages import signed_in, words
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.investigations import account, investigation, subject
from watchbook.investigations.models import SubjectKind
from watchbook.looks import opening
from watchbook.looks.models import Look
from watchbook.organisation import duty, person
from watchbook.organisation.rules import DutyKind
from watchbook.triage.queries import standing_of


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


def test_the_database_takes_no_look_that_is_less_strict_than_its_assessment(council):
    council.prepared(["none"])
    row = Look.objects.get()
    council.later()
    council.assess("T02")
    with pytest.raises(IntegrityError, match="less strict than the newest assessment"):
        by_sql(row, council.subject, at=council.now)


def twin_of(council):
    """The same account as a subject of another investigation of the service."""
    return given.a_subject(council.people, called="J R", profile="https://m.facebook.com/Jane.Roe.Seller")


@pytest.mark.parametrize("way", ["", "closed", "removed"])
def test_nor_at_another_subject_with_the_same_account_even_if_that_was_closed_or_the_account_removed(
    council, people, way
):
    twin = twin_of(council)
    council.prepared(["none"], one=twin)
    row = Look.objects.get()
    council.later()
    council.assess("T02")
    council.later()
    if way == "closed":
        investigation.close(council.subject.investigation, reason="Done", by=people.ines, at=council.now)
    elif way == "removed":
        account.part(council.subject.accounts.get(), reason="His brother", by=people.ines, at=council.now)
    with pytest.raises(IntegrityError, match="less strict than the newest assessment"):
        by_sql(row, twin, at=council.now)


def test_the_database_counts_joined_accounts_together_as_the_pages_do(council, people):
    other = given.a_subject(people, profile=given.OTHER_PROFILE, called="Trainers")
    council.prepared(["none"], one=other)
    row = Look.objects.get()
    council.later()
    council.assess("T02")
    by_sql(row, other, at=council.now)
    account.add(
        council.subject,
        given.OTHER_PROFILE,
        basis="linked",
        reason="Each links to the other",
        by=people.ines,
        at=council.now,
    )
    council.later()
    assert "You cannot open" in words(council.prepared(["none"], one=other))
    with pytest.raises(IntegrityError, match="less strict than the newest assessment"):
        by_sql(Look.objects.get(), other, at=council.now)


def test_what_was_signed_for_one_of_two_subjects_is_signed_for_the_database_too(council, people):
    council.assess("T02")
    council.later()
    twin = twin_of(council)
    held = triage.assessed_case(people, "T16", subject=twin, changed="He was told by letter", at=council.now)
    assert held.assessment.held
    council.later()
    triage.lowered(standing_of(held.assessment.reference), "overt", by=people.oliver, at=council.now)
    council.later()
    for one in (twin, council.subject):
        assert council.prepared(["told"], one=one).status_code == 302
        at_the_commit()
