"""The co-ordinator records a third party who looks for the council, checks it, and corrects what was recorded."""

from datetime import date

import pytest

from tests.journeys.looking import fill_day, look_at, open_register, sign_in

pytestmark = pytest.mark.browser


def test_a_third_party_is_recorded_checked_and_corrected(service, hashed, open_page):
    service.may_sign_in("helen", hashed=hashed)
    page = open_page()
    sign_in(page, service, "helen")
    open_register(page, "Third parties")
    look_at(page, "third-parties-empty")
    page.get_by_role("button", name="Record a third party").click()
    look_at(page, "third-party-add")
    page.get_by_role("button", name="Record a third party").click()
    page.get_by_role("link", name="Enter the first date of the contract").wait_for()
    look_at(page, "third-party-add-refused")
    page.get_by_label("Third party", exact=True).fill("Example Research Limited")
    page.get_by_label("Number or title of the contract").fill("CON-2025-17")
    page.get_by_label("Services that the third party acts for").fill("Trading Standards")
    page.get_by_label("Terms").fill("Read public posts about events.")
    fill_day(page, "First date of the contract", date(2025, 4, 1))
    page.get_by_role("button", name="Record a third party").click()
    page.get_by_text("The entry was recorded as TP-0001.").wait_for()
    look_at(page, "third-party")
    page.get_by_role("button", name="Record a check").click()
    look_at(page, "third-party-check")
    fill_day(page, "Date of the last check", date(2025, 10, 1))
    page.get_by_label("Person who checked").fill("The RIPA co-ordinator")
    page.get_by_label("Result of the check").fill("The terms were kept.")
    page.get_by_role("button", name="Record a check").click()
    page.get_by_text("The entry was updated. We keep the earlier version.").wait_for()
    page.get_by_role("button", name="Correct this entry").click()
    look_at(page, "third-party-correct")
    page.get_by_label("Services that the third party acts for").fill("the whole authority")
    page.get_by_role("button", name="Save as a new version").click()
    page.get_by_role("heading", name="Earlier versions of this entry").wait_for()
    look_at(page, "third-party-corrected")
    page.get_by_role("button", name="Take this entry back").click()
    look_at(page, "third-party-take-back")
    page.goto(f"{service.address}/governance/third-parties/")
    page.get_by_role("link", name="TP-0001: Example Research Limited").wait_for()
    look_at(page, "third-parties")
