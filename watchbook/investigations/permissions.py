"""Who may open, read and change investigations: their own service, those who need to know, and whoever checks.

An elected member and a system administrator see none, whatever list they are on. The SRO who broke the glass reads for
some hours and changes nothing (docs/explanation/separation-of-duties.md#who-sees-what).
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import NotPermitted, Way, can, cannot
from watchbook.audit_log.written_once import SOMEBODY, rows
from watchbook.investigations.models import BreakGlass, Investigation, NeedToKnow, Subject
from watchbook.law.parameters import number
from watchbook.organisation.models import Person, Service
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import duties_of, services_led_by, today
from watchbook.organisation.rules import DutyKind

OF_THE_SERVICE = (DutyKind.INVESTIGATOR, DutyKind.LINE_MANAGER)
# Officers of the whole authority who may come to need to know of a matter.
OFFICERS = (
    DutyKind.RIPA_COORDINATOR,
    DutyKind.AUTHORISING_OFFICER,
    DutyKind.HEAD_OF_PAID_SERVICE,
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
    DutyKind.SOLICITOR,
    DutyKind.DATA_PROTECTION_OFFICER,
)
# Whoever checks reads them all; each subject they read is recorded first.
CHECKERS = (DutyKind.INTERNAL_AUDITOR, DutyKind.INSPECTOR)
SRO, DPO = DutyKind.SENIOR_RESPONSIBLE_OFFICER, DutyKind.DATA_PROTECTION_OFFICER


def may_see_investigations(person: Person) -> None:
    """Whoever may come to read one sees the list of those that they may read."""
    require_duty(person, *OF_THE_SERVICE, *OFFICERS, *CHECKERS, to=_("see investigations"))


def may_open_investigations(person: Person) -> None:
    """An investigator or a line manager opens investigations of their service."""
    require_duty(person, *OF_THE_SERVICE, to=_("open investigations"))
    if person.service_id is None and not services_led_by(person, on=today()):
        raise NotPermitted(
            _(
                "You cannot open investigations: you do not belong to a service. Ask a system administrator to add you to one."
            )
        )


def may_open_investigation(person: Person, service: Service) -> None:
    """Of their own service, never of another."""
    may_open_investigations(person)
    if not _is_of(person, service_id=service.id):
        raise NotPermitted(
            _(
                "You cannot open an investigation for {service}: you belong to another service. Ask an investigator of {service} to open it."
            ).format(service=service.name)
        )


def may_read_investigation(person: Person, investigation: Investigation) -> None:
    """Whoever needs to know, the service's line manager, whoever checks; for some hours the SRO who broke the glass."""
    if broken_glass(person, investigation) is None and (why := why_not_to_know(person, investigation)):
        may_see_investigations(person)  # whom no lead officer could add is told so
        way = _way_through_glass(person, investigation)
        raise NotPermitted(cannot(_("You cannot read this investigation"), why), way=way)


def why_not_to_know(person: Person, investigation: Investigation) -> str:
    """Return why somebody does not read it without emergency access; empty if they do."""
    if _checks(person) or _leads(person, investigation):
        return ""
    if not _needs_to_know(person, investigation):
        return _(
            "You are not on the investigation’s list of people with access. Ask the lead officer to add you."
        )
    if not _could_need_to_know(person, investigation):
        return _(
            "Your current duties do not allow you to read this investigation. Ask a system administrator to propose the duty that you need."
        )
    return ""


def may_need_to_know(person: Person, investigation: Investigation) -> None:
    """Who may be on the list: investigators and managers of the service, and the authority's officers."""
    if _could_need_to_know(person, investigation):
        return
    raise NotPermitted(
        _(
            "You cannot give this person access: only investigators and line managers of the service, and officers who decide or "
            "advise, can have access. Choose another person."
        )
    )


