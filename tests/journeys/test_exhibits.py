"""From what a look holds to an exhibit, its pack and `verify.py`; and what was made elsewhere taken in, without JavaScript."""

import gzip
import subprocess
import sys
import zipfile

import pytest
from django.utils import timezone

from tests.capture import archives
from tests.evidence import exhibits
from tests.evidence.loopback import a_shop, a_worker
from tests.journeys.looking import look_at, sign_in
from tests.looks import given as looks
from tests.proof_only import in_proof_only
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
    page.get_by_label("What does the exhibit show?").fill("An offer of trainers")
    page.get_by_label("How many other people can be recognised in the exhibit?").fill("0")
    page.get_by_label("Capture that is used in a prosecution").check()
    for box, value in (("Day", "1"), ("Month", "3"), ("Year", str(timezone.localdate().year + 1))):
        page.get_by_label(box, exact=True).fill(value)


def packed(page, folder):
    """The whole pack, copied, its files in a folder."""
    page.get_by_label("criminal proceedings").check()
    page.get_by_label("The recipient may see session secrets").check()
    page.get_by_label("copied", exact=True).check()
    with page.expect_download() as told:
        press(page, "Make the pack")
    told.value.save_as(folder / "pack.zip")
    with zipfile.ZipFile(folder / "pack.zip") as pack:
        pack.extractall(folder)


def verified(folder, *, key):
    """By the program of the pack, alone."""
    words = [folder / "sealed" / name for name in ("verify.py", "bundle.zip")]
    done = subprocess.run([sys.executable, "-I", *words, "--key", key], capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_an_exhibit_is_produced_found_and_packed_and_its_bundle_verified(
    service, open_page, hashed, tmp_path
):
    service.may_sign_in("ines", hashed=hashed)
    capture = exhibits.a_stored_capture(service.people)
    page = open_page()
    sign_in(page, service, "ines", at=f"/looks/{capture.look.reference}/")
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
    packed(page, tmp_path)
    verified(tmp_path, key=exhibits.SIGNER.public_key.hex())


def test_without_javascript_a_file_made_elsewhere_is_taken_in_for_a_look_that_was_recorded(
    service, open_page, hashed
):
    service.may_sign_in("ines", hashed=hashed)
    look = looks.made(service.people, looks.a_subject(service.people), at=timezone.now())
    page = open_page(java_script_enabled=False)
    sign_in(page, service, "ines", at=f"/evidence/looks/{look.reference}/exhibits/")
    page.get_by_role("button", name="Add a file captured elsewhere").click()
    page.get_by_label("Who made the file?").fill("A colleague")
    page.get_by_label("The file", exact=True).set_input_files({"name": "a.wacz", "mimeType": "application/x", "buffer": archives.wacz()[:30]})  # fmt: skip
    press(page, "Add the file")
    page.get_by_role("link", name="its list of contents cannot be read").wait_for()
    page.get_by_label("The file", exact=True).set_input_files({"name": "a.wacz", "mimeType": "application/x", "buffer": archives.wacz()})  # fmt: skip
    press(page, "Add the file")
    page.get_by_role("heading", name="Captures and files of this look").wait_for()
    assert (Capture.objects.get().origin, Look.objects.get().kept_at is not None) == ("imported", True)


@in_proof_only
def test_from_a_pasted_address_to_a_verified_bundle_with_a_real_browser(service, open_page, hashed, tmp_path):
    service.may_sign_in("ines", hashed=hashed)
    looks.a_standing_purpose(service.people)
    page = open_page()
    sign_in(page, service, "ines")
    with a_shop() as shop, a_worker(service.database, shop=shop, folder=tmp_path) as worker:
        page.goto(f"{service.address}/looks/")
        page.get_by_label("Address of the page or profile").fill(shop.address)
        press(page, "Look at this page")
        page.get_by_label("None of the above").check()
        press(page, "Confirm and open the look")
        press(page, "Capture this page")
        page.get_by_text("Watchbook takes the captures in order.").first.wait_for()
        assert worker.run("--once") == 0, worker.log.read_text()
        page.get_by_role(
            "heading", name="Complete: scrolled to the end, and everything that the site sent was kept"
        ).wait_for()
        key = worker.key.key.hex()
    page.get_by_role("button", name="Produce as an exhibit").click()
    fill_in(page)
    press(page, "Produce the exhibit")
    page.get_by_role("button", name="Make a pack").click()
    packed(page, tmp_path)
    verified(tmp_path, key=key)
    disclosed = tmp_path / "disclosure"
    words = [disclosed / "check_copy.py", tmp_path / "sealed" / "bundle.zip", disclosed / "disclosure-copy.warc.gz", disclosed / "withheld.json"]  # fmt: skip
    done = subprocess.run([sys.executable, "-I", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert shop.canary.encode() in gzip.decompress((disclosed / "disclosure-copy.warc.gz").read_bytes())
