"""Pages of overt plans: proposed, signed, declined, ended, and who sees them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.authorisations import given as authorisations
from tests.pages import a_day, signed_in, words
from tests.triage.given import assessed_case
from watchbook.audit_log.queries import event_named
from watchbook.authorisations.models import OvertPlan
from watchbook.authorisations.queries.service_authorisations import of_services_led_by
from watchbook.organisation.queries import today
from watchbook.web.wording import moment


@pytest.fixture
def ines(people):
    return signed_in(people.ines)


@pytest.fixture
def marian(people):
    return signed_in(people.marian)


def typed(**changes):
    days = {**a_day("from_on", today()), **a_day("until_on", today() + timedelta(days=28))}
    told = {"purpose": "See the sales", "what": "The page", "looks_at_most": "4"}
    told |= {"often_looks": "1", "often_days": "7"}
    return told | days | changes


def proposed(people, ines):
    subject = given.a_subject(people)
    where = f"/overt-plans/of/{subject.investigation.reference}/"
    assert "No overt plans yet" in words(ines.get(where))
    assert ines.get(f"{where}1/propose/").status_code == 200
    assert "Enter a number that is 1 or more" in words(
        ines.post(f"{where}1/propose/", typed(looks_at_most="0"))
    )
    assert ines.post(f"{where}1/propose/", typed()).status_code == 302
    row = OvertPlan.objects.get()
    assert row.reference in words(ines.get(where))
    return f"/overt-plans/{row.reference}/"


def test_a_line_manager_has_the_authorisations_of_their_services_beside_the_plans(people, marian):
    assert "Your services have no authorisations" in words(marian.get("/overt-plans/"))
    row = authorisations.in_force(people)
    told = words(marian.get("/overt-plans/"))
    assert f"{row} Kind Directed surveillance Applicant Ines State Lapsed, to be cancelled" in told
    assert "3 June 2026" in told
    assert marian.get(f"/authorisations/{row}/").status_code == 200
    assert str(row) not in words(marian.get("/overt-plans/?authorisations-kind=chis"))


def test_an_authorisation_in_force_stands_before_newer_ones_and_the_reader_may_choose_the_state(
    people, marian
):
    running = authorisations.in_force(people)
    newer = [authorisations.a_draft(people) for _ in range(6)]
    at = authorisations.ORDERED + timedelta(days=1)
    assert list(of_services_led_by(people.marian, at=at)) == [running, *reversed(newer)]
    assert "State All" in words(marian.get("/overt-plans/"))


def test_a_plan_is_proposed_signed_and_ended(people, ines, marian):
    plan = proposed(people, ines)
    assert "See the sales" in words(
        marian.get("/overt-plans/")
    ) or OvertPlan.objects.get().reference in words(marian.get("/overt-plans/"))
    assert "Sign this plan" in words(marian.get(plan))
    assert "Sign this plan" not in words(ines.get(plan))
    assert "Tick the box" in words(marian.post(f"{plan}sign/", {"x": "y"}))
    assert "Sign plan" in words(marian.get(f"{plan}sign/"))
    assert "You signed the plan." in words(marian.post(f"{plan}sign/", {"confirmed": "on"}, follow=True))
    told = words(marian.get("/overt-plans/"))
    assert "You have no overt plans to sign" in told
    assert plan.split("/")[2] in told.partition("Overt plans in force")[2]
    assert "The plan is signed." in words(ines.get(f"{plan}take-back/", follow=True))
    assert "End this plan" in words(ines.get(plan))
    assert ines.get(f"{plan}end/").status_code == 200
    assert ines.post(f"{plan}end/", {"why": "The page is gone"}).status_code == 302
    assert OvertPlan.objects.get().state == "ended"
    assert ": The page is gone" in words(marian.get(plan))
    assert "Your services have no overt plans in force" in words(marian.get("/overt-plans/"))
    assert ines.post(f"{plan}end/", {"why": "Again"}).status_code == 302
    assert "The page is gone" not in str(dict(ines.session)), (
        "a reason lies under keys, and never in a session"
    )
    again = words(ines.get(plan))
    assert "The plan is ended." in again
    assert again.count(": The page is gone") == 1


def test_the_officer_reads_who_can_sign_a_plan_and_takes_it_back(people, ines, marian):
    plan = proposed(people, ines)
    assert f"Waiting for the signature of {people.marian.name}." in words(ines.get(plan))
    assert "Take back plan" in words(ines.get(plan))
    assert "Take back plan" not in words(marian.get(plan))
    assert "Take back the plan" in words(ines.get(f"{plan}take-back/"))
    taken = ines.post(f"{plan}take-back/", {"why": "The page is gone"}, follow=True)
    assert "You took back the plan." in words(taken)
    on = moment(event_named("overt_plan.taken_back", subject=OvertPlan.objects.get().id).at)
    assert f"State Taken back by {people.ines.name}, {on}: The page is gone" in words(taken)
    for again in (ines.get(f"{plan}take-back/", follow=True), ines.post(f"{plan}take-back/", follow=True)):
        assert "The plan is not signed." in words(again)
        assert words(again).count(f"Taken back by {people.ines.name}, {on}: The page is gone") == 1
        assert "Why?" not in words(again)
    assert "State taken back" in words(ines.get(f"/overt-plans/of/{OvertPlan.objects.get().investigation}/"))


def test_a_plan_is_not_signed_with_the_reason(people, ines, marian):
    plan = proposed(people, ines)
    assert ines.post(f"{plan}decline/", {"why": "x"}).status_code == 403
    assert "See the sales" in words(marian.get(f"{plan}decline/"))
    assert marian.post(f"{plan}decline/", {"why": "Too often"}).status_code == 302
    row = OvertPlan.objects.get()
    assert row.state == "declined"
    on = moment(event_named("overt_plan.declined", subject=row.id).at)
    for reader in (ines, marian):
        assert f"State Declined by {people.marian.name}, {on}: Too often" in words(reader.get(plan))
    assert "State not signed" in words(ines.get(f"/overt-plans/of/{row.investigation}/"))
    assert signed_in(people.bryn).get(plan).status_code == 403
    refused = words(signed_in(people.helen).get("/overt-plans/"))
    assert "You cannot read the overt plans of a service" in refused
    assert ines.get("/overt-plans/PLAN-9999/").status_code == 403
    assert signed_in(people.edmund).get("/overt-plans/PLAN-9999/").status_code == 404


def test_a_plan_that_an_assessment_stands_against_is_refused_before_it_is_signed(people, ines, marian):
    plan = proposed(people, ines)
    row = OvertPlan.objects.get()
    standing = assessed_case(people, "T02", subject=row.subject, at=timezone.now())
    says = f"{standing.assessment} says “{standing.titles}”"
    for page in (plan, f"{plan}sign/"):
        shown = marian.get(page)
        assert (
            f"You cannot sign this plan. The newest assessment of this subject, {standing.assessment}"
            in words(shown)
        )
        assert f'href="/triage/assessments/{standing.assessment}/"' in shown.text
        assert "Sign this plan" not in words(shown)
        assert 'type="checkbox"' not in shown.text
    assert f"you cannot sign the plan: {says}. Wait for the permission" in words(marian.get("/"))
    assert f"Can you sign it? {row}" in words(marian.get("/overt-plans/"))
    assert f"No: {says}" in words(marian.get("/overt-plans/"))
    assert f"You cannot sign overt plan {row}: {says}." in words(
        marian.get(f"/investigations/{row.investigation}/")
    )
    assert "Decline plan" in words(marian.get(plan))
    offered = signed_in(people.ines).get(f"/overt-plans/of/{row.investigation}/1/propose/")
    assert "You cannot propose a plan for this subject. The newest assessment of this" in words(offered)
    assert "Send to the line manager" not in words(offered)
