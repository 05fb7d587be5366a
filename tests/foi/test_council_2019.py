"""The fictional council whose registers bear out FOI 9477's answer; and what each of its rows is needed for.

Every row is taken out in `make proof` (TESTS_EVERY_ROW=1); `make test` takes out one of every sixth sort.
"""

import csv
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from tests.foi.cases import cases, nine_questions
from tests.once import brought_about
from tests.proof_only import EVERY_ROW
from watchbook.demo.fixture_council import load_fixture_council
from watchbook.figures.findings import Status
from watchbook.foi.checks.all import checks_of
from watchbook.foi.checks.answers import said_by_us
from watchbook.foi.cli import answer_as_lines
from watchbook.foi.draft.answer import draft
from watchbook.law.clocks import answer_due
from watchbook.reading.split.questions import split

COUNCIL = Path(__file__).parents[2] / "watchbook" / "demo" / "fixtures" / "council-2019"
RECEIVED = date(2019, 10, 7)
LAST_QUARTER = "2019-07-01"
SUPPLIED, NOT_HELD, NIL, EXPLAINED = Status.HELD_SUPPLIED, Status.NOT_HELD, Status.NIL, Status.EXPLANATION
WANTED = {
    "1": SUPPLIED,
    "1.a": NOT_HELD,
    "1.b": NIL,
    "1.c": SUPPLIED,
    "1.d": NIL,
    **dict.fromkeys(("2", "2.a", "2.b", "2.c", "9"), NIL),
    "3": SUPPLIED,
    "4": EXPLAINED,
    **dict.fromkeys(("4.a", "4.b", "4.c", "4.d", "4.e"), NOT_HELD),
    "5": SUPPLIED,
    "6": NIL,
    "6.a": Status.NOT_APPLICABLE,
    "6.b": NIL,
    "7": SUPPLIED,
    "8": EXPLAINED,
    **dict.fromkeys(("8.a", "8.b", "8.c", "8.d", "8.f"), EXPLAINED),
    "8.e": SUPPLIED,
}
NEEDS_EVIDENCE = {SUPPLIED, NOT_HELD, NIL, Status.NOT_APPLICABLE, Status.PARTLY, Status.HELD_LINK}
CLAUSES = {"7": {"1.c"}, "8": {"8.a"}, "9": {"8.b"}, "10": {"8.c"}, "11": {"8.d"}}
NONES = {
    **{kind: {"3"} for kind in ("procedure", "guidance", "code_of_practice")},
    "privacy_notice": {"4.a"},
    "dpia": {"4.b"},
    "pia": {"4.c"},
    **{kind: {"4.d"} for kind in ("equality_assessment", "human_rights_assessment")},
    "training_material": {"4.e"},
}


def statement_rests(row):
    """Which answers rest on a statement: audits and inspections on every quarter since 2016, looks and tools on the last."""
    if row["duty"] == "line_manager":
        return {"2", "2.a", "2.b", "6", "6.a", "6.b", "9"} if row["first_on"] == LAST_QUARTER else set()
    authority_wide = {
        "internal_auditor": {"1.b"},
        "ripa_coordinator": {"2.c"},
        "senior_responsible_officer": {"1.d"},
    }
    return authority_wide.get(row["duty"], set())


def document_rests(row):
    """The policy carries its clauses; each form is one of those that the services counted."""
    return {"5"} if row["kind"] == "form" else {"1.c", "3", "8.a", "8.b", "8.c", "8.d"}


def class_rests(row):
    """The route is question 8.f's; what was obtained, and the file it is in, is 7's and 8.e's; the rest is nobody's question here."""
    if row["code"] == "deletion_request":
        return {"8.f"}
    is_obtained = row["code"] in {"look", "investigation"} or row["code"].startswith("capture_")
    return {"7", "8.e"} if is_obtained else set()


RESTS = {
    "letters_received.csv": lambda row: {"1", "1.a"},
    "services.csv": lambda row: set(),  # its statements name it, and a fixture takes their word for it
    "documents.csv": document_rests,
    "ripa-policy.clauses.csv": lambda row: CLAUSES[row["number"]],
    "none_held.csv": lambda row: NONES[row["kind"]],
    "retention_schedule.csv": class_rests,
    "statements.csv": statement_rests,
}


