"""What comes from elsewhere is told by its bytes, held against every limit, and refused in words; nothing is unpacked or run."""

import base64
import gzip
import io
import json
import os
import random
import struct
import zipfile
import zlib
from contextlib import suppress
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.capture.archives import GOOD, MHTML, PAGES, WARC, WARC_GZ, overlapping, record, wacz
from tests.reading.bombs import a_zip, docx
from watchbook.capture import arrival
from watchbook.capture.refusal import CaptureRefused

LIMIT = 8 * 1024**2
ROUNDS = int(os.environ.get("TESTS_ROUNDS", "150"))
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
GIF = b"GIF89a" + struct.pack("<2H", 3, 2) + b"\0\0\0" + b"\x2c" + bytes(9) + b"\x02\x02\x44\x01\0\x3b"
FILM = b"\0\0\0\x10ftypmp42\0\0\0\0\0\0\0\x09mdatx\0\0\0\x08moov"
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(9) + b"\xff\xff\xc0\0\x11\x08" + struct.pack(">2H", 2, 3) + bytes(10)
    + b"\xff\xda\0\x02data\xff\xd9"
)  # fmt: skip


def a_png(width=3, height=2):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" + bytes(9) + b"\0" + bytes(9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


WITHOUT_ROWS = a_png()[:33] + a_png()[-12:]


def a_webp(kind=b"VP8X", body=bytes(4) + b"\x02\0\0\x01\0\0"):
    inner = b"WEBP" + kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


WEBP_LOSSLESS = a_webp(b"VP8L", b"\x2f" + struct.pack("<I", 2 | 1 << 14) + bytes(5))
WEBP_LOSSY = a_webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<2H", 3, 2) + bytes(6))
KEY = ec.generate_private_key(ec.SECP384R1())


def a_signed_wacz(*, key=KEY, raw=True, prefix="sha256:", change=None, told=None):
    """A WACZ with `signedData`, as ArchiveWeb.page and js-wacz with a signing server write it."""
    made = io.BytesIO(wacz())
    with zipfile.ZipFile(made) as archive:
        package = archive.read("datapackage.json")
    said = f"sha256:{sha256(package).hexdigest()}"
    signature = key.sign(said.removeprefix("sha256:" if not prefix else "").encode(), ec.ECDSA(SHA256()))
    if raw:
        signature = b"".join(number.to_bytes(48, "big") for number in decode_dss_signature(signature))
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    signed = {
        "hash": said,
        "signature": base64.b64encode(signature).decode(),
        "publicKey": base64.b64encode(public).decode(),
        "created": "2026-11-25T09:00:00Z",
        "software": "somebody's",
    }
    signed = (signed | (change or {})) if told is None else told
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("datapackage-digest.json", json.dumps({"hash": said, "signedData": signed}))
    return made.getvalue()


@pytest.fixture
def look(tmp_path):
    """Look at a file with this content."""
    (seen := tmp_path / "seen").mkdir()

    def at(content, name="", limit=LIMIT):
        path = tmp_path / "came"
        path.write_bytes(content)
        try:
            return arrival.look(path, name=name, limit=limit, folder=seen)
        finally:
            assert {one.name for one in tmp_path.iterdir()} == {
                "came",
                "seen",
            }  # nothing was written beside it

    return at


@pytest.mark.parametrize(
    ("content", "name", "kind", "file"),
    [
        (wacz(), "evidence.wacz", "WACZ", "came.wacz"),
        (WARC, "a.warc", "WARC", "came.warc"),
        (WARC_GZ, "a.warc.gz", "WARC", "came.warc.gz"),
        (MHTML, "page.mhtml", "MHTML", "came.mhtml"),
        (MHTML, "", "MHTML", "came.mhtml"),
        (a_png(), "Screenshot 1.PNG", "image", "came.png"),
        (JPEG, "a.jpeg", "image", "came.jpg"),
        (GIF, "a.gif", "image", "came.gif"),
        (a_webp(), "a.webp", "image", "came.webp"),
        (WEBP_LOSSLESS, "a.webp", "image", "came.webp"),
        (WEBP_LOSSY, "a.webp", "image", "came.webp"),
        (PDF, "a.pdf", "PDF", "came.pdf"),
        (PDF, "a.of.an.ending.that.nobody.knows", "PDF", "came.pdf"),
    ],
)
def test_each_kind_is_known_by_its_bytes(look, content, name, kind, file):
    found = look(content, name)
    assert (found.kind, found.file, found.bytes) == (kind, file, len(content))
    assert found.sha256 == sha256(content).hexdigest()
    assert json.loads(json.dumps(found.told()))["file"] == file


