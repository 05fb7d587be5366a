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
from watchbook.evidence import capture
from watchbook.investigations import investigation
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


def test_what_was_begun_before_is_neither_submitted_nor_granted(people):
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
