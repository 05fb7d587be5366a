"""Reading who we are: the authority, the duties in force, what waits for a second person."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from watchbook.acting.london_day import LONDON
from watchbook.audit_log.asked_once import asked_once
from watchbook.audit_log.models import Event
from watchbook.audit_log.wording import ids_in
from watchbook.audit_log.written_once import SOME_DAY, SOMEBODY, objects, rows
from watchbook.files.upload import Refused
from watchbook.law.parameters import NotInForce, parameter
from watchbook.organisation.models import (
    Appointment,
    Authority,
    Duty,
    Lost,
    Nation,
    Person,
    Recovery,
    Service,
)
from watchbook.organisation.rules import DutyKind, Joining, is_rank_listed, joinings_of
from watchbook.organisation.somebody import DAY
from watchbook.organisation.states import RECOVERY_OPEN, DutyState, RecoveryState

# Each of these changes the days of a duty in force; its event has the days from then on.
DATING = ("duty.founded", "duty.granted", "duty.ended", "duty.shortened")


@asked_once
def the_authority() -> Authority | None:
    """The one authority of this database, or None before set-up."""
    return next(iter(objects(authorities, {})), None)


def authorities() -> QuerySet[Authority, Authority]:
    """The query of the one authority."""
    return Authority.objects.order_by()[:1]


def in_force_on(day: date) -> Q:
    """The condition of a duty in force on a day: granted (or granted then and ended later), within its days."""
    return in_force_between(day, day)


def in_force_between(first: date, last: date | None) -> Q:
    """The same on any day of a period; without a last day it goes on for ever."""
    return Q(state__in=[DutyState.GRANTED, DutyState.ENDED]) & _days_meet(first, last)


def _days_meet(first: date, last: date | None) -> Q:
    begun = Q() if last is None else Q(from_on__lte=last)
    return begun & (Q(until_on=None) | Q(until_on__gte=first))


def same_duty_as(duty: Duty) -> Duty | None:
    """The same duty of the same person and service on some of the same days, in force or waiting to be decided."""
    others = Duty.objects.filter(_days_meet(duty.from_on, duty.until_on), person=duty.person, kind=duty.kind)
    others = others.filter(service=duty.service).exclude(state__in=[DutyState.DECLINED, DutyState.TAKEN_BACK])
    return others.exclude(pk=duty.pk).first()


type HeldDuty = tuple[str, date | None, UUID | None]  # its kind, its last date, its service


def duties_of(person: Person, *, on: date) -> frozenset[str]:
    """The kinds of duty a person holds on a day. One query, kept for the life of this object (one request)."""
    kept: dict[date, frozenset[str]] = person.kept.setdefault("duties", {})
    if on not in kept:
        kept[on] = frozenset(kind for kind, _until_on, _service in _held_by(person, on=on))
    return kept[on]


def _held_by(person: Person, *, on: date) -> list[HeldDuty]:
    kept: dict[date, list[HeldDuty]] = person.kept.setdefault("held", {})
    if on not in kept:
        kept[on] = rows(duties_held, {SOMEBODY: person.pk, SOME_DAY: on})
    return kept[on]


def duties_held() -> QuerySet[Duty, HeldDuty]:
    """The query of the duties that somebody holds on some day."""
    held = Duty.objects.filter(in_force_on(SOME_DAY), person_id=SOMEBODY).order_by()
    return held.values_list("kind", "until_on", "service")


def last_dates_of(person: Person, *, on: date) -> dict[str, date | None]:
    """The last date of each kind of duty that a person holds on a day; None where it has none. One query, the same as `duties_of`."""
    last: dict[str, date | None] = {}
    for kind, until_on, _service in _held_by(person, on=on):
        other = last.get(kind, until_on)
        last[kind] = max(until_on, other) if until_on and other else None
    return last


def services_led_by(person: Person, *, on: date) -> frozenset[UUID]:
    """The services a person is line manager of: the duty's, else their own. One query, the same as `duties_of`; none for others."""
    kept: dict[date, frozenset[UUID]] = person.kept.setdefault("services_led", {})
    if on not in kept:
        held = _held_by(person, on=on) if DutyKind.LINE_MANAGER in duties_of(person, on=on) else []
        led = (one or person.service_id for kind, _until_on, one in held if kind == DutyKind.LINE_MANAGER)
        kept[on] = frozenset(filter(None, led)) if person.is_active else frozenset()
    return kept[on]