def test_a_photo_with_a_film_after_its_end_is_taken_and_says_what_it_holds_besides(look):
    found = look(JPEG + FILM, "PXL_20261125.MP.jpg")
    assert (found.kind, found.besides) == ("image", (("film", len(FILM)),))
    assert arrival.of_told(json.loads(json.dumps(found.told()))) == found


@pytest.mark.parametrize(
    ("picture", "name"), [(JPEG, "a.jpg"), (a_png(), "a.png"), (GIF, "a.gif"), (a_webp(), "a.webp")]
)
@pytest.mark.parametrize("after", [b"\0\0\0\x0cftypmp42", b"\x7fELF", b"hidden", b"<script>"])
def test_a_whole_picture_is_taken_whatever_stands_after_it_and_says_so(look, picture, name, after):
    found = look(picture + after, name)
    assert (found.kind, found.besides) == ("image", (("unknown", len(after.lstrip(b"\0"))),))


@pytest.mark.parametrize(
    ("whole", "name"),
    [
        (a_png(), "a.png"),
        (JPEG, "a.jpg"),
        (GIF, "a.gif"),
        (a_webp(), "a.webp"),
        (PDF, "a.pdf"),
        (WARC, "a.warc"),
        (WARC_GZ, "a.warc.gz"),
        (wacz(), "a.wacz"),
        (MHTML, "a.mhtml"),
    ],
)
def test_a_file_that_is_cut_off_is_taken_and_says_so(look, whole, name):
    cut = look(whole[: -1 if name in {"a.jpg", "a.gif", "a.webp"} else -9], name)
    assert (cut.is_cut_off, look(whole, name).is_cut_off) == (True, False)
    assert arrival.of_told(json.loads(json.dumps(cut.told()))) == cut
    assert cut.came_signed == ("cut" if name == "a.wacz" else "none")
    assert cut.record_digests.differ == 0


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_of_a_cut_web_archive_every_whole_record_is_taken_wherever_it_was_cut(look, pack):
    answers = [record(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Post %d" % n) for n in range(4)]
    whole = b"".join(map(pack, answers))
    ends = [sum(len(pack(one)) for one in answers[: n + 1]) for n in range(4)]
    for size in range(ends[0], len(whole), 41):
        found = look(whole[:size], "")
        complete = sum(end <= size for end in ends)
        assert found.records in {complete, complete + 1}, size
        assert found.is_cut_off == (size not in ends), size


def streamed(members):
    """A WACZ whose sizes stand behind its members, as programs write it that do not know them before."""
    out = io.BytesIO()
    out.seekable = lambda: False
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def test_of_a_cut_signed_wacz_no_signature_is_called_broken_or_none(look):
    assert look(a_signed_wacz()[:-30], "a.wacz").came_signed == "cut"
    assert look(wacz() + b"tail", "a.wacz").besides == (("unknown", 4),)
    assert look(wacz(), "a.wacz").besides == ()


def test_the_archives_of_a_wacz_without_its_list_are_found_by_their_heads(look):
    members = {
        "pages/pages.jsonl": PAGES,
        "archive/a.warc.gz": WARC_GZ,
        "archive/b.warc": WARC,
        "indexes/c": b"x" * 99,
    }
    for made in (wacz(members), streamed(members)):
        place = made.index(b"PK\1\2")
        found = look(made[: place + 5], "a.wacz")
        said = "whole_agree" if b"datapackage.json" in made else "cut"
        assert (found.records, found.is_cut_off, found.own_hashes) == (5, True, said)
        within = look(made[: made.index(b"archive/b.warc") + len(WARC) // 2], "a.wacz")
        assert 2 <= within.records < 5
        assert within.is_cut_off


@pytest.mark.parametrize("deflated", [(), ("pages/pages.jsonl",)])
def test_the_lists_of_a_cut_wacz_are_read_as_far_as_they_go(look, deflated):
    lines = PAGES.rstrip() + b'\n{"url": "https://lost.example/1", "title": "Lost"}\n{"url": "https://lost.ex'
    members = {"pages/pages.jsonl": lines, "archive/a.warc": WARC, "indexes/c": b"x" * 99}
    made = wacz(members, deflated=deflated)
    cut = look(made[: made.index(b"PK\1\2")], "a.wacz")
    assert "https://lost.example/1" in cut.not_held
    assert not [one for one in cut.not_held if one.endswith("lost.ex")]
    assert cut.own_hashes == "whole_agree"
    changed = made.replace(b"x" * 99, b"y" * 99)
    cut = look(changed[: changed.index(b"PK\1\2")], "a.wacz")
    assert (cut.own_hashes, cut.differing) == ("differ", (("indexes/c", "changed"),))


def test_a_part_that_is_listed_without_a_hash_is_not_called_changed(look):
    def listed(*hashes):
        names = ("archive/data.warc.gz", "pages/pages.jsonl")
        told = [
            {"path": name} | ({"hash": said} if said else {})
            for name, said in zip(names, hashes, strict=True)
        ]
        return {**GOOD, "datapackage.json": json.dumps({"resources": told}).encode()}

    good = f"sha256:{sha256(WARC_GZ).hexdigest()}"
    for hashes, state in (((good, ""), "unhashed"), (("", ""), "none"), (("sha256:00", ""), "differ")):
        found = look(wacz(listed(*hashes), hashes=False), "a.wacz")
        assert found.own_hashes == state, hashes
    assert found.differing == (("archive/data.warc.gz", "changed"), ("pages/pages.jsonl", "unhashed"))


def test_a_wacz_says_its_pages_its_hashes_and_how_many_records_it_has(look):
    found = look(wacz())
    assert (found.own_hashes, found.came_signed, found.records) == ("agree", "none", 2)
    assert found.told()["pages"] == [
        {"address": "https://site.example/", "title": "<b>Hi</b>", "at": "2026-11-25T09:00:00Z"}
    ]


OTHER_KEY = base64.b64encode(
    ec.generate_private_key(ec.SECP384R1()).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()  # fmt: skip
RSA_KEY = base64.b64encode(
    rsa.generate_private_key(65537, 2048).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
).decode()  # fmt: skip


@pytest.mark.parametrize(
    ("options", "state"),
    [
        ({}, "holds"),
        ({"raw": False}, "holds"),
        ({"prefix": ""}, "holds"),
        ({"change": {"hash": "sha256:" + "0" * 64}}, "broken"),
        ({"change": {"publicKey": OTHER_KEY}}, "broken"),
        ({"change": {"publicKey": "no key"}}, "broken"),
        ({"change": {"publicKey": RSA_KEY}}, "unknown"),
        ({"change": {"signature": "AAAA"}}, "broken"),
        ({"change": {"signature": 7}}, "broken"),
        ({"told": {}}, "broken"),
        ({"told": []}, "unreadable"),
        ({"told": "abc"}, "unreadable"),
        ({"change": {"hash": [1]}}, "broken"),
    ],
)
def test_the_signature_that_it_carries_is_none_holds_or_broken(look, options, state):
    assert look(a_signed_wacz(**options)).came_signed == state


def test_a_signature_by_the_certificate_of_a_domain_is_checked_by_that_certificate(look):
    assert look(a_signed_wacz(told={"hash": "sha256:x"})).came_signed == "broken"
    made = a_signed_wacz()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        said = json.loads(archive.read("datapackage-digest.json"))["signedData"]
    without = {name: value for name, value in said.items() if name != "publicKey"}
    assert look(a_signed_wacz(told=without)).came_signed == "unknown"
    assert look(a_signed_wacz(told=without | {"domainCert": "no certificate"})).came_signed == "broken"
    large = wacz({"archive/a.warc": WARC, "datapackage-digest.json": b" " * (17 * 1024**2)}, hashes=True)
    assert look(large, limit=64 * 1024**2).came_signed == "unreadable"


BOMB = gzip.compress(record(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(40 * 1024**2)), 9)


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        pytest.param(docx("<w:p/>"), "letter.docx", "it is an office document", id="office"),
        pytest.param(
            a_zip({"My files/Bild 1 (ä).png": b"x"}), "a.zip", "no web archive in it. Unpack it", id="zip"
        ),
        (
            gzip.compress(b"hello" * 9, mtime=0),
            "a.tar.gz",
            "it is a packed file (gzip) with no web archive in it",
        ),
        (gzip.compress(gzip.compress(WARC)), "a.warc.gz", "it was packed more than once. Unpack it once"),
        (wacz({"archive/dätä.warc": WARC}), "a.wacz", "a name that a web archive may not use"),
        (b"", "a.png", "it is empty"),
        (b"MZ\x90\0 a program", "a.png", "of another kind than we accept"),
        (b"<html>", "a.png", "of another kind"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "does not say its size"),
        (WITHOUT_ROWS, "a.png", "holds no picture"),
        (JPEG[: JPEG.index(b"\xff\xda")] + b"\xff\xd9", "a.jpg", "holds no picture"),
        (GIF[:13] + b"\x21\xfe\x02hi\0\x3b", "a.gif", "holds no picture"),
        (a_png(0, 5), "a.png", "0 by 5 pixels"),
        (a_png(65_536, 1), "a.png", "65536 by 1 pixels"),
        (a_png(60_000, 60_000), "a.png", "60000 by 60000 pixels"),
        (JPEG.replace(b"\xff\xff\xc0", b"\xff\xff\xda"), "a.jpg", "does not say its size"),
        (b"\xff\xd8\xff\xe0\0\0" + bytes(50) + b"\xff\xd9", "a.jpg", "does not say its size"),
        (b"\xff\xd8\xff\xd8xx\xff\xd9", "a.jpg", "does not say its size"),
        (a_webp(b"ABCD"), "a.webp", "does not say its size"),
        (PDF[:9] + wacz() + PDF[9:], "a.pdf", "two files in one"),
        (a_png() + wacz(), "a.png", "two files in one"),
        (wacz(), "photo.png", "its name ends in .png, but it is a web archive (WACZ)"),
        (a_png(), "evidence.wacz", "its name ends in .wacz, but it is a PNG picture"),
        (PDF, "a.jpg", "its name ends in .jpg, but it is a PDF document"),
        (WARC_GZ, "a.png", "its name ends in .png"),
        (BOMB, "a.warc.gz", "beyond all bounds"),
        (wacz({"archive/a.warc.gz": BOMB}), "a.wacz", "beyond all bounds"),
        (wacz({"archive/../../etc/passwd": b"x"}), "a.wacz", "outside the archive"),
        (wacz({"/etc/passwd": b"x"}), "a.wacz", "outside the archive"),
        (wacz({"inner.zip": wacz()}), "a.wacz", "itself an archive"),
        (wacz({"archive/a.warc": wacz()}), "a.wacz", "itself an archive"),
        (wacz({"big": bytes(2 * 1024**2)}, deflated=("big",)), "a.wacz", "hundredfold"),
        (overlapping(), "a.wacz", "over each other"),
        (wacz({"pages/pages.jsonl": b"{}"}), "a.wacz", "any other record"),
        (b"\x1f\x8b", "a.warc.gz", "cut off before its first record"),
        (b"%PDF-1.7\nhello", "a.pdf", "holds nothing of one"),
        (wacz({"archive/a.warc": WARC}, deflated=("archive/a.warc",))[:-30], "a.wacz", "packed twice"),
        (wacz({"pages/pages.jsonl": PAGES})[:-30], "a.wacz", "cannot be read"),
        (bytes(LIMIT + 1), "a.png", "larger than 8 MB"),
    ],
)
def test_what_is_hostile_broken_or_lies_is_refused_in_words(look, content, name, why):
    with pytest.raises(CaptureRefused) as refusal:
        look(content, name)
    assert why in str(refusal.value)
    assert refusal.value.next_step


def test_whoever_is_refused_a_cut_off_archive_is_told_to_keep_it(look):
    with pytest.raises(CaptureRefused) as refusal:
        look(WARC_GZ[:99], "a.warc.gz")
    assert "Keep this file, since it may be the only one" in refusal.value.next_step


def test_any_change_of_a_good_file_is_taken_or_refused_and_nothing_else_happens(look, record_property):
    dice, tried = random.Random(27), 0
    for number in range(ROUNDS):
        good = (wacz(), WARC_GZ, MHTML, a_png(), JPEG, GIF, WEBP_LOSSY, PDF, a_signed_wacz())[number % 9]
        place = dice.randrange(len(good))
        changed = good[:place] + dice.randbytes(dice.randrange(4)) + good[place + dice.randrange(4) :]
        with suppress(CaptureRefused):
            look(changed)
        tried += 1
    record_property("changed files", tried)


def tied(written, own, *others):
    """A record with its id, and those of the records that came with it."""
    ids = b"".join(b"\r\nWARC-Concurrent-To: " + one for one in others)
    return written.replace(b"\r\nWARC-Date", b"\r\nWARC-Record-ID: " + own + ids + b"\r\nWARC-Date", 1)


def test_an_answer_to_head_is_short_by_rule_and_only_that_one(look):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n"
    answers = [tied(record(head), b"<a>"), tied(record(head), b"<b>"), tied(record(head + b"cut"), b"<c>")]
    asked = [
        tied(record(b"HEAD / HTTP/1.1\r\n\r\n", kind="request"), b"<1>", b"<a>"),
        tied(record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), b"<2>", b"<b>"),
        tied(record(b"HEAD / HTTP/1.1\r\n\r\n", kind="request"), b"<3>", b"<c>"),
    ]
    assert look(b"".join(answers + asked), "a.warc").short_answers == 2
    assert look(b"".join(asked + answers), "a.warc").short_answers == 2


@pytest.mark.parametrize(
    ("head", "body", "short"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n", b"a" * 89, 1),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n", b"a" * 90, 0),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"unpacked by its tool", 0),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\nTransfer-Encoding: chunked\r\n\r\n", b"a", 0),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 90\r\n\r\n", b"", 0),
        (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", b"a", 0),
    ],
)
def test_an_answer_that_is_shorter_than_it_says_is_told(look, head, body, short):
    found = look(record(b"HTTP/1.1 200 OK\r\n\r\n<p>whole") + record(head + body), "a.warc")
    assert (found.records, found.short_answers) == (2, short)
