"""An investigation that is closed: nobody applies, decides, plans or captures for it until it is opened again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import given
from tests.authorisations import given as authorisations
from tests.evidence import given as evidence
from tests.log import leaves_nothing
from tests.looks import given as looks
from tests.pages import a_day, signed_in, words
from tests.triage import given as triage
from watchbook.acting.refusals import WrongState
from watchbook.authorisations import application, authorising, overt_plan
from watchbook.authorisations.models import Authorisation, OvertPlan
from watchbook.authorisations.next_step import next_step
from watchbook.evidence import capture
from watchbook.investigations import investigation
from watchbook.looks import re_triage
from watchbook.organisation.queries import today

CLOSED = "the investigation is closed. Open the investigation again first"


def closed(people, whole, *, at=given.AT):
    return investigation.close(whole, reason="The fly-tipping has stopped", by=people.ines, at=at)


@pytest.mark.parametrize("from_assessment", [False, True])
def test_nobody_applies_for_it_by_an_address_or_an_old_tab(people, from_assessment):
    told = triage.assessed_case(people, "T02", whole=given.an_investigation(people))
    whole = closed(people, told.assessment.investigation, at=timezone.now())
    path = reverse("authorisations:begin", args=[whole.reference])
    if from_assessment:
        path = reverse("authorisations:begin_from", args=[told.assessment.reference, "directed_surveillance"])
    page = signed_in(people.ines).post(path, {"kind": "directed_surveillance"})
    assert f"You cannot apply for an authorisation: {CLOSED}" in words(page)
    assert not Authorisation.objects.exists()


def test_what_was_begun_before_is_submitted_only_once_it_is_open_again(people):
    row = authorisations.a_draft(people)
    closed(people, row.investigation)
    leaves_nothing(
        WrongState,
        lambda: application.submit(row, by=people.ines, at=authorisations.SUBMITTED),
        f"You cannot submit this application: {CLOSED}",
    )
    investigation.reopen(row.investigation, reason="It goes on", by=people.ines, at=given.AT)
    assert application.submit(row, by=people.ines, at=authorisations.SUBMITTED).state == "submitted"


def test_an_application_is_not_granted_for_it_and_can_still_be_refused(people):
    authorisations.able_to_decide(people)
    row = authorisations.a_passed(people)
    closed(people, row.investigation, at=authorisations.CHECKED)
    told = {"by": people.oliver, "at": authorisations.DECIDED, "version": 1}
    leaves_nothing(
        WrongState,
        lambda: authorising.grant(row, authorisations.WORDS, review_on=authorisations.DECIDED.date(), **told),
        f"You cannot grant this authorisation: {CLOSED}",
    )
    page = words(signed_in(people.oliver).get(reverse("authorisations:authorisation", args=[row.reference])))
    assert "Grant authorisation" not in page
    assert "Refuse application" in page
    assert authorising.refuse(row, why="The investigation is over", **told).state == "refused"


def test_no_plan_is_proposed_or_signed_for_it(people):
    subject = looks.a_subject(people)
    row = looks.a_plan_proposed(people, subject, at=timezone.now())
    closed(people, subject.investigation, at=timezone.now())
    leaves_nothing(
        WrongState,
        lambda: overt_plan.sign(row, by=people.marian, at=timezone.now()),
        f"You cannot sign this plan: {CLOSED}",
    )
    page = signed_in(people.marian).get(reverse("overt_plans:plan", args=[row.reference]))
    assert "The investigation is closed, so nobody can sign this plan." in words(page)
    assert "Sign this plan" not in words(page)
    terms = {
        "purpose": "Why",
        "what": "The page",
        "often_looks": "1",
        "often_days": "1",
        "looks_at_most": "3",
    }
    days = a_day("from_on", today()) | a_day("until_on", today() + timedelta(days=20))
    path = reverse("overt_plans:propose", args=[subject.investigation.reference, subject.number])
    assert f"You cannot propose this plan: {CLOSED}" in words(signed_in(people.ines).post(path, terms | days))
    assert list(OvertPlan.objects.all()) == [row]


def test_nothing_is_captured_for_it_from_a_look_that_is_still_open(people):
    row = evidence.a_look(people)
    closed(people, row.subject.investigation, at=timezone.now())
    leaves_nothing(
        WrongState,
        lambda: capture.ask(
            row, f"{evidence.SITE}/trainers", in_full=True, by=people.ines, at=timezone.now()
        ),
        f"You cannot capture a page from this look: {CLOSED}",
    )


def test_the_page_of_an_application_says_that_it_goes_no_further(people):
    row = authorisations.a_draft(people)
    path = reverse("authorisations:authorisation", args=[row.reference])
    assert "goes no further" not in words(signed_in(people.ines).get(path))
    closed(people, row.investigation)
    page = words(signed_in(people.ines).get(path))
    assert "The investigation is closed, so this application goes no further." in page
    assert "Check your answers" not in page
    assert "Withdraw" in page


def test_what_is_in_force_for_it_is_cancelled_and_not_renewed(people):
    row = authorisations.in_force(people)
    at = authorisations.DECIDED + timedelta(days=30)
    report = authorisations.reported(people, row, step="renewal", at=at)
    closed(people, row.investigation, at=at)
    for act, tried in (
        (
            lambda: authorisations.renewal_decided(people, row, report, at=at),
            "You cannot renew this authorisation",
        ),
        (
            lambda: authorisations.reported(people, row, step="renewal", at=at),
            "You cannot apply for a renewal",
        ),
    ):
        leaves_nothing(WrongState, act, f"{tried}: {CLOSED}")
    row.refresh_from_db()
    ahead = next_step(row, reported=frozenset({"renewal"}), renewal=None, reader=people.oliver, at=at)
    assert (ahead.says, ahead.href) == (
        "The investigation is closed. Cancel the authorisation, or open the investigation again if it continues.",
        reverse("authorisations:cancel", args=[row.reference]),
    )
    page = words(signed_in(people.oliver).get(reverse("authorisations:authorisation", args=[row.reference])))
    assert "Renew this authorisation" not in page
    assert authorisations.renewal_decided(people, row, report, at=at, is_granted=False).is_granted is False
    assert authorisations.cancelled(people, row, at=at).state == "cancelled"


def test_no_re_triage_is_signed_for_it(people):
    row = looks.a_re_triage(people)
    over = re_triage.read(row, by=people.oliver, at=looks.AT)["over"]
    closed(people, row.subject.investigation, at=looks.AT)
    told = {"over": over, "why": "One check, openly, nothing kept", "by": people.oliver, "at": looks.AT}
    leaves_nothing(
        WrongState, lambda: re_triage.sign(row, **told), f"You cannot sign this re-triage: {CLOSED}"
    )
    assert re_triage.decline(row, **told).state == "declined"
