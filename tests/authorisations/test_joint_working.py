"""Joint working and third parties: who else works under an authorisation, and that they have seen it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.authorisations import given
from tests.given import AT
from tests.log import everything, leaves_nothing, told, undone_when_the_log_fails
from tests.pages import a_day, signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState, can
from watchbook.authorisations import joint_working
from watchbook.authorisations.permissions import may_record_order
from watchbook.investigations import need_to_know
from watchbook.keys.envelope import opened
from watchbook.organisation.queries import today

A_DAY = timedelta(days=1)


def test_a_partner_who_has_seen_it_is_on_record_and_named_in_the_envelope_alone(people):
    row = given.worked_with(people, their_reference="ND/7")
    partner = row.jointworkings.get()
    assert (str(partner), partner.their_reference) == ("we_lead", "ND/7")
    assert opened(partner)["partner"] == "Next District Council"
    name, by, _at, fields, personal = told(row)
    assert (name, by, fields["role"]) == ("joint_working.confirmed", people.ines.id, "we_lead")
    assert personal["partner"] == "Next District Council"
    assert "Next District" not in repr(everything())


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"partner": " "}, "Enter the name of the partner"),
        ({"scope": ""}, "Enter the name of the partner"),
        ({"confirmed_by": ""}, "Enter the name of the partner"),
        ({"role": "they_lead"}, "its reference is missing"),
        ({"confirmed_on": given.DECIDED.date() + A_DAY}, "not in the future"),
        ({"confirmed_on": given.DECIDED.date() - A_DAY}, "not in the future"),
        ({"role": "third_party"}, "no company acts for us"),
    ],
)
def test_what_is_missing_or_does_not_fit_is_refused(people, changes, why):
    row = given.a_granted(people)
    leaves_nothing(WrongState, lambda: given.worked_with(people, row=row, **changes), why)


def test_a_third_party_acts_where_the_application_says_so(people):
    row = given.a_granted(people, uses_company=True)
    given.worked_with(people, row=row, role="third_party", partner="Example Investigations Ltd")
    assert row.jointworkings.get().role == "third_party"


def test_nobody_works_under_what_is_not_granted_or_is_over(people):
    draft = given.a_draft(people)
    leaves_nothing(WrongState, lambda: given.worked_with(people, row=draft), "being written")
    row = given.cancelled(people, given.in_force(people, kind="non_ripa"), at=given.ORDERED)
    leaves_nothing(WrongState, lambda: given.worked_with(people, row=row), "“cancelled”")


def test_the_applicant_and_the_coordinator_record_it(people):
    row = given.a_granted(people)
    refused_to_all_but(
        {"ines", "helen"},
        people,
        lambda by: given.worked_with(people, row=row, by=by),
        match="a partner who works",
    )
    ian = given.another_investigator(people)
    leaves_nothing(NotPermitted, lambda: given.worked_with(people, row=row, by=ian), "another officer")


def test_nothing_stays_where_the_log_fails(people, monkeypatch):
    row = given.a_granted(people)
    undone_when_the_log_fails(monkeypatch, joint_working, lambda: given.worked_with(people, row=row))


def test_the_page_records_and_the_authorisation_shows_it(people):
    row = given.a_granted(people)
    helen = signed_in(people.helen)
    at = f"/authorisations/{row}/"
    assert "Joint working and third parties" in words(helen.get(at))
    told_ = {"role": "they_lead", "partner": "Next District", "scope": "All", "confirmed_by": "Their SRO"}
    assert "its reference is missing" in words(
        helen.post(f"{at}joint-working/", told_ | a_day("confirmed_on", today()))
    )
    told_ |= {"their_reference": "ND/7"} | a_day("confirmed_on", today())
    assert helen.post(f"{at}joint-working/", told_).status_code == 302
    assert "Next District, ND/7" in words(helen.get(at))


def test_an_applicant_taken_off_the_list_of_people_with_access_records_neither_partner_nor_order(people):
    row = given.a_granted(people)
    need_to_know.add(row.investigation, given.another_investigator(people), by=people.ines, at=AT)
    need_to_know.remove(row.investigation, people.ines, by=people.marian, at=AT)
    with pytest.raises(
        NotPermitted,
        match="under an authorisation in this investigation: you are not on the investigation’s list",
    ):
        given.worked_with(people, row=row, by=people.ines)
    assert not can(may_record_order, people.ines, row)
    for page in ("joint_working", "judicial_approval"):
        answer = signed_in(people.ines).get(reverse(f"authorisations:{page}", args=[row.reference]))
        assert answer.status_code == 403, page
