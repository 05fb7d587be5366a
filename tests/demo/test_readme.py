"""README's table of FOI 9477 says of each of the 29 parts what the demonstration answers, and of what it rests on."""

import re

import pytest

from tests.architecture.test_docs import rows_of_9477
from watchbook.figures.findings import Status
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.models import Request, SentAnswer
from watchbook.foi.published import Publication

KINDS = {
    "held": {Status.HELD_SUPPLIED, Status.HELD_LINK, Status.PARTLY},
    "not held": {Status.NOT_HELD},
    "nil": {Status.NIL},
    "explained": {Status.EXPLANATION},
    "answered part by part": {Status.EXPLANATION},
}
# What a cell tells as a fact: a date or a part of one, an edition, a clause, a form's name, a title in capitals.
FACTS = re.compile(
    r"\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{4}|\d{1,2} [A-Z][a-z]+|\bversion \d+|\bclause \d+|\bSM\d|\b20\d\d"
    r"|(?:[A-Z][a-z]+ (?:[a-z]+ )?){2,}[A-Z]?[a-z]*"
)


@pytest.fixture
def answers(loaded):
    """What the demonstration answers to each part, by its number."""
    return {one.question.number: one for one in draft_of(loaded).answers}


def test_each_of_the_29_rows_is_of_a_part_of_the_request_and_names_the_query_that_answers_it(answers):
    rows = {part: query.strip("`") for part, _asks, _page, query, _answer in rows_of_9477()}
    assert rows.keys() == answers.keys()
    assert len(rows) == 29
    told = {
        part: one.topic or f"see {part}.a to {part}.{'e' if part == '4' else 'f'}"
        for part, one in answers.items()
    }
    assert rows == told


def test_each_row_says_what_the_demonstration_answers(answers):
    wrong = []
    for part, _asks, _page, _query, said in rows_of_9477():
        one, (kind, _colon, told) = answers[part], said.partition(":")
        if one.finding.status not in KINDS[kind]:
            wrong.append((part, said, str(one.finding.status)))
        wrong += [(part, fact, one.answer) for fact in FACTS.findall(told) if fact.strip() not in one.answer]
        if "supplied" in told and not one.finding.enclosures:
            wrong.append((part, said, "nothing is enclosed"))
        if "so many" in told and not re.search(r"\d", one.answer):
            wrong.append((part, said, one.answer))
        if "signed" in told and not signed(one):
            wrong.append((part, said, one.answer))
    assert wrong == []
    assert sum(len(FACTS.findall(row[-1])) for row in rows_of_9477()) >= 12


def signed(one):
    """Whether an answer rests on what an officer signed: a statement, or that none is held, or a letter's entry."""
    return "signed" in one.answer or bool(one.finding.evidence)


def test_the_seven_purposes_and_every_class_and_criterion_are_told_one_by_one(answers):
    assert len([one for one in answers["2.a"].finding.value if isinstance(one, dict)]) >= 7
    assert {"overt", "covert"} <= answers["2.b"].finding.value.keys()
    assert len(answers["7"].finding.value) > 1
    assert len(answers["8.e"].finding.value) > 1


def test_the_letter_of_the_nine_questions_is_kept_back_by_no_answer(loaded):
    assert {one.rule for one in draft_of(loaded).checks if one.blocks} <= {"topic_unconfirmed"}


def test_the_first_request_was_answered_sent_and_published(loaded):
    row = Request.objects.get(reference="FOI-0001")
    sent = SentAnswer.objects.get(request=row)
    assert {one["status"] for one in sent.answers} == {"HELD_SUPPLIED"}
    entry = Publication.objects.get(request_reference=row.reference)
    assert not hasattr(entry, "withdrawal")
    assert [one["question"] for one in entry.answers] == [one["question"] for one in sent.answers]
