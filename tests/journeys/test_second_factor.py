"""A passkey in a real browser: added, asked for at the next sign-in, and refused without its device."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from tests.journeys.looking import look_at, sign_in, sign_out
from tests.organisation.qr_code import QUIET, brightness, read, squares
from tests.people import PASSWORD

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
FACTOR = "/account/second-factor/"


def give_device(page):
    """Chromium's own virtual authenticator, in this window."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return devtools, made["authenticatorId"]


def press(page, name):
    """A button whose script is there once the page has loaded; before that, nothing hears it."""
    button = page.get_by_role("button", name=name)
    button.wait_for()
    page.wait_for_load_state()
    button.click()


def test_a_passkey_is_added_and_asked_for_at_the_next_sign_in(service, hashed, open_page):
    # A passkey belongs to a name; an address of numbers can have none.
    service.may_sign_in("ines", hashed=hashed)
    named = replace(service, address=service.address.replace("127.0.0.1", "localhost"))
    page = open_page()
    devtools, device = give_device(page)
    sign_in(page, named, "ines", at=FACTOR)
    page.get_by_role("heading", name="Second factor").wait_for()
    look_at(page, "second-factor")
    page.get_by_role("link", name="Set up codes from an app").click()
    page.get_by_role("heading", name="Enter your password again").wait_for()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Set up codes from an app").wait_for()
    look_at(page, "second-factor-codes")
    a_phone_reads_the_key(page)
    page.goto(f"{named.address}{FACTOR}webauthn/add/")
    look_at(page, "passkey-add")
    press(page, "Add passkey")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    look_at(page, "recovery-codes")
    page.get_by_role("link", name="To your second factor").click()
    page.get_by_text("You have a passkey.").wait_for()
    look_at(page, "second-factor-with-passkey")
    sign_out(page)

    page.get_by_label("Email address").fill(named.people.addresses["ines"])
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="Second factor").wait_for()
    look_at(page, "second-factor-asked")
    press(page, "Use your passkey")
    page.wait_for_url(f"{named.address}/")
    page.get_by_role("heading", name="Your work").wait_for()
    page.goto(f"{named.address}{FACTOR}webauthn/reauthenticate/?next=/looks/")
    look_at(page, "confirm-that-it-is-you")
    press(page, "Use your passkey")
    page.wait_for_url(f"{named.address}/looks/")
    devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})


def a_phone_reads_the_key(page):
    """The picture has the key that is written below it, in each colours that a reader may choose, and white enough around."""
    key = page.get_by_role("main").locator("code").inner_text().replace(" ", "")
    for colours in ({}, {"color_scheme": "dark"}, {"color_scheme": "dark", "forced_colors": "active"}):
        page.emulate_media(**colours)
        code, around = squares(brightness(page.locator(".watchbook-qr").screenshot()))
        assert around >= QUIET - 0.5, colours
        told = parse_qs(urlsplit(read(code)).query)
        assert told["secret"] == [key], colours
    page.emulate_media(color_scheme="light", forced_colors="none")


def test_a_passkey_that_the_address_or_the_device_refuses_is_told_with_what_to_do(service, hashed, open_page):
    service.may_sign_in("nell", hashed=hashed)
    page = open_page()
    devtools, device = give_device(page)
    for address, person_is_there, said in (
        (service.address, True, "Passkeys do not work at this address"),
        (service.address.replace("127.0.0.1", "localhost"), False, "Your device did not answer"),
    ):
        devtools.send(
            "WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": person_is_there}
        )
        sign_in(page, replace(service, address=address), "nell", at=f"{FACTOR}webauthn/add/")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Continue").click()
        press(page, "Add passkey")
        page.get_by_text(said).wait_for()
    look_at(page, "passkey-failed")


def test_a_passkey_alone_signs_in_whatever_others_tried_and_never_without_its_owner(
    service, hashed, open_page
):
    service.may_sign_in("ines", hashed=hashed)
    named = replace(service, address=service.address.replace("127.0.0.1", "localhost"))
    page = open_page()
    devtools, device = give_device(page)
    sign_in(page, named, "ines", at=f"{FACTOR}webauthn/add/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    press(page, "Add passkey")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto(f"{named.address}{FACTOR}webauthn/")
    page.get_by_text("Signs you in without your password").wait_for()
    look_at(page, "passkeys")
    sign_out(page)
    look_at(page, "sign-in-with-a-passkey")
    page.context.clear_cookies()  # a browser that no account knows

    page.goto(f"{named.address}/account/login/")
    for _attempt in range(6):
        page.get_by_label("Email address").fill(named.people.addresses["ines"])
        page.get_by_label("Password", exact=True).fill("wrong-password-of-mine")
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_text("There is a problem").wait_for()
    page.get_by_text("You cannot sign in with a password here until").first.wait_for()
    press(page, "Sign in with a passkey")
    page.get_by_role("heading", name="Your work").wait_for()
    sign_out(page)

    somebody = {"authenticatorId": device, "isUserVerified": False}
    devtools.send("WebAuthn.setUserVerified", somebody)
    press(page, "Sign in with a passkey")
    page.get_by_text("Your device has no passkey that can sign you in here without a password").wait_for()
    look_at(page, "sign-in-with-a-passkey-failed")
    page.route(f"{named.address}{FACTOR}webauthn/login/", asks_for_nobody)
    press(page, "Sign in with a passkey")
    page.get_by_text("You cannot sign in with this passkey alone.").wait_for()
    assert service.asked("SELECT count(*) FROM audit_log_event WHERE name = 'sign_in.passkey_failed'") == 1
    look_at(page, "passkey-alone-refused")


def asks_for_nobody(route):
    """Let the device sign without a PIN, a fingerprint or a face, as a script of somebody's own would."""
    if route.request.method != "GET":
        route.continue_()
        return
    answer = route.fetch()
    options = answer.json()
    options["request_options"]["publicKey"]["userVerification"] = "discouraged"
    route.fulfill(response=answer, json=options)
