"""A rights request is received: who asks, how they are reached, by which names they go, and which rights they use (UK GDPR arts 15 to 21)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.register.entry import write
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.retention.rights_request.permissions import may_record_rights_request
from watchbook.retention.rights_request.rules import Right

REGISTER = "RR"
RECEIVED = Kind(
    "rights_request.received",
    ("reference", "rights", "received_on"),
    ("person", "contact", "names", "words"),
    gettext_lazy("The request about personal data was received."),
)


@dataclass(frozen=True)
class AskedRights:
    """A person's request: the rights they use, in which words; their name, how they are reached, and their other names."""

    rights: tuple[str, ...]
    received_on: date
    name: str
    contact: str
    words: str
    names: tuple[str, ...] = ()


@transaction.atomic
def receive(asked: AskedRights, *, by: Person, at: datetime) -> RightsRequest:
    """Take a request in; however it came, it needs no form and no name of a law."""
    may_record_rights_request(by)
    tried = _("You cannot record this request")
    if not asked.rights or not set(asked.rights) <= set(Right):
        raise WrongState(cannot(tried, _("No right is chosen. Select what the person asks for.")))
    if not (asked.name.strip() and asked.contact.strip() and asked.words.strip()):
        raise WrongState(
            cannot(
                tried, _("The name, the contact details or the person’s words are missing. Enter all three.")
            )
        )
    if asked.received_on > london_day(at):
        raise WrongState(cannot(tried, _("Its date is in the future. Enter the date on which it came.")))
    row = RightsRequest(
        reference=next_reference(REGISTER),
        rights=sorted(set(asked.rights), key=list(Right).index),
        received_on=asked.received_on,
        recorded_by=by,
    )
    said: dict[str, str | list[str]] = {
        "person": asked.name.strip(),
        "contact": asked.contact.strip(),
        "names": [one.strip() for one in asked.names if one.strip()],
        "words": asked.words.strip(),
    }
    envelope.put(row, said)
    return write(RECEIVED, row, by=by, at=at, **said)
