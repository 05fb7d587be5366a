"""From what a look holds to an exhibit, its pack and `verify.py`; and what was made elsewhere taken in, without JavaScript."""

import subprocess
import sys
import zipfile

import pytest
from django.utils import timezone

from tests.capture import archives
from tests.evidence import exhibits
from tests.journeys.looking import look_at, sign_in
from tests.looks import given as looks
from watchbook.audit_log import signing_key
from watchbook.evidence.models import Capture
from watchbook.looks.models import Look

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def where_the_service_looks(settings):
    settings.FILES_FOLDER = settings.PLACES.files
    made_before = settings.SIGNING_KEY.exists()
    signing_key.make(settings.SIGNING_KEY, origin="council.invalid/watchbook/journeys")
    yield
    if not made_before:
        settings.SIGNING_KEY.unlink()


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def fill_in(page):
    page.get_by_label("What does it show?").fill("An offer of trainers")
    page.get_by_label("How many other people can be recognised in it?").fill("0")
    page.get_by_label("Capture that is used in a prosecution").check()
    for box, value in (("Day", "1"), ("Month", "3"), ("Year", str(timezone.localdate().year + 1))):
        page.get_by_label(box, exact=True).fill(value)


def test_an_exhibit_is_produced_found_and_packed_and_its_bundle_verified(
    service, open_page, hashed, tmp_path
):
    service.may_sign_in("ines", hashed=hashed)
    capture = exhibits.a_stored_capture(service.people)
    page = open_page()
    sign_in(page, service, "ines")
    page.goto(f"{service.address}/looks/{capture.look.reference}/")
    page.get_by_role("link", name="Exhibits of this look").click()
    page.get_by_role("link", name="Produce as an exhibit").click()
    look_at(page, "exhibit-produce")
    fill_in(page)
    page.get_by_label("distressing").check()
    press(page, "Produce the exhibit")
    page.get_by_role("heading", name="Exhibit I/1").wait_for()
    look_at(page, "exhibit")
    seen_before = looks.made(service.people, capture.look.subject, at=timezone.now())
    page.goto(f"{service.address}/evidence/looks/{seen_before.reference}/intake/")
    look_at(page, "intake")
    page.goto(f"{service.address}/evidence/looks/{capture.look.reference}/exhibits/")
    look_at(page, "exhibits-of-look")
    page.goto(f"{service.address}/evidence/exhibits/?sought={capture.plain_sha256[:12]}")
    look_at(page, "exhibits")
    page.get_by_role("link", name="I/1", exact=True).click()
    page.get_by_role("button", name="Make a pack").click()
    look_at(page, "exhibit-pack")
    page.get_by_label("criminal proceedings").check()
    page.get_by_label("Whoever gets it may").check()
    page.get_by_label("copied", exact=True).check()
    with page.expect_download() as told:
        press(page, "Make the pack")
    told.value.save_as(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        pack.extractall(tmp_path)
    key = exhibits.SIGNER.public_key.hex()
    words = [tmp_path / "sealed" / name for name in ("verify.py", "bundle.zip")]
    done = subprocess.run([sys.executable, "-I", *words, "--key", key], capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_without_javascript_a_file_made_elsewhere_is_taken_in_for_a_look_that_was_recorded(
    service, open_page, hashed
):
    service.may_sign_in("ines", hashed=hashed)
    look = looks.made(service.people, looks.a_subject(service.people), at=timezone.now())
    page = open_page(java_script_enabled=False)
    sign_in(page, service, "ines")
    page.goto(f"{service.address}/evidence/looks/{look.reference}/exhibits/")
    page.get_by_role("button", name="Take in what was captured elsewhere").click()
    page.get_by_label("Who made it?").fill("A colleague")
    page.get_by_label("The file").set_input_files({"name": "a.wacz", "mimeType": "application/x", "buffer": archives.wacz()[:-9]})  # fmt: skip
    press(page, "Take it in")
    page.get_by_role("link", name="its list of contents cannot be read").wait_for()
    page.get_by_label("The file").set_input_files({"name": "a.wacz", "mimeType": "application/x", "buffer": archives.wacz()})  # fmt: skip
    press(page, "Take it in")
    page.get_by_role("heading", name="What is held of this look").wait_for()
    assert (Capture.objects.get().origin, Look.objects.get().kept_at is not None) == ("imported", True)
