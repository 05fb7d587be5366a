"""Requests that came to Harrowmere: one answered, sent and published, one whose last day has passed, and the nine questions of today."""

from pathlib import Path

from django.utils import timezone

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.demo.applied import ago
from watchbook.demo.cast import holder_of
from watchbook.foi.disclosure_log import publication
from watchbook.foi.disclosure_log.text import from_letter, proposed
from watchbook.foi.draft import confirmation
from watchbook.foi.draft.confirmation import as_drafted
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.letter import sent_answer
from watchbook.foi.models import Channel, Request
from watchbook.foi.published import Licence
from watchbook.foi.queries import asker_of, days_of_searches
from watchbook.foi.request import request
from watchbook.foi.request.requester import Contact
from watchbook.organisation.models import Regime
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

NINE_QUESTIONS = Path(__file__).with_name("nine_questions.txt")
ASKER = Contact(name="Isolde Farthingale", address="isolde.farthingale@residents.invalid")
ANSWERED = """Dear Harrowmere,

1. Let me have your social media policy for investigations.
2. Let me have the data protection impact assessment (DPIA) of research on social media.
3. For how long is information from social media kept before it is deleted?

Isolde Farthingale
"""
OVERDUE = """Dear Sir or Madam,

1. Which training have officers had on using social media in investigations?
2. How many complaints about it did you receive last year?
"""


def receive_earlier() -> None:
    """One of the summer, with who asked; and one so long ago that its last day has passed."""
    for text, contact, at in ((ANSWERED, ASKER, ago(75)), (OVERDUE, None, ago(38))):
        officer = holder_of(DutyKind.INFORMATION_OFFICER)
        with recorded_as_if_at(at):
            request.receive(
                text, received_on=at.date(), regime=Regime.FOIA, contact=contact, by=officer, at=at
            )


def answer_and_publish() -> None:
    """The first from the registers within its time, and into the disclosure log."""
    officer, row, at = holder_of(DutyKind.INFORMATION_OFFICER), Request.objects.get(text=ANSWERED), ago(66)
    with recorded_as_if_at(at):
        confirmation.confirm(row, as_drafted(draft_of(row).answers), by=officer, at=at)
        sent = sent_answer.send(
            row,
            sent_on=at.date(),
            channel=Channel.EMAIL,
            licence=Licence.OGL,
            seen=sent_answer.shown(row, draft_of(row)),
            by=officer,
            at=at,
        )
    at = ago(64)
    asked = from_letter(sent.answers, searched_on=days_of_searches(row.reference))
    with recorded_as_if_at(at):
        publication.publish(
            sent,
            title="Policy, assessment and retention of what is collected from social media",
            answers=proposed(asked, asker=asker_of(row.reference)),
            requester_is_out=True,
            persons_are_out=True,
            by=officer,
            at=at,
        )


def nine_questions() -> Request:
    """The questions of FOI 9477 in our own words, received today; a second time they are found."""
    text = NINE_QUESTIONS.read_text(encoding="utf-8")
    officer = holder_of(DutyKind.INFORMATION_OFFICER)
    return Request.objects.filter(text=text).first() or request.receive(
        text, received_on=today(), regime=Regime.FOIA, by=officer, at=timezone.now()
    )
