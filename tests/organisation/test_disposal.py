"""Disposal of people's data: which accounts are due, who is found, and what is left of an emptied account."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress

from tests import given
from tests.log import told, undone_when_the_log_fails
from watchbook.audit_log.models import Event
from watchbook.organisation import disposal, duty, person
from watchbook.organisation.models import Person
from watchbook.organisation.rules import DutyKind

TODAY = date(2026, 6, 1)


def close(people, name):
    return person.close(getattr(people, name), by=people.ada, at=given.AT)


def propose(people, name, **days):
    facts = {"kind": DutyKind.SOLICITOR} | days
    return duty.propose(getattr(people, name), by=people.ada, at=given.AT, **facts)


def test_closed_accounts_are_due_with_their_duties_which_end_too(people):
    assert disposal.due(TODAY) == []
    nell, ines = close(people, "nell"), close(people, "ines")
    assert set(disposal.due(TODAY)) == {nell.id, ines.id}


@pytest.mark.parametrize(
    ("first", "last", "ended", "kept"),
    [
        (date(2026, 4, 1), date(2026, 5, 31), False, False),
        (date(2026, 4, 1), TODAY, False, False),  # it ends with the account
        (date(2026, 4, 1), TODAY, True, True),
        (date(2026, 7, 1), None, False, True),
    ],
)
def test_a_duty_keeps_an_account_to_its_last_day_whatever_was_declined_besides(
    people, first, last, ended, kept
):
    row = duty.grant(propose(people, "nell", from_on=first, until_on=last), by=people.bashir, at=given.AT)
    if ended:
        duty.end(row, on=last, by=people.ada, at=given.AT)
    duty.decline(
        propose(people, "nell", kind=DutyKind.INVESTIGATOR, from_on=first), by=people.bashir, at=given.AT
    )
    nell = close(people, "nell")
    assert disposal.due(TODAY) == ([] if kept else [nell.id])


def test_a_person_is_found_by_name_or_address_in_any_case_and_whole(people):
    assert disposal.find("INES") == disposal.find("Ines@Council.invalid") == [people.ines.id]
    assert disposal.find("ine") == []
    EmailAddress.objects.create(user=people.nell, email="second@elsewhere.invalid")
    assert disposal.find("SECOND@elsewhere.invalid") == [people.nell.id]


def test_an_emptied_account_has_no_name_no_address_and_no_password_and_its_acts_keep_their_author(people):
    nell = close(people, "nell")
    EmailAddress.objects.create(user=nell, email="nell@elsewhere.invalid")
    disposal.dispose(nell.id, by=people.winston, at=given.AT)
    row = Person.objects.get(pk=nell.id)
    assert (row.name, row.email) == ("", f"{nell.id}@watchbook.invalid")
    assert not row.is_active
    assert not row.has_usable_password()
    assert not EmailAddress.objects.exists()
    assert told(row) == ("person.emptied", people.winston.id, given.AT, {}, {})
    assert Event.objects.filter(subject_id=nell.id, name="person.added").exists()
    assert disposal.due(TODAY) == []


def test_a_failing_log_undoes_it(people, monkeypatch):
    nell = close(people, "nell")
    undone_when_the_log_fails(
        monkeypatch, disposal, lambda: disposal.dispose(nell.id, by=people.winston, at=given.AT)
    )


def test_the_columns_that_hold_personal_data_are_listed():
    assert set(disposal.PERSONAL_FIELDS) == {
        "organisation.Person.name",
        "organisation.Person.email",
        "account.EmailAddress.email",
    }
