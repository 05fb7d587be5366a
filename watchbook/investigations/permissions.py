"""Who may open, read and change investigations: their own service, those who need to know, and whoever checks.

An elected member and a system administrator see none, whatever list they are on (DESIGN §2).
"""

from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.investigations.models import Investigation, NeedToKnow, Subject
from watchbook.organisation.models import Person, Service
from watchbook.organisation.permissions import NotPermitted, require_duty
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


def may_see_investigations(person: Person) -> None:
    """Whoever may come to read one sees the list of those that they may read."""
    require_duty(person, *OF_THE_SERVICE, *OFFICERS, *CHECKERS, to=_("see investigations"))


def may_open_investigations(person: Person) -> None:
    """An investigator or a line manager opens investigations of their service."""
    require_duty(person, *OF_THE_SERVICE, to=_("open investigations"))
    if person.service_id is None and not services_led_by(person, on=today()):
        raise NotPermitted(
            _(
                "You belong to no service, and an investigation is one’s. Ask a system administrator to enter yours."
            )
        )


def may_open_investigation(person: Person, service: Service) -> None:
    """Of their own service, never of another."""
    may_open_investigations(person)
    if not _is_of(person, service_id=service.id):
        raise NotPermitted(
            _("You may open investigations of your own service only. Ask somebody of {service}.").format(
                service=service.name
            )
        )


def may_read_investigation(person: Person, investigation: Investigation) -> None:
    """Whoever needs to know, the service's line manager, and whoever checks."""
    if _checks(person) or _leads(person, investigation):
        return
    if not _needs_to_know(person, investigation):
        raise NotPermitted(
            _(
                "Only those on its need-to-know list read this investigation. Ask whoever leads it to put you there."
            )
        )
    may_need_to_know(person, investigation)


def may_need_to_know(person: Person, investigation: Investigation) -> None:
    """Who may be on the list: investigators and managers of the service, and the authority's officers."""
    held = _held(person)
    if held & set(OFFICERS) or (
        held & set(OF_THE_SERVICE) and _is_of(person, service_id=investigation.service_id)
    ):
        return
    raise NotPermitted(
        _(
            "An investigation is for investigators and managers of its service and for the officers who decide or "
            "advise. Choose one of them."
        )
    )


def may_change_investigation(person: Person, investigation: Investigation) -> None:
    """Investigators of its service who need to know, and the service's line manager."""
    if _leads(person, investigation):
        return
    require_duty(person, *OF_THE_SERVICE, to=_("change this investigation"))
    may_read_investigation(person, investigation)
    if not _is_of(person, service_id=investigation.service_id):
        raise NotPermitted(_("This investigation is another service’s. Ask somebody of that service."))


def may_read_subject(person: Person, subject: Subject) -> None:
    """Whoever may read its investigation; that they read it is recorded first."""
    may_read_investigation(person, subject.investigation)


def may_search_subjects(person: Person) -> None:
    """Whoever may see investigations asks for an exact name or handle, and is told only of those they may read."""
    may_see_investigations(person)


def _held(person: Person) -> frozenset[str]:
    return duties_of(person, on=today()) if person.is_active and not person.is_system else frozenset()


def _checks(person: Person) -> bool:
    return bool(_held(person) & set(CHECKERS))


def _leads(person: Person, investigation: Investigation) -> bool:
    return investigation.service_id in services_led_by(person, on=today())


def _is_of(person: Person, *, service_id: object) -> bool:
    return person.service_id == service_id or service_id in services_led_by(person, on=today())


def _needs_to_know(person: Person, investigation: Investigation) -> bool:
    """Whether somebody is on the list. One query, kept for the life of this row (one request), like `duties_of`."""
    kept: set[UUID] | None = investigation.__dict__.get("_need_to_know")
    if kept is None:
        entries = NeedToKnow.objects.filter(investigation=investigation, removed_at=None)
        kept = investigation.__dict__["_need_to_know"] = set(entries.values_list("person", flat=True))
    return person.id in kept
