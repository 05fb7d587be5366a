"""`watchbook capture`: for tests and the demonstration alone, and never without saying that it had no basis."""

import json

import pytest
from django.conf import settings

from tests.capture import site as sites
from watchbook.config import cli
from watchbook.machine import chromium

WITHOUT = {"WATCHBOOK_CAPTURE_ALLOW": "", "WATCHBOOK_CAPTURE_TRUST": ""}


def refusal_of(capsys, *words):
    assert cli.main(["capture", *words, "--json"]) == 1
    return json.loads(capsys.readouterr().out)["error"]


def test_in_production_there_is_no_capture_without_a_look(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(settings, "MODE", "production")
    error = refusal_of(capsys, "http://127.0.0.1:1/", "--out", str(tmp_path / "one"))
    assert error["what"] == "A capture by itself is not made in production."


def test_an_address_that_is_not_listed_is_refused(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("WATCHBOOK_CAPTURE_ALLOW", "127.0.0.1:2")
    error = refusal_of(capsys, "https://council.gov.uk/", "--out", str(tmp_path / "one"))
    assert error["what"].startswith("council.gov.uk:443 is not on the list")


def test_a_folder_is_needed_and_must_be_empty(capsys, tmp_path):
    (tmp_path / "there").write_text("x")
    assert "--out was not given" in refusal_of(capsys, "http://127.0.0.1:1/")["why"]
    assert "not empty" in refusal_of(capsys, "http://127.0.0.1:1/", "--out", str(tmp_path))["why"]


def test_without_a_browser_it_says_how_to_get_one(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("WATCHBOOK_CAPTURE_ALLOW", "127.0.0.1:1")
    monkeypatch.setattr(chromium, "find", lambda *_, **__: None)
    error = refusal_of(capsys, "http://127.0.0.1:1/", "--out", str(tmp_path / "one"))
    assert error["what"] == "There is no Chromium on this machine."


@pytest.mark.browser
def test_a_capture_is_reported_sealed_and_verified(monkeypatch, capsys, tmp_path):
    with sites.running(posts=10) as site:
        monkeypatch.setenv("WATCHBOOK_CAPTURE_ALLOW", ",".join(site.allowed))
        out = tmp_path / "one"
        assert (
            cli.main(
                ["capture", f"{site.near}/wall", "--out", str(out), "--seconds", "30", "--without-pictures"]
            )
            == 0
        )
    told = capsys.readouterr().out
    assert told.startswith("LOGIN_WALL: ")
    assert "no basis" in told
    assert cli.main(["capture", "verify", str(out / "capture.zip")]) == 3  # whose key it is nobody said
    assert "agrees with itself. Sealed by an unknown key" in capsys.readouterr().out
