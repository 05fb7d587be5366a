"""`make proof`: every line of an issue's “What it must show”, shown today, with its figures, in docs/reference/proof.md.

A line is shown, failed or skipped; a skipped line is not shown. Usage: proof.py [--no-bare-machine]
"""

import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.bare_machine import bare_machine

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "proof.md"
CASE = Path(os.environ.get("WATCHBOOK_CASES", ROOT.parent / "shared" / "cases" / "foi")) / "000.json"
HEADER = "sender,subject,concerns_social_media,dated_on,received_on,reply,reply_sent_on,file,reply_file\n"
LETTER = "osc,Social media,yes,{dated},{received},{reply},{sent},letter.txt,{reply_file}\n"


class Skipped(Exception):
    """Why a line could not be shown here."""


@dataclass(frozen=True)
class Line:
    """A claim, and the function that shows it: it returns its figures, or raises AssertionError or Skipped."""

    claim: str
    show: Callable[[], str]


def main(arguments: Sequence[str]) -> int:
    """Show every line, write the page, fail if a line failed."""
    lines = LINES if "--no-bare-machine" not in arguments else LINES[:-1]
    rows, failed = [], 0
    for line in lines:
        print(f"… {line.claim}", file=sys.stderr, flush=True)
        verdict, figures = _shown(line)
        failed += verdict == "FAILED"
        rows.append(f"| {line.claim} | {verdict} | {figures} |")
        print(f"  {verdict}: {figures}", file=sys.stderr, flush=True)
    PAGE.write_text(_page(rows), encoding="utf-8")
    return int(failed > 0)


def _shown(line: Line) -> tuple[str, str]:
    try:
        return "shown", line.show().replace("|", "\\|").replace("\n", " ")
    except Skipped as skipped:
        return "SKIPPED", str(skipped)
    except AssertionError as failure:
        return "FAILED", str(failure).replace("|", "\\|").replace("\n", " ")[:600]


def _page(rows: list[str]) -> str:
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return (
        "# What it must show\n\n"
        f"Written by `make proof` on {today}. A line that is skipped is not shown; one that failed stays here until it is.\n\n"
        "## The floor\n\n| Claim | Verdict | Figures |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


# --- the floor -----------------------------------------------------------------------------------------------


def split_of_the_real_request() -> str:
    """`watchbook foi split` on FOI 9477: exactly its 29 questions."""
    case = _case()
    given = _run(["foi", "split", "-", "--json"], given=case["request_text"])["questions"]
    keys = ("number", "marker", "text", "start", "end")
    wanted = [tuple(question[key] for key in keys) for question in case["questions"]]
    found = [tuple(question[key] for key in keys) for question in given]
    assert found == wanted, f"{len(set(found) & set(wanted))} of {len(wanted)} questions equal"
    return f"{len(found)} of {len(wanted)} questions, number, marker, text and place all equal"


def _answers(**letter: str) -> dict[str, dict[str, object]]:
    """The answer to FOI 9477 with a fixture of one letter, by number; no letter at all where none is given."""
    case = _case()
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
        answered = _run(
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
    assert [answers[stem]["value"] for stem in ("4", "8")] == [
        {"follows": [f"4.{part}" for part in "abcde"]},
        {"follows": [f"8.{part}" for part in "abcdef"]},
    ]
    assert whole["blocked"] is True
    assert whole["due_on"] == "2019-11-04", whole["due_on"]
    return "1 HELD_SUPPLIED with 2016 corrected, 1.a NOT_HELD, both with evidence; 25 TO_BE_SEARCHED; 4 and 8 follow their parts; letter blocked; due 2019-11-04"


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
    return "5 June 2018 given; 2016 not corrected; reply of 5 April 2017 supplied; empty register: both TO_BE_SEARCHED"


def bad_input() -> str:
    """Hostile input to page and command, and the canary name."""
    return _tests(
        "tests/foi/test_request_text.py",
        "tests/foi/test_views.py",
        "tests/foi/test_cli.py",
        "tests/journeys/test_canary.py",
    )


def refused_by_postgresql() -> str:
    """An act without its event, a changed log, a self-granted duty, an overwritten letter, a moved clock."""
    return _tests("tests/audit_log/test_guard.py")


def killed_and_restored() -> str:
    """kill -9 of everything, and the restore of a backup."""
    return _tests(
        "tests/machine/test_kill.py", "tests/machine/test_backup.py", "tests/machine/test_restore.py"
    )


def the_shared_cases_are_optional() -> str:
    """Without ../shared the tests that read it skip with the reason, and own requests cover the same ground."""
    with tempfile.TemporaryDirectory() as nothing:
        return _tests("tests/foi", environment={"WATCHBOOK_CASES": nothing})


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
    Line("Bare machine: `make demo` cold and warm, `make check test`, disk", lambda: bare_machine(ROOT)),
)


def _case() -> dict[str, object]:
    if not CASE.exists():
        raise Skipped("the labelled requests are not on this machine; set WATCHBOOK_CASES")
    case: dict[str, object] = json.loads(CASE.read_text(encoding="utf-8"))
    return case


def _run(arguments: Sequence[str], *, given: str) -> dict[str, object]:
    done = subprocess.run(
        [ROOT / ".venv" / "bin" / "watchbook", *arguments],
        input=given.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-500:] + done.stdout.decode()[-500:]
    answered: dict[str, object] = json.loads(done.stdout)
    return answered


def _tests(*paths: str, environment: dict[str, str] | None = None) -> str:
    there = [path for path in paths if (ROOT / path).exists()]
    assert len(there) == len(paths), f"missing: {sorted(set(paths) - set(there))}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", *there],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | (environment or {}),
    )
    closing = next(_closing_lines(done.stdout), "no test ran")
    assert done.returncode == 0, closing
    return f"{closing} in {', '.join(there)}"


def _closing_lines(output: str) -> Iterator[str]:
    return (line for line in reversed(output.splitlines()) if re.search(r"\d+ passed", line))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["WATCHBOOK_HOME"] = home
        sys.exit(main(sys.argv[1:]))
