"""A disclosure copy: secrets are withheld by one rule, and whoever holds the bundle finds every other difference."""

import gzip
import io
import json
import os
import random
import subprocess
import sys
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.capture.archives import WARC, WARC_GZ, record, wacz
from tests.each import each
from watchbook.capture import check_copy, seal, withholding
from watchbook.capture.check_copy import ArchiveRecord, is_harmless, records, withheld
from watchbook.capture.foreign_record import without_secrets

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
ROUNDS = int(os.environ.get("TESTS_ROUNDS", "150"))
FORM = (
    b"POST /account HTTP/1.1\r\nHost: site.example\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
    b"user=jane&password=hunter2"
)
FACTS = json.dumps(
    {
        "url": "https://site.example/",
        "headers_as_received": [["set-cookie", "session=secret"], ["date", "today"]],
    }
).encode()
WHOLE = (
    WARC_GZ
    + gzip.compress(record(FORM, kind="request", address="https://site.example/account"))
    + gzip.compress(record(FACTS, kind="metadata").replace(b"application/http", b"application/json"))
    + gzip.compress(
        record(b"HTTP/1.1 200 OK\r\nDate: today\r\n\r\nnothing secret but the word secret", address="u")
    )
)
ALONG = {
    "visuals/0000.png": b"a picture",
    "visuals/step-0001.jpg": b"another",
    "text.txt": b"Trainers for sale",
    "steps.jsonl": b"{}",
    "capture.json": b'{"shown": "https://site.example/in?a=1&access_token=topsecret#x", "next": "https://site.example/?q=shoes"}',
}


@pytest.fixture
def copied(tmp_path):
    """A sealed bundle with an archive in it, its copy, and the list."""
    bundle, copy, listed = tmp_path / "bundle.zip", tmp_path / "copy.warc.gz", tmp_path / "withheld.json"
    archive = wacz({"archive/data.warc.gz": WHOLE})

    class Key:
        public_key = bytes(32)

        def sign_bytes(self, message):
            return bytes(64)

    whole = {"capture.wacz": archive, "dom.html": b"<input type=hidden value=secret>"} | ALONG
    seal.seal(whole, to=bundle, signer=Key(), about={}, at=AT)
    (tmp_path / "visuals").mkdir()
    with bundle.open("rb") as source, copy.open("wb") as to:
        told = withholding.write(source, to=to)
        for name, content in withholding.along(source, told):
            (tmp_path / name).write_bytes(content)
    told |= {"exhibit": "I/1", "bundle_sha256": sha256(bundle.read_bytes()).hexdigest()}
    listed.write_bytes(check_copy.spelled(told))
    return bundle, copy, listed


def test_nothing_secret_is_left_and_all_else_is_there(copied):
    _bundle, copy, listed = copied
    with copy.open("rb") as file:
        found = list(records(file))
    plain = gzip.decompress(copy.read_bytes())
    assert plain.count(b"secret") == 2  # in the record that says the word and nothing more
    assert b"hunter2" not in plain
    assert b"<h1>Hello</h1><script>steal()</script>" in plain
    told = json.loads(listed.read_text())
    assert (told["records_compared"], len(found)) == (5, 5)
    assert told["secrets_withheld"] == sum(len(one["withheld"]) for one in told["records"]) + 1
    assert [one["withheld"] for one in told["records"]] == [
        ["cookie", "authorization", "cookie"],
        ["set-cookie", "cookie"],
        ["body of a sign-in form", "cookie"],
        ["set-cookie", "cookie"],
        ["cookie"],
    ]
    for one, copied_record in zip(told["records"], found, strict=True):
        assert one["copy_sha256"] == copied_record.sha256()
    assert told["copy_sha256"] == sha256(copy.read_bytes()).hexdigest()


def test_the_copy_is_an_archive_that_others_read_with_its_digests_right(copied):
    with copied[1].open("rb") as file:
        kinds = [one.rec_type for one in ArchiveIterator(file, check_digests="raise")]
    assert kinds == ["request", "response", "request", "metadata", "response"]


def check(*paths):
    return subprocess.run(
        [sys.executable, "-I", str(withholding.OWN_TEXT), *map(str, paths)], capture_output=True, text=True, check=False
    )  # fmt: skip


