"""The acts of system administrators, as the senior responsible officer and the data protection officer see them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from watchbook.audit_log.models import Event
from watchbook.audit_log.queries import recorded_since
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import TOLD_OF_RECOVERIES

# Of these the officers hear on their first page; the page itself has them all.
ALARMING = ("sign_in.link_made", "person.added", "person.reopened", "duty.proposed")
OF_OFFICERS = (
    "duty.ended",
    "duty.shortened",
)  # alarming where the duty is an officer's who hears of recoveries
ACTS = (
    *ALARMING,
    *(
        f"recovery.{act}"
        for act in (
            "asked",
            "agreed",
            "declined",
            "link_made",
            "factor_removed",
            "stopped",
            "disowned",
            "used",
        )
    ),
    *(f"duty.{act}" for act in ("granted", "declined", "ended", "shortened")),
    "person.closed",
    "person.sessions_ended",
)
MOST = 200


def acts_of_administrators(*, at: datetime) -> list[Event]:
    """The newest acts of the time that the page covers, the newest first. One query."""
    return recorded_since(at - settings.ADMINISTRATION_IS_SHOWN_FOR, names=ACTS, most=MOST)


def alarming_acts(*, at: datetime) -> list[Event]:
    """The acts of the last week by which an account could be taken over, or an officer kept from hearing of it. One query."""
    since = at - settings.ADMINISTRATION_ALARMS_FOR
    found = recorded_since(since, names=(*ALARMING, *OF_OFFICERS), most=MOST)
    return [event for event in found if event.at >= since and _alarms(event)]


def _alarms(event: Event) -> bool:
    return event.name in ALARMING or event.fields["duty"] in TOLD_OF_RECOVERIES


def whose(events: Iterable[Event]) -> dict[UUID, str]:
    """Name for each of these events the person whose account, duty or recovery it is about. One query."""
    about = {event.id: UUID(event.fields.get("holder") or str(event.subject_id)) for event in events}
    names = dict(Person.objects.filter(id__in=about.values()).values_list("id", "name"))
    return {event: names[person] for event, person in about.items() if names.get(person)}
