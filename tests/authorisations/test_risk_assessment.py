"""Several users of one covert profile: each with their own risk assessment, before which they do not use it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.authorisations import given
from tests.authorisations.given import AT
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.pages import signed_in, words
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState, can
from watchbook.authorisations import covert_profile, disposal, risk_assessment
from watchbook.authorisations.models import RiskAssessment
from watchbook.authorisations.permissions import may_read_profiles
from watchbook.authorisations.queries.profiles import profiles_of_service, risks_assessed
from watchbook.authorisations.states import ProfileState, check_profile_usable
from watchbook.keys.envelope import opened
from watchbook.looks.sitting import usable_profiles

DAY = AT.date()


def assessed(people, row, *, user=None, risks="Being recognised in town", by=None):
    """The risk to Ines, unless to another, assessed by Helen, who reads the entry first."""
    by, told = by or people.helen, {"risks": risks, "measures": "Two at each use"}
    with transaction.atomic():
        if can(may_read_profiles, by):
            covert_profile.read(row, by=by, at=AT)
        return risk_assessment.assess(row, user=user or people.ines, by=by, at=AT, **told)


def test_each_user_of_a_shared_profile_has_an_assessment_of_their_own(people):
    row = given.a_shared_profile(people)
    one = assessed(people, row)
    assert (one.number, one.user, one.by, one.assessed_on) == (1, people.ines, people.helen, DAY)
    assert opened(one) == {"risks": "Being recognised in town", "measures": "Two at each use"}
    name, by, _, fields, personal = told(row)
    assert (name, by, fields["number"]) == ("risk_assessment.recorded", people.helen.id, 1)
    assert personal["risks"] == "Being recognised in town"
    assert "Being recognised" not in open_words()
    assert str(one) == f"{row.id}/1"


def test_a_later_assessment_stands_beside_the_earlier_one_and_counts(people):
    row = given.a_shared_profile(people)
    assessed(people, row)
    newer = assessed(people, row, risks="Drawn into a friendship")
    assert risks_assessed(row) == {people.ines.id: newer}
    assert row.risk_assessments.count() == 2


def test_until_then_nobody_uses_a_profile_that_others_use_too(people):
    row = given.a_shared_profile(people)
    assert usable_profiles(people.ines, on=DAY) == []
    assessed(people, row)
    assert usable_profiles(people.ines, on=DAY) == [row]
    assert not row.is_risk_assessed_for(people.marian)
    usable = {"is_theirs": True, "is_for_service": True, "review_due_on": DAY, "on": DAY}
    with pytest.raises(WrongState, match="nobody has assessed the risk to you"):
        check_profile_usable(ProfileState.APPROVED, is_risk_assessed=False, **usable)


def test_one_user_alone_needs_none(people):
    row = covert_profile.approve(given.a_profile(people), by=people.oliver, at=AT)
    assert usable_profiles(people.ines, on=DAY) == [row]


def test_a_look_behind_a_shared_profile_without_it_is_refused(people):
    row = given.a_shared_profile(people)
    subject = looks.a_subject(people)
    behind = {"account_used": "covert_profile", "covert_profile": row}
    facts = looks.USUAL | {"covert": "yes", "told": "no"}
    with pytest.raises(WrongState, match="nobody has assessed the risk to you"):
        looks.opened(people, subject, facts=facts, **behind)


@pytest.mark.parametrize("risks", [" ", ""])
def test_an_assessment_says_the_risks(people, risks):
    row = given.a_shared_profile(people)
    leaves_nothing(WrongState, lambda: assessed(people, row, risks=risks), "without the risks")


def test_it_is_not_copied_from_another_user(people):
    row = given.a_shared_profile(people)
    assessed(people, row)
    leaves_nothing(WrongState, lambda: assessed(people, row, user=people.marian), "another user")
    assessed(people, row, user=people.marian, risks="Known to traders")


def test_only_a_user_of_a_profile_in_use_is_assessed(people):
    row = given.a_shared_profile(people)
    leaves_nothing(WrongState, lambda: assessed(people, row, user=people.bryn), "not a user of this profile")
    row = covert_profile.retire(row, proof="Mail of the platform", by=people.helen, at=AT)
    leaves_nothing(WrongState, lambda: assessed(people, row), "declined or retired")


def test_who_assesses_and_nobody_their_own(people, monkeypatch):
    row = given.a_shared_profile(people, people.ines, people.helen)
    refused_to_all_but({"helen"}, people, lambda by: assessed(people, row, by=by), match="only the")
    leaves_nothing(
        NotPermitted,
        lambda: assessed(people, row, user=people.helen),
        "You cannot assess the risk to yourself",
    )
    undone_when_the_log_fails(monkeypatch, risk_assessment, lambda: assessed(people, row))
    one = assessed(people, row)
    with pytest.raises(IntegrityError, match="made_by_another"), transaction.atomic():
        RiskAssessment(
            profile=row, user=people.helen, by=people.helen, number=2, assessed_on=DAY, envelope=one.envelope
        ).save()


def test_it_is_found_and_goes_with_its_profile(people):
    row = given.a_shared_profile(people)
    assessed(people, row, risks="Zephyrine knows her")
    assert disposal.find("zephyrine") == [row.id]
    row = covert_profile.retire(row, proof="Mail of the platform", by=people.helen, at=AT)
    disposal.dispose(row.id, by=people.winston, at=AT)
    assert not RiskAssessment.objects.exists()


def test_a_service_may_name_the_approved_profiles_that_it_uses(people):
    given.a_profile(people)
    row = given.a_shared_profile(people)
    service = people.ines.service_id
    assert profiles_of_service(service, on=DAY) == [row]
    assert profiles_of_service(row.id, on=DAY) == []
    assert profiles_of_service(service, on=row.review_due_on.replace(year=2027)) == []


def test_the_page_says_who_may_not_use_it_yet_and_takes_an_assessment(people):
    row = given.a_shared_profile(people)
    page = reverse("authorisations:covert_profile", args=[row.reference])
    helen = signed_in(people.helen)
    assert words(helen.get(page)).count("Risk not assessed") == 2
    form = reverse("authorisations:covert_profile_assess", args=[row.reference])
    assert "Select a user of the profile" in words(helen.post(form, {"risks": "x", "measures": "y"}))
    sent = {"user": str(people.ines.id), "risks": "Being recognised", "measures": "Two at each use"}
    shown = words(helen.post(form, sent, follow=True))
    assert shown.count("Risk not assessed") == 1
    assert "Risk to Ines" in shown
    assert "Assessed by Helen" in shown
    again = sent | {"user": str(people.marian.id)}
    assert "another user" in words(helen.post(form, again))
    assert "Assess the risk to a user" not in words(signed_in(people.simon).get(page))


def test_nobody_assesses_the_risk_behind_an_entry_that_they_have_not_read(people):
    row = given.a_shared_profile(people)
    form = reverse("authorisations:covert_profile_assess", args=[row.reference])
    sent = {"user": str(people.ines.id), "risks": "Being recognised", "measures": "Two at each use"}
    helen = signed_in(people.helen)
    refused = words(helen.post(form, sent))
    assert (
        "You cannot assess the risk to a user of this profile: you have not read the latest version of the text"
        in refused
    )
    assert "Test purchases" in refused
    assert helen.post(form, sent).status_code == 302
