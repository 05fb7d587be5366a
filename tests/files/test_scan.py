"""The scan for malware over a real socket: found, clean, failing in every way; never let through where no answer came."""

import os
from io import BytesIO
from threading import BoundedSemaphore

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.each import each
from tests.files.clamd import EICAR, SIGNATURE, VERSION, ScannerPeer, listening
from watchbook.files import scan as scanning
from watchbook.files.refused import Refused
from watchbook.files.scan import NoScan, scan, version
from watchbook.files.upload import look_at, read

NOT_SCANNED = r"the malware scanner did not answer\. Upload the file again"
REAL = os.environ.get("CLAMD_OF_THE_TESTS")  # the socket of a real clamd that knows the test file


@pytest.fixture
def serve(settings, tmp_path):
    stack = []

    def start(*, by_port=False, **how):
        peer = ScannerPeer(**how)
        served = listening(peer, None if by_port else tmp_path / str(len(stack)))
        settings.CLAMD = served.__enter__()
        stack.append(served)
        return peer

    yield start
    for one in stack:
        one.__exit__(None, None, None)


@each("by_port", [False, True])
def test_a_clean_file_is_let_through_whole_and_one_that_is_known_is_refused_by_name(serve, by_port):
    peer = serve(by_port=by_port)
    content = os.urandom(3 * 1024 * 1024)
    scan(content)
    file = BytesIO(content)
    file.read(10)
    scan(file)
    assert peer.scanned == [content, content]
    assert file.tell() == 0
    with pytest.raises(Refused, match=f"found “{SIGNATURE}” in it. We did not open or keep the file"):
        scan(b"before" + EICAR + b"after")


def test_without_a_scanner_nothing_is_scanned(settings):
    settings.CLAMD = ""
    scan(EICAR)


@each("behaves", ["fails", "cut off", "silent"])
def test_a_scan_that_fails_lets_nothing_through(serve, monkeypatch, behaves):
    monkeypatch.setattr(scanning, "WITHIN", 0.3)
    serve(behaves=behaves)
    with pytest.raises(Refused, match=NOT_SCANNED):
        scan(b"x")


def test_a_scanner_that_is_gone_lets_nothing_through(settings, tmp_path):
    for gone in (tmp_path / "socket", "127.0.0.1:1"):
        settings.CLAMD = str(gone)
        with pytest.raises(Refused, match=NOT_SCANNED):
            scan(b"x")


def test_a_file_that_is_larger_than_the_scanner_takes_is_refused_for_that(serve):
    serve(takes=1000)
    with pytest.raises(Refused, match="large for the malware scanner"):
        scan(bytes(20_000_000))


def test_a_crowd_of_files_is_told_to_come_again(serve, monkeypatch):
    serve()
    monkeypatch.setattr(scanning, "_turn", BoundedSemaphore(1))
    scanning._turn.acquire()
    with pytest.raises(Refused, match="scanning too many other files"):
        scan(b"x")
    scanning._turn.release()
    scan(b"x")


def test_every_upload_is_scanned_before_it_is_looked_at(serve):
    peer = serve()
    for take in (read, look_at):
        with pytest.raises(Refused, match=SIGNATURE):
            take(SimpleUploadedFile("a.docx", EICAR))
    assert len(peer.scanned) == 2


def test_it_says_which_scanner_it_is(serve, monkeypatch):
    serve()
    assert version() == VERSION
    monkeypatch.setattr(scanning, "WITHIN", 0.3)
    serve(behaves="silent")
    with pytest.raises((OSError, NoScan)):
        version()


@pytest.mark.skipif(not REAL, reason="no clamd is named by CLAMD_OF_THE_TESTS")
def test_a_real_clamd_says_the_same(settings):
    settings.CLAMD = REAL
    scan(os.urandom(5_000_000))
    assert version().startswith("ClamAV ")
    with pytest.raises(Refused, match="found “"):
        scan(EICAR)
    with pytest.raises(Refused, match="large for the malware scanner"):
        scan(bytes(60_000_000))
