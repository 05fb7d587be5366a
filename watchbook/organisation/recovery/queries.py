"""Reading recoveries: of whom, open or ended, and who took part in one together."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from watchbook.organisation.models import Person, Recovery
from watchbook.organisation.queries import holders_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.states import RECOVERY_OPEN, RecoveryState


def recoveries() -> QuerySet[Recovery]:
    """Every recovery, the newest first, with those who took part."""
    return Recovery.objects.select_related("person", "asked_by", "decided_by", "ended_by")


def open_recovery_of(person: Person) -> Recovery | None:
    """The recovery of an account that goes on."""
    return recoveries().filter(person=person, state__in=RECOVERY_OPEN).first()


def recoveries_to_tell(*, at: datetime) -> list[Recovery]:
    """The open recoveries, and those used of late: the SRO and the data protection officer see them. One query."""
    of_late = Q(state=RecoveryState.USED, ended_at__gte=at - settings.RECOVERY_IS_TOLD_FOR)
    return list(recoveries().filter(Q(state__in=RECOVERY_OPEN) | of_late))


def opens_at(recovery: Recovery) -> datetime | None:
    """Return when the link of an agreed recovery may be made: those concerned have until then to stop it."""
    return recovery.decided_at + settings.RECOVERY_WAITS if recovery.decided_at else None


def other_administrators(recovery: Recovery) -> list[Person]:
    """The system administrators who can sign in, less its holder and the one who asked. Kept for the life of this object."""
    kept: list[Person] | None = recovery.__dict__.get("_others")
    if kept is None:
        part = {recovery.person_id, recovery.asked_by_id}
        held = holders_of(DutyKind.SYSTEM_ADMINISTRATOR, on=today())
        kept = recovery.__dict__["_others"] = [one for one in held if one.is_active and one.id not in part]
    return kept


def took_part_together(first: Person, second: Person, *, at: datetime) -> bool:
    """Whether two people had part in one recovery within the last day: one asked, one agreed, one got it."""
    since = at - settings.RECOVERY_KEEPS_APART
    lately = Q(asked_at__gte=since) | Q(decided_at__gte=since) | Q(ended_at__gte=since)
    parts = [{row.person_id, row.asked_by_id, row.decided_by_id} for row in Recovery.objects.filter(lately)]
    return any({first.id, second.id} <= those for those in parts)
