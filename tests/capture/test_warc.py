"""The files of a capture: WARC records, their index, the WACZ."""

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.capture.test_promises import an_answer
from watchbook.capture import wacz
from watchbook.capture.archive import Archive
from watchbook.capture.recorder import Frames
from watchbook.capture.times import Clock
from watchbook.capture.traffic import RequestOutcome
from watchbook.capture.wacz import CdxjEntry, posted_as_query, search_key
from watchbook.capture.warc import RecordPlace

AT = datetime(2026, 11, 25, 10, 5, 1, 123456, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path):
    kept = Archive(tmp_path / "data.warc.gz", Clock(), lambda _: "192.0.2.7")
    kept.begin({"software": "a test"})
    return kept


def records(archive):
    archive.close()
    with archive.path.open("rb") as file:
        return [
            (one.rec_type, one.rec_headers, one.http_headers, one.content_stream().read())
            for one in ArchiveIterator(file)
        ]


def test_an_answer_is_kept_with_its_request_and_what_http_has_no_words_for(archive):
    one = an_answer(
        "https://a.uk/feed",
        body=b"decoded",
        headers={"content-encoding": "br", "content-length": "5", "x-two": "a\nb"},
    )
    security = {"protocol": "TLS 1.3", "cipher": "AES_128_GCM", "keyExchange": ""}
    one.response |= {"protocol": "h2", "securityDetails": security, "statusText": "OK"}
    archive.keep(one)
    _, answer, request, facts = records(archive)
    kind, fields, headers, body = answer
    assert (kind, body, one.body) == ("response", b"decoded", None)
    assert fields.get_header("WARC-IP-Address") == "192.0.2.7"
    assert [value for name, value in fields.headers if name == "WARC-Protocol"] == ["h2", "tls/1.3"]
    assert fields.get_header("WARC-Cipher-Suite") == "TLS_AES_128_GCM"
    assert fields.get_header("WARC-Payload-Digest") == f"sha256:{sha256(body).hexdigest()}"
    assert headers.get_header("X-Archive-Orig-content-encoding") == "br"
    assert headers.get_header("X-Archive-Orig-content-length") == "5"
    assert headers.get_header("Content-Length") == "7"
    assert [value for name, value in headers.headers if name == "x-two"] == ["a", "b"]
    assert (request[0], request[1].get_header("WARC-Concurrent-To")) == (
        "request",
        fields.get_header("WARC-Record-ID"),
    )
    assert json.loads(facts[3])["outcome"] == "stored"


def test_each_record_is_one_member_that_its_line_of_the_index_finds(archive):
    archive.keep(an_answer("https://a.uk/one.png", body=b"picture", headers={"content-type": "image/png"}))
    entry = archive.entries[0]
    archive.close()
    member = archive.path.read_bytes()[entry.written.offset :][: entry.written.length]
    assert entry.written.record_digest == f"sha256:{sha256(member).hexdigest()}"
    assert b"picture" in gzip.decompress(member)


def test_what_has_no_answer_leaves_facts_alone(archive):
    failed, elsewhere, cut = (an_answer(f"https://a.uk/{n}") for n in range(3))
    failed.outcome, failed.reason = RequestOutcome.FAILED, "net::ERR_FAILED"
    elsewhere.outcome = RequestOutcome.ELSEWHERE
    cut.outcome, cut.reason = RequestOutcome.TRUNCATED, "time"
    for one in (failed, elsewhere, cut):
        archive.keep(one)
    frame = {"at": 1.0, "way": "received", "payloadData": "hello"}
    archive.keep_frames(Frames("wss://a.uk/s", 1.0, frames=[frame], ended=2.0))
    archive.keep_resource("urn:x", content_type="application/pem", payload=b"pem")
    kept = records(archive)
    assert [one[0] for one in kept] == [
        "warcinfo",
        "metadata",
        "response",
        "request",
        "metadata",
        "metadata",
        "resource",
    ]
    assert kept[2][1].get_header("WARC-Truncated") == "time"
    assert json.loads(kept[5][3])["frames"][0]["payloadData"] == "hello"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.council.gov.uk/News/?b=2&A=1", "uk,gov,council)/news?a=1&b=2"),
        ("http://127.0.0.1:8000/", "1,0,0,127:8000)/"),
        ("http://[2001:db8::1]/x", "[2001:db8::1])/x"),
        ("https://a.uk:443/", "uk,a)/"),
    ],
)
def test_an_address_is_turned_round(url, key):
    assert search_key(url) == key


@pytest.mark.parametrize(
    ("content_type", "posted", "query"),
    [
        ("application/json", b'{"page": 8, "of": [{"page": "9"}], "all": true}', "page=8&page.2_=9&all=true"),
        ("application/x-www-form-urlencoded; charset=utf-8", b"a=1&b=x%20y", "a=1&b=x y"),
        ("text/plain", b"a word", "__wb_post_data=YSB3b3Jk"),
        ("application/octet-stream", b"", ""),
    ],
)
def test_what_was_posted_is_looked_up_as_a_query(content_type, posted, query):
    assert posted_as_query(posted, content_type=content_type) == query


def test_the_archive_lists_each_file_with_its_hash_and_deflates_none(tmp_path):
    warc = tmp_path / "data.warc.gz"
    warc.write_bytes(b"records")
    written = RecordPlace("<urn:1>", 0, 7, "sha256:r", "sha256:p")
    entries = [
        CdxjEntry(
            "https://a.uk/feed",
            AT,
            "application/json",
            200,
            written,
            "POST",
            "application/json",
            b'{"page": 2}',
        ),
        CdxjEntry("https://a.uk/", AT, "text/html", 200, written),
    ]
    page = wacz.WaczPage("https://a.uk/", AT, "A page", "Its words")
    wacz.write(tmp_path / "one.wacz", warc=warc, entries=entries, page=page, software="a test")
    with zipfile.ZipFile(tmp_path / "one.wacz") as packed:
        assert {one.compress_type for one in packed.infolist()} == {zipfile.ZIP_STORED}
        package = json.loads(packed.read("datapackage.json"))
        for one in package["resources"]:
            content = packed.read(one["path"])
            assert (one["hash"], one["bytes"]) == (f"sha256:{sha256(content).hexdigest()}", len(content))
        lines = packed.read(wacz.INDEX).decode().splitlines()
        assert lines[0].startswith('uk,a)/ 20261125100501123 {"url"')
        assert lines[1].startswith("uk,a)/feed?__wb_method=post&page=2 ")
        assert "cookie" not in "".join(lines).lower()
        assert (
            io.BytesIO(packed.read("pages/pages.jsonl")).readlines()[1].startswith(b'{"url": "https://a.uk/"')
        )
