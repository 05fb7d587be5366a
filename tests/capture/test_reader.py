"""What others captured is read where it lies: never unpacked, never run, its secrets withheld."""

import gzip
import io
import json
import os
import random
import tracemalloc
import zipfile
from contextlib import suppress
from hashlib import sha256

import pytest

from tests.capture.archives import MHTML, WARC, WARC_GZ, overlapping, patched, record, wacz
from watchbook.capture import foreign_mhtml, foreign_wacz, foreign_warc, reader
from watchbook.capture.foreign_record import FileEnd
from watchbook.capture.foreign_wacz import OwnHashes
from watchbook.capture.refusal import CaptureRefused

ROUNDS = int(os.environ.get("TESTS_ROUNDS", "150"))


@pytest.fixture
def put(tmp_path):
    """A file with this content."""

    def write(content):
        path = tmp_path / "foreign"
        path.write_bytes(content)
        return path

    return write


def read_whole(path):
    """Everything that the reader says of a file."""
    reader.look(path)
    list(reader.records(path))


def nothing_else(path):
    """Nothing was written beside the file."""
    return [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "content", [WARC, WARC_GZ, gzip.compress(WARC), wacz()], ids=["WARC", "gzip", "one gzip", "WACZ"]
)
def test_records_are_told_without_what_would_open_an_account(put, content):
    found = {one.kind: one for one in reader.records(put(content))}
    assert "secret" not in repr([(one.headers, one.first_line, one.at) for one in found.values()])
    response = found["response"]
    assert (response.address, response.media_type, response.withheld) == (
        "https://site.example/",
        "text/html",
        1,
    )
    assert response.content == b"<h1>Hello</h1><script>steal()</script>"
    assert dict(response.headers)["Set-Cookie"] == "withheld"
    assert found["request"].withheld == 2
    assert response.sha256 != found["request"].sha256


def test_a_wacz_tells_its_pages_and_whether_its_own_hashes_agree(put):
    found = reader.look(put(wacz()))
    assert (found.kind, found.own_hashes.state, found.pages[0].title) == ("WACZ", "agree", "<b>Hi</b>")
    assert reader.look(put(wacz(hashes=False))).own_hashes.state == "none"
    changed = patched(wacz(), name=b"json-pages-1.0", to=b"json-pages-1.1")
    with pytest.raises(CaptureRefused):
        reader.look(put(changed))
    lying = {
        "archive/a.warc": WARC,
        "datapackage.json": json.dumps(
            {"resources": [{"path": "archive/a.warc", "hash": "sha256:00"}]}
        ).encode(),
    }
    assert reader.look(put(wacz(lying, hashes=False))).own_hashes == OwnHashes(
        "differ", (("archive/a.warc", "changed"),)
    )
    for package in (b"{", b"[]", b'{"resources":[1]}', b"[" * 100_000):
        assert reader.look(put(wacz({"datapackage.json": package}, hashes=False))).own_hashes.state in {
            "none",
            "differ",
        }
    assert reader.look(put(WARC)).kind == "WARC"


def test_each_part_where_a_wacz_differs_from_its_own_hashes_is_told(put):
    def listed(*told):
        return json.dumps(
            {
                "resources": [
                    {"path": name, "hash": f"sha256:{sha256(content).hexdigest()}"} for name, content in told
                ]
            }
        ).encode()

    parts = {"archive/a.warc": WARC, "pages/pages.jsonl": b"{}"}
    package = listed(("archive/a.warc", WARC), ("pages/gone.jsonl", b""))
    found = reader.look(put(wacz({**parts, "datapackage.json": package}, hashes=False))).own_hashes
    assert found == OwnHashes("differ", (("pages/gone.jsonl", "missing"), ("pages/pages.jsonl", "unlisted")))
    package = listed(*parts.items())
    for hashed, state in ((package, "agree"), (b"another", "differ")):
        digest = json.dumps(
            {"path": "datapackage.json", "hash": f"sha256:{sha256(hashed).hexdigest()}"}
        ).encode()
        members = {**parts, "datapackage.json": package, "datapackage-digest.json": digest}
        assert reader.look(put(wacz(members, hashes=False))).own_hashes.state == state


