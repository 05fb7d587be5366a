"""The table of docs/law/letters.md, read against the letters themselves: each element that the law demands is in its letter."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.architecture.source import ROOT
from tests.foi.letters import read_by, read_docx, read_html, read_pdf
from tests.people import People
from watchbook.files.store import the_store
from watchbook.foi.course import step
from watchbook.foi.letter import sent_answer
from watchbook.foi.queries import due
from watchbook.foi.refusal import refusal
from watchbook.foi.request import request
from watchbook.foi.request.spans import asked
from watchbook.organisation import authority
from watchbook.organisation.models import Authority
from watchbook.organisation.queries import today

PAGE = (ROOT / "docs" / "law" / "letters.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("| ").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ")
]
TABLE = [row for row in ROWS if row[0] != "Case"]
CASES = {row[0] for row in TABLE}
WEIGHED = {"for_giving": "It is public money.", "for_withholding": "Fraud.", "balance": "Withholding."}
HARM = WEIGHED | {
    "withheld": "The name of the tool.", "no_part": "One name.", "reason": "It detects fraud.",
    "harm": "Pages are cleared.", "likelihood": "likely",
}  # fmt: skip
COST = dict.fromkeys(("finding_out", "locating", "retrieving", "extracting"), "9") | {
    "estimated": "By a sample.", "advice": "Ask for one year."
}  # fmt: skip
REFUSED = {  # of each case: nation, law, exemption, scope, what is told; a whole request where it is of the request
    "exemption": ("england", "foia", "s31_1_a", "withheld", HARM),
    "cost": ("england", "foia", "s12_1", "withheld", COST),
    "neither": ("england", "foia", "s31_1_a", "neither", WEIGHED | {"reason": "To say so would tell."}),
    "scotland": ("scotland", "foisa", "s35", "withheld", HARM),
    "environment": ("england", "eir", "r12_5_b", "withheld", HARM),
    "unfinished": (
        "england",
        "eir",
        "r12_4_d",
        "withheld",
        HARM | {"completion": "It will be finished in May 2027."},
    ),
}
STEPS = {
    "longer": ("extended", "Section 31(1)(a) may apply: it is used to detect fraud."),
    "unclear": ("unclear", "Which services do you mean?"),
    "fee": ("fee_asked", "£30 for copies, by card."),
}


def received(nation, regime):
    people = People(given.a_council(nation))
    reached = {"contact": "", "telephone": "01632 960002", "email": "foi@tilling.invalid"}
    authority.amend(
        Authority.objects.get(),
        name="Tilling Council",
        colour="#1d4f7c",
        by=people.ada,
        at=given.AT,
        **reached,
    )
    text = "1. Which tool is used to look at social media?"
    return people, request.receive(
        text, received_on=today(), regime=regime, by=people.bryn, at=timezone.now()
    )


def letter_of(case):
    """The row that keeps the three files of a case's letter."""
    if case in STEPS:
        people, row = received("england", "foia")
        kind, words = STEPS[case]
        until = due(row).on + timedelta(days=7) if case == "longer" else None
        return step.take(
            row, kind=kind, on=today(), words=words, until=until, by=people.bryn, at=timezone.now()
        )
    nation, regime, ground, scope, told = REFUSED[case]
    people, row = received(nation, regime)
    (question,) = asked(row)
    place = refusal.whole(row) if case == "cost" else (question.start, question.end)
    facts = {"place": place, "exemption_id": ground, "scope": scope, "told": told}
    facts["seen"] = refusal.decided_so_far(row, place=place)
    refusal.refuse(row, **facts, by=people.bryn, at=timezone.now())
    return sent_answer.send(
        row, sent_on=today(), channel="email", licence="ogl", **read_by(people.bryn, row), at=timezone.now()
    )


def test_the_table_has_every_case():
    assert REFUSED.keys() | STEPS.keys() == CASES
    assert all(len(row) == 4 for row in TABLE)


@pytest.mark.parametrize("case", sorted(CASES))
def test_each_element_of_the_table_is_in_all_three_files(db, case):
    kept = letter_of(case)
    for ending, read in (("html", read_html), ("docx", read_docx), ("pdf", read_pdf)):
        text = re.sub(r"\s", "", read(the_store().get(getattr(kept, f"{ending}_sha256"))))
        missing = [row[1] for row in TABLE if row[0] == case and re.sub(r"\s", "", row[3]) not in text]
        assert not missing, (ending, missing, text)
