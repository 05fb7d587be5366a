"""The table of docs/law/letters.md, read against the letters themselves: each element that the law demands is in its letter."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import given
from tests.architecture.source import ROOT
from tests.foi.answering import searched
from tests.foi.letters import read_by, read_docx, read_html, read_pdf
from tests.people import People
from tests.proof_only import one_in
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
WEIGHED = {
    "for_giving": "It is residents’ money.", "for_withholding": "Fraud costs homes.",
    "balance": "Homes weigh more than its name.",
}  # fmt: skip
HARM = WEIGHED | {
    "withheld": "The name of the tool.", "no_part": "One name.", "reason": "It detects fraud.",
    "interest": "Enquiries into subletting by tenants.", "likelihood": "likely",
    "harm": "Whoever knows the tool clears a page before an officer looks.",
    "link": "The maker’s manual tells tenants which visits it leaves behind.",
    "likely_because": "Two tenants did so in 2025.",
}  # fmt: skip
COST = dict.fromkeys(("finding_out", "locating", "retrieving", "extracting"), "9") | {
    "estimated": "By a sample.", "advice": "Ask for one year."
}  # fmt: skip
REFUSED = {  # of each case: nation, law, exemption, scope, what is told; a whole request where it is of the request
    "exemption": ("england", "foia", "s31_1_a", "withheld", HARM),
    "cost": ("england", "foia", "s12_1", "withheld", COST),
    "neither": ("england", "foia", "s31_1_a", "neither", WEIGHED | {"reason": "To say so would tell."}),
    "scotland": ("scotland", "foisa", "s35", "withheld", HARM),
    "environment": ("england", "eir", "r12_5_b", "withheld", HARM | {"likelihood": "would"}),
    "unfinished": (
        "england",
        "eir",
        "r12_4_d",
        "withheld",
        HARM | {"completion": "It will be finished in May 2027."},
    ),
}
# A word twice, or a sentence.
DOUBLED = re.compile(r"\b(\w+) \1\b|[.:?] ([A-Z][^.?!:]{25,}[.:]) (?:.* )?\2 ")
PART = HARM | {"given": "Three services use it."}
REFUSED |= {
    "in part": ("england", "foia", "s31_1_a", "partly", PART),
    "in Wales": ("wales", "foia", "s31_1_a", "withheld", HARM),
    "in Northern Ireland": ("northern_ireland", "foia", "s31_1_a", "withheld", HARM),
    "environment in Scotland": ("scotland", "eisr", "r10_5_b", "withheld", HARM),
    "cost in Scotland": ("scotland", "foisa", "s12_1", "withheld", COST | {"locating": "20"}),
}
POLICE = "The police hold it: foi@police.invalid."
STEPS = {  # of each case: nation, law, kind of the step, words
    "longer": ("england", "foia", "extended", "Section 31(1)(a) may apply: it is used to detect fraud."),
    "longer, environment": ("england", "eir", "extended", "It asks for ten years of records."),
    "unclear": ("england", "foia", "unclear", "Which services do you mean?"),
    "fee": ("england", "foia", "fee_asked", "£30 for copies, by card."),
    "acknowledged": ("england", "foia", "acknowledged", ""),
    "transfer": ("england", "foia", "transferred", "Tilling Combined Authority, foi@tca.invalid, holds it."),
    "elsewhere": ("england", "foia", "held_elsewhere", POLICE),
    "elsewhere, Scotland": ("scotland", "foisa", "held_elsewhere", POLICE),
}
NOT_HELD = {  # nation and law
    "not held": ("england", "foia"),
    "not held in Scotland": ("scotland", "foisa"),
    "not held, environment": ("england", "eir"),
    "not held, environment in Scotland": ("scotland", "eisr"),
}
AFTER = {  # nation, law, kind of the step
    "correction": ("england", "foia", "correction"),
    "supplement": ("england", "foia", "supplement"),
    "review": ("england", "foia", "review_told"),
    "review in Scotland": ("scotland", "foisa", "review_told"),
}


def received(nation, regime):
    people = People(given.a_council(nation))
    reached = {"contact": "", "telephone": "01632 960002", "email": "foi@tilling.invalid"}
    reached["review_to"] = "reviews@tilling.invalid"
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


def stepped(people, row, kind, words, *, until=None):
    return step.take(row, kind=kind, on=today(), words=words, until=until, by=people.bryn, at=timezone.now())


def sent(people, row):
    return sent_answer.send(
        row, sent_on=today(), channel="email", licence="ogl", **read_by(people.bryn, row), at=timezone.now()
    )


def refused(nation, regime, ground, scope, told):
    people, row = received(nation, regime)
    (question,) = asked(row)
    place = refusal.whole(row) if ground == "s12_1" else (question.start, question.end)
    facts = {"place": place, "exemption_id": ground, "scope": scope, "told": told}
    facts["seen"] = refusal.decided_so_far(row, place=place)
    refusal.refuse(row, **facts, by=people.bryn, at=timezone.now())
    return sent(people, row)


def not_held(nation, regime):
    people, row = received(nation, regime)
    searched(row, people, searched_on=today(), at=timezone.now())
    return people, sent(people, row)


def letter_of(case):
    """The row that keeps the three files of a case's letter."""
    if case in STEPS:
        nation, regime, kind, words = STEPS[case]
        people, row = received(nation, regime)
        until = due(row).on + timedelta(days=7) if kind == "extended" else None
        return stepped(people, row, kind, words, until=until)
    if case in REFUSED:
        return refused(*REFUSED[case])
    if case in NOT_HELD:
        return not_held(*NOT_HELD[case])[1]
    nation, regime, kind = AFTER[case]
    people, answer = not_held(nation, regime)
    if kind == "review_told":
        stepped(people, answer.request, "review_asked", "I do not agree.")
    return stepped(people, answer.request, kind, "We said that we hold none. We hold one contract.")


def test_the_table_has_every_case():
    assert REFUSED.keys() | STEPS.keys() | NOT_HELD.keys() | AFTER.keys() == CASES
    assert all(len(row) == 4 for row in TABLE)


@pytest.mark.parametrize("case", one_in(3, sorted(CASES)))
def test_each_element_of_the_table_is_in_all_three_files(db, case):
    kept = letter_of(case)
    for ending, read in (("html", read_html), ("docx", read_docx), ("pdf", read_pdf)):
        text = re.sub(r"\s", "", read(the_store().get(getattr(kept, f"{ending}_sha256"))))
        missing = [row[1] for row in TABLE if row[0] == case and re.sub(r"\s", "", row[3]) not in text]
        assert not missing, (ending, missing, text)
        assert not DOUBLED.findall(read(the_store().get(getattr(kept, f"{ending}_sha256"))))
