"""A plan for repeated overt looks: proposed, signed by the line manager, ended."""

from datetime import date, timedelta

import pytest

from tests import given as council
from tests.authorisations import plans
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.rights import refused_to_all_but
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.audit_log.queries import event_named
from watchbook.authorisations import overt_plan
from watchbook.authorisations.models import OvertPlan
from watchbook.authorisations.queries.overt_plans import stands_against

LATER = plans.SIGNED_AT + timedelta(days=1)


def test_a_plan_is_proposed_and_signed(people):
    plan = plans.a_plan(people)
    proposed = event_named("overt_plan.proposed", subject=plan.id)
    assert personal_facts(proposed) == {
        "purpose": "See whether the listings go",
        "what": "Her shop page",
        "how_often": "At most 1 look in any 7 days",
    }
    assert "Her shop page" not in open_words()
    plan = overt_plan.sign(plan, by=people.marian, at=plans.SIGNED_AT)
    assert (str(plan), plan.state, plan.signed_by) == ("PLAN-0001", "signed", people.marian)
    leaves_nothing(WrongState, lambda: overt_plan.sign(plan, by=people.marian, at=LATER), "new plan")


def test_a_plan_that_is_not_signed_keeps_why(people):
    plan = plans.a_plan(people)
    leaves_nothing(
        WrongState, lambda: overt_plan.decline(plan, why=" ", by=people.marian, at=LATER), "without a reason"
    )
    plan = overt_plan.decline(plan, why="Ask her instead", by=people.marian, at=LATER)
    assert (plan.state, told(plan)[4]) == ("declined", {"why": "Ask her instead"})


def test_a_plan_that_nobody_signed_is_taken_back_by_its_officer(people, monkeypatch):
    plan, another = plans.a_plan(people), plans.a_plan(people)

    def take_back(by, plan=plan, why="She left"):
        return overt_plan.take_back(plan, why=why, by=by, at=LATER)

    refused_to_all_but({"ines"}, people, take_back, match="You cannot")
    leaves_nothing(WrongState, lambda: take_back(people.ines, why=" "), "without a reason")
    plan = take_back(people.ines)
    assert (plan.state, told(plan)[0], told(plan)[4]) == (
        "declined",
        "overt_plan.taken_back",
        {"why": "She left"},
    )
    signed = plans.a_signed_plan(people)
    leaves_nothing(WrongState, lambda: take_back(people.ines, signed), "new plan")
    undone_when_the_log_fails(monkeypatch, overt_plan, lambda: take_back(people.ines, another))


def test_a_signed_plan_is_ended_early_by_the_officer_or_the_manager(people):
    plan = overt_plan.end(plans.a_signed_plan(people), why="Done", by=people.ines, at=LATER)
    assert (plan.state, plan.ended_at) == ("ended", LATER)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"what": " "}, r"under these questions: Which page or account will officers look at\?$"),
        (
            {"purpose": "x", "what": "y"},
            r"under these questions: What are the looks for\? Which page or account will officers look at\?$",
        ),
        ({"often_looks": 0}, "maximum number of looks"),
        ({"looks_at_most": 0}, "maximum number of looks"),
        ({"from_on": date(2026, 3, 1)}, "begins before today"),
        ({"until_on": date(2026, 6, 2)}, "not before the first date, and not after 1 June 2026"),
        ({"until_on": date(2026, 3, 1)}, "not before the first"),
    ],
)
def test_a_plan_that_does_not_say_what_or_has_no_near_end_is_refused(people, change, match):
    subject = council.a_subject(people)
    leaves_nothing(WrongState, lambda: plans.a_plan(people, subject=subject, **change), match)


def test_who_may_and_nothing_stays_where_the_log_fails(people, monkeypatch):
    plan = plans.a_plan(people)

    def propose(by):
        return overt_plan.propose(plan.subject, plans.PLAN, by=by, at=plans.AT)

    def sign(by):
        return overt_plan.sign(plan, by=by, at=LATER)

    refused_to_all_but({"ines"}, people, propose, match=".")
    refused_to_all_but({"marian"}, people, sign, match="only the line manager")
    undone_when_the_log_fails(monkeypatch, overt_plan, lambda: propose(people.ines))
    undone_when_the_log_fails(monkeypatch, overt_plan, lambda: sign(people.marian))
    sign(people.marian)
    refused_to_all_but(
        {"ines", "marian"},
        people,
        lambda by: overt_plan.end(plan, why="Open looks would do", by=by, at=LATER),
        match="only the",
    )
    assert OvertPlan.objects.count() == 1


def test_a_plan_is_not_ended_or_declined_with_a_letter(people):
    plan = plans.a_plan(people)
    leaves_nothing(
        WrongState, lambda: overt_plan.decline(plan, why="x", by=people.marian, at=LATER), "without a reason"
    )
    signed = overt_plan.sign(plan, by=people.marian, at=plans.SIGNED_AT)
    leaves_nothing(
        WrongState, lambda: overt_plan.end(signed, why="x", by=people.marian, at=LATER), "without a reason"
    )


def test_no_plan_covers_what_the_newest_assessment_stops(people):
    subject = council.a_subject(people)
    standing = triage.assessed_case(people, "T02", subject=subject, at=plans.SIGNED_AT - timedelta(hours=2))
    why = f"{standing.assessment.reference}, says .* An overt plan cannot cover that"
    leaves_nothing(WrongState, lambda: plans.a_plan(people, subject=subject), why)
    assert not OvertPlan.objects.exists()


def test_no_plan_is_signed_over_an_assessment_that_came_after_it(people):
    subject = council.a_subject(people)
    plan = plans.a_plan(people, subject=subject)
    triage.assessed_case(people, "T02", subject=subject, at=plans.SIGNED_AT - timedelta(minutes=1))
    why = "An overt plan cannot cover that"
    leaves_nothing(WrongState, lambda: overt_plan.sign(plan, by=people.marian, at=plans.SIGNED_AT), why)
    free = plans.a_plan(people)
    against = stands_against(OvertPlan.objects.all(), at=plans.SIGNED_AT)
    assert free.id not in against
    assert why in against[plan.id].why
    assert stands_against([], at=plans.SIGNED_AT) == {}


def test_no_plan_covers_an_account_that_another_service_assessed_more_strictly(people):
    hanna = looks.an_officer_of_housing(people)
    theirs = looks.their_subject(people, hanna)
    triage.assessed_case(people, "T02", subject=theirs, by=hanna, at=plans.SIGNED_AT - timedelta(hours=2))
    ours = looks.a_subject(people)
    why = "assessed more strictly elsewhere in the authority"
    leaves_nothing(WrongState, lambda: plans.a_plan(people, subject=ours), why)
