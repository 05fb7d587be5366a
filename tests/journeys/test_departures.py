"""A look that is refused because of its triage: the authorising officer signs a re-triage, one look opens, the SRO reads it."""

import pytest
from django.utils import timezone

from tests.journeys.looking import look_at, sign_in
from tests.looks import given
from tests.proof_only import in_proof_only
from tests.triage import given as triage
from watchbook.looks.models import Look

pytestmark = pytest.mark.browser


def press(page, name, role="button"):
    page.get_by_role("main").get_by_role(role, name=name, exact=True).click()


@in_proof_only
def test_a_look_refused_because_of_its_triage_opens_on_a_re_triage_that_the_sro_reads(
    service, open_page, hashed
):
    service.may_sign_in("ines", "oliver", "simon", hashed=hashed)
    subject = given.a_subject(service.people)
    triage.assessed_case(service.people, "T02", subject=subject, at=timezone.now())
    page = open_page()
    sign_in(page, service, "ines", at="/looks/")
    press(page, "INV-0001/1", role="link")
    page.get_by_role("heading", name="You cannot open a look at this subject", level=1).wait_for()
    page.get_by_text("says: Directed surveillance.").wait_for()
    look_at(page, "look-stopped")
    press(
        page,
        "Ask the authorising officer to sign a re-triage, which says that one look is not directed surveillance",
        role="link",
    )
    page.get_by_label("The person was told that the council may look").check()
    page.get_by_text("Other answers, already filled in").click()
    hidden = "Would you look in a way meant to keep the people concerned from knowing about the look?"
    page.get_by_role("group", name=hidden).get_by_label("No", exact=True).check()
    page.get_by_label("Why is looking at this subject again not surveillance?").fill(
        "We told him by letter last week"
    )
    look_at(page, "departure-ask")
    press(page, "Send to the authorising officer")
    page.get_by_role("heading", name="You cannot open a look at this subject", level=1).wait_for()
    page.get_by_text("RT-0001 is waiting for the authorising officer to sign.").wait_for()
    press(page, "Read RT-0001", role="link")
    page.get_by_role("heading", name="Re-triage: requested", level=1).wait_for()
    look_at(page, "departure-waits")
    page.go_back()
    signed(open_page(), service)
    page.reload()
    page.get_by_text("The authorising officer signed re-triage RT-0001.").wait_for()
    page.get_by_label("The person was told that the council may look").check()
    look_at(page, "look-departed")
    press(page, "Confirm and open the look")
    page.get_by_role("heading", name="Look at INV-0001/1", level=1).wait_for()
    assert Look.objects.get().basis == "re_triage"
    reads = open_page()
    sign_in(reads, service, "simon", at="/looks/service/")
    reads.get_by_text("Signed decisions less strict than the assessment").wait_for()
    look_at(reads, "departures")
    assert "T-0001" in reads.get_by_role("row").filter(has_text="Directed surveillance").inner_text()


def signed(page, service):
    """The authorising officer reads from what it departs, and signs."""
    sign_in(page, service, "oliver", at="/looks/re-triages/")
    press(page, "RT-0001", role="link")
    page.get_by_text("T-0001: Directed surveillance").wait_for()
    look_at(page, "departure-sign")
    page.get_by_label("Yes: I confirm that one more look is not").check()
    page.get_by_label("Why?").fill("He was told, and it is one look")
    press(page, "Record your decision")
    page.get_by_text("We have recorded your decision.").first.wait_for()
