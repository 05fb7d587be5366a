"""An inspection is recorded with its report and what it recommends; the owner gives evidence; a second person discharges."""

from datetime import date

import pytest

from tests.journeys.looking import fill_day, look_at, open_register, sign_in
from tests.proof_only import in_proof_only

pytestmark = pytest.mark.browser

REPORT = {"name": "ipco-report.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a report"}
EVIDENCE = {"name": "policy.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a policy"}


def arrive(page, heading):
    """Wait until the page of this heading is there: before, the one that was left would be looked at."""
    page.get_by_role("heading", name=heading, level=1, exact=True).wait_for()


def record_inspection(page):
    """From the first page to a recorded inspection."""
    open_register(page, "Audits and inspections")
    page.get_by_role("button", name="Record an inspection").click()
    page.get_by_label("Investigatory Powers Commissioner’s Office").check()
    page.get_by_label("What was inspected?").fill("The use of RIPA, by telephone")
    page.get_by_role("group", name="Was the audit or inspection about the use of social media?").get_by_label(
        "partly"
    ).check()
    fill_day(page, "On which date did the inspection begin?", date(2018, 6, 12))
    fill_day(page, "On which date did the inspection end?", date(2018, 6, 12))
    fill_day(page, "When was the report received?", date(2018, 7, 30))
    page.get_by_label("The report, if you have a copy").set_input_files(REPORT)
    page.get_by_role("button", name="Record this inspection").click()
    page.get_by_text("The inspection was recorded as I-0001.").first.wait_for()


def recommend(page, words, *, rating, due_on):
    """Record one recommendation of the inspection that is open, to be seen to by Marian."""
    page.get_by_role("button", name="Record a recommendation").click()
    page.get_by_label("What is the recommendation?").fill(words)
    page.get_by_label(rating, exact=True).check()
    page.get_by_label("Who is the owner of the recommendation?").select_option(
        label="Marian (marian@council.invalid)"
    )
    fill_day(page, "What is the due date?", due_on)
    page.get_by_role("button", name="Record this recommendation").click()
    page.get_by_text("The recommendation was recorded as").first.wait_for()


def give_evidence(page):
    """The owner finds the overdue one waiting and says what was done."""
    page.get_by_role("link", name="Recommendation R-0002 (red)").click()
    page.get_by_role("button", name="Give evidence").click()
    fill_day(page, "On which date did you take the action?", date(2019, 1, 7))
    page.get_by_label("What did you do about the recommendation?").fill("Section 7 was added and adopted.")
    page.get_by_label("File that shows the action (optional)").set_input_files(EVIDENCE)
    page.get_by_role("button", name="Record this evidence").click()
    page.get_by_text("The evidence was recorded.").first.wait_for()


def discharge(page, service):
    """The SRO finds it waiting, looks at the evidence and discharges it."""
    sign_in(page, service, "simon")
    page.get_by_role("link", name="Recommendation R-0002 (red)").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="policy.pdf").click()
    assert waiting.value.path().read_bytes() == EVIDENCE["buffer"]
    page.get_by_role("button", name="Discharge").click()
    page.get_by_label("What evidence did you look at?").fill("The adopted policy, section 7.")
    page.get_by_label("I have looked at the evidence").check()
    page.get_by_role("button", name="Discharge").click()
    page.get_by_text("The recommendation was discharged.").first.wait_for()