NAMES = [
    "../../evil.txt",
    "/etc/cron.d/evil",
    "..\\..\\evil",
    "C:\\evil",
    "a/../../b",
    "archive/./x",
    "archive//x",
    ".ssh/key",
    "a\nb",
    "é",
    "a/..",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_climbs_refuses_the_whole_file(put, name):
    path = put(wacz({"archive/data.warc.gz": WARC_GZ, name: b"x"}))
    for read in (reader.look, lambda one: list(reader.records(one))):
        with pytest.raises(CaptureRefused, match=r"outside the archive|may not use|cannot be read|same name"):
            read(path)
    assert nothing_else(path)


def linked():
    made = zipfile.ZipInfo("archive/link")
    made.external_attr = 0o120777 << 16
    return made


def with_info(info, content=b"/etc/passwd"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(info, content)
    return made.getvalue()


HOSTILE = {
    "a bomb of one member": (wacz({"pages/pages.jsonl": bytes(3_000_000)}, deflated=["pages/pages.jsonl"]), "hundredfold"),
    "a packed WARC": (wacz({"archive/a.warc": os.urandom(3000)}, deflated=["archive/a.warc"]), "packed twice"),
    "a zip in it": (wacz({"archive/inner.zip": wacz()}), "itself an archive"),
    "a zip in it by another name": (wacz({"pages/extra.jsonl": wacz()}), "itself an archive"),
    "a WACZ in it": (wacz({"inner.WACZ": b"x"}), "itself an archive"),
    "two of one name": (patched(wacz({"archive/a": b"1", "archive/b": b"2"}), name=b"archive/b", to=b"archive/a"), "same name"),
    "members over each other": (overlapping(), "over each other"),
    "a link": (with_info(linked()), "is a link"),
    "locked": (patched(wacz({"archive/a": b"x"}, hashes=False), name=b"PK\1\2\x14\x03\x14\0\0\0", to=b"PK\1\2\x14\x03\x14\0\1\0"), "locked|cannot be read"),
    "cut off without an archive": (wacz({"pages/pages.jsonl": b"{}"})[:-30], "cannot be read"),
    "no archive": (b"PK\3\4 and then nothing", "cannot be read"),
    "a bomb of gzip": (gzip.compress(record(bytes(40_000_000))), "beyond all bounds"),
    "gzip that is none": (b"\x1f\x8b" + b"x" * 100, "broken"),
    "a length that lies": (record(b"x", length=10**15), "of the length"),
    "a length that is none": (record(b"x", length="-1"), "of the length"),
    "something between": (WARC + b"hello\r\n\r\n", "no record"),
    "a head without end": (b"WARC/1.1\r\n" + b"A: b\r\n" * 90_000, "has no end"),
    "nothing of ours": (b"%PDF-1.7", "of another kind than we accept"),
    "empty": (b"", "of another kind than we accept"),
    "MHTML without parts": (b"Content-Type: multipart/related\n\nhello", "no parts"),
    "MHTML in MHTML": (b"".join(b'Content-Type: multipart/related; boundary="%d"\n\n--%d\n' % (n, n) for n in range(20)), "without end|no parts"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused_with_the_reason(put, what):
    content, said = HOSTILE[what]
    path = put(content)
    with pytest.raises(CaptureRefused, match=said):
        read_whole(path)
    assert nothing_else(path)


def test_two_hundred_megabytes_packed_into_two_hundred_kilobytes_take_no_memory(put):
    path = put(gzip.compress(b"WARC/1.1\r\nContent-Length: 200000000\r\n\r\n" + bytes(200_000_000)))
    assert path.stat().st_size < 250_000
    tracemalloc.start()
    with pytest.raises(CaptureRefused, match="beyond all bounds"):
        list(reader.records(path))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000_000


@pytest.mark.parametrize("between", [b"", b"\0" * 5], ids=["nothing between", "noughts between"])
def test_a_member_may_be_parted_anywhere_by_a_chunk_of_the_reader(put, monkeypatch, between):
    blocks = [f"HTTP/1.1 200 OK\r\nX-Number: {number}\r\n\r\n{number:04d}".encode() for number in range(20)]
    path = put(between.join(gzip.compress(record(block)) for block in blocks) + between)
    kept = [block.split(b"\r\n\r\n")[1] for block in blocks]
    for chunk in range(2, 400):
        monkeypatch.setattr(foreign_warc, "CHUNK", chunk)
        assert [one.content for one in reader.records(path)] == kept, chunk
    path.write_bytes(path.read_bytes().rstrip(b"\0")[:-3])
    end = FileEnd()
    *whole, last = reader.records(path, end)
    assert (end.is_missing, [one.content for one in whole]) == (True, kept[:-1])
    assert kept[-1].startswith(last.content)


def test_limits_of_number_and_size_hold(put, monkeypatch):
    monkeypatch.setattr(foreign_wacz, "MEMBERS_LIMIT", 2)
    with pytest.raises(CaptureRefused, match="files inside"):
        reader.look(put(wacz()))
    monkeypatch.setattr(foreign_wacz, "MEMBERS_LIMIT", 100)
    monkeypatch.setattr(foreign_wacz, "TOTAL_LIMIT", 10)
    with pytest.raises(CaptureRefused, match="beyond all bounds"):
        reader.look(put(wacz()))
    monkeypatch.setattr(foreign_warc, "RECORDS_LIMIT", 1)
    with pytest.raises(CaptureRefused, match="more than 1 records"):
        list(reader.records(put(WARC)))
    monkeypatch.setattr(foreign_mhtml, "PARTS_LIMIT", 1)
    with pytest.raises(CaptureRefused, match="more than 1 parts"):
        list(reader.records(put(MHTML)))
    monkeypatch.setattr(foreign_mhtml, "SIZE_LIMIT", 1)
    with pytest.raises(CaptureRefused, match="512 MB"):
        list(reader.records(put(MHTML)))
    monkeypatch.setattr(reader, "FILE_LIMIT", 1)
    with pytest.raises(CaptureRefused, match="8 GB"):
        reader.look(put(MHTML))


def test_long_pages_of_a_wacz_are_not_read(put, monkeypatch):
    monkeypatch.setattr(foreign_wacz, "JSON_LIMIT", 10)
    with pytest.raises(CaptureRefused, match="16 MB"):
        reader.look(put(wacz()))


def test_the_parts_of_a_saved_page_are_records_and_their_names_lead_nowhere(put):
    path = put(MHTML)
    page, picture = reader.records(path)
    assert page.content.decode().startswith('<h1 onclick="x()">Hello é</h1>')
    assert (page.kind, page.withheld, dict(page.headers)["Set-Cookie"]) == ("part", 1, "withheld")
    assert (picture.address, picture.media_type, picture.content[:4]) == (
        "https://site.example/../../etc/passwd",
        "image/png",
        b"\x89PNG",
    )
    assert nothing_else(path)


def test_a_file_cut_off_in_the_name_of_its_archive_has_no_record(put):
    path = put(wacz()[:47])
    assert list(reader.records(path)) == []
    assert nothing_else(path)


@pytest.mark.parametrize("number", range(3))
def test_whatever_bits_are_changed_it_is_read_or_refused(put, number, record_property):
    content = (wacz(), WARC_GZ, MHTML)[number]
    dice, tried = random.Random(number), 0
    for _ in range(ROUNDS):
        changed = bytearray(content)
        for _ in range(dice.randrange(1, 6)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        path = put(bytes(changed[: dice.choice([len(changed), dice.randrange(len(changed))])]))
        with suppress(CaptureRefused):
            read_whole(path)
        assert nothing_else(path)
        tried += 1
    record_property("files with changed bits", tried)


def test_a_record_that_is_no_exchange_says_its_own_type():
    (found,) = foreign_warc.records(io.BytesIO(record(b"x", kind="resource")))
    assert (found.media_type, found.headers[0][0], found.content) == (
        "application/http",
        "Content-Type",
        b"x",
    )
