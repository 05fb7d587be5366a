"""Triage fills the application, offences are found by words and confirmed in bulk, and each user of a profile is assessed."""

import pytest

from tests.authorisations import given as authorisations
from tests.journeys.looking import look_at, sign_in
from tests.triage import given as triage
from watchbook.authorisations.models import Authorisation, RiskAssessment
from watchbook.governance.law_confirmation.models import LawConfirmation

pytestmark = pytest.mark.browser


def test_an_application_begins_from_its_assessment_and_asks_nothing_again(service, hashed, open_page):
    service.may_sign_in("ines", hashed=hashed)
    standing = triage.assessed_case(service.people, "T02")
    page = open_page()
    sign_in(page, service, "ines", at=f"/triage/assessments/{standing.assessment.reference}/")
    page.get_by_role("button", name="Apply for directed surveillance").click()
    look_at(page, "application-from-assessment")
    page.get_by_role("button", name="Begin the application").click()
    look_at(page, "application-begun-from-assessment")
    page.get_by_role("link", name="The operation", exact=True).click()
    look_at(page, "application-carried")
    page.get_by_role("heading", name=f"Taken from assessment {standing.assessment.reference}").wait_for()
    assert page.get_by_label("What is the operation for?").count() == 0
    page.get_by_role("link", name="Change What is the operation for?").click()
    page.get_by_label("What is the operation for?").fill("To learn where the goods come from")
    page.get_by_role("button", name="Save and continue", exact=True).click()
    look_at(page, "application-profiles-chosen")
    page.get_by_label("No covert profile is used").check()
    page.get_by_role("button", name="Save and continue", exact=True).click()
    row = Authorisation.objects.get()
    assert (row.kind, row.assessment, row.assessment_version) == (
        "directed_surveillance", standing.assessment.reference, 1,
    )  # fmt: skip


def test_offences_are_found_by_words_and_confirmed_with_one_signature(service, hashed, open_page):
    service.may_sign_in("leila", hashed=hashed)
    page = open_page()
    sign_in(page, service, "leila", at="/governance/offences/")
    look_at(page, "offences")
    page.get_by_label("Search by offence, Act or section").fill("counterfeit goods")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("rowheader", name="Unauthorised use of a trade mark").wait_for()
    look_at(page, "offences-found")
    page.get_by_role("button", name="Confirm entries").click()
    look_at(page, "offences-confirm")
    assert page.locator("input[type=checkbox]:checked").count() == 0
    page.get_by_label("Unauthorised use of a trade mark").check()
    page.get_by_label("Theft").first.check()
    page.get_by_label("I have compared each entry").check()
    page.get_by_role("button", name="Sign and confirm").click()
    page.get_by_text("You confirmed 2 entries").wait_for()
    assert LawConfirmation.objects.count() == 2


def test_each_user_of_a_shared_profile_is_assessed(service, hashed, open_page):
    service.may_sign_in("helen", hashed=hashed)
    profile = authorisations.a_shared_profile(service.people)
    page = open_page()
    sign_in(page, service, "helen", at=f"/authorisations/covert-profiles/{profile.reference}/")
    look_at(page, "profile-risk-not-assessed")
    page.get_by_role("button", name="Assess the risk to a user").click()
    look_at(page, "profile-risk")
    page.get_by_label("Ines").check()
    page.get_by_label("What are the risks to this user?").fill("Being recognised in town")
    page.get_by_label("What will you do about these risks?").fill("Two people at each use")
    page.get_by_role("button", name="Assess the risk to a user").click()
    page.get_by_role("heading", name="Risk to Ines").wait_for()
    look_at(page, "profile-risk-assessed")
    assert RiskAssessment.objects.count() == 1