@in_proof_only
def test_an_inspection_its_report_and_what_it_recommends_until_it_is_discharged(service, hashed, open_page):
    service.may_sign_in("helen", "marian", "simon", hashed=hashed)
    keeper, owner, senior = open_page(), open_page(), open_page(accept_downloads=True)
    sign_in(keeper, service, "helen")
    open_register(keeper, "Audits and inspections")
    arrive(keeper, "Audits and inspections")
    look_at(keeper, "oversight-empty")
    keeper.get_by_role("button", name="Record an inspection").click()
    keeper.get_by_role("button", name="Record this inspection").click()
    keeper.get_by_role("link", name="Enter the subject of the inspection").wait_for()
    look_at(keeper, "inspection-add-refused")
    record_inspection(keeper)
    look_at(keeper, "inspection-recorded")
    keeper.get_by_role("button", name="Record a recommendation").click()
    arrive(keeper, "Record a recommendation")
    look_at(keeper, "recommendation-add")
    keeper.go_back()
    recommend(keeper, "Train everybody who looks.", rating="amber", due_on=date(2027, 6, 1))
    recommend(
        keeper, "Put a section on social media into the policy.", rating="red", due_on=date(2019, 1, 31)
    )
    open_register(keeper, "Audits and inspections")
    arrive(keeper, "Audits and inspections")
    look_at(keeper, "oversight-overdue")

    sign_in(owner, service, "marian")
    look_at(owner, "home-with-recommendations")
    owner.goto(f"{service.address}/registers/")
    assert owner.get_by_role("link", name="Audits and inspections").count() == 0
    owner.go_back()
    give_evidence(owner)
    look_at(owner, "recommendation-as-owner")
    assert owner.get_by_role("button", name="Discharge").count() == 0

    discharge(senior, service)
    look_at(senior, "recommendation-discharged")
    senior.get_by_role("button", name="Open recommendation again").click()
    arrive(senior, "Open this recommendation again")
    look_at(senior, "recommendation-reopen")
    open_register(senior, "Audits and inspections")
    arrive(senior, "Audits and inspections")
    look_at(senior, "oversight-discharged")
    assert "R-0002" in senior.get_by_role("main").inner_text()


@in_proof_only
def test_the_same_without_javascript(service, hashed, open_page):
    service.may_sign_in("helen", "marian", "simon", hashed=hashed)
    keeper, owner, senior = (open_page(java_script_enabled=False, accept_downloads=True) for _ in range(3))
    sign_in(keeper, service, "helen")
    record_inspection(keeper)
    recommend(keeper, "Train everybody who looks.", rating="amber", due_on=date(2027, 6, 1))
    recommend(
        keeper, "Put a section on social media into the policy.", rating="red", due_on=date(2019, 1, 31)
    )
    sign_in(owner, service, "marian")
    give_evidence(owner)
    discharge(senior, service)
    assert service.asked("SELECT count(*) FROM oversight_recommendationstep") == 2


def test_an_audit_is_recorded_under_way_reported_and_corrected(service, hashed, open_page):
    service.may_sign_in("edmund", hashed=hashed)
    page = open_page()
    sign_in(page, service, "edmund", at="/oversight/audits/add/")
    look_at(page, "audit-add")
    page.get_by_label("What is the audit called?").fill("Social media in investigations")
    page.get_by_label("a Commissioner’s recommendation").check()
    page.get_by_label("exclusively").check()
    page.get_by_label("Trading Standards").check()
    fill_day(page, "When did the audit begin?", date(2018, 3, 1))
    page.get_by_role("button", name="Record this audit").click()
    page.get_by_text("The audit was recorded as A-0001.").first.wait_for()
    page.get_by_role("button", name="Record the report").click()
    arrive(page, "Record the report of the audit")
    look_at(page, "audit-report")
    fill_day(page, "On which date did internal audit report?", date(2018, 5, 4))
    page.get_by_label("What did the audit find?").fill("Staff did not know the policy.")
    page.get_by_label("The report, if you have a copy").set_input_files(REPORT)
    page.get_by_label("exempt").check()
    page.get_by_label("under which provision").fill("FOIA 2000 s.31(1)(g)")
    page.get_by_role("button", name="Record this report").click()
    page.get_by_text("The report of the audit was recorded.").first.wait_for()
    look_at(page, "audit-reported")
    page.get_by_role("button", name="Correct this entry").click()
    arrive(page, "Correct this entry")
    look_at(page, "audit-correct")
    page.goto(f"{service.address}/oversight/audits/import/")
    look_at(page, "audits-import")