def test_the_checker_alone_says_that_nothing_else_differs(copied):
    done = check(*copied)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 records were compared; in 5 of them" in done.stdout
    assert "Nothing else differs." in done.stdout
    copied[2].write_text("{}")
    assert check(*copied).returncode == 1
    assert check("x").returncode == 2


def test_what_goes_along_is_what_lies_in_the_bundle_and_a_changed_byte_is_found(copied, tmp_path):
    told = json.loads(copied[2].read_text())
    files = {one["name"]: one for one in told["files"]}
    along = {name for name, one in files.items() if one["goes_along"]}
    assert along == {*ALONG, "manifest.json", "manifest.sig"}
    assert {"dom.html", "capture.wacz"} < files.keys()
    for name, content in ALONG.items():
        assert files[name]["sha256"] == sha256(content).hexdigest()
    record = (tmp_path / "capture.json").read_bytes()
    assert b"?a=1&access_token=withheld#x" in record
    assert b"?q=shoes" in record
    good, wrong = check_copy.compare(*copied)
    assert not wrong
    assert "7 files that go along" in good[1]
    for name in along:
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert check_copy.compare(*copied)[1] == [f"{name} beside the list is missing, or differs from that of the bundle."]  # fmt: skip
        (tmp_path / name).unlink()
        assert check_copy.compare(*copied)[1]
        (tmp_path / name).write_bytes(whole)
    content = copied[0].read_bytes()
    copied[0].write_bytes(content.replace(b"Trainers for sale", b"Trainers for sold"))
    assert check_copy.compare(*copied)[1]


def test_where_pictures_are_held_back_the_list_has_their_hashes_alone(copied):
    with copied[0].open("rb") as source:
        told = withholding.write(source, to=io.BytesIO(), with_pictures=False)
        names = [name for name, _content in withholding.along(source, told)]
    assert not [name for name in names if name.startswith("visuals/")]
    assert "visuals/0000.png" in {one["name"] for one in told["files"]}


def rewritten(found):
    """The archive of these records, as a careful forger would write it."""
    return b"".join(b"".join(withholding.packed(one)) for one in found)


def changes(copy, dice):
    """Endless changes of a copy, the file's own hash mended in the list where the forger can."""
    with copy.open("rb") as file:
        found = list(records(file))
    while True:
        place = dice.randrange(len(found))
        one, others = found[place], (found[:place], found[place + 1 :])
        for field in ("head", "block"):
            content = getattr(one, field)
            at = dice.randrange(len(content))
            changed = content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :]
            yield rewritten([*others[0], one._replace(**{field: changed}), *others[1]])
        yield rewritten([*others[0], *others[1]])
        yield rewritten([*found, one])
        yield rewritten(found[::-1])
        yield rewritten([*others[0], ArchiveRecord(one.head, one.block + b"x"), *others[1]])
        content = copy.read_bytes()
        at = dice.randrange(len(content))
        yield content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :]
        yield content[: dice.randrange(len(content))]
        yield content + b"\0" * dice.randrange(1, 9)


def unpacked(content):
    """What an archive holds; how it is packed, and zeros after it, are no part of that."""
    with suppress(OSError, EOFError, zlib.error):
        return gzip.decompress(content)
    return b""


def test_every_other_change_of_the_copy_is_found_even_where_the_list_is_mended(copied, record_property):
    bundle, copy, listed = copied
    told, whole = json.loads(listed.read_text()), copy.read_bytes()
    dice = random.Random(10)
    made, found = changes(copy, dice), 0
    for number in range(ROUNDS):
        copy.write_bytes(whole)
        changed = next(made)
        copy.write_bytes(changed)
        mended = told | {"copy_sha256": sha256(changed).hexdigest()} if number % 2 else told
        listed.write_bytes(check_copy.spelled(mended))
        _good, wrong = check_copy.compare(bundle, copy, listed)
        assert wrong or (number % 2 and unpacked(changed) == unpacked(whole)), number
        found += 1
    record_property("changes found", found)