def may_change_investigation(person: Person, investigation: Investigation) -> None:
    """Investigators of its service who need to know, and the service's line manager."""
    if _leads(person, investigation):
        return
    require_duty(person, *OF_THE_SERVICE, to=_("change this investigation"))
    if why := why_not_to_know(person, investigation):
        raise NotPermitted(cannot(_("You cannot change this investigation"), why))
    if not _is_of(person, service_id=investigation.service_id):
        raise NotPermitted(
            _(
                "You cannot change this investigation: it belongs to another service. Ask an officer of that service."
            )
        )


def may_confirm_kind(person: Person, subject: Subject) -> None:
    """The service's line manager or the RIPA co-ordinator who may read it; never whoever added it or said what it is."""
    require_duty(
        person,
        DutyKind.LINE_MANAGER,
        DutyKind.RIPA_COORDINATOR,
        to=_("confirm that a subject is not a person"),
    )
    may_read_investigation(person, subject.investigation)
    if DutyKind.RIPA_COORDINATOR not in _held(person) and not _leads(person, subject.investigation):
        raise NotPermitted(
            _(
                "You cannot confirm what this subject is: you do not lead its service. Ask the service’s line manager or the RIPA co-ordinator."
            )
        )
    if person.id in {subject.added_by_id, subject.kind_by_id}:
        raise NotPermitted(
            _(
                "You cannot confirm what this subject is: you added or described the subject yourself. Ask another line manager or the RIPA co-ordinator."
            )
        )


def may_confirm_kinds(person: Person) -> None:
    """Line managers and the RIPA co-ordinator confirm which subjects are no people."""
    require_duty(
        person, DutyKind.LINE_MANAGER, DutyKind.RIPA_COORDINATOR, to=_("confirm that subjects are not people")
    )


def may_read_subject(person: Person, subject: Subject) -> None:
    """Whoever may read its investigation; that they read it is recorded first."""
    may_read_investigation(person, subject.investigation)


def may_search_subjects(person: Person) -> None:
    """Whoever may see investigations asks for an exact name or handle, and is told only of those they may read."""
    may_see_investigations(person)


def may_break_glass(person: Person, investigation: Investigation) -> None:
    """The SRO alone, where they may not read it anyway."""
    require_duty(person, SRO, to=_("use emergency access"))
    if can(may_read_investigation, person, investigation):
        raise NotPermitted(
            _("You cannot use emergency access: you can read this investigation already. Open its page.")
        )


def may_close_glass(person: Person, glass: BreakGlass) -> None:
    """The SRO who broke it ends it early."""
    require_duty(person, SRO, to=_("end emergency access"))
    if glass.opened_by_id != person.id:
        raise NotPermitted(
            _(
                "You cannot end this emergency access: another officer is using it. Ask that officer to end it, or wait until it ends."
            )
        )


def may_see_broken_glass(person: Person) -> None:
    """The SRO, the data protection officer and whoever checks see every time that the glass was broken."""
    require_duty(person, SRO, DPO, *CHECKERS, to=_("see every use of emergency access"))


def may_read_broken_glass(person: Person, glass: BreakGlass) -> None:
    """Those, and whoever reads the investigation: who broke the glass, when, and why."""
    if not can(may_see_broken_glass, person):
        may_read_investigation(person, glass.investigation)


def may_hear_of_broken_glass(person: Person) -> None:
    """The data protection officer is told of every time; investigators and line managers of what they lead."""
    require_duty(person, DPO, *OF_THE_SERVICE, to=_("be told about emergency access"))


def may_acknowledge_glass(person: Person, glass: BreakGlass) -> None:
    """The data protection officer, and whoever leads the investigation; never whoever broke it."""
    if glass.opened_by_id == person.id:
        raise NotPermitted(
            _(
                "You cannot acknowledge this emergency access: you used it yourself. Only the officers who were told about the emergency access can acknowledge it."
            )
        )
    if DPO not in _held(person):
        may_change_investigation(person, glass.investigation)