def service_named(name: str, *, column: str = "service", among: QuerySet[Service] | None = None) -> Service:
    """The service that a cell of an import names, of all or of these. Raises Refused, naming the cell's column."""
    rows = Service.objects.all() if among is None else among
    found = rows.filter(name__iexact=name).first()
    if found is None:
        raise Refused(
            _(
                "“{column}” names “{name}”, but no service has that name. Enter the service as the settings page lists it, or add the service there first."
            ).format(column=column, name=name[:80])
        )
    return found


def today() -> date:
    """Today in London; while something is worked out for somebody, the day of that."""
    return DAY.get() or timezone.localdate(None, LONDON)


def names_in(events: Iterable[Event]) -> dict[UUID, str]:
    """The names of people and services in events, who acted among them; "" for an emptied account. One query.

    The log holds ids alone, so a page asks for the names when it is made.
    """
    ids = ids_in(events)
    people = Person.objects.filter(id__in=ids).order_by().values_list("id", "name")
    services = Service.objects.filter(id__in=ids).order_by().values_list("id", "name")
    return dict(people.union(services))


def joined_duties(*, on: date) -> list[tuple[Person, list[Joining]]]:
    """People whose duties in force join in a way the table speaks of; the SRO sees them. One query."""
    return joined_in(duties_in_force(on))


def duties_in_force(on: date) -> QuerySet[Duty]:
    """The duties in force on a day, with their holders."""
    return Duty.objects.filter(in_force_on(on)).select_related("person")


def joined_in(duties: Iterable[Duty]) -> list[tuple[Person, list[Joining]]]:
    """The people among these holders whose duties join in a way the table speaks of. No query."""
    held: dict[Person, set[str]] = {}
    for duty in duties:
        held.setdefault(duty.person, set()).add(duty.kind)
    return [(person, met) for person, kinds in held.items() if (met := joinings_of(kinds))]


@asked_once
def holders_of(kind: str, *, on: date) -> list[Person]:
    """Who holds a duty on a day."""
    return list(Person.objects.filter(duties__in=Duty.objects.filter(in_force_on(on), kind=kind)).distinct())


def demonstration_people() -> list[dict[str, str]]:
    """For the sign-in page of a demonstration: who can be tried, and what they do. Two queries."""
    people = Person.objects.active().filter(duties__state=DutyState.GRANTED).distinct()
    return [
        {
            "name": person.name,
            "email": person.email,
            "duty": ", ".join(duty.title for duty in person.duties.all()),
            "password": settings.DEMONSTRATION_PASSWORD,
        }
        for person in people.prefetch_related("duties")
    ]


def officers(*, kind: DutyKind, on: date, as_at: datetime | None) -> list[Duty]:
    """Who holds a duty on a day, as recorded by a moment (None: now); each has `appointment`. Three queries.

    `until_on` is what was recorded by then: a duty granted later does not count, and one ended later is not ended yet.
    """
    return [
        duty
        for duty in _recorded(Q(kind=kind, from_on__lte=on), as_at=as_at)
        if duty.until_on is None or duty.until_on >= on
    ]


def with_appointments(duties: list[Duty]) -> list[Duty]:
    """The same duties, each with its `appointment`. One query."""
    told = {row.duty_id: row for row in _appointments(None).filter(duty__in=duties)}
    for duty in duties:
        duty.appointment = told.get(duty.id)
    return duties


def appointment_to(duty: Duty) -> Appointment | None:
    """The newest version of the appointment to a duty."""
    return _appointments(None).filter(duty=duty).first()


def officers_ever(kinds: Iterable[DutyKind]) -> list[Duty]:
    """Everyone who held or will hold one of these duties, by duty and then by day. Three queries."""
    return _recorded(Q(kind__in=list(kinds)), as_at=None)


