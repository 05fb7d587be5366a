"""A rights request is received: who asks, how they are reached, by which names they go, and which rights they use (UK GDPR arts 15 to 21)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.reference import next_reference
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.register.entry import write
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.retention.rights_request import found_item
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.permissions import may_record_rights_request
from watchbook.retention.rights_request.rules import Right
from watchbook.retention.rights_request.states import RightsState, check_open
from watchbook.web import wording

REGISTER = "RR"
RECEIVED = Kind(
    "rights_request.received",
    ("reference", "rights", "received_on"),
    ("person", "contact", "names", "words", "language"),
    gettext_lazy("The request about personal data was received."),
)
CORRECTED = Kind(
    "rights_request.corrected",
    ("reference", "rights", "received_on"),
    ("person", "contact", "names", "words", "language", "why"),
    gettext_lazy("The request about personal data was corrected."),
)


@dataclass(frozen=True)
class AskedRights:
    """A person's request: the rights they use, in which words; their name, how they are reached, and their other names.

    `language` is that of our letters to them.
    """

    rights: tuple[str, ...]
    received_on: date
    name: str
    contact: str
    words: str
    names: tuple[str, ...] = ()
    language: str = settings.LANGUAGE_CODE


@transaction.atomic
def receive(asked: AskedRights, *, by: Person, at: datetime) -> RightsRequest:
    """Take a request in; however it came, it needs no form and no name of a law."""
    may_record_rights_request(by)
    _check(asked, tried=_("You cannot record this request"), today=london_day(at))
    row = RightsRequest(
        reference=next_reference(REGISTER),
        rights=sorted(set(asked.rights), key=list(Right).index),
        received_on=asked.received_on,
        recorded_by=by,
    )
    said = _said(asked)
    envelope.put(row, said)
    return write(RECEIVED, row, by=by, at=at, **said)


@transaction.atomic
def correct(
    request: RightsRequest, asked: AskedRights, why: str, *, by: Person, at: datetime
) -> RightsRequest:
    """Correct what was recorded of a request while it is worked on: names, contact, words, rights and the day on which it came.

    A right that is added is searched for anew; of one that was not asked for nothing is decided any more.
    """
    wait_for_deletions()  # what is open again is held
    row = locked(request)
    may_record_rights_request(by)
    tried = _("You cannot correct this request")
    check_open(RightsState(row.state), tried=tried)
    _check(asked, tried=tried, today=london_day(at))
    if not why.strip():
        raise WrongState(cannot(tried, _("The reason is missing. Say what was wrong.")))
    _check_before_steps(row, asked.received_on, tried=tried)
    before, said = set(row.rights), _said(asked)
    row.rights, row.received_on = [one for one in Right if one in asked.rights], asked.received_on
    envelope.put(row, said)
    row.save(update_fields=["rights", "received_on", "envelope"])
    for right in sorted(before - set(row.rights)):
        found_item.ask_no_more(row, right, by=by, at=at)
    for right in sorted(set(row.rights) - before):
        found_item.ask_again(row, right, by=by, at=at)
    record(
        CORRECTED,
        subject=row,
        by=by,
        at=at,
        reference=row.reference,
        rights=[str(one) for one in row.rights],
        received_on=row.received_on,
        **said,
        why=why.strip(),
    )
    return row


def _check_before_steps(row: RightsRequest, received_on: date, *, tried: str) -> None:
    """Raise WrongState where a request would come in after a step that was taken on it."""
    first = row.steps.first()
    if first and received_on > first.on:
        late = _(
            "A step dated {day} is already recorded, and the request cannot have arrived after it. Enter the date on which you received the request."
        )
        raise WrongState(cannot(tried, late.format(day=wording.day(first.on))))


def _check(asked: AskedRights, *, tried: str, today: date) -> None:
    """Raise WrongState where a request lacks what it needs, or came in the future."""
    if not asked.rights or not set(asked.rights) <= set(Right):
        raise WrongState(cannot(tried, _("You have not selected a right. Select what the person asks for.")))
    if not (asked.name.strip() and asked.contact.strip() and asked.words.strip()):
        raise WrongState(
            cannot(
                tried, _("The name, the contact details or the person’s words are missing. Enter all three.")
            )
        )
    if asked.received_on > today:
        raise WrongState(
            cannot(tried, _("The date on which you received the request is in the future. Correct the date."))
        )


def _said(asked: AskedRights) -> dict[str, str | list[str]]:
    return {
        "person": asked.name.strip(),
        "contact": asked.contact.strip(),
        "names": [one.strip() for one in asked.names if one.strip()],
        "words": asked.words.strip(),
        "language": asked.language or settings.LANGUAGE_CODE,
    }
