"""`watchbook looks recognise` as a person or a program gives it: a line for each address, nothing of it said back."""

import json

from tests.commands import watchbook, watchbook_here
from watchbook.config.cli import main


def test_each_address_has_its_line_in_order_and_needs_no_database(tmp_path):
    done = watchbook(
        "looks", "recognise", "m.facebook.com/Jo.Bloggs", "https://youtu.be/dAbCdEfGhIj",
        variables={"WATCHBOOK_HOME": str(tmp_path / "none"), "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
    )  # fmt: skip
    assert done.code == 0
    assert done.lines == [
        {"platform": "facebook", "account": "facebook.com/jobloggs"},
        {"platform": "youtube", "account": None, "next": "Open it in a look to learn whose it is."},
    ]


def test_a_refused_address_says_why_without_saying_it_back_and_the_rest_goes_on(capsys, monkeypatch):
    done = watchbook_here(
        main,
        "looks",
        "recognise",
        "--json",
        "javascript:alert(4711)",
        "x.com/jo",
        capsys=capsys,
        monkeypatch=monkeypatch,
    )
    assert done.code == 1
    refused, found = done.lines
    assert set(refused) == {"file", "error"}
    assert set(refused["error"]) == {"what", "why", "next"}
    assert "4711" not in done.data + done.beside
    assert found == {"platform": "x", "account": "x.com/jo"}


def test_lines_of_standard_input_are_divided_by_line_feeds_alone(capsys, monkeypatch):
    given = "x.com/jo\r\nx.com/a\u2028b\n\nx.com/c\x85d\n".encode() + b"x.com/\xff\nx.com/last"
    done = watchbook_here(
        main, "looks", "recognise", "-", stdin=given, capsys=capsys, monkeypatch=monkeypatch
    )
    assert done.code == 1
    assert [line.get("account", "refused") for line in done.lines] == [
        "x.com/jo", "refused", "refused", "refused", "refused", "x.com/last",
    ]  # fmt: skip


def test_a_hundred_kilobytes_are_refused(capsys, monkeypatch):
    given = b"https://x.com/" + b"a" * 100_000
    done = watchbook_here(
        main, "looks", "recognise", "-", stdin=given, capsys=capsys, monkeypatch=monkeypatch
    )
    assert done.code == 1
    assert json.loads(done.data)["error"]["what"] == "This is too long for an address."
