"""Answers that were sent, as rows: for tests of what comes after the letter."""

from datetime import date

from django.db import transaction

from tests import given
from tests.foi.answering import kept_as_sent
from watchbook.audit_log.record import record
from watchbook.foi.frozen_answers import FrozenAnswer, as_data, digest
from watchbook.foi.models import Requester
from watchbook.foi.request import request

RECEIVED_ON, SENT_ON = date(2026, 3, 2), date(2026, 3, 20)
NAME, ADDRESS = "Imogen Vale", "4 Larch Lane\nHarrowmere\nHX9 4ZZ"
SEARCHED = {
    "register": "audits and inspections",
    "query": "internal_audit/1",
    "terms": "any year",
    "found": 3,
}


def an_answer(**changes):
    """One answer as a letter keeps it."""
    given_ = {
        "number": "1",
        "marker": "1.",
        "question": "How many audits of social media research were there?",
        "topic": "internal_audit",
        "status": "HELD_SUPPLIED",
        "answer": "There were 7 audits.",
        "value": {"audits": 7},
        "period": {"from": "2025-04-01", "to": "2026-03-31"},
        "searched": (SEARCHED,),
        "evidence_sha256": "e" * 64,
    }
    return FrozenAnswer(**given_ | changes)


@transaction.atomic
def a_sent_answer(people, *answers, sent_on=SENT_ON, requester=(NAME, ADDRESS), **changes):
    """A request of Imogen Vale's whose answer was sent."""
    row = request.receive(
        "1. How many audits of social media research were there?\n\nImogen Vale",
        received_on=RECEIVED_ON,
        regime="foia",
        by=people.bryn,
        at=given.AT,
    )
    if requester:
        name, address = requester
        Requester.objects.create(request=row, name=name, address=address, recorded_by=people.bryn)
    data = as_data(answers or (an_answer(),))
    files = {f"{kind}_sha256": "0" * 64 for kind in ("html", "docx", "pdf")}
    made = {"request": row, "sent_on": sent_on, "channel": "email", "recorded_by": people.bryn}
    sent = kept_as_sent(answers=data, answers_sha256=digest(data), **made | files | changes)
    record(request.RECEIVED, subject=row, by=people.bryn, at=given.AT, reference=row.reference)
    return sent
