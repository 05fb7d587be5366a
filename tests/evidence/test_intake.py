"""Intake: for a look recorded after it was made, in memory alone, marked as made elsewhere; what is refused leaves nothing."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.capture import archives
from tests.capture.authorities import Stamping, post_to
from tests.capture.test_arrival import FILM, JPEG, a_png, a_signed_wacz
from tests.evidence import exhibits as given
from tests.evidence.exhibits import AT, SIGNER, an_exhibit
from tests.evidence.test_pack import made, text_of
from tests.evidence.views.test_seeing import HOST, frame_of
from tests.files.clamd import EICAR, SIGNATURE, ScannerPeer, listening
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.looks import given as looks
from tests.pages import browser, signed_in, words
from tests.reading.bombs import a_page, pdf
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log import signing_key
from watchbook.capture import opinions
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence import content, intake, looked_into, memory_folder, quarantine
from watchbook.evidence.models import Capture
from watchbook.evidence.quarantine import IntakeMeans, QuarantinedFile, QuarantineUploadHandler, take_in
from watchbook.evidence.views import intake as pages
from watchbook.files.refused import Refused
from watchbook.files.store import Folder
from watchbook.keys import envelope
from watchbook.looks import look as look_acts

MEANS = IntakeMeans(SIGNER)
A_PDF_THAT_RUNS = pdf(
    *a_page(
        b"<< /Length 40 >>\nstream\nBT /F 9 Tf (Words to be read) Tj ET\nendstream",
        b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
    )
)
PAPERS = ("technical-certificate.pdf", "exhibit-sheet.pdf", "statement-draft.pdf")


@pytest.fixture
def came(tmp_path):
    """A file in quarantine."""

    def put(data, name="evidence.wacz", **more):
        path = tmp_path / "came"
        path.write_bytes(data)
        return QuarantinedFile(
            path, name, made_by="Trading Standards of Elsewhere", made_with="ArchiveWeb.page", **more
        )

    return put


def a_look_made(people, **options):
    return looks.made(people, looks.a_subject(people), **options)


def test_a_file_that_the_scanner_knows_is_not_looked_at(people, sealing, came, settings, tmp_path):
    look = a_look_made(people)
    with listening(ScannerPeer(), tmp_path / "clamd") as settings.CLAMD:
        leaves_nothing(Refused, lambda: take_in(look, came(EICAR), MEANS, by=people.ines), match=SIGNATURE)
        page = signed_in(people.ines).post(
            reverse("evidence:intake", args=[look.reference]),
            {"file": SimpleUploadedFile("a.wacz", EICAR), "made_by": "Elsewhere"},
        )
    assert SIGNATURE in words(page)


def test_a_file_is_sealed_marked_as_made_elsewhere_and_stored_encrypted(people, came, tmp_path, files_folder):
    look = a_look_made(people)
    data = a_signed_wacz()
    row = take_in(look, came(data), MEANS, by=people.ines)
    assert (row.origin, row.state, row.content_kind, row.came_signed) == ("imported", "held", "WACZ", "holds")
    assert row.look.kept_at is not None
    said = envelope.opened(row)
    assert (said["address"], said["title"], said["made_by"]) == ("https://site.example/", "<b>Hi</b>", "Trading Standards of Elsewhere")  # fmt: skip
    with content.opened(row) as file:
        bundle = file.read()
    (tmp_path / "bundle.zip").write_bytes(bundle)
    assert opinions.of(tmp_path / "bundle.zip", key=SIGNER.public_key).bad == []
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert archive.read("came.wacz") == data
        arrived = json.loads(archive.read("arrival.json"))
    assert (arrived["sha256"], arrived["own_hashes"], arrived["came_signed"]) == (
        row.came_sha256,
        "agree",
        "holds",
    )
    assert arrived["made_with"] == "ArchiveWeb.page"
    kept = [path.read_bytes() for path in files_folder.rglob("*") if path.is_file()]
    assert not [one for one in kept if b"site.example" in one or b"Elsewhere" in one]
    assert told(row)[0] == "intake.held"
    assert "Elsewhere" not in open_words()
    assert list(memory_folder.left_in(memory_folder.the_folder())) == []


def test_it_is_stamped_on_arrival_and_a_silent_authority_is_a_gap(people, came, tmp_path):
    one, two = Stamping(tmp_path / "a", name="one.example"), Stamping(tmp_path / "b", name="two.example")
    two.mute = True
    means = IntakeMeans(SIGNER, [one.authority, two.authority], post_to(one, two))
    row = take_in(a_look_made(people), came(archives.WARC_GZ, "a.warc.gz"), means, by=people.ines)
    assert row.stamps_missing == ["two.example"]


def test_what_was_taken_in_is_exhibited_found_by_its_own_hash_and_packed_without_secrets(people, came):
    row = take_in(a_look_made(people, facts={}), came(archives.wacz()), MEANS, by=people.ines)
    exhibit = an_exhibit(people, row)
    found = signed_in(people.ines).get("/evidence/exhibits/", {"sought": row.came_sha256.upper()})
    assert exhibit.mark in words(found)
    page = words(signed_in(people.ines).get(f"/evidence/exhibits/{exhibit.reference}/"))
    assert row.came_sha256 in page
    assert "Signature in the file none" in page
    files = made(exhibit, by=people.ines)
    assert b"session=secret" not in gzip.decompress(files["disclosure/disclosure-copy.warc.gz"])
    certificate = text_of(files["technical-certificate.pdf"])
    for word in (
        "This file was made elsewhere",
        "Made with, as the officer stated: ArchiveWeb.page",
        "which file we received, and when",
    ):
        assert word in certificate
    assert "this browser" not in certificate
    sheet = text_of(files["exhibit-sheet.pdf"])
    for word in (
        "This file was made elsewhere",
        "Added to Watchbook:",
        "Made by, as the officer stated: Trading Standards of Elsewhere",
        "This sheet does not include pictures",
    ):
        assert word in sheet
    assert "Begun" not in sheet
    assert row.came_sha256 in sheet.replace(" ", "")
    assert "It was recorded afterwards." in text_of(files["statement-draft.pdf"])
    assert b"withheld.json" in files["READ-ME.txt"]
    assert b"capture.json" not in files["READ-ME.txt"]  # nothing of a browser of ours lies beside it
    assert {one.removeprefix("disclosure/") for one in files if one.startswith("disclosure/")} == {
        "disclosure-copy.warc.gz", "manifest.json", "manifest.sig", "withheld.json", "check_copy.py",
    }  # fmt: skip
    page = words(signed_in(people.ines).get(f"/evidence/captures/{row.reference}/"))
    assert "Made by, as the officer stated Trading Standards of Elsewhere" in page
    assert "Extent of the capture" not in page
    picture = take_in(row.look, came(a_png(), "a.png"), MEANS, by=people.ines)
    assert (picture.content_kind, picture.came_signed) == ("image", "none")
    page = words(signed_in(people.ines).get(f"/evidence/captures/{picture.reference}/"))
    assert "a.png" in page  # its heading, where it says neither title nor address
    files = made(an_exhibit(people, picture), by=people.ines)
    assert files["disclosure/came.png"] == a_png()
    assert b"withheld.json" not in files["READ-ME.txt"]


def test_a_file_that_contradicts_its_own_hashes_says_so_on_its_pages_and_papers(people, came, sealing):
    lying = {"archive/data.warc.gz": archives.WARC_GZ, "pages/pages.jsonl": archives.PAGES}
    package = {
        "resources": [
            {"path": "archive/data.warc.gz", "hash": "sha256:00"},
            {"path": "pages/pages.jsonl", "hash": "sha256:00"},
        ]
    }
    data = archives.wacz({**lying, "datapackage.json": json.dumps(package).encode()}, hashes=False)
    look, ines = a_look_made(people, facts={}), signed_in(people.ines)
    answer = ines.post(reverse("evidence:intake", args=[look.reference]), sent(data), follow=True)
    row = Capture.objects.get()
    assert f"We cannot tell which. Open {row.reference} to see the differences." in words(answer)
    page = words(ines.get(f"/evidence/captures/{row.reference}/"))
    exhibit = an_exhibit(people, row)
    for said in (
        "This file contradicts itself",
        "does not match the hashes that the file lists for them: “archive/data.warc.gz”",
        "You can ask its sender for another copy",
        "Hashes in the file some hashes do not match the content",
    ):
        assert said in page
    used = [f"captures/{row.reference}/{name}/" for name in ("see", "produce")]
    for address in (*used, f"exhibits/{exhibit.reference}/", f"exhibits/{exhibit.reference}/pack/"):
        assert "This file contradicts itself" in words(ines.get(f"/evidence/{address}"))
    files = made(exhibit, by=people.ines)
    papers = {name: text_of(files[name]) for name in PAPERS}
    for paper in papers.values():
        assert "does not match the hashes that the file lists for them" in paper
        assert "another copy" not in paper
        assert "signature in the file is not valid" not in paper
    assert "This file contradicts itself" in papers["technical-certificate.pdf"]
    honest = take_in(look, came(archives.wacz()), MEANS, by=people.ines)
    assert "contradicts" not in words(ines.get(f"/evidence/captures/{honest.reference}/"))


def test_a_part_that_is_not_listed_is_named_and_called_nothing_worse(people, came):
    data = archives.wacz({"note.html": b"<p>", **archives.GOOD}, unlisted={"note.html"})
    row = take_in(a_look_made(people, facts={}), came(data), MEANS, by=people.ines)
    page = words(signed_in(people.ines).get(f"/evidence/captures/{row.reference}/"))
    files = made(an_exhibit(people, row), by=people.ines)
    for shown in (page, *(text_of(files[name]) for name in PAPERS)):
        assert "does not list it, so the part has no hash: “note.html”" in shown
        assert "Every hash that the file lists matches its content" in shown
        assert "contradicts itself" not in shown
        assert "does not match" not in shown


def test_every_page_of_a_web_archive_is_listed_chosen_and_seen(people, came):
    site = "https://site.example/"
    pages = [(f"{site}{n}", f"Page {n} of it") for n in range(3)]
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>%b</title><p>Words of %b"
    warc = b"".join(archives.record(body % ((title.encode(),) * 2), address=at) for at, title in pages)
    row = take_in(a_look_made(people, facts={}), came(warc, "a.warc"), MEANS, by=people.ines)
    ines = signed_in(people.ines)
    page = words(ines.get(f"/evidence/captures/{row.reference}/"))
    assert (
        f"Address, as the file says {site}0 Title, as the file says Page 0 of it Pages in the file 3" in page
    )
    listed = ines.get(f"/evidence/captures/{row.reference}/see/")
    assert "Pages of this file that we list: 3" in words(listed)
    assert '<a class="govuk-link" href="?page=3">Page 2 of it</a>' in listed.text
    for part in ("page", "text"):
        third = ines.get(f"/evidence/captures/{row.reference}/see/{part}/", {"page": "3"})
        frame = words(browser().get(frame_of(third), headers=HOST))
        assert f"Page 3 of 3 in the file: Page 2 of it, {site}2" in frame
        assert "Words of Page 2 of it" in frame
    sheet = text_of(made(an_exhibit(people, row), by=people.ines)["exhibit-sheet.pdf"])
    assert "Title, as the file says: Page 0 of it Pages in the file: 3" in sheet
    assert "as the site gives it" not in sheet


def test_a_pdf_says_what_it_holds_and_shows_its_words(people, came):
    row = take_in(a_look_made(people, facts={}), came(A_PDF_THAT_RUNS, "a.pdf"), MEANS, by=people.ines)
    ines, runs = signed_in(people.ines), "JavaScript, which can run when the file is opened"
    exhibit = an_exhibit(people, row)
    for address in (
        f"captures/{row.reference}/",
        f"captures/{row.reference}/see/",
        f"exhibits/{exhibit.reference}/pack/",
    ):
        assert runs in words(ines.get(f"/evidence/{address}"))
    files = made(exhibit, by=people.ines)
    assert runs in text_of(files["technical-certificate.pdf"])
    for name in ("READ-ME.txt", "sealed/VERIFY.txt"):
        assert "a council's browser" not in files[name].decode()
    assert runs in files["READ-ME.txt"].decode()
    shown = ines.get(f"/evidence/captures/{row.reference}/see/")
    assert "The page without script" not in words(shown)
    assert "[Page 1] Words to be read" in words(browser().get(frame_of(shown), headers=HOST))
    assert ines.get(f"/evidence/captures/{row.reference}/see/pictures/").status_code == 404
    broken = take_in(row.look, came(b"%PDF-1.7\n%%EOF", "b.pdf"), MEANS, by=people.ines)
    shown = ines.get(f"/evidence/captures/{broken.reference}/see/")
    assert "We could not read the words of this file" in words(browser().get(frame_of(shown), headers=HOST))


def test_of_a_pdf_with_a_page_that_cannot_be_read_it_is_said_which(tmp_path, monkeypatch):
    told = {"pages": 9, "words": ["One", None, "Three"]}
    monkeypatch.setattr(looked_into.child, "ask", lambda *_asked: told)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    looked_into.write_words(tmp_path / "a.pdf", to=tmp_path)
    assert "[Page 2]\n[We could not read the words of this page.]" in (tmp_path / "text.txt").read_text()
    noted = json.loads((tmp_path / "pages.jsonl").read_text())
    assert (noted["kept"], noted["size"], noted["unit"]) == (2, 9, "pages")


def test_a_look_that_was_opened_here_takes_nothing_in_and_says_the_way_forward(people, came):
    look = looks.opened(people, looks.a_subject(people))
    file = came(archives.wacz())
    leaves_nothing(
        WrongState, lambda: take_in(look, file, MEANS, by=people.ines), "Record a look that you have made"
    )


def test_only_whoever_recorded_the_look_takes_in_for_it(people, came):
    look, file = a_look_made(people), came(archives.wacz())
    leaves_nothing(NotPermitted, lambda: take_in(look, file, MEANS, by=people.marian), "another officer")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ a program", "a.wacz"),
        (archives.wacz({"archive/../../x": b"y"}), "a.wacz"),
        (archives.wacz({"inner.zip": archives.wacz()}), "a.wacz"),
        (archives.wacz({"pages/pages.jsonl": b"{}"})[:-20], "a.wacz"),
        (archives.overlapping(), "a.wacz"),
        (a_png(60_000, 60_000), "a.png"),
        (archives.wacz(), "a.png"),
        (b"", "a.png"),
    ],
)
def test_what_is_hostile_is_refused_and_nothing_is_kept(people, came, data, name, files_folder):
    look, file = a_look_made(people), came(data, name)
    leaves_nothing(CaptureRefused, lambda: take_in(look, file, MEANS, by=people.ines))
    assert not [path for path in files_folder.rglob("*") if path.is_file()]


def test_where_memory_is_short_it_is_said_before_anything_is_made(people, came, monkeypatch):
    monkeypatch.setattr(quarantine, "COPIES", 10**12)
    look, file = a_look_made(people), came(archives.wacz())
    leaves_nothing(WrongState, lambda: take_in(look, file, MEANS, by=people.ines), "not enough free memory")


def test_a_photo_with_a_film_says_so_on_its_page_and_its_certificate(people, came):
    row = take_in(a_look_made(people), came(JPEG + FILM, "photo.jpg"), MEANS, by=people.ines)
    page = words(signed_in(people.ines).get(reverse("evidence:capture", args=[row.reference])))
    files = made(an_exhibit(people, row), by=people.ines)
    for shown in (page, text_of(files["technical-certificate.pdf"])):
        assert f"Data after the end of the picture: a short video of {len(FILM)} bytes" in shown.replace(
            "picture a", "picture: a"
        )
    assert files["disclosure/came.jpg"] == JPEG + FILM


@pytest.mark.parametrize("keeps", [True, False])
def test_a_store_that_fails_leaves_a_failed_entry_and_no_file(people, came, monkeypatch, keeps, files_folder):
    def put_file(store, source):
        if keeps:
            return "0" * 64
        raise OSError("no space")

    monkeypatch.setattr(Folder, "put_file", put_file)
    with pytest.raises(WrongState, match="You cannot add this file now"):
        take_in(a_look_made(people), came(archives.wacz()), MEANS, by=people.ines)
    row = Capture.objects.get()
    assert (row.state, row.file_sha256) == ("failed", "")
    assert told(row)[0] == "intake.abandoned"
    leaves_nothing(WrongState, lambda: intake.hold(row, by=people.ines, at=AT))
    leaves_nothing(NotPermitted, lambda: intake.hold(row, by=people.marian, at=AT))
    leaves_nothing(NotPermitted, lambda: intake.abandon(row, by=people.marian, at=AT))
    assert not [path for path in files_folder.rglob("*") if path.is_file()]


def test_an_act_whose_entry_in_the_log_fails_is_not_kept(people, came, monkeypatch):
    look, file = a_look_made(people), came(archives.wacz())
    undone_when_the_log_fails(monkeypatch, intake, lambda: take_in(look, file, MEANS, by=people.ines))
    row = given.a_held_capture(people, look, origin="imported", state="storing")
    undone_when_the_log_fails(monkeypatch, intake, lambda: intake.hold(row, by=people.ines, at=AT))
    undone_when_the_log_fails(monkeypatch, intake, lambda: intake.abandon(row, by=people.ines, at=AT))


@pytest.fixture
def sealing(monkeypatch):
    monkeypatch.setattr(pages, "the_means", lambda: MEANS)


def sent(data, name="evidence.wacz", **more):
    return {
        "file": SimpleUploadedFile(name, data),
        "made_by": "A witness",
        "made_with": "",
        "address": "",
    } | more


def test_signs_that_turn_others_are_shown_in_the_name_of_a_file_and_in_who_made_it(people, sealing):
    look, ines = a_look_made(people), signed_in(people.ines)
    told = sent(a_png(), "photo\u202egpj.png") | {"made_by": "Ann\u202eeb", "made_with": "\u200bCamera "}
    ines.post(reverse("evidence:intake", args=[look.reference]), told)
    said = envelope.opened(Capture.objects.get())
    assert said["name"] == "photo[U+202E]gpj.png"
    assert (said["made_by"], said["made_with"]) == ("Ann[U+202E]eb", "[U+200B]Camera")
    told = sent(a_png()) | {"made_by": "\u202e\u200b"}
    assert "Enter who made the file" in words(
        ines.post(reverse("evidence:intake", args=[look.reference]), told)
    )


def test_by_the_page_a_file_is_taken_in_or_refused_in_words(people, sealing):
    look, ines = a_look_made(people), signed_in(people.ines)
    page, of_look = (
        reverse(f"evidence:{name}", args=[look.reference]) for name in ("intake", "exhibits_of_look")
    )
    assert page in ines.get(of_look).text
    assert "The file can be up to 256 MB." in words(ines.get(page))
    assert "Select the file" in words(ines.post(page, {"made_by": "x"}))
    assert "Enter who made the file" in words(ines.post(page, sent(archives.wacz()) | {"made_by": ""}))
    refused = words(ines.post(page, sent(b"MZ a program")))
    assert "of another kind than we accept" in refused
    content = archives.wacz()
    assert ines.post(page, sent(content)).url == of_look
    shown = words(ines.get(of_look))
    assert "made elsewhere and added" in shown
    assert "already has the same file" not in shown
    assert ines.post(page, sent(content)).url == of_look
    assert "already has the same file, as CAP-0001" in words(ines.get(of_look))
    assert signed_in(people.marian).get(page).status_code == 403
    opened = looks.opened(people)
    answer = ines.post(reverse("evidence:intake", args=[opened.reference]), sent(archives.wacz()))
    assert "the look was made in Watchbook" in words(answer)
    assert "Record a look that you have made" in words(answer)
    look_acts.close(opened, looks.NOTHING, by=people.ines, at=timezone.now())
    closed = words(ines.get(reverse("evidence:intake", args=[opened.reference])))
    assert "the look was made in Watchbook" in closed
    assert "Record a look that you have made" in closed


def test_an_upload_lies_in_memory_and_one_that_is_too_large_is_not_written(
    people, sealing, settings, monkeypatch
):
    look = a_look_made(people)
    page = reverse("evidence:intake", args=[look.reference])
    seen = []
    monkeypatch.setattr(pages, "take_in", lambda _look, arrived, *_means, **_by: seen.append(arrived.path))
    signed_in(people.ines).post(page, sent(b"x" * (3 * 1024**2)))
    assert memory_folder.the_folder() in seen[0].parents
    assert not seen[0].exists()  # gone with the request
    settings.INTAKE_MAX_BYTES = 1024**2
    too_large = words(signed_in(people.ines).post(page, sent(b"x" * (2 * 1024**2))))
    assert "larger than 1 MB" in too_large
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    assert "larger than 1 MB" in words(signed_in(people.ines).post(page, sent(b"x" * (2 * 1024**2))))
    assert len(seen) == 1


def test_the_page_is_protected_against_other_sites(people):
    look = a_look_made(people)
    client = signed_in(people.ines)
    client.handler.enforce_csrf_checks = True
    page = reverse("evidence:intake", args=[look.reference])
    assert client.post(page, sent(archives.wacz())).status_code == 403
    assert not Capture.objects.exists()


def test_without_a_folder_in_memory_or_a_key_nothing_is_taken_in(people, monkeypatch, settings, tmp_path):
    look, ines = a_look_made(people), signed_in(people.ines)
    page = reverse("evidence:intake", args=[look.reference])
    settings.SIGNING_KEY = tmp_path / "none"
    assert "no key to seal it with" in words(ines.post(page, sent(archives.wacz())))
    signing_key.make(settings.SIGNING_KEY, origin="council.invalid/watchbook/x")
    assert pages.the_means().signer.public_key == signing_key.read(settings.SIGNING_KEY).public_key

    def none():
        raise CaptureRefused("There is no memory.", why="None.", next_step="Mount one.")

    monkeypatch.setattr(memory_folder, "the_folder", none)
    assert "You cannot add a file: there is no memory. None. Mount one." in words(ines.get(page))


def test_an_upload_that_breaks_off_leaves_nothing(rf):
    handler = QuarantineUploadHandler(rf.post("/"))
    handler.upload_interrupted()
    handler.handle_raw_input(None, {}, 10, "b")
    handler.new_file("file", "a.wacz", "application/x", 10)
    handler.receive_data_chunk(b"some", 0)
    path = Path(handler.file.file.name)
    assert path.exists()
    handler.upload_interrupted()
    assert not path.exists()
