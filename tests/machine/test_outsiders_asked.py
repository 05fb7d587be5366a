"""Set-up asks once who confirms the log from outside, keeps the answer and says what it means."""

import sys

import pytest

from tests.audit_log.test_outsiders import AUTHORITY, WITNESS
from tests.ledger.authority import OpenSSL
from watchbook.audit_log import outsiders
from watchbook.audit_log.outsiders import Outsiders
from watchbook.machine import outsiders_asked


@pytest.fixture
def answers(monkeypatch):
    """A person at a keyboard, who gives these answers one after the other and then leaves."""

    def say(*given):
        left = list(given)

        def answer():
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr("builtins.input", answer)
        return left

    return say


@pytest.fixture
def file(tmp_path):
    return tmp_path / "home" / "outsiders.toml"


def test_nobody_is_an_answer_that_is_explained_and_kept(answers, file, capsys):
    answers("")
    outsiders_asked.ask(file)
    said = capsys.readouterr()
    assert said.out == ""  # data alone
    assert said.err.count("Who outside confirms") == 1
    assert "could rewrite the log" in said.err
    assert outsiders.read(file) == Outsiders()
    left = answers("never asked")
    outsiders_asked.ask(file)
    assert left == ["never asked"]


def test_whoever_is_named_is_kept_with_the_certificates(answers, file, tmp_path, capsys):
    named, made = tmp_path / "mine.toml", tmp_path / "made"
    made.mkdir()
    OpenSSL(made)
    (tmp_path / "tsa.pem").write_bytes((made / "one.pem").read_bytes() + (made / "root.pem").read_bytes())
    named.write_text(AUTHORITY + WITNESS)
    answers(str(named))
    outsiders_asked.ask(file)
    found = outsiders.read(file)
    assert (len(found.authorities), len(found.witnesses)) == (1, 1)
    assert "1 witnesses and 1 time-stamp authorities are asked" in capsys.readouterr().err


def test_what_cannot_be_used_is_said_and_asked_again(answers, file, tmp_path, capsys):
    spoilt, empty = tmp_path / "spoilt.toml", tmp_path / "empty.toml"
    spoilt.write_text("[[witness]]\naddress = 'x'\n")
    empty.write_text("")
    answers(str(tmp_path / "none.toml"), str(spoilt), str(empty))
    outsiders_asked.ask(file)
    said = capsys.readouterr().err
    assert "is no file." in said
    assert "each witness has address, key and nothing else" in said
    assert "names nobody." in said
    assert not file.exists()


def test_where_nobody_sits_at_a_keyboard_nothing_is_asked(file, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    monkeypatch.setattr("builtins.input", lambda: pytest.fail("asked"))
    outsiders_asked.ask(file)
    assert not file.exists()
