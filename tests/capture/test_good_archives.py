"""Good archives of other tools: none is refused at any chunk border, and every record is as `warcio` reads it (`make proof`)."""

import io
import random
import shutil
import subprocess
import threading
import zipfile
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.proof_only import in_proof_only
from tools import foreign_wacz
from watchbook.capture import foreign_warc, reader

BORDERS = (251, 1021, 4093, 65_521, foreign_warc.CHUNK)


def by_warcio(path, *, number):
    """A WARC of one member a record, as `warcio` writes it, of records of many sizes."""
    chance = random.Random(number)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=number % 4 != 0)
        left = chance.choice((200_000, 700_000, 2_000_000))
        while left > 0:
            size = chance.choice((0, 1, 37, 1_000, 5_000, 20_000, 262_144, 300_000))
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://a.example/{left}", "response", payload=io.BytesIO(chance.randbytes(size)), http_headers=headers,
            )  # fmt: skip
            writer.write_record(record)
            left -= size + 500
    return path


def by_wget(folder):
    """A WARC of wget, of a site of ours."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            body = b"<a href=/b>b</a>" if self.path == "/" else bytes(range(256)) * 2000
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if self.path == "/" else "image/x-any")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    subprocess.run(
        ["wget", "-q", "-r", "--no-config", "--warc-file=by-wget", address], cwd=folder, check=False, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    server.shutdown()
    server.server_close()
    return folder / "by-wget.warc.gz"


def as_warcio_reads(file):
    """Each record by kind, address and the hash of its block."""
    found = []
    for one in ArchiveIterator(file, no_record_parse=True):
        block = one.raw_stream.read()
        address = (one.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
        found.append((one.rec_type, address, sha256(block).hexdigest()))
    return found


def as_we_read(path):
    return [(one.kind, one.address, one.sha256) for one in reader.records(path)]


@in_proof_only
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning"
)  # warcio's writer leaves its own files to the collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_three_hundred_archives_of_warcio_are_read_at_every_border(tmp_path, monkeypatch, record_property):
    for number in range(300):
        path = by_warcio(tmp_path / "a", number=number)
        with path.open("rb") as file:
            wanted = as_warcio_reads(file)
        for border in (BORDERS[number % 4], BORDERS[-1]):
            monkeypatch.setattr(foreign_warc, "CHUNK", border)
            assert as_we_read(path) == wanted, (number, border)
    record_property("archives", 300)


@in_proof_only
@pytest.mark.skipif(not shutil.which("wget"), reason="wget is not installed")
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_archive_of_wget_is_read_at_every_border(tmp_path, monkeypatch, record_property):
    path = by_wget(tmp_path)
    with path.open("rb") as file:
        wanted = as_warcio_reads(file)
    assert len(wanted) > 4
    for border in (*range(199, 1200, 7), *BORDERS):
        monkeypatch.setattr(foreign_warc, "CHUNK", border)
        assert as_we_read(path) == wanted, border
    record_property("archives", 1)


@in_proof_only
@pytest.mark.parametrize("program", ["by_js_wacz", "by_py_wacz"])
def test_an_archive_of_other_programs_is_read_at_every_border(
    tmp_path, monkeypatch, program, record_property
):
    path = getattr(foreign_wacz, program)(tmp_path)
    with zipfile.ZipFile(path) as made:
        names = [name for name in made.namelist() if name.startswith("archive/")]
        wanted = [one for name in names for one in as_warcio_reads(io.BytesIO(made.read(name)))]
    for border in (*range(199, 1200, 7), *BORDERS):
        monkeypatch.setattr(foreign_warc, "CHUNK", border)
        assert as_we_read(path) == wanted, border
    record_property("archives", 1)
