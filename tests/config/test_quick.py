"""`watchbook` as it is installed: `capture` without the register tells refusals and wrong settings as every command does."""

import json

from tests.commands import watchbook

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