def test_every_change_of_the_list_is_found(copied):
    bundle, copy, listed = copied
    told = json.loads(listed.read_text())
    first, *rest = told["records"]
    for changed in (
        told | {"records": rest},
        told | {"records": [*told["records"], first]},
        told | {"records": [first | {"sha256": "0" * 64}, *rest]},
        told | {"records": [first | {"withheld": []}, *rest]},
        told | {"records_compared": 4},
        told | {"secrets_withheld": 0},
        told | {"files": told["files"][1:]},
        told | {"pictures": False},
        {name: value for name, value in told.items() if name != "files"},
        told | {"copy_sha256": "0" * 64},
        told | {"format": "another"},
        told | {"bundle_sha256": "0" * 64},
        told | {"note": "The rest was lost."},
        told | {"pictures": 1},
        told | {"exhibit": ["I/1"]},
        {name: value for name, value in told.items() if name != "bundle_sha256"},
        [],
    ):
        listed.write_text(json.dumps(changed, indent=1, sort_keys=True))
        assert check_copy.compare(bundle, copy, listed)[1]


def test_a_list_in_another_spelling_is_refused(copied):
    whole = copied[2].read_bytes()
    told = json.loads(whole)
    for content in (
        json.dumps(told).encode(),
        json.dumps(dict(reversed(told.items())), indent=1).encode(),
        whole + b"\n",
        whole.replace(b'"exhibit"', b'"exhibit": "II/2",\n "exhibit"'),
        whole.replace(b'"exhibit"', b'"\\u0065xhibit"'),
    ):
        copied[2].write_bytes(content)
        assert check_copy.compare(*copied)[1] == ["The list says more than we write, or says it in another spelling."]  # fmt: skip


def test_whatever_was_added_beside_the_copy_is_refused(copied, tmp_path):
    (tmp_path / "check_copy.py").write_bytes(withholding.OWN_TEXT.read_bytes())
    assert check_copy.compare(*copied)[1] == []
    for name in ("more.txt", "visuals/9999.png", ".hidden", "visuals/deep/x", "a\x1b[2J"):
        added = tmp_path / name
        added.parent.mkdir(exist_ok=True)
        added.write_bytes(b"x")
        (wrong, *_more) = check_copy.compare(*copied)[1]
        assert "was added" in wrong
        assert "\x1b" not in wrong
        added.unlink()
    (tmp_path / "visuals" / "deep").rmdir()
    (tmp_path / "link").symlink_to(tmp_path / "text.txt")
    assert "'link' was added" in check_copy.compare(*copied)[1][0]
    (tmp_path / "link").unlink()
    (tmp_path / "check_copy.py").write_text("print('Nothing else differs.')")
    assert "'check_copy.py' was added" in check_copy.compare(*copied)[1][0]


def test_what_is_left_out_of_the_original_or_cannot_be_read_is_said(copied, tmp_path):
    _bundle, copy, listed = copied
    for content, why in (
        (b"PK\3\4 no archive", "cannot be read"),
        (wacz({"a.txt": b"x"}), "There is no archive"),
        (WARC[:-40], "cut off"),
        (b"no archive", "none"),
        (b"WARC/1.1\r\nContent-Length: 99999999999999\r\n\r\n", "none"),
        (b"WARC/1.1\r\n" + b"a: b\r\n" * 2000, "no end"),
        (b"", "records that the other has not"),
    ):
        other = tmp_path / "other"
        other.write_bytes(content)
        assert why in " ".join(check_copy.compare(other, copy, listed)[1])
    assert "cannot be read" in check_copy.compare(tmp_path / "none", copy, listed)[1][0]


@pytest.mark.parametrize("archive", [WARC, WARC_GZ, wacz(), gzip.compress(WARC)])
def test_archives_of_others_are_copied_alike(archive):
    to = io.BytesIO()
    source = io.BytesIO(archive)
    told = withholding.write(source, to=to)
    assert (told["files"], list(withholding.along(source, told))) == ([], [])
    assert b"session=secret" not in gzip.decompress(to.getvalue())
    assert {name for one in told["records"] for name in one["withheld"]} >= {
        "cookie",
        "set-cookie",
        "authorization",
    }


