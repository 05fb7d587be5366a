"""The commands of triage."""

import argparse
import json
import sys
from io import BytesIO, TextIOWrapper
from xml.etree import ElementTree

import pytest

from tests.commands import watchbook
from tests.triage.cases import PLAIN, WATCHED
from watchbook.triage.cli import add_commands
from watchbook.triage.facts import MOST_BYTES

ON = ("--on", "2026-11-25")


@pytest.fixture
def run(capsys, monkeypatch):
    def ran(*argv, stdin=b""):
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
        parser = argparse.ArgumentParser()
        add_commands(parser.add_subparsers(required=True))
        args = parser.parse_args(["triage", *argv])
        return args.run(args), *capsys.readouterr()

    return ran


@pytest.fixture
def file(tmp_path):
    def written(content):
        path = tmp_path / "facts.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return str(path)

    return written


def test_questions_lists_every_fact_with_its_answers_and_every_outcome(run):
    code, out, _ = run("questions", "--json")
    data = json.loads(out)
    assert code == 0
    assert len(data["questions"]) == 28
    assert all(one["answers"] and one["text"] for one in data["questions"])
    assert len(data["outcomes"]) == 11
    assert len(data["offences"]) >= 60
    assert {"disproportionate", "third_party", "red_look", "told_but_covert", "campaigner"} <= set(
        data["flags"]
    )
    assert {one["id"] for one in data["circumstances"]} >= {"campaigner", "care", "recruitment"}
    code, out, _ = run("questions")
    assert code == 0
    assert "prior_looks" in out
    assert "campaigner" in out
    assert "told_but_covert" in out
    assert "directed_surveillance" in out


def test_decide_gives_outcomes_every_reason_with_its_provision_and_flags(run, file):
    code, out, _ = run("decide", file({**PLAIN, **WATCHED}), *ON, "--json")
    [data] = [json.loads(line) for line in out.splitlines()]
    assert (code, data["outcomes"], data["next_question"]) == (0, ["directed_surveillance"], None)
    assert all(one["provision"] and one["edition"] and one["sentence"] for one in data["reasons"])
    assert data["on"] == "2026-11-25"
    assert data["ask"] is None


def test_decide_reads_standard_input_and_says_what_to_ask_next(run):
    code, out, _ = run("decide", "-", *ON, "--json", stdin=b'\xef\xbb\xbf{"nation": "wales"}')
    data = json.loads(out)
    assert (code, data["outcomes"], data["next_question"], data["file"]) == (0, ["ask"], "means", "-")


def test_decide_speaks_to_a_person_too(run, file):
    code, out, _ = run("decide", file({**PLAIN, **WATCHED, "offence": "unknown", "campaigner": "yes"}), *ON)
    assert code == 0
    assert out.startswith("Ask first.")
    assert "Ask: co-ordinator." in out
    assert "flag: campaigner" in out
    assert "[does not apply] You would not use unlawful means" in out
    assert "to be confirmed" in out
    assert "Directed surveillance." in run("decide", file({**PLAIN, **WATCHED}), *ON)[1]


@pytest.mark.parametrize(
    ("content", "day", "field"),
    [
        ({"f1": "yes"}, "2026-11-25", "nation"),
        ({"nation": "wales", "x": 1}, "2026-11-25", "“x”"),
        ({"nation": "wales"}, "1999-01-01", "--on"),
        ({"nation": "wales"}, "25/11/2026", "25/11/2026"),
        (b"{", "2026-11-25", "not JSON"),
        (b"\xff\xfe", "2026-11-25", "UTF-8"),
        (b" " * (MOST_BYTES + 1), "2026-11-25", "too long"),
    ],
)
def test_a_refusal_is_a_line_with_what_why_and_next(run, file, content, day, field):
    code, out, _ = run("decide", file(content), "--on", day, "--json")
    error = json.loads(out)["error"]
    assert code == 1
    assert set(error) == {"what", "why", "next"}
    assert field in f"{error['what']} {error['why']}"
    code, out, beside = run("decide", file(content), "--on", day)
    assert (code, out) == (1, "")
    assert "error" in beside


def test_a_file_that_is_not_there_is_refused(run, tmp_path):
    code, out, _ = run("decide", str(tmp_path / "none.json"), *ON, "--json")
    assert code == 1
    assert "No such file" in json.loads(out)["error"]["why"]
    code, out, _ = run("decide", "none\udcff.json", *ON, "--json")
    assert (code, json.loads(out)["file"]) == (1, "none?.json")


def test_several_files_are_decided_one_a_line_and_a_refused_one_holds_up_none(run, tmp_path):
    files = [tmp_path / f"{name}.json" for name in ("plain", "broken", "watched")]
    for path, text in zip(files, (json.dumps(PLAIN), "{", json.dumps({**PLAIN, **WATCHED})), strict=True):
        path.write_text(text, encoding="utf-8")
    code, out, _ = run("decide", *map(str, files), *ON, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, [one["file"] for one in lines]) == (1, [str(path) for path in files])
    assert [one.get("outcomes") for one in lines] == [["none"], None, ["directed_surveillance"]]
    code, out, _ = run("decide", str(files[0]), str(files[2]), *ON)
    assert (code, out.splitlines()[0]) == (0, f"{files[0]}:")


def test_the_whole_graph_is_printed_from_its_data(run):
    code, text, _ = run("graph")
    assert code == 0
    data = json.loads(run("graph", "--json")[1])
    drawing = run("graph", "--svg")[1]
    tree = ElementTree.fromstring(drawing)
    boxes = {one.get("id") for one in tree.iter() if one.tag.endswith("}g")}
    assert boxes == {node["id"] for node in data["nodes"]}
    for node in data["nodes"]:
        assert f"{node['id']}  {node['title']}" in text
        for edge in node["edges"].values():
            assert all(reason["cites"] in text for reason in edge["reasons"])


def test_the_installed_command_needs_no_database(file, tmp_path):
    done = watchbook(
        "triage", "decide", file(PLAIN), *ON, "--json", variables={"WATCHBOOK_HOME": str(tmp_path / "home")}
    )
    assert (done.code, done.lines[0]["outcomes"]) == (0, ["none"])
