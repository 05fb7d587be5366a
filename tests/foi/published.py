"""Entries of the disclosure log, published by the real acts."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.foi import sent as letters
from watchbook.foi.disclosure_log import publication
from watchbook.foi.disclosure_log.text import from_letter, proposed
from watchbook.foi.frozen_answers import PublicAnswer
from watchbook.foi.queries import asker_of, days_of_searches

CONFIRMED = {"requester_is_out": True, "persons_are_out": True}
TITLE = "Audits of research"
AT = datetime(2026, 4, 2, 10, 0, tzinfo=UTC)


def wording_of(sent):
    """The wording that is proposed for a letter."""
    reference = sent.request.reference
    return proposed(
        from_letter(sent.answers, searched_on=days_of_searches(reference)), asker=asker_of(reference)
    )


def a_publication(people, *, sent=None, title=TITLE, **changes):
    """An entry; the changes are of its first answer."""
    letter = sent or letters.a_sent_answer(people)
    first, *others = wording_of(letter)
    return publication.publish(
        letter, title=title, answers=(replace(first, **changes), *others), by=people.bryn, at=AT, **CONFIRMED
    )


def corrected(row, people, *, title=None, **changes):
    """The next edition of an entry."""
    first, *others = (PublicAnswer(**one) for one in row.answers)
    answers = (replace(first, **changes), *others)
    return publication.correct(
        row, title=title or row.title, answers=answers, by=people.bryn, at=AT, **CONFIRMED
    )


def withdrawn(row, people, *, reason):
    """An entry taken back."""
    return publication.withdraw(row, reason=reason, by=people.bryn, at=AT)