def broken_glass(person: Person, investigation: Investigation) -> BreakGlass | None:
    """The glass that somebody reads an investigation through now; None for whoever needs none, or has none."""
    if SRO not in _held(person) or not why_not_to_know(person, investigation):
        return None
    return glass_broken_by(person).get(investigation.id)


def glass_broken_by(person: Person) -> dict[UUID, BreakGlass]:
    """What the SRO reads through broken glass now, by investigation. One query, kept like `duties_of`; none for others."""
    if SRO not in _held(person):
        return {}
    now = timezone.now()
    kept: list[BreakGlass] | None = person.__dict__.get("_broken_glass")
    if kept is None:
        broken = BreakGlass.objects.filter(opened_by=person, closed_at=None, ends_at__gt=now)
        kept = person.__dict__["_broken_glass"] = list(broken)
    return {row.investigation_id: row for row in kept if row.opened_at <= now < row.ends_at}


def glass_open(person: Person, *, at: Any) -> QuerySet[BreakGlass]:
    """The same as a query, at a moment that may come."""
    if SRO not in _held(person):
        return BreakGlass.objects.none()
    return BreakGlass.objects.filter(opened_by=person, closed_at=None, opened_at__lte=at, ends_at__gt=at)


def forget_broken_glass(person: Person) -> None:
    """Ask again which glass somebody broke: an act has just changed it."""
    person.__dict__.pop("_broken_glass", None)


def _way_through_glass(person: Person, investigation: Investigation) -> Way | None:
    """For the SRO: the page on which they break the glass."""
    if SRO not in _held(person):
        return None
    hours = number("authority.break_glass.hours", on=today())
    words = ngettext(
        "Use emergency access for {count} hour, with a reason",
        "Use emergency access for {count} hours, with a reason",
        hours,
    )
    href = reverse("investigations:break_glass_open", args=[investigation.reference])
    return Way(words=words.format(count=hours), href=href)


def _held(person: Person) -> frozenset[str]:
    return duties_of(person, on=today()) if person.is_active and not person.is_system else frozenset()


def _checks(person: Person) -> bool:
    return bool(_held(person) & set(CHECKERS))


def _leads(person: Person, investigation: Investigation) -> bool:
    return investigation.service_id in services_led_by(person, on=today())


def _is_of(person: Person, *, service_id: object) -> bool:
    return person.service_id == service_id or service_id in services_led_by(person, on=today())


def _could_need_to_know(person: Person, investigation: Investigation) -> bool:
    held = _held(person)
    of_it = held & set(OF_THE_SERVICE) and _is_of(person, service_id=investigation.service_id)
    return bool(held & set(OFFICERS) or of_it)


def know_lists_of(investigations: Iterable[Investigation]) -> None:
    """Keep the lists of people with access of many investigations, which are then asked one by one. One query."""
    unread = [row for row in investigations if "_need_to_know" not in row.__dict__]
    kept: dict[UUID, set[UUID]] = {row.id: set() for row in unread}
    entries = NeedToKnow.objects.filter(investigation__in=kept, removed_at=None)
    for investigation, person in entries.values_list("investigation", "person"):
        kept[investigation].add(person)
    for row in unread:
        row.__dict__["_need_to_know"] = kept[row.id]


def _needs_to_know(person: Person, investigation: Investigation) -> bool:
    """Whether somebody is on the list. One query, kept for the life of this row (one request), like `duties_of`."""
    kept: set[UUID] | None = investigation.__dict__.get("_need_to_know")
    if kept is None:
        entries = rows(_on_the_list, {SOMEBODY: investigation.pk})
        kept = investigation.__dict__["_need_to_know"] = {known for (known,) in entries}
    return person.id in kept


def _on_the_list() -> QuerySet[NeedToKnow, tuple[UUID]]:
    """Ask who is on the list of some investigation: each page and act of one does."""
    listed = NeedToKnow.objects.filter(investigation_id=SOMEBODY, removed_at=None)
    return listed.order_by().values_list("person")
