"""Digests that a WARC gives of its records are held against the content, however programs write them; what lies elsewhere is not called different."""

import gzip
import io
from base64 import b32encode, b64encode
from hashlib import md5, sha1, sha256

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.capture.archives import record
from watchbook.capture import foreign_warc
from watchbook.capture.warc_digests import NAMED, RecordDigests

BODY = b"<p>Post number 1 by JohnSmith"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BLOCK = HEAD + b"\r\n" + BODY


def digested(block, *, block_digest="", payload_digest="", more=(), **options):
    """A record with these digests in its head."""
    said = [("WARC-Block-Digest", block_digest), ("WARC-Payload-Digest", payload_digest), *more]
    head = "".join(f"\r\n{name}: {value}" for name, value in said if value).encode()
    return record(block, **options).replace(b"\r\nWARC-Date", head + b"\r\nWARC-Date", 1)


def state_of(content):
    (one,) = foreign_warc.records(io.BytesIO(content))
    return one.digest


def base32(content):
    return f"sha1:{b32encode(sha1(content).digest()).decode()}"


@pytest.mark.parametrize(
    "said",
    [
        base32,
        lambda content: base32(content).lower(),
        lambda content: f"sha256:{sha256(content).hexdigest()}",
        lambda content: f"sha-256:{sha256(content).hexdigest().upper()}",
        lambda content: f"SHA256:{b64encode(sha256(content).digest()).decode()}",
        lambda content: f"sha256:{b32encode(sha256(content).digest()).decode()}",
        lambda content: f"md5:{md5(content).hexdigest()}",
    ],
)
def test_a_digest_is_checked_in_the_letters_of_every_program(said):
    assert state_of(digested(BLOCK, block_digest=said(BLOCK))) == "agrees"
    assert state_of(digested(BLOCK, payload_digest=said(BODY))) == "agrees"
    changed = BLOCK.replace(b"JohnSmith", b"JohnSmit")
    assert state_of(digested(changed, block_digest=said(BLOCK))) == "differs"
    assert state_of(digested(changed, payload_digest=said(BODY))) == "differs"
    assert state_of(digested(changed, block_digest=said(changed), payload_digest=said(BODY))) == "differs"


@pytest.mark.parametrize(
    ("options", "state"),
    [
        ({}, "none"),
        ({"block_digest": "blake3:abc"}, "unchecked"),
        ({"block_digest": "blake3:abc", "payload_digest": base32(BODY)}, "agrees"),
        ({"block_digest": "sha1:"}, "differs"),
        ({"payload_digest": base32(b"of another"), "kind": "revisit"}, "none"),
        ({"block_digest": base32(b"of another"), "kind": "revisit"}, "unchecked"),
        ({"payload_digest": base32(b"whole"), "more": [("WARC-Segment-Number", "1")]}, "none"),
        ({"payload_digest": base32(b"whole"), "kind": "continuation"}, "none"),
        ({"payload_digest": base32(b"whole"), "more": [("WARC-Truncated", "length")]}, "none"),
        ({"payload_digest": base32(BLOCK), "kind": "resource"}, "agrees"),
        ({"payload_digest": base32(BODY), "kind": "resource"}, "differs"),
    ],
)
def test_what_lies_elsewhere_or_is_of_an_unknown_kind_is_not_called_different(options, state):
    assert state_of(digested(BLOCK, **options)) == state


def test_a_payload_may_be_taken_without_its_chunks_or_unpacked():
    packed = gzip.compress(BODY)
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    block = HEAD + b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + chunked
    for payload in (chunked, packed, BODY):
        assert state_of(digested(block, payload_digest=base32(payload))) == "agrees"
    assert state_of(digested(block, payload_digest=base32(BODY[1:]))) == "differs"


def test_of_a_record_longer_than_is_told_the_rest_is_read_for_its_digest(monkeypatch):
    monkeypatch.setattr(foreign_warc, "TOLD_LIMIT", 70)
    monkeypatch.setattr(foreign_warc, "CHUNK", 7)
    long = BLOCK + b"more" * 99
    payload = base32(long[len(HEAD) + 2 :])
    assert state_of(digested(long, block_digest=base32(long), payload_digest=payload)) == "agrees"
    assert state_of(digested(long + b".", block_digest=base32(long))) == "differs"
    # Whether it was taken without chunks cannot be tried.
    assert state_of(digested(long, payload_digest=base32(b"unchunked"))) == "unchecked"


@pytest.mark.parametrize("is_packed", [True, False])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_warcio_writes_agrees(is_packed):
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=is_packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "warcio"}))
    for kind, line in (("response", "200 OK"), ("request", "GET / HTTP/1.1")):
        headers = StatusAndHeaders(
            line, [("Content-Type", "text/html")], protocol="HTTP/1.1" * (kind == "response")
        )
        made = writer.create_warc_record(
            "https://a.example/", kind, payload=io.BytesIO(BODY), http_headers=headers
        )
        writer.write_record(made)
    file.seek(0)
    assert [one.digest for one in foreign_warc.records(file)] == ["agrees"] * 3


def test_the_first_records_that_differ_are_named():
    found = RecordDigests()
    for number in range(NAMED + 3):
        found = found.and_of("differs", f"https://a.example/{number}" + "x" * 300)
    assert (found.differ, len(found.differing)) == (NAMED + 3, NAMED)
    assert {len(name) for name in found.differing} == {200}
