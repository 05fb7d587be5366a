"""`watchbook foi check`: somebody's answer held against the request, as one JSON object, without a database."""

import io
import json
from argparse import ArgumentParser

import pytest

from tests.foi.cases import cases
from watchbook.foi.cli import add_commands

REQUEST = "1. How many drones are owned?\n2. Who may fly them?\n"
ANSWER = "Dear Ms Pell\n1. Two\n"


@pytest.fixture
def check(tmp_path, capsys):
    """Gives the command two texts and what it printed."""

    def gave(request, answer, *options):
        files = []
        for name, text in (("request.txt", request), ("answer.txt", answer)):
            file = tmp_path / name
            if text is not None:
                file.write_bytes(text if isinstance(text, bytes) else text.encode())
            files.append(str(file))
        parser = ArgumentParser()
        add_commands(parser.add_subparsers(required=True))
        args = parser.parse_args(["foi", "check", files[0], "--answer", files[1], *options])
        assert args.needs_database is False
        code = args.run(args)
        return code, json.loads(capsys.readouterr().out)

    return gave


def test_each_question_has_its_passage_and_what_to_mend(check):
    code, said = check(REQUEST, ANSWER, "--json")
    assert code == 0
    assert said["file"].endswith("request.txt")
    assert said["questions"] == [
        {
            "number": "1",
            "outcome": "disclosed",
            "joint": [],
            "refers_to": None,
            "missing": False,
            "start": 16,
            "end": 19,
        },
        {
            "number": "2",
            "outcome": "unclear",
            "joint": [],
            "refers_to": None,
            "missing": True,
            "start": None,
            "end": None,
        },
    ]
    (mend,) = said["checks"]
    assert (mend["rule"], mend["questions"], mend["blocks"]) == ("missing", ["2"], True)
    assert "Who may fly them?" in mend["message"]


@pytest.mark.parametrize(
    ("request_text", "answer", "file", "what"),
    [
        (None, ANSWER, "request.txt", "The file cannot be read."),
        (REQUEST, None, "answer.txt", "The file cannot be read."),
        (REQUEST, b"\xff\xfe\xfd", "answer.txt", "This is not plain text in UTF-8."),
        (REQUEST, "", "answer.txt", "The text is empty."),
    ],
)
def test_a_file_that_is_refused_is_named_with_its_reason(check, request_text, answer, file, what):
    code, said = check(request_text, answer)
    assert code == 1
    assert said["file"].endswith(file)
    assert said["error"]["what"] == what
    assert said["error"]["why"]
    assert said["error"]["next"]


def test_foi_9477s_own_answer_is_found_wanting(check):
    case = cases()["000"]
    code, said = check(case["request_text"], case["response_text"])
    assert code == 0
    found = {}
    for one in said["checks"]:
        found.setdefault(one["rule"], []).append(one["questions"])
    assert found["missing"] == [["6.a", "7"]]
    assert found["conditional"] == [["2.a", "9"]]
    assert len(found["policy_referral"]) == 7
    assert sum(map(len, found["policy_referral"])) == 16
    assert [len(together) for together in found["joint"]] == [5, 6]
    assert "contradiction" not in found


def test_a_request_may_come_from_standard_input(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(REQUEST.encode())))
    (tmp_path / "answer.txt").write_text(ANSWER, encoding="utf-8")
    parser = ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    args = parser.parse_args(["foi", "check", "-", "--answer", str(tmp_path / "answer.txt")])
    assert args.run(args) == 0
    assert json.loads(capsys.readouterr().out)["file"] == "-"
