"""The acts of system administrators, as the senior responsible officer and the data protection officer see them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from watchbook.audit_log.models import Event
from watchbook.audit_log.queries import recorded_since
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import TOLD_OF_RECOVERIES
from watchbook.organisation.rules import TITLES, DutyKind

# Of these the officers hear on their first page; the page itself has them all.
ALARMING = ("sign_in.link_made", "person.added", "person.reopened", "duty.proposed")
OF_OFFICERS = ("duty.ended", "duty.shortened")
# Alarming where the duty is that of an officer who hears of recoveries, or of the administrator who would have to agree to them.
OFFICERS = (*TOLD_OF_RECOVERIES, DutyKind.SYSTEM_ADMINISTRATOR)
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
    "introduction.refused",
    "person.closed",
    "person.sessions_ended",
)


def acts_of_administrators(*, at: datetime) -> QuerySet[Event]:
    """The acts of the time that the page covers, the newest first."""
    return recorded_since(at - settings.ADMINISTRATION_IS_SHOWN_FOR, names=ACTS)


def alarming_acts(*, at: datetime) -> QuerySet[Event]:
    """The acts of the last week by which an account could be taken over, or an officer kept from hearing of it.

    Whatever else an administrator did besides, however much, hides none of them.
    """
    since = at - settings.ADMINISTRATION_ALARMS_FOR
    of_officers = Q(name__in=OF_OFFICERS, fields__duty__in=[kind.value for kind in OFFICERS])
    found = recorded_since(since, names=(*ALARMING, *OF_OFFICERS))
    return found.filter(Q(name__in=ALARMING) | of_officers, at__gte=since)


def whose(events: Sequence[Event]) -> dict[UUID, str]:
    """Name for each of these events the person whose account, duty or recovery it is about, and the duty. One query."""
    about = {event.id: UUID(event.fields.get("holder") or str(event.subject_id)) for event in events}
    names = dict(Person.objects.filter(id__in=about.values()).values_list("id", "name"))
    duties = {event.id: _duty_of(event) for event in events}
    return {
        event: ", ".join(filter(None, (names[person], duties[event])))
        for event, person in about.items()
        if names.get(person)
    }


def _duty_of(event: Event) -> str:
    kind = event.fields.get("duty")
    return str(TITLES[DutyKind(kind)]) if kind else ""
