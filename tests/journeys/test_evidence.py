"""From an open look to content held: captured in one click, seen while it runs, stopped, taken again; also without JavaScript.

The worker's browser is a stand-in here; the last journey has a real one (`make proof`).
"""

import pytest
from django.utils import timezone

from tests.evidence import given
from tests.evidence.loopback import a_shop, a_worker
from tests.journeys.looking import look_at, sign_in
from tests.looks import given as looks
from tests.proof_only import in_proof_only
from watchbook.evidence import capture, capture_worker
from watchbook.evidence.models import Capture
from watchbook.looks.models import Look

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def where_the_service_looks(settings):
    settings.FILES_FOLDER = settings.PLACES.files


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def test_a_page_is_captured_in_one_click_seen_on_its_way_and_held(service, open_page, hashed):
    service.may_sign_in("ines", hashed=hashed)
    look = given.a_look(service.people)
    page = open_page()
    sign_in(page, service, "ines", at=f"/looks/{look.reference}/")
    look_at(page, "look-with-capture")
    press(page, "Capture this page")
    page.get_by_text("Watchbook takes the captures in order.").first.wait_for()
    look_at(page, "capture-waiting")
    row = Capture.objects.get()
    capture.begin(row, by=given.the_system(), at=timezone.now())
    capture.note_progress(row.id, {"steps": 4, "stored": 21, "bytes": 2_400_000}, told_at=timezone.now())
    page.get_by_text(
        "4 views. Kept: 21 answers. Received: 2.4 MB."
    ).wait_for()  # without a reload: by its script
    look_at(page, "capture-running")
    press(page, "Stop the capture, and keep what we have so far")
    page.get_by_text("You asked to stop the capture.").first.wait_for()
    capture.fail(row, "The site did not answer", by=given.the_system(), at=timezone.now())
    page.get_by_text("The capture failed. No part of it was kept.").first.wait_for()
    look_at(page, "capture-failed")
    press(page, "Capture page again")
    page.get_by_text("new capture.").first.wait_for()
    with given.a_worker() as worker:
        capture_worker.take_next(worker, by=given.the_system())
    page.get_by_role(
        "heading", name="Complete: scrolled to the end, and everything that the site sent was kept"
    ).wait_for()
    look_at(page, "capture-held")
    page.goto(f"{service.address}/evidence/captures/")
    look_at(page, "captures")


def test_without_javascript_a_page_is_chosen_and_given_up(service, open_page, hashed):
    service.may_sign_in("ines", hashed=hashed)
    look = given.a_look(service.people)
    page = open_page(java_script_enabled=False)
    sign_in(page, service, "ines", at=f"/looks/{look.reference}/")
    page.get_by_role("link", name="Choose what to capture").click()
    page.get_by_label("Another page", exact=True).check()
    page.get_by_label("Address of the other page").fill(f"{given.SITE}/boots")
    page.get_by_label("Everything that loads by itself").check()
    press(page, "Capture page")
    page.get_by_role("link", name="Update progress").click()
    press(page, "Cancel this capture")
    page.get_by_text("This capture was cancelled before it began.").first.wait_for()
    assert (Capture.objects.get().in_full, Look.objects.get().pages) == (False, 2)


@in_proof_only
def test_from_a_pasted_address_to_a_capture_held_with_a_real_browser(service, open_page, hashed, tmp_path):
    service.may_sign_in("ines", hashed=hashed)
    looks.a_standing_purpose(service.people)
    page = open_page()
    sign_in(page, service, "ines")
    with a_shop() as shop, a_worker(service.database, shop=shop, folder=tmp_path) as worker:
        page.goto(f"{service.address}/looks/")
        page.get_by_label("Address of the page or profile").fill(shop.address)
        press(page, "Look at this page")
        page.get_by_role("heading", name="Open a first look", level=1).wait_for()
        page.get_by_label("None of the above").check()
        press(page, "Confirm and open the look")
        page.get_by_role("heading", name="Look at INV-0001/1", level=1).wait_for()
        press(page, "Capture this page")
        page.get_by_text("Watchbook takes the captures in order.").first.wait_for()
        assert worker.run("--once") == 0, worker.log.read_text()
        page.get_by_role(
            "heading", name="Complete: scrolled to the end, and everything that the site sent was kept"
        ).wait_for()
        assert shop.canary in page.get_by_role("heading", level=1).inner_text()
        look_at(page, "capture-held-real")
