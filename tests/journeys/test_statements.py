"""A quarter is signed: two services, internal audit, the co-ordinator and the SRO; one is missing, is listed, and signs."""

from datetime import date

import pytest
from django.utils import timezone

from tests.governance.signed import another_service, entered_quarter
from tests.journeys.looking import fill_day, look_at, open_register, sign_in
from tests.oversight.given import an_audit
from tests.proof_only import in_proof_only
from watchbook.governance.statements.rules import last_whole_quarter
from watchbook.organisation.queries import today

pytestmark = pytest.mark.browser

LAST = last_whole_quarter(today())
LINE_MANAGERS = (
    "Looks at social media",
    "Tools (bought",
    "In-house methods",
    "Profiles and accounts",
    "Forms and templates",
)


def open_statements(page):
    open_register(page, "Statements")
    if LAST.first_on.year != today().year:
        page.goto(f"{page.url}?year={LAST.first_on.year}")


def say_none(page, *questions):
    """Answer “there was none” to each of these."""
    for question in questions:
        page.get_by_role("group", name=question).get_by_label("None to report").check()


def sign_quarter(page, signer, *questions):
    """Go from the overview to a signer's page of the last quarter and sign that there was none."""
    page.get_by_role("link", name=f"Sign {signer}, {LAST.title}").click()
    say_none(page, *questions)
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_text("Your statement is signed.").wait_for()


def standing(page, signer):
    """What the overview says of a signer, in words."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=signer)).inner_text()


def test_a_quarter_is_signed_by_everybody_and_who_has_not_is_listed_until_they_have(
    service, hashed, open_page
):
    service.may_sign_in("marian", "edmund", "helen", "simon", hashed=hashed)
    housing = another_service(service.people, at=timezone.now())
    entered_quarter(
        service.people,
        housing,
        LAST,
        signed_on=today(),
        at=timezone.now(),
        looks=0,
        tools=0,
        methods=0,
        profiles=0,
        forms=0,
    )
    senior = open_page()
    sign_in(senior, service, "simon")
    open_statements(senior)
    assert "not signed" in standing(senior, "Trading Standards").lower()
    look_at(senior, "statements-one-missing")

    auditor, keeper, leader = open_page(), open_page(java_script_enabled=False), open_page()
    sign_in(auditor, service, "edmund")
    open_statements(auditor)
    sign_quarter(auditor, "internal auditor", "Internal audits")
    sign_in(keeper, service, "helen")
    open_statements(keeper)
    sign_quarter(keeper, "RIPA co-ordinator", "Authorisations for surveillance", "Covert profiles")
    sign_quarter_of_the_sro(senior)

    sign_in(leader, service, "marian")
    open_statements(leader)
    leader.get_by_role("link", name=f"Sign Trading Standards, {LAST.title}").click()
    look_at(leader, "statement-sign")
    leader.get_by_role("button", name="Sign", exact=True).click()
    leader.get_by_role("heading", name="There is a problem").wait_for()
    look_at(leader, "statement-sign-refused")
    say_none(leader, *LINE_MANAGERS)
    leader.get_by_label("Remarks").fill("Asked at the team meeting.")
    leader.get_by_role("button", name="Sign", exact=True).click()
    leader.get_by_text("Your statement is signed.").wait_for()
    look_at(leader, "statement-signed")
    senior.goto(f"{service.address}/governance/statements/?year={LAST.first_on.year}")
    assert f"Trading Standards, {LAST.title}" in standing(senior, "Trading Standards")
    look_at(senior, "statements-all-signed")


def sign_quarter_of_the_sro(page):
    sign_quarter(
        page, "senior responsible officer", "Letters from oversight bodies", "Inspections wholly or partly"
    )


def test_the_years_before_are_signed_once_and_a_statement_is_corrected(service, hashed, open_page):
    service.may_sign_in("edmund", hashed=hashed)
    an_audit(service.people)
    page = open_page()
    sign_in(page, service, "edmund")
    open_statements(page)
    page.get_by_role("link", name="Sign for the years before this register began: internal auditor").click()
    look_at(page, "statement-first-day")
    fill_day(page, "What is the first date that you can answer for?", date(2016, 1, 1))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Statement for the years before this register began").wait_for()
    look_at(page, "statement-years-before")
    page.get_by_label("All of them are on the register: 1").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_text("Your statement is signed.").wait_for()
    assert "all of them are on the register: 1" in page.get_by_role("main").inner_text()
    page.get_by_role("button", name="Correct this statement").click()
    look_at(page, "statement-correct")
    page.get_by_label("Leave this question open").check()
    page.get_by_label("Remarks").fill("One report has not been found.")
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_role("heading", name="Earlier versions").wait_for()
    look_at(page, "statement-corrected")
    page.goto(f"{service.address}/governance/statements/?year=2016")
    assert (
        page.get_by_role("row").filter(has_text="internal auditor").get_by_text("signed later").count() == 4
    )
    look_at(page, "statements-2016")


@in_proof_only
def test_a_retention_schedule_is_begun_changed_and_adopted(service, hashed, open_page):
    service.may_sign_in("winston", "simon", hashed=hashed)
    keeper, senior = open_page(java_script_enabled=False), open_page()
    sign_in(keeper, service, "winston")
    open_register(keeper, "Retention schedule")
    keeper.get_by_role("button", name="Begin a new edition").click()
    keeper.get_by_label("What is the new edition called?").fill("Retention schedule 2026")
    keeper.get_by_role("button", name="Begin", exact=True).click()
    keeper.get_by_text("The new edition is ready.").wait_for()
    keeper.get_by_role("link", name="Central record of an authorisation").first.click()
    keeper.get_by_label("How many days, months or years does the period last?").fill("2")
    keeper.get_by_role("button", name="Save as a new version").click()
    keeper.get_by_text("the law requires at least 3 years").wait_for()
    keeper.get_by_label("How many days, months or years does the period last?").fill("6")
    keeper.get_by_role("button", name="Save as a new version").click()
    keeper.get_by_text("The class was changed.").wait_for()

    sign_in(senior, service, "simon")
    open_register(senior, "Retention schedule")
    look_at(senior, "retention-schedules")
    senior.get_by_role("link", name="RS-0001").click()
    look_at(senior, "retention-schedule-proposal")
    senior.get_by_role("button", name="Add a class").click()
    look_at(senior, "retention-class-add")
    senior.get_by_role("link", name="Back").click()
    senior.get_by_role("button", name="Record the adoption").click()
    look_at(senior, "retention-adopt")
    senior.get_by_label("Who adopted the schedule?").fill("Cabinet")
    fill_day(senior, "When was the schedule adopted?", today())
    fill_day(senior, "From which date is the schedule in force?", today())
    senior.get_by_role("button", name="Record the adoption").click()
    senior.get_by_text("The adoption was recorded.").wait_for()
    look_at(senior, "retention-schedule-adopted")
