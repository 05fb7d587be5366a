"""Whoever checks comes to each report from the page of reports: statistics, the inspection page and its pack, a sample, an export."""

from datetime import date

import pytest

from tests.journeys.looking import fill_day, look_at, sign_in
from tests.proof_only import one_in

pytestmark = pytest.mark.browser


def arrive(page, name, heading):
    """Go to a report from the page that lists them all."""
    page.get_by_role("link", name="Reports", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", name=heading, level=1, exact=True).wait_for()


@pytest.mark.parametrize("scripts", one_in(2, [False, True]))
def test_each_report_is_reached_by_one_click_and_made_by_one_more(service, hashed, open_page, scripts):
    service.may_sign_in("edmund", hashed=hashed)
    page = open_page(accept_downloads=True, java_script_enabled=scripts)
    sign_in(page, service, "edmund")
    arrive(page, "Statistics", "Statistics")
    if scripts:
        look_at(page, "statistics")
    page.get_by_text("Choose another period").click()
    page.get_by_role("group", name="First date").get_by_label("Day").fill("32")
    page.get_by_role("button", name="Show figures").click()
    page.get_by_role("link", name="The first date must be a real date").wait_for()
    if scripts:
        look_at(page, "statistics-refused")
    arrive(page, "Inspection", "Inspectors’ questions about social media")
    assert page.get_by_text("No evidence on record").count() > 8
    if scripts:
        look_at(page, "inspection-page")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the inspection pack").click()
    assert waiting.value.suggested_filename.startswith("inspection-")
    arrive(page, "Samples for audits", "Samples for audits")
    page.get_by_role("button", name="Draw a sample").click()
    page.get_by_label("looks", exact=True).check()
    fill_day(page, "First date", date(2026, 1, 1))
    fill_day(page, "Last date", date(2026, 3, 31))
    page.get_by_label("How many items?").fill("5")
    if scripts:
        look_at(page, "sample-draw")
    page.get_by_role("button", name="Draw the sample").click()
    page.get_by_role("heading", name="Sample of looks", level=1).wait_for()
    if scripts:
        look_at(page, "sample")
    arrive(page, "Full exports", "Full exports")
    if scripts:
        look_at(page, "exports")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="JSON").first.click()
    assert waiting.value.suggested_filename.endswith(".json")
