"""What the duties and appointments say of who is answerable for surveillance powers, and how many may authorise."""

from datetime import date

import pytest
from django.utils import timezone

from tests import given
from watchbook.figures import officers
from watchbook.figures.findings import Inquiry, Status
from watchbook.organisation import appointment, authority, duty
from watchbook.organisation.appointment import AppointmentParticulars
from watchbook.organisation.models import Person
from watchbook.organisation.queries import the_authority
from watchbook.organisation.rules import DutyKind

ON = date(2026, 6, 1)
RANKS = {"simon": "Director of Law", "helen": "Information Manager", "oliver": "Head of Trading Standards"}
NAMES = "Simon, Director of Law, is senior responsible officer. Helen, Information Manager, is RIPA co-ordinator. Oliver"


def asked(text="the names and job titles of those responsible", *, on=ON, as_at=None):
    """A question as a query sees it."""
    return Inquiry(text=text, on=on, as_at=as_at)


def another(people, *, kind=DutyKind.AUTHORISING_OFFICER, who="nell"):
    """One more who holds a duty."""
    proposed = duty.propose(
        getattr(people, who), kind=kind, from_on=date(2026, 3, 2), by=people.ada, at=given.AT
    )
    return duty.grant(proposed, by=people.bashir, at=given.AT)


def settle(people, **ranks):
    """The posts of officers."""
    return {
        name: appointment.add(
            getattr(people, name).duties.get(), AppointmentParticulars(rank=rank), by=people.ada, at=given.AT
        )
        for name, rank in ranks.items()
    }


def contact(people, words="ripa@council.invalid"):
    """How the authority is written to."""
    row = the_authority()
    authority.amend(
        row, name=row.name, colour=row.colour, contact=words, logo=None, by=people.ada, at=given.AT
    )


def test_officers_are_told_by_name_and_post_with_the_authoritys_address(people):
    settle(people, **RANKS)
    contact(people)
    finding = officers.responsible_officers(asked())
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer.startswith(NAMES)
    assert finding.answer.endswith("The contact address is ripa@council.invalid.")
    assert finding.value[0] == {
        "duty": "senior_responsible_officer",
        "name": "Simon",
        "job_title": "Director of Law",
    }
    assert len(finding.evidence) == 3
    assert finding.searched[0].found == 3


def test_nobodys_own_address_is_given(people):
    settle(people, **RANKS)
    finding = officers.responsible_officers(asked())
    assert "@" not in finding.answer
    assert finding.status is Status.PARTLY
    assert "no contact address" in finding.answer


def test_a_post_that_is_not_on_record_is_said_to_be_missing(people):
    settle(people, simon="Director of Law", helen="Information Manager")
    contact(people)
    finding = officers.responsible_officers(asked())
    assert finding.status is Status.PARTLY
    assert "Oliver is authorising officer." in finding.answer
    assert finding.answer.endswith("The register holds no job title for Oliver.")
    assert finding.value[-1]["job_title"] is None


@pytest.mark.parametrize("query", [officers.responsible_officers, officers.number_of_authorising_officers])
def test_before_anybody_held_the_duties_a_person_searches(people, query):
    finding = query(asked(on=date(2026, 3, 1)))
    assert finding.status is Status.TO_BE_SEARCHED
    assert (finding.evidence, finding.searched[0].found) == ((), 0)


def test_one_duty_that_nobody_held_is_named(people):
    duty.end(people.helen.duties.get(), on=date(2026, 5, 31), by=people.ada, at=given.AT)
    finding = officers.responsible_officers(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert "duty of RIPA co-ordinator when" in finding.answer


def test_a_name_that_is_no_longer_kept_is_searched(people, monkeypatch):
    found = officers.officers(kind=DutyKind.RIPA_COORDINATOR, on=ON, as_at=None)
    found[0].person = Person(name="")
    monkeypatch.setattr(officers, "officers", lambda **asked: found)
    finding = officers.responsible_officers(asked())
    assert finding.status is Status.TO_BE_SEARCHED
    assert "no longer on the register" in finding.answer


def test_those_who_may_authorise_and_apply_are_counted_with_their_grades(people):
    another(people)
    settle(people, oliver="Head of Trading Standards", nell="Head of Trading Standards")
    finding = officers.number_of_authorising_officers(asked())
    assert finding.status is Status.HELD_SUPPLIED
    assert finding.answer == (
        "Officers who could authorise on 1 June 2026: 2. Officers who could apply: 1. Head of Trading Standards: 2."
    )
    assert finding.value == {
        "authorising": 2,
        "applying": 1,
        "grades": [{"grade": "Head of Trading Standards", "count": 2}],
        "without_grade": 0,
    }
    assert len(finding.evidence) == 3


def test_an_officer_without_a_grade_leaves_the_answer_in_part(people):
    another(people)
    settle(people, oliver="Head of Trading Standards")
    finding = officers.number_of_authorising_officers(asked())
    assert finding.status is Status.PARTLY
    assert finding.answer.endswith("The register holds no grade for 1 of these officers.")
    grades = sum(one["count"] for one in finding.value["grades"])
    assert grades + finding.value["without_grade"] == finding.value["authorising"]


def test_an_officer_is_told_as_was_recorded_by_a_moment(committed_people):
    people = committed_people
    rows = settle(people, **RANKS)
    contact(people)
    then = timezone.now()
    appointment.correct(
        rows["oliver"], AppointmentParticulars(rank="Chief Executive"), by=people.ada, at=given.AT
    )
    another(people)
    assert "Head of Trading Standards" in officers.responsible_officers(asked(as_at=then)).answer
    assert officers.number_of_authorising_officers(asked(as_at=then)).value["authorising"] == 1
    assert "Oliver, Chief Executive, is" in officers.responsible_officers(asked()).answer
    assert officers.number_of_authorising_officers(asked()).value["authorising"] == 2


@pytest.mark.parametrize("text", ["since 2031", "between 2019 and 2016", "last year", "2016 " * 500])
def test_officers_are_those_of_the_day_of_receipt_whatever_time_is_named(people, text):
    assert officers.number_of_authorising_officers(asked(text)).value["authorising"] == 1


@pytest.mark.parametrize("more", [0, 1])
def test_queries_are_as_many_however_many_officers_there_are(people, django_assert_num_queries, more):
    if more:
        another(people)
    with django_assert_num_queries(7):
        officers.responsible_officers(asked())
    with django_assert_num_queries(4):
        officers.number_of_authorising_officers(asked())
