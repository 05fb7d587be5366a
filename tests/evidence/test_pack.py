"""The exhibit pack: custody before the first byte; a bundle that verify.py finds whole; a copy in which nothing else differs."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import asdict, replace
from datetime import timedelta

import docx
import pytest
from django.db import connection
from pypdf import PdfReader

from tests.capture.authorities import Stamping, post_to
from tests.evidence import captured
from tests.evidence import exhibits as given
from tests.evidence.exhibits import AT, SIGNER, a_stored_capture, an_exhibit
from tests.investigations.glass import broken
from tests.log import leaves_nothing, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.pages import signed_in, words
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.capture.plan import Limits
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence import content, custody, memory_folder, pack, technical_certificate
from watchbook.evidence.models import CustodyEntry, Handling, Sensitivity
from watchbook.evidence.pack import Order
from watchbook.evidence.papers import printed
from watchbook.evidence.queries.handed_out import BasisReference, rests_on
from watchbook.evidence.statement_draft import Proceedings, draft, form_of
from watchbook.keys import envelope
from watchbook.organisation.models import Authority, Nation

WHOLE = Order(Proceedings.CRIMINAL, is_whole=True, handling=Handling.COPIED)
FORM = {"proceedings": "criminal", "extent": "whole", "handling": "copied"}


def made(row, order=WHOLE, *, by, at=AT):
    """The files of a pack by name."""
    pack.make(row, order, by=by, at=at)
    with pack.in_memory() as file:
        pack.write(row, order, to=file, made_at=at)
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def put(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def run(*arguments):
    return subprocess.run([sys.executable, "-I", *map(str, arguments)], capture_output=True, text=True, check=False)  # fmt: skip


def test_the_whole_pack_holds_papers_a_copy_and_a_bundle_that_its_verify_py_finds_whole(people, tmp_path):
    row = an_exhibit(people, a_stored_capture(people))
    files = made(row, by=people.ines)
    assert set(files) == {
        "READ-ME.txt",
        "exhibit-sheet.pdf",
        "statement-draft.pdf",
        "statement-draft.docx",
        "technical-certificate.pdf",
        "disclosure/disclosure-copy.warc.gz",
        "disclosure/withheld.json",
        "disclosure/check_copy.py",
        "disclosure/capture.json",
        "disclosure/text.txt",
        "disclosure/visuals/0000.png",
        "disclosure/manifest.json",
        "disclosure/manifest.sig",
        "sealed/bundle.zip",
        "sealed/verify.py",
        "sealed/VERIFY.txt",
        "sealed/public-key.txt",
        "sealed/public-key.pem",
    }
    folder = put(tmp_path, files)
    sealed, disclosed = folder / "sealed", folder / "disclosure"
    key = files["sealed/public-key.txt"].decode().strip()
    assert key == SIGNER.public_key.hex()
    done = run(sealed / "verify.py", sealed / "bundle.zip", "--key", key)
    assert done.returncode == 0, done.stdout + done.stderr
    by_hand = "openssl pkeyutl -verify -pubin -inkey ../sealed/public-key.pem -rawin -in manifest.json -sigfile manifest.sig"
    assert subprocess.run(by_hand.split(), cwd=disclosed, capture_output=True, check=False).returncode == 0
    published = files["READ-ME.txt"].decode().partition(" ends in ")[2].partition(",")[0]
    assert published
    assert SIGNER.verifier.line.endswith(published)
    assert SIGNER.verifier.line.rpartition("+")[2].encode() in files["READ-ME.txt"]
    same = run(disclosed / "check_copy.py", sealed / "bundle.zip", disclosed / "disclosure-copy.warc.gz", disclosed / "withheld.json")  # fmt: skip
    assert same.returncode == 0, same.stdout + same.stderr
    assert json.loads(files["disclosure/withheld.json"])["bundle_sha256"] == row.capture.plain_sha256
    changed = bytearray(files["sealed/bundle.zip"])
    changed[changed.index(b"Trainers for sale")] ^= 1
    (sealed / "bundle.zip").write_bytes(changed)
    assert run(sealed / "verify.py", sealed / "bundle.zip", "--key", key).returncode == 1


def test_the_papers_say_what_the_record_says_and_leave_blank_what_only_people_know(people):
    row = an_exhibit(people, a_stored_capture(people))
    custody.note(row.capture, Handling.VIEWED, part="page_blurred", by=people.ines, at=AT)
    files = made(row, by=people.ines)
    sheet = text_of(files["exhibit-sheet.pdf"])
    for word in ("Exhibit I/1", "EX-0001", "Ines", "An offer of trainers", looks.PROFILE, row.capture.look.reference, "triage alone", "copied",
        "Complete"):  # fmt: skip
        assert word in sheet
    assert "viewed; The page without script, blurred" in sheet
    assert "Begun: 3 March 2026, 10:00:00 GMT" in sheet
    assert row.capture.plain_sha256 in sheet.split()
    assert "\u200b" not in sheet
    statement = text_of(files["statement-draft.pdf"])
    for word in ("Draft, not signed", "Criminal Justice Act 1967, section 9", "to be confirmed", "Blank. Fill in, in your own words",
        "I produce the capture as exhibit I/1", "prosecuted"):  # fmt: skip
        assert word in statement
    written = docx.Document(io.BytesIO(files["statement-draft.docx"]))
    assert "I produce the capture as exhibit I/1" in " ".join(one.text for one in written.paragraphs)
    certificate = text_of(files["technical-certificate.pdf"])
    for word in ("Chrome/156", "its own files", "no network", "Maximum error", "No outside time-stamp authority", "who wrote the content", "Certified by"):  # fmt: skip
        assert word in certificate
    assert SIGNER.public_key.hex() in certificate.replace(" ", "")
    assert "Redirects" not in certificate
    for pdf in (sheet, statement, certificate):
        assert "None" not in pdf


def test_a_title_that_turns_its_signs_is_printed_as_pages_show_it(people):
    row = an_exhibit(people, a_stored_capture(people))
    envelope.put(row.capture, envelope.opened(row.capture) | {"title": "invoice\u202efdp.exe \u200bIX"})
    row.capture.save(update_fields=["envelope"])
    sheet = text_of(made(row, by=people.ines)["exhibit-sheet.pdf"])
    assert "invoice[U+202E]fdp.exe [U+200B]IX" in sheet


def test_the_certificate_tells_stamps_gaps_reasons_and_many_certificates(people, tmp_path):
    one, two = Stamping(tmp_path / "a", name="one.example"), Stamping(tmp_path / "b", name="two.example")
    two.mute = True
    told = given.RECORD | {
        "status": "PARTIAL",
        "reasons": [{"reason": "stopped", "in_words": "Somebody stopped it."}],
        "certificates": {f"https://{number}.example": [{"sha256": "ab" * 32}] for number in range(25)},
        "times": {"clock": {"synchronised": False}},
        "address": {"redirects": ["https://first.example/", "https://second.example/"]},
    }
    files = given.FILES | {"capture.json": json.dumps(told).encode()}
    sealing = {"authorities": [one.authority, two.authority], "send": post_to(one, two)}
    capture = a_stored_capture(people, files=files, sealing=sealing, status="PARTIAL", reasons=["stopped"])
    made_of = made(an_exhibit(people, capture), by=people.ines)
    certificate = text_of(made_of["technical-certificate.pdf"])
    for word in (
        "a time stamp of",
        "no time stamp: the time-stamp authority had not answered",
        "Somebody stopped it.",
        "Further sites with certificates in capture.json: 5.",
        "Redirects: https://first.example/",
        "Clock synchronised by the operating system: no",
    ):
        assert word in certificate
    assert "Not complete. Somebody stopped it." in text_of(made_of["exhibit-sheet.pdf"])
    bare = a_stored_capture(
        people, capture.look, files=given.FILES | {"capture.json": b"{}"}, status="FAILED"
    )
    made_of = made(an_exhibit(people, bare), by=people.ines)
    assert "no connection was encrypted" in text_of(made_of["technical-certificate.pdf"])
    assert "could not be shown" in text_of(made_of["exhibit-sheet.pdf"])
    assert technical_certificate._stamped(b"no token").startswith("a time stamp that cannot be read")


def test_the_papers_say_by_whom_until_when_over_which_connection_and_how_far(people):
    told = given.RECORD | {
        "basis": {"in_force_until": "2026-05-31T22:59:59+00:00", "purpose": "tracing", "manner": "covert"},
        "address": {"redirects": ["https://old.example/", captured.ADDRESS], "shown": captured.ADDRESS},
        "requests": {"made": 9, "stored": 9, "left": 0, "open": 0, "in_parts": 2, "fetched_again": 1},
        "looked": {
            "posts_in_view": 12,
            "scrolled": [
                {"why_it_stopped": ["end"], "steps": 3, "pixels": 2400},
                {"why_it_stopped": ["steps"], "steps": 600, "pixels": 9},
            ],
            "site_said_it_was_the_end": False,
            "silent_seconds_at_the_end": 8.0,
        },
        "limits": asdict(Limits()),
        "times": {"wall_clock_moved": 7.262e-06},
        "tool": given.RECORD["tool"] | {"contained_by": ["files", "roads", "user", "another"]},
    }
    tls = [("WARC-IP-Address", "203.0.113.9"), ("WARC-Protocol", "h2"), ("WARC-Protocol", "tls/1.3"), ("WARC-Cipher-Suite", "TLS_AES_128_GCM")]  # fmt: skip
    files = given.FILES | {
        "capture.json": json.dumps(told).encode(),
        "capture.wacz": captured.archive(captured.RESOURCES, named=tls),
    }
    subject = looks.a_subject(people)
    plan = looks.a_plan(people, subject)
    look = looks.opened(people, subject, at=AT + timedelta(hours=1))
    row = an_exhibit(people, a_stored_capture(people, look, files=files), at=AT + timedelta(hours=2))
    found = made(row, by=people.ines)
    sheet = text_of(found["exhibit-sheet.pdf"])
    for word in (
        f"Authorised by: {plan.signed_by.name}", "31 May 2026, 23:59:59 BST", "finding out where somebody is",
        "Openly or covertly: covert",
    ):  # fmt: skip
        assert word in sheet
    certificate = text_of(found["technical-certificate.pdf"])
    for word in (
        "page itself: 203.0.113.9", "Protocol of the connection: h2", "Encryption of the connection: TLS 1.3", "Cipher of the connection: TLS_AES_128_GCM",
        "Posts in view: 12",
        "without further data before scrolling stopped: 8.0", "seconds: 0.000007",
        "Reason why scrolling of the page stopped: It reached the end.", "of frame 1 stopped: The page was longer", "steps: 3; pixels: 2400",
        "seconds in all: 180; seconds to load: 45", "MiB in all: 512", "fetched in full: 2", "with no other permissions; another",
        "no more to load: no", "scrolled to the end",
    ):  # fmt: skip
        assert word in certificate, word
    for word in ("before the browser moved on", "Open:", "files, roads", "still arriving"):
        assert word not in certificate
    plain = given.FILES | {"capture.json": files["capture.json"], "capture.wacz": captured.archive(captured.RESOURCES)}  # fmt: skip
    bare = an_exhibit(people, a_stored_capture(people, look, files=plain), at=AT + timedelta(hours=2))
    assert "was sent over plain HTTP" in text_of(made(bare, by=people.ines)["technical-certificate.pdf"])


def test_the_sheet_names_the_plan_on_which_the_look_rests(people):
    subject = looks.a_subject(people)
    plan = looks.a_plan(people, subject)
    look = looks.opened(people, subject, at=AT + timedelta(hours=1))
    row = an_exhibit(people, a_stored_capture(people, look), at=AT + timedelta(hours=2))
    assert (row.basis, rests_on(row)) == ("overt_plan", BasisReference(plan.reference, plan.signed_by.name))
    row.basis, row.basis_id = "imported", plan.id
    assert rests_on(row) == BasisReference()


def test_an_archive_that_cannot_be_read_gives_no_copy_and_the_pack_says_so(people):
    for archive in (b"PK no archive at all", None):
        files = {name: data for name, data in given.FILES.items() if name != "capture.wacz"}
        files |= {"capture.wacz": archive} if archive else {}
        capture = a_stored_capture(people, looks.opened(people), files=files)
        found = made(an_exhibit(people, capture), by=people.ines)
        assert b"No disclosure copy was made" in found["disclosure/NOT-MADE.txt"]
        assert "disclosure/withheld.json" not in found
        assert b"disclosure/: no copy." in found["READ-ME.txt"]
        assert "sealed/bundle.zip" in found


def test_without_the_bundle_no_session_secret_leaves(people, settings):
    settings.PUBLIC_ADDRESS = "https://watchbook.example"
    row = an_exhibit(people, a_stored_capture(people))
    files = made(row, Order(Proceedings.CIVIL, is_whole=False, handling=Handling.COPIED), by=people.ines)
    assert not [name for name in files if name.startswith("sealed/")]
    assert b"sealed/" not in files["READ-ME.txt"]
    assert b"https://watchbook.example/.well-known/watchbook/key" in files["READ-ME.txt"]
    assert b"-in manifest.json -sigfile manifest.sig" in files["READ-ME.txt"]
    assert "Statement of truth" in text_of(files["statement-draft.pdf"])


def test_a_warned_picture_is_left_out_and_one_that_cannot_be_set_is_said(people):
    row = an_exhibit(people, a_stored_capture(people), sensitivity=Sensitivity.CHILD)
    files = made(row, by=people.ines)
    assert "left the picture out of this sheet" in text_of(files["exhibit-sheet.pdf"])
    assert "disclosure/visuals/0000.png" not in files
    assert "disclosure/text.txt" in files
    broken = a_stored_capture(
        people, row.capture.look, files=given.FILES | {"visuals/0000.png": b"\x89PNG no"}
    )
    assert "cannot be printed here" in text_of(made(an_exhibit(people, broken), by=people.ines)["exhibit-sheet.pdf"])  # fmt: skip
    none = {name: data for name, data in given.FILES.items() if name != "visuals/0000.png"}
    without = a_stored_capture(people, row.capture.look, files=none)
    assert "The bundle has no picture" in text_of(made(an_exhibit(people, without), by=people.ines)["exhibit-sheet.pdf"])  # fmt: skip


@pytest.mark.parametrize(
    ("nation", "proceedings", "form"),
    [
        (Nation.ENGLAND, "criminal", "cja1967.s9"),
        (Nation.WALES, "civil", "cpr.32"),
        (Nation.SCOTLAND, "criminal", "scotland.evidence"),
        (Nation.NORTHERN_IRELAND, "civil", "northern_ireland.evidence"),
    ],
)
def test_the_form_of_a_statement_is_the_nations(nation, proceedings, form):
    assert form_of(nation, Proceedings(proceedings)) == form


def test_in_scotland_the_draft_declares_nothing(people):
    row = an_exhibit(people, a_stored_capture(people))
    authority = Authority.objects.get()
    authority.nation = Nation.SCOTLAND
    told = pack._told(row, made_at=AT)
    statement = text_of(printed(draft(replace(told, authority=authority), Proceedings.CRIMINAL)))
    assert "procurator fiscal" in statement
    assert "prosecuted" not in statement


def test_custody_is_noted_with_to_whom_and_why_before_a_byte_is_read(people, monkeypatch):
    row = an_exhibit(people, a_stored_capture(people))
    handed = Order(Proceedings.CRIMINAL, is_whole=True, handling=Handling.TRANSFERRED)
    for order, why in (
        (handed, "the recipient or the reason is missing"),
        (Order(Proceedings.CRIMINAL, is_whole=True, handling=Handling.VIEWED), "Choose whether"),
    ):
        leaves_nothing(WrongState, lambda order=order: pack.make(row, order, by=people.ines, at=AT), why)
    seen = []
    opened = content.opened
    monkeypatch.setattr(content, "opened", lambda capture: seen.append(CustodyEntry.objects.count()) or opened(capture))  # fmt: skip
    order = Order(
        Proceedings.CRIMINAL, is_whole=True, handling=Handling.TRANSFERRED, to_whom="CPS", why="Charge"
    )
    sheet = text_of(made(row, order, by=people.ines)["exhibit-sheet.pdf"])
    assert "handed over; " in sheet or "transferred" in sheet
    assert "This sheet leaves out the recipients" in sheet
    assert "CPS" not in sheet
    assert "Charge" not in sheet
    assert set(seen) == {1}
    assert told(row)[0] == "pack.made"
    assert told(row.capture)[3]["handling"] == "transferred"
    undone_when_the_log_fails(monkeypatch, pack, lambda: pack.make(row, WHOLE, by=people.ines, at=AT))
    undone_when_the_log_fails(monkeypatch, custody, lambda: pack.make(row, WHOLE, by=people.ines, at=AT))


def test_who_does_not_need_to_know_and_who_merely_checks_makes_none(people):
    row = an_exhibit(people, a_stored_capture(people))
    for by, why in (
        (people.oliver, "do not have access to its investigation"),
        (people.ivo, "auditors, inspectors"),
        (people.edmund, "auditors, inspectors"),
    ):
        leaves_nothing(NotPermitted, lambda by=by: pack.make(row, WHOLE, by=by, at=AT), why)


def test_who_broke_the_glass_reads_an_exhibit_and_takes_none_away(people):
    row = an_exhibit(people, a_stored_capture(people))
    broken(people, row.investigation)
    simon = people.simon
    page = signed_in(simon).get(f"/evidence/exhibits/{row.reference}/")
    assert "Exhibit I/1" in words(page)
    assert "Make a pack" not in words(page)
    leaves_nothing(NotPermitted, lambda: pack.make(row, WHOLE, by=simon, at=AT), "emergency access")


def test_by_the_page_a_pack_is_asked_for_and_custody_is_shown(people):
    row = an_exhibit(people, a_stored_capture(people))
    ines, page = signed_in(people.ines), f"/evidence/exhibits/{row.reference}/pack/"
    assert "The capture has not been handled yet" in words(ines.get(page))
    assert not CustodyEntry.objects.exists()
    refused = words(ines.post(page, {"handling": "transferred"}))
    for sentence in ("Select the proceedings", "Enter the name of the recipient", "Enter the reason"):
        assert sentence in refused
    answer = ines.post(page, FORM)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == f'attachment; filename="exhibit-{row.reference}.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "sealed/bundle.zip" in archive.namelist()
    assert "copied" in words(ines.get(page))
    assert "A pack of the exhibit was made" in words(ines.get(f"/evidence/exhibits/{row.reference}/"))


def test_content_that_is_gone_or_was_changed_is_said_and_nothing_leaves(people, files_folder):
    row = an_exhibit(people, a_stored_capture(people))
    (kept,) = (path for path in files_folder.rglob("*") if path.is_file())
    content_of_it, page = bytearray(kept.read_bytes()), f"/evidence/exhibits/{row.reference}/pack/"
    kept.unlink()
    ines = signed_in(people.ines)
    assert "You cannot make this pack: the content of the exhibit is missing" in words(ines.post(page, FORM))
    content_of_it[len(content_of_it) // 2] ^= 1
    kept.write_bytes(content_of_it)
    assert "You cannot make this pack: the content of the exhibit is missing" in words(ines.post(page, FORM))
    assert CustodyEntry.objects.count() == 2


def test_where_there_is_no_folder_in_memory_nothing_leaves_and_the_page_says_why(people, monkeypatch):
    row = an_exhibit(people, a_stored_capture(people))

    def none():
        raise CaptureRefused("There is no memory.", why="None.", next_step="Mount one.")

    monkeypatch.setattr(memory_folder, "the_folder", none)
    page = f"/evidence/exhibits/{row.reference}/pack/"
    assert "You cannot make this pack: there is no memory. None. Mount one." in words(
        signed_in(people.ines).post(page, FORM)
    )
    assert not CustodyEntry.objects.exists()


def test_custody_is_committed_when_the_first_byte_is_read(committed_people, monkeypatch):
    people = committed_people
    row = an_exhibit(people, a_stored_capture(people))
    seen = []
    opened = content.opened
    monkeypatch.setattr(content, "opened", lambda capture: seen.append(connection.in_atomic_block) or opened(capture))  # fmt: skip
    answer = signed_in(people.ines).post(f"/evidence/exhibits/{row.reference}/pack/", FORM)
    assert answer.status_code == 200
    answer.close()
    assert seen
    assert not any(seen)
    assert CustodyEntry.objects.get().handled_at > AT + timedelta(0)
