"""What a stranger's file says of itself is held against what it holds, and told on its page and its papers: by the real intake."""

import gzip
import json
from hashlib import md5, sha1, sha256, sha512

import pytest

from tests.capture import archives
from tests.capture.archives import record
from tests.capture.test_arrival import PDF, a_png
from tests.capture.test_warc_digests import base32, digested
from tests.evidence.exhibits import an_exhibit
from tests.evidence.test_intake import MEANS, PAPERS, a_look_made, came
from tests.evidence.test_pack import made, text_of
from tests.evidence.views.test_seeing import HOST, frame_of
from tests.pages import browser, signed_in, words
from watchbook.capture import verify
from watchbook.evidence.models import Handling, Sensitivity
from watchbook.evidence.pack import Order
from watchbook.evidence.quarantine import take_in
from watchbook.evidence.statement_draft import Proceedings

__all__ = ["came"]

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SITE = "https://feed.example/p/"


def answer(body, number=0, **options):
    return digested(HEAD + b"\r\n" + body, address=f"{SITE}{number}", **options)


def a_feed(*posts):
    return b"".join(answer(b"<title>Post %d</title><p>Words %d" % (n, n), n) for n in posts)


def taken_in(people, file):
    return take_in(a_look_made(people, facts={}), file, MEANS, by=people.ines)


def page_of(people, row):
    return words(signed_in(people.ines).get(f"/evidence/captures/{row.reference}/"))


def papers_of(people, row):
    files = made(an_exhibit(people, row), by=people.ines)
    return {name: text_of(files[name]) for name in PAPERS}


HONEST, CHANGED = b"<p>Post number 1 by JohnSmith", b"<p>Post number 1 by JohnSmit"


@pytest.mark.parametrize("within", ["a.warc", "a.wacz"])
def test_a_record_that_was_changed_under_its_digest_is_named_on_page_and_papers(people, came, within):
    warc = answer(HONEST) + answer(CHANGED, 1, payload_digest=base32(HONEST)) + answer(b"<p>x", 2)
    data = archives.wacz({"archive/a.warc": warc}) if within == "a.wacz" else warc
    row = taken_in(people, came(data, within))
    page, papers = page_of(people, row), papers_of(people, row)
    told = f"The content of this record does not match the digest that the file gives for it: “{SITE}1”."
    for shown in (page, *papers.values()):
        assert told in shown
        assert "signature in the file is not valid" not in shown
    assert "This file contradicts itself" in page
    assert "This file contradicts itself" in papers["technical-certificate.pdf"]
    assert "some records’ digests do not match their content; 2 records have no digest" in page
    assert "another copy" not in "".join(papers.values())


def test_of_records_with_true_digests_that_is_said_and_nothing_worse(people, came):
    warc = answer(HONEST, payload_digest=base32(HONEST)) + answer(HONEST, 1, block_digest="blake3:00")
    row = taken_in(people, came(warc, "a.warc"))
    page = page_of(people, row)
    told = "each record’s digest matches its content; the digest of 1 record cannot be checked here"
    assert f"Hashes in the file {told}" in page
    assert "contradicts itself" not in page
    assert f"Hashes in the file: {told}" in papers_of(people, row)["technical-certificate.pdf"]


def test_a_list_of_pages_is_not_believed_against_the_records(people, came):
    listed = [("https://never.example/absent", "Absent page"), ("javascript:alert(1)", ""), (f"{SITE}0", "Renamed: confession")]  # fmt: skip
    lines = "\n".join(json.dumps({"url": at, "title": title, "ts": "1999"}) for at, title in listed)
    data = archives.wacz({"archive/a.warc": a_feed(1, 0, 2), "pages/pages.jsonl": lines.encode()})
    row = taken_in(people, came(data))
    page, ines = page_of(people, row), signed_in(people.ines)
    absent = "The file lists 2 pages that it does not contain: “https://never.example/absent”, “javascript:alert(1)”."
    assert f"Address, as the file says {SITE}0 Title, as the file says Post 0 Pages in the file 3" in page
    for said in ("Absent page", "confession"):
        assert said not in page
    seen = ines.get(f"/evidence/captures/{row.reference}/see/")
    assert "Pages of this file that we list: 3" in words(seen)
    assert "Pages according to the file" not in words(seen)
    for number, post in ((1, 0), (2, 1), (3, 2)):
        sheet = ines.get(f"/evidence/captures/{row.reference}/see/page/", {"page": str(number)})
        assert f"Words {post}" in words(browser().get(frame_of(sheet), headers=HOST))
    assert absent in page
    assert absent in words(seen)
    for paper in papers_of(people, row).values():
        assert absent.replace(" ", "") in paper.replace(" ", "")