def a_request(body, *, url="https://site.example/x", more=b""):
    block = b"POST /x HTTP/1.1\r\nHost: a\r\n" + more + b"\r\n" + body
    return ArchiveRecord(f"WARC/1.1\r\nWARC-Type: request\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(block)}".encode(), block)  # fmt: skip


@each(
    ("request_record", "is_withheld"),
    [
        (a_request(b"user=a&pass=b"), True),
        (a_request(b'{"a":[{"accessToken":"x"}]}'), True),
        (a_request(b'{"query":"trainers"}'), False),
        (a_request(b'{"q":"password"}'), False),
        (a_request(b"q=1", url="https://site.example/login"), True),
        (a_request(b"q=1", url="https://site.example/sign-in/step?x"), True),
        (a_request(b"q=1", url="https://site.example/blogging"), False),
        (a_request(b"", url="https://site.example/login"), False),
        (a_request(b'--b\r\nContent-Disposition: form-data; name="pwd"\r\n\r\nx', more=b"Content-Type: multipart/form-data; boundary=b\r\n"), True),
        (a_request(b'--b\r\nContent-Disposition: form-data; name="q"\r\n\r\nx', more=b"Content-Type: multipart/form-data; boundary=b\r\n"), False),
        (a_request(b"\xff\xfe\0"), False),
        (a_request(b"[" * 100_000), False),
    ],
)  # fmt: skip
def test_what_a_sign_in_form_sent_is_withheld(request_record, is_withheld):
    copy, names = withheld(request_record)
    assert (check_copy.BODY in names) is is_withheld
    assert copy.block.endswith(b"\r\n\r\nwithheld") is is_withheld


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nSET-COOKIE : a=topsecret\r\n\r\nx",
        b"HTTP/1.1 200 OK\nSet-Cookie: a=topsecret\n\nx",
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1;\r\n topsecret\r\n\ttopsecret\r\nA: b\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=topsecret",
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=topsecret\r\nSet-Cookie: b=topsecret\r\n\r\n",
    ],
)
def test_a_secret_is_withheld_however_its_header_is_spelt(head):
    for kind in ("response", "revisit", "Response"):
        one = ArchiveRecord(f"WARC/1.1\r\nWARC-Type: {kind}\r\nContent-Length: {len(head)}".encode(), head)
        assert b"topsecret" not in withheld(one)[0].block


