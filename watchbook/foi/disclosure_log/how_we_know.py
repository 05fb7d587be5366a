"""An entry of the disclosure log in plain words: what a status means, and how the authority knows what it says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.audit_log.models import Event
from watchbook.audit_log.publish import next_on
from watchbook.audit_log.queries import event_named
from watchbook.audit_log.receipt import newest_published, published_entry
from watchbook.figures.findings import Status, Value, is_held_nought
from watchbook.figures.sentences import in_words
from watchbook.foi.disclosure_log.publication import CORRECTED, PUBLISHED
from watchbook.foi.frozen_answers import Searched
from watchbook.foi.letter.question_heading import headings
from watchbook.foi.published import Publication

# What a status means to whoever asked.
PLAIN: dict[Status, Promise] = {
    Status.HELD_SUPPLIED: gettext_lazy("We hold this information and gave it to the requester."),
    Status.HELD_LINK: gettext_lazy("We hold this information, and it is published."),
    Status.HELD_EXEMPT: gettext_lazy("We hold this information and withheld it."),
    Status.PARTLY: gettext_lazy("We gave part of this information to the requester."),
    Status.NOT_HELD: gettext_lazy("We searched and do not hold this information."),
    Status.NIL: gettext_lazy("The figure is 0."),
    Status.NOT_APPLICABLE: gettext_lazy("This question does not apply to us."),
    Status.NEITHER: gettext_lazy("We neither confirm nor deny that we hold this information."),
    Status.REFUSED: gettext_lazy(
        "We refused to answer this question. The refusal does not depend on whether we hold the information."
    ),
    Status.EXPLANATION: gettext_lazy("We gave an explanation."),
}
# In English and in Welsh.
_COPY = re.compile(
    r"\bcop(?:y|ies)\b[^.]{0,60}\b(?:supplied|enclosed|attached)\b|\bwe (?:supply|enclose)\b|\b(?:is|are) enclosed\b|\bgopi\b|\bcopi\b|\bcopïau\b",
    re.IGNORECASE,
)
FOUND = (Status.HELD_SUPPLIED, Status.HELD_LINK, Status.HELD_EXEMPT, Status.PARTLY)


@dataclass(frozen=True)
class PublishedQuestion:
    """One question as its page shows it."""

    number: str
    heading: str
    question: str
    status: str
    paragraphs: tuple[str, ...]
    how: tuple[str, ...]


def told(answers: Sequence[Mapping[str, Any]]) -> list[PublishedQuestion]:
    """The questions of an edition in words."""
    heading = headings({one["number"]: "" for one in answers})
    return [
        PublishedQuestion(
            number=one["number"],
            heading=heading[one["number"]],
            question=one["question"],
            status=str(_plain(Status(one["status"]), one.get("value"))),
            paragraphs=tuple(line for line in one["answer"].splitlines() if line.strip()),
            how=tuple(_how(one)),
        )
        for one in answers
    ]


def _plain(status: Status, value: Value) -> Promise:
    return PLAIN[Status.NIL if is_held_nought(status, value) else status]


def tells_of_copies(answers: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an answer says that a copy went with it, which the log itself does not hold."""
    return any(_COPY.search(one["answer"]) for one in answers)


@dataclass(frozen=True)
class WordingProof:
    """That an entry is as it was published: in words, and whether there is a receipt to check it by."""

    words: str
    has_receipt: bool


def proof_of(row: Publication) -> WordingProof:
    """How anybody can check that a published wording did not change since. Three queries."""
    event, newest = publication_event(row), newest_published()
    entry = published_entry(event.id, under=newest) if event else None
    if entry is None:
        words = _(
            "This wording is recorded in our audit log. You can download a receipt for it from {day}, when we publish the next checkpoint of the log."
        ).format(day=in_words(next_on(newest.on if newest else None, now=timezone.now())))
    else:
        words = _(
            "This wording is recorded as entry {entry} in our audit log. The receipt for that entry proves, by the SHA-256 of the answers, that the wording has "
            "not changed since we published it."
        ).format(entry=f"{entry:,}")
    return WordingProof(words, has_receipt=entry is not None)


def publication_event(row: Publication) -> Event | None:
    """The event by which this edition was published."""
    return event_named(PUBLISHED.name, CORRECTED.name, subject=row.id)


def _how(answer: Mapping[str, Any]) -> list[str]:
    said = []
    if period := answer["period"]:
        first, last = (in_words(date.fromisoformat(period[end])) for end in ("from", "to"))
        covers = _("The answer covers {first} to {last}, including both dates.")
        said.append(covers.format(first=first, last=last))
    return said + [
        _by_hand(one, status=Status(answer["status"])) if one["query"] is None else _by_query(one)
        for one in answer["searched"]
    ]


def _by_query(one: Searched) -> str:
    """Say which register was queried, for what, and how many entries matched; the query's own name stands in the JSON."""
    words = (
        _("We queried our register: {register}.").format(register=one["register"]),
        _("The query searched for: {terms}.").format(terms=one["terms"]),
        _count(one["found"]),
    )
    return " ".join(words)


def _by_hand(one: Searched, *, status: Status) -> str:
    """Where a person looked; whether anything was found is what the answer is, for nobody counted."""
    day = in_words(date.fromisoformat(one["searched_on"])) if one["searched_on"] else ""
    where = (
        _("On {day}, a person searched these places: {where}.")
        if day
        else _("A person searched these places: {where}.")
    )
    words = [
        where.format(day=day, where=one["register"]),
        _("The search terms were: {terms}.").format(terms=one["terms"]),
    ]
    if status in FOUND:
        words.append(_("The person found information."))
    elif status is Status.NOT_HELD:
        words.append(_("We found no record."))
    return " ".join(words)


def _count(found: int | None) -> str:
    if found is None:
        return _("We do not publish the number of entries that the query found.")
    if not found:
        return _("The query found no entries.")
    return ngettext("The query found %(count)d entry.", "The query found %(count)d entries.", found) % {
        "count": found
    }