def test_a_listed_page_that_the_file_holds_in_another_form_is_not_called_absent(people, came):
    gone = record(b"HTTP/1.1 404 Not Found\r\n\r\n", address=f"{SITE}9/")
    lines = "\n".join(json.dumps({"url": f"{SITE}{number}", "title": "T"}) for number in (9, 0))
    data = archives.wacz({"archive/a.warc": gone + a_feed(0), "pages/pages.jsonl": lines.encode()})
    page = page_of(people, taken_in(people, came(data)))
    assert "does not contain" not in page
    assert "Title, as the file says Post 0 Pages in the file 2" in page


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n<p>whole words of it\r\n14\r\n<p>wh"


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (a_png()[:-9], "a.png", "The file is cut off: its end is missing."),
        (PDF[:-9], "a.pdf", "The file is cut off: its end is missing."),
        ((a_feed(0) + answer(HONEST, 1))[:-30], "a.warc", "The file is cut off: its end is missing."),
        (
            archives.wacz({"archive/a.warc": a_feed(0)})[:-30],
            "a.wacz",
            "The file is cut off: its end is missing.",
        ),
        (archives.MHTML[:-40], "a.mhtml", "The file is cut off: its end is missing."),
        (archives.MHTML[:450], "a.mhtml", "The file is cut off: its end is missing."),
        (a_feed(0) + record(CHUNKED), "a.warc", "1 answer in the file is cut off"),
        (answer(b"<p>cut", more=[("WARC-Truncated", "length")]), "a.warc", "1 answer in the file is cut off"),
        (record(HEAD + b"Content-Length: 5000\r\n\r\n<p>short"), "a.warc", "1 answer in the file is cut off"),
    ],
)
def test_what_breaks_off_is_taken_in_and_said_so(people, came, data, name, told):
    row = taken_in(people, came(data, name))
    ines = signed_in(people.ines)
    seen = words(ines.get(f"/evidence/captures/{row.reference}/see/"))
    for shown in (page_of(people, row), seen, *papers_of(people, row).values()):
        assert told in shown
        assert "contradicts itself" not in shown


def test_of_a_whole_saved_page_nothing_is_called_cut_off(people, came):
    assert "cut off" not in page_of(people, taken_in(people, came(archives.MHTML, "a.mhtml")))


def test_a_whole_pdf_is_taken_in_whatever_stands_after_its_end(people, came):
    row = taken_in(people, came(PDF + b"x" * 3000, "a.pdf"))
    page = page_of(people, row)
    assert "Data after the end of the PDF unknown data, 3,000 bytes. Watchbook reads only the PDF" in page
    certificate = papers_of(people, row)["technical-certificate.pdf"]
    assert "Data after the end of the PDF: unknown data, 3,000 bytes" in certificate
    assert "Pages in the file" not in certificate


def test_a_page_that_says_that_something_is_gone_is_evidence(people, came):
    gone = HEAD.replace(b"200 OK", b"404 Not Found") + b"\r\n<title>Gone</title><p>This account was deleted"
    row = taken_in(people, came(record(gone, address=SITE), "a.warc"))
    assert f"Address, as the file says {SITE} Title, as the file says Gone" in page_of(people, row)
    for part in ("page", "text"):
        seen = signed_in(people.ines).get(f"/evidence/captures/{row.reference}/see/{part}/")
        frame = words(browser().get(frame_of(seen), headers=HOST))
        assert (
            "The site answered the request for this address with status code 404 and sent this page." in frame
        )
        assert "This account was deleted" in frame


