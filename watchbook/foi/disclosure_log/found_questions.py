"""The questions of published answers that a search found: those that have all of its words, and the outcome asked for."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.search import SearchQuery

from watchbook.foi.letter.question_heading import headings
from watchbook.foi.published import Publication
from watchbook.foi.words_of_entry import QuestionsWith


class FoundQuestion(NamedTuple):
    """A question that a search found: its number, its heading and its text."""

    number: str
    heading: str
    question: str


def found_questions(
    rows: Sequence[Publication], *, words: str, outcome: str
) -> dict[str, list[FoundQuestion]]:
    """Return the questions of each entry, by its reference, that a search for words or an outcome found. One query for words."""
    if not (words or outcome):
        return {}
    have = _having(words, rows) if words else {}
    told = {row.reference: _found(row, have.get(row.pk), outcome) for row in rows}
    return {reference: questions for reference, questions in told.items() if questions}


def _having(words: str, rows: Sequence[Publication]) -> dict[UUID, list[bool]]:
    """Of each entry, whether each of its questions has these words, by the same stems as in the list."""
    query = SearchQuery(words, config="english", search_type="websearch")
    asked = Publication.objects.filter(pk__in=[row.pk for row in rows]).annotate(have=QuestionsWith(query))
    return dict(asked.values_list("pk", "have"))


def _found(row: Publication, have: list[bool] | None, outcome: str) -> list[FoundQuestion]:
    heading = headings({one["number"]: "" for one in row.answers})
    return [
        FoundQuestion(one["number"], heading[one["number"]], one["question"])
        for one, has in zip(row.answers, have or [True] * len(row.answers), strict=True)
        if has and outcome in ("", one["status"])
    ]
