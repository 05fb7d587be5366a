"""The acts of system administrators, as the senior responsible officer and the data protection officer see them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from watchbook.audit_log.models import Event
from watchbook.audit_log.queries import recorded_since
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import TOLD_OF_RECOVERIES
from watchbook.organisation.queries import DATING
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.states import DutyState

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
    *(
        f"duty.{act}"
        for act in ("proposed", "proposal_taken_back", "granted", "declined", "ended", "shortened")
    ),
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
    """Name for each of these events the person whose account, duty or recovery it is about. One query."""
    about = {event.id: UUID(event.fields.get("holder") or str(event.subject_id)) for event in events}
    names = dict(Person.objects.filter(id__in=about.values()).values_list("id", "name"))
    return {event: names[person] for event, person in about.items() if names.get(person)}


def duties_changed_by_another(*kinds: DutyKind, since: date) -> QuerySet[Duty]:
    """The duties of these kinds that another than their holder ended, with a last date not before this, and the new administrators. One query.

    Each has `changed_at`.
    """
    ended = Q(state=DutyState.ENDED, until_on__gte=since) & ~Q(ended_by=F("person"))
    new = Q(state=DutyState.GRANTED, kind=DutyKind.SYSTEM_ADMINISTRATOR, decided_at__date__gte=since)
    told = Event.objects.filter(subject_id=OuterRef("pk"), name__in=DATING).order_by("-number")
    rows = Duty.objects.filter(ended | new, kind__in=kinds).select_related("person", "ended_by", "decided_by")
    return rows.annotate(changed_at=Subquery(told.values("at")[:1]))