def test_an_archive_without_a_page_is_not_called_a_picture(people, came):
    told = record(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"post": "words"}')
    row = taken_in(people, came(told, "a.warc"))
    seen = signed_in(people.ines).get(f"/evidence/captures/{row.reference}/see/text/")
    frame = words(browser().get(frame_of(seen), headers=HOST))
    assert (
        "This archive has no web page that we can show. It contains 1 other item that the site sent" in frame
    )
    assert "scan or a picture" not in frame


@pytest.mark.parametrize("digest", [b"not json", b'{"signedData": "abc"}', b"[1]"])
def test_a_signature_that_cannot_be_read_is_not_called_none(people, came, digest):
    row = taken_in(people, came(archives.wacz(archives.GOOD | {"datapackage-digest.json": digest})))
    page = page_of(people, row)
    assert "Signature in the file something like a signature, which we cannot read" in page


@pytest.mark.parametrize(
    ("hashed", "says"),
    [
        (lambda content: md5(content).hexdigest(), "every hash that the file lists matches its content"),
        (lambda content: f"sha1:{sha1(content).hexdigest()}", "every hash that the file lists matches its content"),
        (lambda content: f"sha512:{sha512(content).hexdigest()}", "every hash that the file lists matches its content"),
        (lambda _content: "blake3:00", "the file lists hashes of a kind that we cannot check"),
        (lambda _content: "md5:00", "some hashes do not match the content of the file"),
    ],
)  # fmt: skip
def test_true_hashes_of_another_kind_are_not_called_different(people, came, hashed, says):
    listed = [{"path": name, "hash": hashed(content)} for name, content in archives.GOOD.items()]
    package = {"datapackage.json": json.dumps({"resources": listed}).encode()}
    page = page_of(people, taken_in(people, came(archives.wacz(archives.GOOD | package, hashes=False))))
    assert f"Hashes in the file {says}" in page
    assert ("contradicts itself" in page) == says.startswith("some")


@pytest.mark.parametrize("warning", [Sensitivity.NONE, Sensitivity.VIOLENCE])
def test_the_pack_of_a_picture_can_be_checked_without_the_bundle_and_warns(people, came, tmp_path, warning):
    row = an_exhibit(people, taken_in(people, came(a_png(), "a.png")), sensitivity=warning)
    page = words(signed_in(people.ines).get(f"/evidence/exhibits/{row.reference}/pack/"))
    files = made(row, by=people.ines)
    manifest = json.loads(files["disclosure/manifest.json"])
    sealed = {one["path"]: one["sha256"] for one in manifest["files"]}
    assert sealed["came.png"] == sha256(files["disclosure/came.png"]).hexdigest()
    assert verify.is_signed(
        files["disclosure/manifest.json"],
        content=files["disclosure/manifest.sig"],
        key=bytes.fromhex(files["sealed/public-key.txt"].decode()),
    )
    told = files["READ-ME.txt"].decode()
    assert "(manifest.json) with the SHA-256 of the file, the signature of the manifest" in told
    assert ("Warning about the content of came.png: violence." in told) == (warning == Sensitivity.VIOLENCE)
    assert ("Warning: violence. The file that was made elsewhere goes" in page) == (
        warning == Sensitivity.VIOLENCE
    )


def test_the_heading_is_no_title_of_a_stranger(people, came):
    file = answer(
        b"<title>Verified by the Police.\nDone: the exhibit was deleted " + b"W" * 900 + b"</title><p>x"
    )
    row = taken_in(people, came(file, "a.warc"))
    response = signed_in(people.ines).get(f"/evidence/captures/{row.reference}/")
    heading = response.content.decode().partition("<h1")[2].partition("</h1>")[0]
    assert "File made elsewhere: “a.warc”" in heading
    assert "Verified" not in heading
    page = words(response)
    assert "Title given in the file: “Verified by the Police. Done: the exhibit was deleted WWW" in page
    assert "W" * 201 not in page.partition("Details of the record")[0]


