"""Requests whose questions are being answered: places in their text, a search by hand, an answer that was sent."""

from datetime import date

from tests import given
from tests.pages import a_day
from watchbook.audit_log.record import record
from watchbook.foi.draft import confirmation, search
from watchbook.foi.draft.confirmation import as_drafted
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.draft.search import SearchParticulars
from watchbook.foi.letter.sent_answer import SENT
from watchbook.foi.models import SentAnswer
from watchbook.foi.request import request
from watchbook.foi.request.spans import asked
from watchbook.organisation import authority
from watchbook.organisation.models import Authority

RECEIVED = date(2026, 3, 2)
TEXT = "1. How many park benches has the council?\n2. Which firms repaired them?\na) In which town?"
FOUND = {
    "where": "The fleet register and the mailbox of Parks",
    "terms": "bench, seat, settle",
    "searched_on": RECEIVED,
    "result": "Neither names one.",
    "outcome": "NOT_HELD",
    "answer": "No bench is held.",
}


def received(people, text=TEXT, *, on=RECEIVED):
    """A request of three questions that no register answers."""
    return request.receive(text, received_on=on, regime="foia", by=people.bryn, at=given.AT)


def reached(people):
    """Let the authority's letters say how it is reached, as a refusal must."""
    told = {"name": "Test Council", "colour": "#1d4f7c", "email": "foi@tilling.invalid"}
    return authority.amend(Authority.objects.get(), **told, by=people.ada, at=given.AT)


def place(row, number="1"):
    """Where a question stands in its request."""
    return next({"start": one.start, "end": one.end} for one in asked(row) if one.number == number)


def searched(row, people, number="1", *, file=None, by=None, at=given.AT, **changes):
    """A search by hand for a question."""
    particulars = SearchParticulars(**FOUND | changes)
    return search.record(
        row, **place(row, number), particulars=particulars, file=file, by=by or people.bryn, at=at
    )


def confirmed(row, people, *, at=given.AT):
    """The topic that each question was drafted for, confirmed by the officer."""
    return confirmation.confirm(row, as_drafted(draft_of(row).answers), by=people.bryn, at=at)


def answered(row, number="1", **options):
    """What the draft says to a question."""
    return next(one for one in draft_of(row, **options).answers if one.question.number == number)


def sent(row, people):
    """An answer that was sent, as its table keeps it; the letter has tests of its own."""
    return kept_as_sent(request=row, sent_on=RECEIVED, channel="email", answers=[], recorded_by=people.bryn)


def kept_as_sent(**fields):
    """The row of an answer that was sent, with its event."""
    row = SentAnswer.objects.create(**fields)
    record(
        SENT, subject=row.request, by=row.recorded_by, at=given.AT, reference=row.request.reference,
        answers_sha256=row.answers_sha256,
    )  # fmt: skip
    return row


def a_search(people, **changes):
    """The form of a search as a browser sends it; the day of the search is the day it is typed."""
    told = FOUND | {"searched_by": str(people.bryn.id)} | changes
    day = told.pop("searched_on")
    return a_day("searched_on", day) | told
