"""`watchbook` as it is installed: what starts without the register reads as it does with it, and refuses as every command does."""

import json

from tests.commands import watchbook
from tests.each import each
from watchbook.config.quick import QUICK

ASKED = ("capture", "http://127.0.0.1:1/")


def test_a_refusal_of_capture_is_told_in_words_beside_the_data_or_as_a_line_among_it(tmp_path):
    home = {"WATCHBOOK_HOME": str(tmp_path / "home")}
    plain = watchbook(*ASKED, variables=home)
    among = watchbook(*ASKED, "--json", variables=home)
    assert (plain.code, plain.data, among.code, among.beside) == (1, "", 1, "")
    assert json.loads(plain.beside)["error"] == among.lines[0]["error"]
    assert among.lines[0]["error"]["what"] == "There is no folder to capture into."


def test_a_wrong_setting_stops_capture_in_words(tmp_path):
    told = watchbook(*ASKED, variables={"WATCHBOOK_HOME": str(tmp_path), "WATCHBOOK_NONSENSE": "1"})
    assert (told.code, json.loads(told.beside)["error"]["what"]) == (1, "A setting is wrong.")


def test_capture_that_is_misused_ends_with_2():
    assert watchbook("capture", variables={}).code == 2


@each("command", sorted(QUICK))
def test_what_only_reads_is_right_without_the_register(tmp_path, command):
    request, answer = tmp_path / "request.txt", tmp_path / "answer.txt"
    request.write_text("1. How many officers are trained?\n2. Who trains them?\n")
    answer.write_text("1. We trained 9 officers.\n")
    named = [str(request), *(["--answer", str(answer)] if command == "check" else [])]
    done = watchbook("foi", command, "--json", *named, variables={})
    assert (done.code, done.beside) == (0, "")
    (said,) = done.lines
    assert [question["number"] for question in said["questions"]] == ["1", "2"]
    assert command != "check" or [one["missing"] for one in said["questions"]] == [False, True]
