"""The floor: two commands, and one question of a real request answered from page to log."""

import tempfile
from collections import Counter
from pathlib import Path

from tools.bare_machine import bare_machine
from tools.proofs.showing import ROOT, Line, pass_tests, run, the_case

HEADER = "sender,subject,concerns_social_media,dated_on,received_on,reply,reply_sent_on,file,reply_file\n"
LETTER = "osc,Social media,yes,{dated},{received},{reply},{sent},letter.txt,{reply_file}\n"


def split_of_the_real_request() -> str:
    """`watchbook foi split` on FOI 9477: exactly its 29 questions."""
    case = the_case()
    given = run(["foi", "split", "-", "--json"], given=case["request_text"])["questions"]
    keys = ("number", "marker", "text", "start", "end")
    wanted = [tuple(question[key] for key in keys) for question in case["questions"]]
    found = [tuple(question[key] for key in keys) for question in given]
    assert found == wanted, f"{len(set(found) & set(wanted))} of {len(wanted)} questions equal"
    return f"{len(found)} of {len(wanted)} questions, number, marker, text and place all equal"


def _answers(**letter: str) -> dict[str, dict[str, object]]:
    """The answer to FOI 9477 with a fixture of one letter, by number; no letter at all where none is given."""
    case = the_case()
    facts = {
        "received": letter.get("dated", ""),
        "reply": "none_asked",
        "sent": "",
        "reply_file": "",
    } | letter
    with tempfile.TemporaryDirectory() as folder:
        row = LETTER.format(**facts) if letter else ""
        Path(folder, "letters_received.csv").write_text(HEADER + row, encoding="utf-8")
        Path(folder, "letter.txt").write_text("A letter.", encoding="utf-8")
        Path(folder, "reply.txt").write_text("A reply.", encoding="utf-8")
        answered = run(
            ["foi", "answer", "-", "--json", "--received", "2019-10-07", "--fixture", folder],
            given=case["request_text"],
        )
    return {str(question["number"]): question for question in answered["questions"]} | {"": answered}


def letter_of_2017() -> str:
    """20 March 2017, received, no reply asked for: 1 supplied and corrected, 1.a not held; the rest as the issue says."""
    answers = _answers(dated="2017-03-20")
    one, reply, whole = answers["1"], answers["1.a"], answers[""]
    assert one["status"] == "HELD_SUPPLIED", one
    assert "20 March 2017" in str(one["answer"]), one
    assert "2016" in str(one["answer"]), one
    assert reply["status"] == "NOT_HELD", reply
    assert one["evidence"], one
    assert reply["evidence"], reply
    open_ones = [
        number for number, answer in answers.items() if number and answer["status"] == "TO_BE_SEARCHED"
    ]
    assert len(open_ones) == 25, open_ones
    for stem, parts in {"4": "abcde", "8": "abcdef"}.items():
        assert answers[stem]["value"] == {"follows": [f"{stem}.{part}" for part in parts]}, answers[stem]
    assert whole["blocked"] is True
    assert whole["due_on"] == "2019-11-04", whole["due_on"]
    statuses = Counter(str(answer["status"]) for number, answer in answers.items() if number)
    counted = ", ".join(f"{count} {status}" for status, count in statuses.items())
    told = f"{one['number']} is “{one['answer']}”, {reply['number']} {reply['status']}"
    return f"{told}; {counted}; due {whole['due_on']}"


def other_letters() -> str:
    """Another date: that date; a 2016 letter: no correction; a reply on file: supplied; no row: to be searched."""
    other = _answers(dated="2018-06-05")
    assert "5 June 2018" in str(other["1"]["answer"]), other["1"]
    same_year = _answers(dated="2016-12-01")
    assert same_year["1"]["value"]["corrects_year_asked"] is None, same_year["1"]
    replied = _answers(dated="2017-03-20", reply="sent", sent="2017-04-05", reply_file="reply.txt")
    assert (replied["1.a"]["status"], "5 April 2017" in str(replied["1.a"]["answer"])) == (
        "HELD_SUPPLIED",
        True,
    )
    none = _answers()
    assert {none[number]["status"] for number in ("1", "1.a")} == {"TO_BE_SEARCHED"}
    told = {"another date": other["1"], "the year asked for": same_year["1"], "a reply": replied["1.a"]}
    said = [f"{case}: “{answer['answer']}”" for case, answer in told.items()]
    return f"{'; '.join(said)}; no row: {', '.join(str(none[number]['status']) for number in ('1', '1.a'))}"


def bad_input() -> str:
    """Hostile input to page and command, and the canary name."""
    return pass_tests(
        "tests/reading/text/test_request.py",
        "tests/foi/test_views.py",
        "tests/foi/test_cli.py",
        "tests/foi/test_hostile_requests.py",
        "tests/journeys/test_canary.py",
    )


def refused_by_postgresql() -> str:
    """An act without its event, a changed log, a self-granted duty, an overwritten letter, a moved clock."""
    return pass_tests("tests/audit_log/test_guard.py")


def killed_and_restored() -> str:
    """kill -9 of everything, and the restore of a backup."""
    return pass_tests(
        "tests/machine/test_kill.py",
        "tests/machine/test_backup.py",
        "tests/machine/test_restore.py",
    )


def the_shared_cases_are_optional() -> str:
    """Without ../shared the tests that read it skip with the reason, and own requests cover the same ground."""
    with tempfile.TemporaryDirectory() as nothing:
        return pass_tests("tests/foi", environment={"WATCHBOOK_CASES": nothing})


BARE_MACHINE = Line(
    "Bare machine: `make demo` cold and warm, `make check test`, disk", lambda: bare_machine(ROOT)
)
LINES = (
    Line("`watchbook foi split` on FOI 9477 gives exactly its 29 questions", split_of_the_real_request),
    Line(
        "A letter of 20 March 2017, no reply asked for: 1, 1.a, 25 open, stems, blocked, due day",
        letter_of_2017,
    ),
    Line("Another date, a 2016 letter, a reply on file, no row", other_letters),
    Line("Bad input to the request page and command; the canary name", bad_input),
    Line("Refused by PostgreSQL itself", refused_by_postgresql),
    Line("kill -9 of everything loses nothing acknowledged; a backup restores", killed_and_restored),
    Line("Tests read `../shared` only where it exists", the_shared_cases_are_optional),
    BARE_MACHINE,
)
