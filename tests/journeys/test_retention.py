"""What is due is found, one item is kept by a legal hold, and the data pathway shows both; the hold ends."""

import pytest

from tests import given as registers
from tests.governance import signed
from tests.journeys.looking import look_at, open_register, sign_in

pytestmark = pytest.mark.browser


def test_what_is_due_is_held_shown_on_the_pathway_and_let_go(service, hashed, open_page):
    signed.an_adopted_schedule(service.people)
    row = registers.a_letter(service.people)
    service.may_sign_in("winston", "helen", hashed=hashed)
    page = open_page()
    sign_in(page, service, "winston")
    open_register(page, "Due for deletion")
    look_at(page, "retention-due")
    page.get_by_role("link", name=row.reference).click()
    page.get_by_role("heading", name=f"Retention of {row.reference}").wait_for()
    look_at(page, "retention-kept")
    page.get_by_role("button", name="Place a legal hold").click()
    look_at(page, "hold-place")
    page.get_by_label("a complaint").check()
    page.get_by_label("Why is the record needed?").fill("A resident complained about our reply.")
    page.get_by_role("button", name="Place hold").click()
    page.get_by_text(f"{row.reference} is under legal hold.").first.wait_for()
    look_at(page, "hold")
    page.goto(f"{service.address}/retention/pathway/")
    look_at(page, "pathway")
    page.goto(f"{service.address}/retention/")
    page.get_by_text("Under legal hold").first.wait_for()
    page.goto(f"{service.address}/retention/holds/")
    look_at(page, "holds")
    page.get_by_role("link", name="LH-0001").click()
    page.get_by_role("button", name="End the hold").click()
    look_at(page, "hold-end")
    page.get_by_label("Why is the record no longer needed?").fill("The complaint was answered.")
    page.get_by_role("button", name="End hold").click()
    page.get_by_text("The hold was ended.").first.wait_for()
    page.goto(f"{service.address}/governance/letters/{row.reference}/")
    page.get_by_text("Retention and legal holds").wait_for()
    look_at(page, "letter-kept")
