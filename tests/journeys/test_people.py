"""Two administrators bring somebody in: an account, a one-time link, a duty proposed by one and granted by the other."""

import pytest

from tests.journeys.looking import look_at, sign_in, sign_out
from tests.proof_only import in_proof_only

pytestmark = pytest.mark.browser

NEWCOMER = "nia.prosser@council.invalid"
HER_PASSWORD = "seven-quiet-herons"


def test_two_administrators_bring_in_a_newcomer_who_signs_in(service, hashed, open_page):
    service.may_sign_in("ada", "bashir", hashed=hashed)
    first, second, newcomer = open_page(), open_page(), open_page()
    sign_in(first, service, "ada")
    first.get_by_role("link", name="People", exact=True).click()
    look_at(first, "people")
    first.get_by_role("button", name="Add a person").click()
    look_at(first, "person-add")
    first.get_by_role("button", name="Add this person").click()
    look_at(first, "person-add-refused")
    first.get_by_label("Name").fill("Nia Prosser")
    first.get_by_label("Email address").fill(NEWCOMER)
    first.get_by_label("Service", exact=True).select_option("Trading Standards")
    first.get_by_label("I will hand over the link in person after I see their staff pass").check()
    first.get_by_role("button", name="Add this person").click()
    first.get_by_role("heading", name="You made a one-time link").wait_for()
    look_at(first, "person-link")
    link = first.get_by_role("main").locator("code").inner_text()
    assert link not in first.url

    newcomer.goto(link)
    look_at(newcomer, "password-from-link")
    newcomer.get_by_label("New password", exact=True).fill("short")
    newcomer.get_by_label("New password again").fill("short")
    newcomer.get_by_role("button", name="Save password").click()
    newcomer.get_by_role("heading", name="There is a problem").wait_for()
    look_at(newcomer, "password-from-link-refused")
    newcomer.get_by_label("New password", exact=True).fill(HER_PASSWORD)
    newcomer.get_by_label("New password again").fill(HER_PASSWORD)
    newcomer.get_by_role("button", name="Save password").click()
    newcomer.get_by_role("heading", name="Your work").wait_for()
    newcomer.get_by_text("You set your password.").wait_for()
    look_at(newcomer, "password-from-link-done")
    sign_out(newcomer)

    first.get_by_role("link", name="Go to the account").click()
    look_at(first, "person")
    first.get_by_role("button", name="Propose a duty").click()
    look_at(first, "duty-propose")
    first.get_by_label("Duty").select_option("investigator")
    first.get_by_role("button", name="Propose this duty").click()
    first.get_by_text("You proposed the duty. Another system administrator must decide on it.").wait_for()
    first.get_by_role("link", name="People", exact=True).first.click()
    assert first.get_by_role("heading", name="Duties for you to decide on").count() == 0

    sign_in(second, service, "bashir")
    look_at(second, "home-with-duty")
    second.get_by_role("link", name="investigator for Nia Prosser, proposed by Ada").click()
    look_at(second, "people-with-proposal")
    second.get_by_role("button", name="Grant investigator Nia Prosser").click()
    second.get_by_text("You granted the duty.").wait_for()
    look_at(second, "person-with-duty")

    enter(newcomer, service, HER_PASSWORD)
    newcomer.wait_for_url(f"{service.address}/")
    assert "Your duties: investigator." in newcomer.get_by_role("main").inner_text()
    look_at(newcomer, "home-of-newcomer")
    again = open_page()
    again.goto(link)
    again.get_by_role("heading", name="This link no longer works").wait_for()
    look_at(again, "password-link-used")


def test_a_wrong_password_says_no_more_than_that_and_keeps_the_address(service, hashed, open_page):
    service.may_sign_in("bryn", hashed=hashed)
    page = open_page()
    seen = []
    for address in (service.people.addresses["bryn"], "nobody@council.invalid"):
        page.goto(f"{service.address}/account/login/")
        page.get_by_label("Email address").fill(address)
        page.get_by_label("Password", exact=True).fill("a wrong password")
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("heading", name="There is a problem").wait_for()
        assert page.get_by_label("Email address").input_value() == address
        assert page.get_by_label("Password", exact=True).input_value() == ""
        seen.append(page.get_by_role("alert").inner_text())
    assert seen[0] == seen[1]
    look_at(page, "sign-in-refused")


@in_proof_only
def test_a_duty_is_ended_an_account_closed_and_settings_saved(service, hashed, open_page):
    service.may_sign_in("ada", "bryn", hashed=hashed)
    officer, page = open_page(), open_page()
    sign_in(officer, service, "bryn")
    sign_in(page, service, "ada", at="/organisation/people/")
    page.get_by_role("link", name="Bryn").click()
    page.get_by_role("link", name="End duty").click()
    look_at(page, "duty-end")
    page.get_by_role("button", name="Set last date").click()
    page.get_by_text("You set the last date of the duty to ").wait_for()
    page.get_by_role("button", name="Close the account").click()
    page.get_by_role("heading", name="Close this account?").wait_for()
    look_at(page, "person-close")
    page.get_by_role("button", name="Close the account").click()
    page.get_by_text("The account was closed. All its sessions have ended.").wait_for()
    look_at(page, "person-closed")
    officer.goto(f"{service.address}/foi/requests/")
    officer.get_by_role("heading", name="Sign in", exact=True).wait_for()

    page.get_by_role("link", name="Settings").click()
    look_at(page, "settings")
    page.get_by_label("Colour of the page header").fill("blue")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert page.get_by_label("Colour of the page header").input_value() == "blue"
    look_at(page, "settings-refused")
    page.get_by_label("Colour of the page header").fill("#5c1f4a")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The settings were saved.").wait_for()
    look_at(page, "settings-saved")
    shown = "getComputedStyle(document.querySelector('.watchbook-header')).backgroundColor"
    assert page.evaluate(shown) == "rgb(92, 31, 74)"
    page.get_by_role("button", name="Add a service").click()
    look_at(page, "service-add")
    page.get_by_label("What is the service called?").fill("Trading Standards")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="You cannot use this name: another service has it").wait_for()
    look_at(page, "service-add-refused")
    sign_out(page)


def test_pages_without_a_journey_of_their_own_hold_the_same(service, hashed, open_page):
    service.may_sign_in("bryn", "nell", hashed=hashed)
    page = open_page()
    for path, name in (
        ("licence/", "licence"),
        ("accessibility-statement/", "accessibility"),
        ("account/password/reset/", "password-reset"),
        ("account/password/reset/done/", "password-reset-done"),
        ("account/inactive/", "inactive"),
        ("account/signup/", "signup"),
    ):
        page.goto(f"{service.address}/{path}")
        look_at(page, name)
    sign_in(page, service, "nell")
    look_at(page, "home-without-duty")
    for path, name in (("account/password/change/", "password-change"), ("account/logout/", "logout")):
        page.goto(f"{service.address}/{path}")
        look_at(page, name)


def test_error_pages_hold_the_same(service, hashed, open_page):
    service.may_sign_in("nell", hashed=hashed)
    page = open_page(refusals=["404 (Not Found)", "403 (Forbidden)"])
    sign_in(page, service, "nell")
    for path, name in (("nowhere/", "not-found"), ("foi/requests/", "refused")):
        page.goto(f"{service.address}/{path}")
        look_at(page, name)


def enter(page, service, password):
    """Sign the newcomer in."""
    page.goto(f"{service.address}/account/login/")
    page.get_by_label("Email address").fill(NEWCOMER)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