def test_headers_told_as_json_are_withheld_in_every_shape():
    for told in (
        {"request": {"Cookie": "topsecret"}},
        {"headers_as_received": "HTTP/1.1 200\r\nSet-Cookie: topsecret\r\nDate: b\r\n"},
        [["Authorization", {"deep": "topsecret"}]],
        {"frames": [{"headers": [["x-api-key", "topsecret"]]}]},
    ):
        block = json.dumps(told).encode()
        one = ArchiveRecord(b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Type: application/json", block)
        copy, names = withheld(one)
        assert b"topsecret" not in copy.block
        assert len(names) == 1
    same = ArchiveRecord(b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Type: application/json", b'{"Cookie":')
    assert withheld(same) == (same, [])
    twice = b'WARC/1.1\r\nWARC-JSON-Metadata: {"a":1}\r\nwarc-json-metadata: {"cookie":"topsecret"}'
    assert b"topsecret" not in withheld(ArchiveRecord(twice, b""))[0].head


def test_the_stand_alone_file_knows_the_same_secrets_as_the_reader():
    for name in ("Cookie", "X-Session", "Set-Login", "Date", "ETag"):
        assert without_secrets([(name, "S3")])[1] == (not is_harmless(name))


@each(
    ("address", "shown"),
    [
        ("https://user:pass@feed.example/?access_token=S3&q=a", "https://withheld@feed.example/?access_token=withheld&q=a"),
        ("https://u:p@ss@feed.example/", "https://withheld@feed.example/"),
        ("https://a.example/in#id_token=S3", "https://a.example/in#id_token=withheld"),
        ("https://a.example/?sid=S3;user[password]=S3", "https://a.example/?sid=withheld"),
        ("https://a.example/?a=1&user%5Bpassword%5D=S3", "https://a.example/?a=1&user%5Bpassword%5D=withheld"),
        ("https://a.example/?to=https%3A%2F%2Fu:S3%40b.example%2F%3Ftoken%3DS3", "https://a.example/?to=https%3A%2F%2Fwithheld%40b.example%2F%3Ftoken%3Dwithheld"),
        ("https://a.example/f?exp=1&sig=S3&X-Amz-Signature=S3&code=S3&state=a", "https://a.example/f?exp=1&sig=withheld&X-Amz-Signature=withheld&code=withheld&state=a"),
        ("https://a.example/?monkey=1&key=S3&design=b", "https://a.example/?monkey=1&key=withheld&design=b"),
        ("https://medium.example/@jo?q=token", "https://medium.example/@jo?q=token"),
        ("https://a.example/?pins=3&side=left&monkey=1", "https://a.example/?pins=3&side=left&monkey=1"),
    ],
)  # fmt: skip
def test_secrets_in_an_address_are_withheld_wherever_a_record_tells_it(address, shown):
    written = address.encode()
    asks = record(
        b"GET %b HTTP/1.1\r\nReferer: %b\r\n\r\n" % (written, written), kind="request", address=address
    )
    leads = record(b"HTTP/1.1 302 Found\r\nLocation: %b\r\n\r\n" % written, address=address)
    notes = record(b"via: %b\r\n" % written, kind="metadata", address=address)
    told = record(
        json.dumps({"url": address, "hops": [address, "b"]}).encode(), kind="metadata", address=address
    )
    told = told.replace(b"application/http", b"application/json")
    notes = notes.replace(b"application/http", b"application/warc-fields")
    for original in records(io.BytesIO(asks + leads + notes + told)):
        copy, names = withheld(original._replace(head=original.head.replace(b'"cookie"', b'"date"')))
        whole = copy.head + copy.block
        assert whole.count(shown.encode()) == (original.head + original.block).count(written) > 1
        assert (written in whole) is (address == shown)
        assert bool(names) is (address != shown)
        assert all(name.endswith(" in an address") for name in names)


@each(
    ("name", "is_secret"),
    [
        *[(name, True) for name in ("to%6Ben", "to%256Ben", "token[]", "password%20", "X-Goog-Signature", "csrf", "_csrf", "__Host-sid", "hmac", "ct0", "assertion")],
        *[(name, True) for name in ("id_token_hint", "oauth_verifier", "magic", "invite", "apiKey", "AWSAccessKeyId", "PHPSESSID", "connect.sid", "Authorization")],
        *[(name, False) for name in ("author", "keyword", "monkey", "design", "postcode", "passengers", "compass", "side", "pins", "q", "page", "footprint")],
    ],
)  # fmt: skip
def test_a_parameter_is_withheld_by_what_its_name_holds(name, is_secret):
    found: list[str] = []
    shown = check_copy.of_addresses(b"GET /x?a=1&%b=S3CRET&b=2 HTTP/1.1" % name.encode(), found)
    assert (b"S3CRET" not in shown, len(found)) == (is_secret, int(is_secret))
    assert shown.startswith(b"GET /x?a=1&")
    assert shown.endswith(b"&b=2 HTTP/1.1")


def test_a_header_or_field_that_is_not_known_to_be_harmless_is_withheld():
    heads = b"X-Session: S3\r\nCF-Access-Jwt-Assertion: S3\r\nSet-Login: S3\r\nServer-Timing: a;desc=S3\r\nDate: today\r\nServer: nginx; token=S3\r\n"
    answer = record(b"HTTP/1.1 200 OK\r\n" + heads + b"\r\nS3", address="https://a.example/")
    crawl = record(b"software: crawler\r\nheader-cookie: sid=S3\r\n", kind="warcinfo")
    crawl = crawl.replace(b"application/http", b"application/warc-fields").replace(
        b"\r\n", b"\r\nWARC-X: token=S3\r\n", 1
    )
    first, second = (withheld(one)[0] for one in records(io.BytesIO(answer + crawl)))
    assert first.block.endswith(b"Date: today\r\nServer: nginx; token=withheld\r\n\r\nS3")
    assert first.block.count(b"S3") == 1
    assert second.block == b"software: crawler\r\nheader-cookie: withheld\r\n"
    assert b"WARC-X: withheld" in second.head
    assert b"S3" not in second.head