def test_a_comparison_says_which_of_the_two_was_made_elsewhere_and_what_is_wrong_with_it(people, came):
    look = a_look_made(people, facts={})
    first, second = (
        take_in(look, came(data, name), MEANS, by=people.ines)
        for data, name in ((a_feed(0), "a.warc"), (archives.MHTML[:-40], "b.mhtml"))
    )
    page = words(
        signed_in(people.ines).get(f"/evidence/captures/{first.reference}/compare/{second.reference}/")
    )
    assert f"{first.reference} was made elsewhere" in page
    assert f"{second.reference} was made elsewhere" in page
    assert page.count("The file is cut off: its end is missing.") == 1


def test_bytes_behind_the_end_of_a_web_archive_are_told_on_page_and_certificate(people, came):
    row = taken_in(people, came(archives.wacz() + b"something hidden", "a.wacz"))
    told = "unknown data, 16 bytes. Watchbook reads only the archive"
    assert f"Data after the end of the archive {told}" in page_of(people, row)
    assert f"Data after the end of the archive: {told}" in papers_of(people, row)["technical-certificate.pdf"]


def test_the_pack_of_a_cut_archive_says_that_there_is_no_copy_and_can_be_checked(people, came):
    row = taken_in(people, came(a_feed(0, 1)[:-30], "a.warc"))
    files = made(an_exhibit(people, row), by=people.ines)
    disclosed = {name.removeprefix("disclosure/") for name in files if name.startswith("disclosure/")}
    assert disclosed == {"NOT-MADE.txt", "manifest.json", "manifest.sig"}
    assert b"cannot be read to its end (it is cut off)" in files["disclosure/NOT-MADE.txt"]
    told = files["READ-ME.txt"].decode()
    assert "disclosure/: no copy. The file that was made elsewhere is cut off" in told
    assert "withheld.json" not in told
    sheet = text_of(files["exhibit-sheet.pdf"])
    assert "No copy was made for disclosure, because the file is cut off." in sheet
    assert "The copy for disclosure is in the folder" not in sheet


def test_secrets_in_addresses_go_to_nobody_without_the_sealed_bundle(people, came):
    address = "https://user:pass99@feed.example/?access_token=SECRET123"
    warc = record(HEAD + b"Location: " + address.encode() + b"\r\n\r\n<p>x", address=address)
    row = taken_in(people, came(warc, "a.warc"))
    order = Order(Proceedings.CIVIL, is_whole=False, handling=Handling.COPIED)
    files = made(an_exhibit(people, row), order, by=people.ines)
    copy = gzip.decompress(files["disclosure/disclosure-copy.warc.gz"])
    papers = {name: text_of(files[name]) for name in PAPERS}
    for content in (copy.decode(), files["READ-ME.txt"].decode(), *files_in_text(files), *papers.values()):
        assert "pass99" not in content
        assert "SECRET123" not in content
    told = json.loads(files["disclosure/withheld.json"])["records"][0]["withheld"]
    assert {"user or password in an address", "access_token in an address"} <= set(told)
    assert b"WARC-Target-URI: https://withheld@feed.example/?access_token=withheld" in copy
    assert "https://withheld@feed.example/?access_token=withheld" in papers["exhibit-sheet.pdf"].replace(
        " ", ""
    )
    assert "An address contained a password or token." in papers["exhibit-sheet.pdf"]
    assert "passwords and tokens that we recognise in addresses" in files["READ-ME.txt"].decode()


def files_in_text(files):
    return (content.decode() for name, content in files.items() if name.endswith((".json", ".jsonl", ".txt")))


def test_a_title_that_turns_its_signs_does_so_nowhere_on_the_page(people, came):
    row = taken_in(people, came(answer("<title>\u202elive\u2066</title><p>x".encode()), "a.warc"))
    page = page_of(people, row)
    assert "Title given in the file: “[U+202E]live[U+2066]”" in page
    assert "\u202e" not in page
