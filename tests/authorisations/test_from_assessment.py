"""Triage fills the application: what an assessment says is carried, shown with its reference, changeable, never asked again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests import given as council
from tests.authorisations import given
from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.pages import signed_in, typed, words
from tests.rights import refused_to_all_but
from tests.triage import given as triage
from tests.triage.cases import CASES, COUNTERFEIT, LITTER
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.models import Event
from watchbook.authorisations import application, covert_profile
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.particulars import all_missing, named_by, particulars_of
from watchbook.investigations import account
from watchbook.keys.envelope import opened
from watchbook.triage.queries import standing_of

AT = triage.AT + timedelta(hours=1)


def begun(people, standing, kind="directed_surveillance", by=None):
    """An application that Ines, or another, begins on an assessment."""
    return application.begin_from(standing, kind=kind, by=by or people.ines, at=AT)


def page_of(row, page):
    return reverse("authorisations:page", args=[row.reference, page])


def test_kind_subject_offence_purpose_and_power_are_carried_with_the_version(people):
    standing = triage.assessed_case(people, "T02")
    row = begun(people, standing)
    assert (row.kind, row.ground, row.offence) == ("directed_surveillance", "crime", COUNTERFEIT)
    assert (row.assessment, row.assessment_version) == (standing.assessment.reference, 1)
    whole, facts = opened(standing.assessment.investigation), opened(row)
    assert facts["title"] == whole["title"]
    assert (facts["answers"]["purpose"], facts["answers"]["power"]) == (whole["purpose"], whole["power"])
    assert [one.subject for one in named_by(row)] == [standing.assessment.subject]
    missing = [str(one.says) for one in all_missing(row)]
    assert not {"What is the operation for?", "The ground", "The title of the operation"} & set(missing)


def test_the_log_says_on_which_assessment_it_rests(people):
    standing = triage.assessed_case(people, "T02")
    row = begun(people, standing)
    first = Event.objects.filter(subject_id=row.id).order_by("recorded_at", "id").first()
    assert first.name == "application.begun"
    assert (first.fields["assessment"], first.fields["assessment_version"]) == (row.assessment, 1)


def test_a_departure_makes_a_new_version_and_the_page_says_when_it_changed_since(people):
    standing = triage.assessed_case(people, "T02")
    row = begun(people, standing)
    address = reverse("authorisations:authorisation", args=[row.reference])
    ines = signed_in(people.ines)
    assert f"{row.assessment} , version 1" in words(ines.get(address))
    assert "Changed since the application" not in words(ines.get(address))
    triage.raised(standing, "chis", by=people.ines)
    assert (
        "Changed since the application The assessment now says “Covert human intelligence source”"
        in words(ines.get(address))
    )
    newer = begun(people, standing_of(row.assessment), kind="chis")
    assert newer.assessment_version == 2


def test_its_page_leads_to_the_assessment_only_those_to_whom_it_opens(people):
    row = begun(people, triage.assessed_case(people, "T02"))
    address = reverse("authorisations:authorisation", args=[row.reference])
    assessment = reverse("triage:assessment", args=[row.assessment])
    for who, opens in (("ines", True), ("oliver", True), ("edmund", True), ("simon", False)):
        client = signed_in(getattr(people, who))
        page = client.get(address)
        assert (row.assessment in words(page), assessment in page.text) == (True, opens), who
        assert (client.get(assessment).status_code == 200) == opens, who


@pytest.mark.parametrize(
    ("changes", "kind", "expected"),
    [
        ({"core_function": "no"}, "non_ripa", ("outside", "", "not_core_function")),
        ({"offence": LITTER}, "non_ripa", ("outside", "", "below_threshold")),
        ({"offence": "none"}, "non_ripa", ("outside", "", "civil")),
    ],
)
def test_why_ripa_cannot_be_used_follows_from_the_answers(people, changes, kind, expected):
    said = triage.facts(**CASES["T02"].facts | changes)
    standing = triage.assessed(people, said, subject=council.a_subject(people))
    assert kind in standing.outcomes
    row = begun(people, standing, kind=kind)
    assert (row.ground, row.offence, row.why_not_ripa) == expected


def test_confidential_information_that_triage_heard_of_is_carried_and_else_left_open(people):
    standing = triage.assessed(
        people, triage.facts(**CASES["T02"].facts, confidential="yes"), subject=council.a_subject(people)
    )
    assert particulars_of(begun(people, standing)).is_confidential is True
    plain = triage.assessed_case(people, "T02")
    assert particulars_of(begun(people, plain)).is_confidential is None


def test_that_the_subject_has_an_account_is_carried_and_else_asked(people):
    plain = triage.assessed_case(people, "T02")
    assert begun(people, plain).is_social_media is None
    subject = council.a_subject(people)
    account.add(subject, "https://x.com/jane_sells", by=people.ines, at=AT)
    row = begun(people, triage.assessed_case(people, "T02", subject=subject))
    assert row.is_social_media is True
    assert opened(row)["carried"]["is_social_media"] == "yes"
    ines = signed_in(people.ines)
    asked = 'name="is_social_media"'
    assert asked not in ines.get(page_of(row, "operation")).text
    assert asked in ines.get(f"{page_of(row, 'operation')}?change=is_social_media").text


def test_the_log_says_once_that_answers_were_taken_from_the_assessment(people):
    row = begun(people, triage.assessed_case(people, "T02"))
    told = Event.objects.filter(subject_id=row.id, name__startswith="application.").order_by("number")
    names = [one.name for one in told]
    assert names == ["application.begun", "application.answers_carried", "application.subjects_named"]
    assert told[1].fields["assessment"] == row.assessment


def test_what_the_assessment_does_not_say_cannot_be_applied_for_from_it(people):
    standing = triage.assessed_case(people, "T02")
    leaves_nothing(
        WrongState,
        lambda: begun(people, standing, kind="chis"),
        "the outcome of the assessment is “Directed surveillance”",
    )


def test_an_older_assessment_of_the_subject_is_refused_and_names_the_newer(people):
    subject = council.a_subject(people)
    older = triage.assessed_case(people, "T02", subject=subject)
    newer = triage.assessed(
        people, triage.of_case("T02"), subject=subject, at=triage.AT + timedelta(minutes=5)
    )
    leaves_nothing(WrongState, lambda: begun(people, older), newer.assessment.reference)
    begun(people, newer)


def test_only_who_may_apply_begins_and_nothing_stays_where_the_log_fails(people, monkeypatch):
    standing = triage.assessed_case(people, "T02")
    refused_to_all_but({"ines"}, people, lambda by: begun(people, standing, by=by), match="You cannot")
    undone_when_the_log_fails(monkeypatch, application, lambda: begun(people, standing))


def test_the_database_itself_refuses_a_version_of_no_assessment(people):
    row = given.a_draft(people)
    assert (row.assessment, row.assessment_version) == ("", 0)
    with pytest.raises(IntegrityError, match="rests_on_a_version"), transaction.atomic():
        Authorisation.objects.create(
            reference="DS-9", operation="OP-9", kind="directed_surveillance", nation="england",
            investigation=row.investigation, service=row.service, applicant=row.applicant,
            assessment="T-0001", envelope=row.envelope,
        )  # fmt: skip


def test_the_page_of_the_assessment_offers_it_and_carries_it(people):
    standing = triage.assessed_case(people, "T02")
    ines = signed_in(people.ines)
    page = reverse("triage:assessment", args=[standing.assessment.reference])
    assert "Apply for directed surveillance" in words(ines.get(page))
    assert "Apply for directed surveillance" not in words(signed_in(people.oliver).get(page))
    address = reverse(
        "authorisations:begin_from", args=[standing.assessment.reference, "directed_surveillance"]
    )
    shown = words(ines.get(address))
    assert "counterfeit goods" in shown
    assert "preventing or detecting crime" in shown
    row = Authorisation.objects.get(reference=ines.post(address).url.split("/")[-2])
    assert row.assessment == standing.assessment.reference
    unknown = reverse("authorisations:begin_from", args=[standing.assessment.reference, "overt"])
    assert ines.get(unknown).status_code == 404
    other = reverse("authorisations:begin_from", args=[standing.assessment.reference, "chis"])
    refused = ines.get(other)
    assert refused.status_code < 500
    assert "the outcome of the assessment is “Directed surveillance”" in words(refused)


def test_what_was_carried_is_shown_and_asked_only_to_be_changed(people):
    standing = triage.assessed_case(people, "T02")
    row, ines = begun(people, standing), signed_in(people.ines)
    shown = ines.get(page_of(row, "necessity"))
    assert f"Taken from assessment {row.assessment}" in words(shown)
    assert 'name="offence"' not in shown.text
    kept = ines.post(page_of(row, "necessity"), {"necessity": "Test purchases showed nothing"})
    assert kept.status_code == 302
    row.refresh_from_db()
    assert (row.offence, row.ground) == (COUNTERFEIT, "crime")
    to_change = f"{page_of(row, 'necessity')}?change=offence"
    assert COUNTERFEIT in typed(ines.get(to_change))
    ines.post(to_change, {"offence": LITTER, "necessity": "Test purchases showed nothing"})
    row.refresh_from_db()
    assert (row.offence, row.ground) == (LITTER, "crime")
    asked = ines.get(page_of(row, "necessity"))
    assert LITTER in typed(asked)  # what was changed is an answer like every other
    subjects = ines.get(page_of(row, "subjects"))
    assert 'name="subjects"' not in subjects.text
    assert opened(standing.assessment.subject)["called"] in words(subjects)


def test_an_application_without_an_assessment_asks_everything(people):
    row = given.a_draft(people)
    page = signed_in(people.ines).get(page_of(row, "necessity"))
    assert 'name="offence"' in page.text
    assert "Taken from" not in words(page)


def test_profiles_are_chosen_from_their_register_and_no_other_text_is_taken(people):
    row, profile = given.a_draft(people), given.a_shared_profile(people)
    covert_profile.read(profile, by=people.helen, at=timezone.now())
    covert_profile.review(profile, found="Needed", by=people.helen, at=timezone.now())
    given.a_profile(people)  # not approved
    ines = signed_in(people.ines)
    page = ines.get(page_of(row, "activity"))
    assert f"{profile.reference}, facebook" in words(page)
    assert "none" in typed(page)
    assert words(page).count(", facebook") == 1
    sent = {"activity": "Looks at her page", "profiles": [profile.reference]}
    assert ines.post(page_of(row, "activity"), sent).status_code == 302
    row.refresh_from_db()
    assert opened(row)["answers"]["profiles"] == profile.reference
    assert profile.reference in typed(ines.get(page_of(row, "activity")))
    wrong = ines.post(page_of(row, "activity"), sent | {"profiles": ["Robin of the Wood"]})
    assert wrong.status_code == 200


@pytest.mark.parametrize("named", ["Robin", "CP-0002", "none, CP-0001", "CP-0001,CP-0001"])
def test_the_act_refuses_profiles_that_are_not_approved_for_the_service(people, named):
    row = given.a_draft(people)
    given.a_shared_profile(people)
    given.a_profile(people)

    def act():
        return application.answer(row, {"profiles": named}, by=people.ines, at=given.AT)

    leaves_nothing(WrongState, act, "not approved for this service")
