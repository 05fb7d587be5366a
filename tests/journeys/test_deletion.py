"""A retention run with a hold in it, its interactions counted; a certificate that an outsider checks with the file alone."""

import re
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings

from tests.audit_log import sealing
from tests.evidence import given as evidence
from tests.governance import signed
from tests.governance.third_parties.given import a_third_party
from tests.journeys.looking import look_at, open_register, sign_in, sign_out
from tests.journeys.test_few_interactions import Hands
from tests.proof_only import EVERY_ROW
from tests.retention import given as holds
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.keys import rotation
from watchbook.ledger import export
from watchbook.retention.deletion import course
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.states import ListState

pytestmark = pytest.mark.browser
CONTRACTS = 12 if EVERY_ROW else 5  # more than a sample; each of a sample is opened
MOST = (
    35  # interactions for a class and an owner, however many things they have; 100,000 of them in 30 minutes
)


@pytest.fixture(autouse=True)
def noted_elsewhere(tmp_path, monkeypatch):
    """The lists of what was deleted lie in a folder of this test's own."""
    monkeypatch.setattr(settings.PLACES, "deletions", tmp_path / "deletions")


def overdue_contracts(people):
    """Contracts that have had their time, one of them held."""
    signed.an_adopted_schedule(people)
    days = {"from_on": date(2010, 1, 1), "until_on": date(2015, 12, 31)}
    rows = [a_third_party(people, who=f"Company {number}", **days) for number in range(CONTRACTS)]
    holds.a_hold(people, rows[0])
    return rows[0]


def test_a_retention_run_with_a_hold_in_it(service, hashed, open_page, tmp_path, record_property):
    people = service.people
    held = overdue_contracts(people)
    service.may_sign_in("helen", "winston", hashed=hashed)
    page = open_page()
    sign_in(page, service, "helen")
    open_register(page, "Deletion lists")
    look_at(page, "deletions")
    hands = Hands(page)
    hands.press("Third parties", role="link")
    look_at(page, "deletion-propose")
    hands.tick("I have compared the dates of the records that were recorded after their retention date")
    hands.tick("Yes, I am sure")
    hands.press("Propose deletion")
    page.get_by_text("The list now needs a second person’s decision.").wait_for()
    look_at(page, "deletion-proposed")
    sign_out(page)
    sign_in(page, service, "winston")
    page.get_by_role("link", name=re.compile(r"Deletion list DEL-\d+, proposed by Helen")).click()
    look_at(page, "deletion-to-decide")
    listed = page.url
    for record in page.get_by_role("button", name="Open TP-").all_inner_texts():
        hands.press(record)
        page.get_by_role("heading", name="Company").first.wait_for()
        page.go_back()
        hands.count += 1
    assert page.url == listed
    look_at(page, "deletion-opened")
    hands.press("Approve the deletion")
    look_at(page, "deletion-approve")
    hands.tick("Yes, I am sure")
    hands.press("Approve the deletion")
    page.get_by_text("Watchbook carries it out within minutes.").wait_for()
    assert hands.count <= MOST
    record_property("interactions", hands.count)
    course.go_on_with_all(by=evidence.the_system())
    assert list(ThirdParty.objects.all()) == [held]
    page.reload()
    page.get_by_role("heading", name=re.compile(r"Deletion DEL-\d+")).wait_for()
    look_at(page, "deletion-unreadable")
    rotation.rotate()
    course.go_on_with_all(by=evidence.the_system())
    assert DeletionList.objects.get().state == ListState.IRRECOVERABLE
    place = sealing.a_place(tmp_path / "signing")
    sealing.sealed(service.database, place)
    page.get_by_role("link", name="Certificate of deletion").click()
    page.get_by_text("cannot prove that no copy exists").wait_for()
    look_at(page, "certificate")
    with page.expect_download() as told:
        page.get_by_role(
            "link", name="Download the certificate as a file that anybody can check (JSON)"
        ).click()
    outside = tmp_path / "outside"
    outside.mkdir()
    told.value.save_as(outside / "certificate.json")
    (outside / "verify.py").write_bytes(export.verify_program())
    words = ["verify.py", "certificate.json", "--key", place.signer.verifier.line]
    done = subprocess.run(
        [sys.executable, "-I", "-S", *words], capture_output=True, text=True, check=False, cwd=outside
    )
    assert done.returncode == 0, done.stdout
    assert "EVERYTHING HOLDS" in done.stdout