def every_row() -> Iterator[tuple[str, int, frozenset[str]]]:
    """Each file with the number of a row and the answers that rest on it."""
    for name, rests in RESTS.items():
        with (COUNCIL / name).open(newline="", encoding="utf-8") as lines:
            for number, row in enumerate(csv.DictReader(lines)):
                yield name, number, frozenset(rests(row))


def one_of_each_sort():
    """The first row of a file of all those on which the same answers rest."""
    seen = {}
    for name, number, rests in every_row():
        seen.setdefault((name, rests), (name, number, rests))
    return list(seen.values())


ROWS = list(every_row()) if EVERY_ROW else one_of_each_sort()[::6]


def answered(text):
    """The draft from the registers as they stand, by number."""
    found = draft(split(text).questions, received_on=RECEIVED, as_at=None)
    return {one.question.number: one.finding for one in found.answers}


@pytest.fixture
def whole_council(db):
    """The registers of the packaged folder as it is."""
    brought_about("council-2019", lambda: load_fixture_council(COUNCIL, at=timezone.now()))


def take_out(folder, name, number):
    """Remove one row of one file."""
    with (folder / name).open(newline="", encoding="utf-8") as lines:
        heading, *rows = list(csv.reader(lines))
    del rows[number]
    with (folder / name).open("w", newline="", encoding="utf-8") as lines:
        csv.writer(lines).writerows([heading, *rows])


@pytest.mark.parametrize("words", ["the demo's", "FOI 9477's"])
@pytest.mark.usefixtures("whole_council")
def test_each_part_has_the_status_that_the_registers_bear_out_and_its_evidence(words):
    text = nine_questions() if words == "the demo's" else cases()["000"]["request_text"]
    found = answered(text)
    assert {number: finding.status for number, finding in found.items()} == WANTED
    assert all(finding.evidence for finding in found.values() if finding.status in NEEDS_EVIDENCE)
    assert "7 October" not in found["1"].answer
    assert found["1.c"].answer.endswith("Clause 7, “Social media”, deals with social media.")
    assert "version 4, approved on 14 March 2018" in found["3"].answer
    assert "we hold no procedure, guidance or code of practice" in found["3"].answer
    assert [one["title"][:11] for one in found["5"].value] == [f"RIPA form {n}" for n in (1, 2, 3, 4)]


@pytest.mark.usefixtures("whole_council")
def test_what_a_person_reads_says_what_is_open_and_shortens_long_questions():
    text = nine_questions()
    drafted = draft(split(text).questions, text=text, received_on=RECEIVED, as_at=None)
    lines = list(answer_as_lines(drafted, deadline=answer_due(RECEIVED, regime="foia")))
    assert not any("You must still search for" in line for line in lines)
    questions = [line for line in lines if re.match(r"[0-9]+(?:\.[a-z])? +\[", line)]
    assert len(questions) == 29
    assert max(map(len, questions)) < 140
    assert any(line.endswith("…") for line in questions)


@pytest.mark.usefixtures("whole_council")
def test_only_what_is_to_be_searched_is_found_in_the_councils_own_draft():
    """What is right raises no false alarm."""
    drafted = draft(split(nine_questions()).questions, received_on=RECEIVED, as_at=None)
    said = [
        said_by_us(one.question.number, question=one.question.text, finding=one.finding, topic=one.topic)
        for one in drafted.answers
    ]
    checks = checks_of(said, due_on=date(2019, 11, 4), today=date(2019, 10, 8))
    assert {check.rule for check in checks} <= {"to_be_searched"}
    found = {number for check in checks for number in check.questions}
    assert found == {one for one, status in WANTED.items() if status is Status.TO_BE_SEARCHED}


def test_every_file_of_registers_has_its_rows_taken_out():
    assert {path.name for path in COUNCIL.glob("*.csv")} == RESTS.keys()


@pytest.mark.parametrize(("name", "number", "rests"), ROWS)
def test_without_a_row_exactly_what_rests_on_it_is_to_be_searched(db, tmp_path, name, number, rests):
    council = Path(shutil.copytree(COUNCIL, tmp_path / "council"))
    take_out(council, name, number)
    load_fixture_council(council, at=timezone.now())
    found = answered(nine_questions())
    changed = {one: finding for one, finding in found.items() if finding.status is not WANTED[one]}
    assert changed.keys() == rests
    assert {finding.status for finding in changed.values()} <= {Status.TO_BE_SEARCHED}
    assert all(finding.evidence for finding in found.values() if finding.status in NEEDS_EVIDENCE)