def _recorded(condition: Q, *, as_at: datetime | None) -> list[Duty]:
    duties = Duty.objects.filter(condition, state__in=[DutyState.GRANTED, DutyState.ENDED])
    duties = duties.select_related("person", "service").order_by("kind", "from_on", "person__name")
    rows = list(duties.prefetch_related(Prefetch("appointments", queryset=_appointments(as_at))))
    days = _last_days(rows, as_at=as_at)
    found = [duty for duty in rows if duty.id in days]
    for duty in found:
        duty.until_on = days[duty.id]
        duty.appointment = next(iter(duty.appointments.all()), None)
    return found


def _appointments(as_at: datetime | None) -> QuerySet[Appointment]:
    """Those that were not corrected by then."""
    later = Appointment.objects.filter(corrects=OuterRef("pk"))
    rows = Appointment.objects.all()
    if as_at is not None:
        later, rows = later.filter(recorded_at__lte=as_at), rows.filter(recorded_at__lte=as_at)
    return rows.filter(~Exists(later))


def _last_days(duties: list[Duty], *, as_at: datetime | None) -> dict[UUID, date | None]:
    """For each duty that was in force by then, the last day as recorded by then."""
    if as_at is None:
        return {duty.id: duty.until_on for duty in duties}
    events = Event.objects.filter(subject_id__in=[duty.id for duty in duties], name__in=DATING)
    told = events.filter(recorded_at__lte=as_at).order_by("recorded_at", "id")
    days = ((event.subject_id, event.fields.get("until_on")) for event in told)
    return {subject: date.fromisoformat(day) if day else None for subject, day in days}


def ranks_listed(authority: Authority, *, on: date) -> tuple[str, ...]:
    """The ranks that the law lists for authorising officers of this authority, none where the rule set has none."""
    if authority.nation == Nation.SCOTLAND:
        return ()
    try:
        value = parameter("ripa.authorising_officer.ranks", on=on)
    except NotInForce:
        return ()
    return value if isinstance(value, tuple) else ()


def rank_warning(duty: Duty, *, listed: tuple[str, ...]) -> bool:
    """Whether an authorising officer's rank is not among those listed: a warning, never a refusal."""
    if duty.kind != DutyKind.AUTHORISING_OFFICER or not listed:
        return False
    return not is_rank_listed(duty.appointment.rank if duty.appointment else "", listed=listed)


def service_of(person: Person) -> Service | None:
    """Return the service that somebody works for: their own, else one that they lead."""
    led = services_led_by(person, on=today())
    return person.service or Service.objects.filter(id__in=led).order_by("name").first()


def recoveries() -> QuerySet[Recovery]:
    """Every recovery, the newest first, with those who took part."""
    return Recovery.objects.select_related("person", "asked_by", "decided_by", "ended_by")


def open_recovery_of(person: Person) -> Recovery | None:
    """The recovery of an account that goes on."""
    return recoveries().filter(person=person, state__in=RECOVERY_OPEN).first()


def was_recovered(person: Person) -> bool:
    """Return whether the account ever got a new password by a recovery."""
    return Recovery.objects.filter(person=person, lost=Lost.PASSWORD, state=RecoveryState.USED).exists()


def open_recoveries() -> QuerySet[Recovery]:
    """The open recoveries, the oldest first."""
    return recoveries().filter(state__in=RECOVERY_OPEN).order_by("asked_at")


def recoveries_ended(*, at: datetime) -> QuerySet[Recovery]:
    """The recoveries used or stopped of late, the newest first."""
    ends = (RecoveryState.USED, RecoveryState.STOPPED)
    of_late = recoveries().filter(state__in=ends, ended_at__gte=at - settings.RECOVERY_IS_TOLD_FOR)
    return of_late.order_by("-ended_at")


def other_administrators(recovery: Recovery) -> list[Person]:
    """The system administrators who can sign in, less its holder and the one who asked. Kept for the life of this object."""
    kept: list[Person] | None = recovery.__dict__.get("_others")
    if kept is None:
        part = {recovery.person_id, recovery.asked_by_id}
        held = holders_of(DutyKind.SYSTEM_ADMINISTRATOR, on=today())
        kept = recovery.__dict__["_others"] = [one for one in held if one.is_active and one.id not in part]
    return kept
