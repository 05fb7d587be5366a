"""What the doctor says of the scanner for malware."""

from tests.files.clamd import VERSION, ScannerPeer, listening
from watchbook.machine.scan_doctor import scan_finding


def test_a_scanner_that_answers_is_named_and_one_that_does_not_is_told(settings, tmp_path):
    with listening(ScannerPeer(), tmp_path / "clamd") as settings.CLAMD:
        found = scan_finding()
        assert (found.subject, found.ok) == ("Scan for malware", True)
        assert found.what == f"{VERSION} scans every file."
    found = scan_finding()
    assert not found.ok
    assert str(tmp_path / "clamd") in found.what


def test_without_a_scanner_it_says_that_nothing_is_scanned(settings):
    settings.CLAMD = ""
    found = scan_finding()
    assert found.ok
    assert "no file is scanned" in found.what
