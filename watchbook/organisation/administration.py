"""The acts of system administrators, as the senior responsible officer and the data protection officer see them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from watchbook.audit_log.models import Event
from watchbook.audit_log.queries import recorded_since
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import TOLD_OF_RECOVERIES
from watchbook.organisation.rules import TITLES, DutyKind

OF_OFFICERS = ("duty.ended", "duty.shortened")
# Told to the officers by mail where the duty is that of an officer who hears of recoveries, or of the administrator who would have to agree to them.
OFFICERS = (*TOLD_OF_RECOVERIES, DutyKind.SYSTEM_ADMINISTRATOR)
ACTS = (
    "sign_in.link_made",
    *(f"person.{act}" for act in ("added", "closed", "reopened", "sessions_ended")),
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
    *(f"duty.{act}" for act in ("proposed", "granted", "declined", "ended", "shortened")),
    "introduction.refused",
)


def acts_of_administrators(*, at: datetime) -> QuerySet[Event]:
    """The acts of the time that the page covers, the newest first."""
    return recorded_since(at - settings.ADMINISTRATION_IS_SHOWN_FOR, names=ACTS)


def acts_of_the_week(*, at: datetime) -> QuerySet[Event]:
    """The acts of the last week: the officers hear on their first page how many they were, so that no act goes uncounted."""
    since = at - settings.ADMINISTRATION_ALARMS_FOR
    return recorded_since(since, names=ACTS).filter(at__gte=since)


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
