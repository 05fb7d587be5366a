"""Rights in listening projects: whoever proposes one never decides on it."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.governance.permissions import READERS
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import duties_of, services_led_by, today
from watchbook.organisation.rules import DutyKind

DECIDERS = (DutyKind.SENIOR_RESPONSIBLE_OFFICER, DutyKind.AUTHORISING_OFFICER)


def may_read_projects(person: Person) -> None:
    """Let those who govern, answer or check, and line managers, read every project, also what is not published."""
    require_duty(person, *READERS, DutyKind.LINE_MANAGER, to=_("read the register of listening projects"))


def may_propose_project(person: Person) -> None:
    """Let a line manager, the co-ordinator, or one who also decides, propose a project and change the proposal."""
    kinds = (DutyKind.LINE_MANAGER, DutyKind.RIPA_COORDINATOR, *DECIDERS)
    require_duty(person, *kinds, to=_("propose a listening project"))


def may_change_project(person: Person, service: UUID, proposers: Collection[UUID]) -> None:
    """Let whoever proposed a version, the line manager of its service, the co-ordinator, or one who decides, change or take back a proposal."""
    may_propose_project(person)
    if not _is_of_project(person, service, proposers):
        raise NotPermitted(
            _(
                "You cannot change this project: you did not propose it and you do not lead its service. Ask the person who proposed it, or the service’s line manager."
            )
        )


def _is_of_project(person: Person, service: UUID, proposers: Collection[UUID]) -> bool:
    kinds = {DutyKind.RIPA_COORDINATOR, *DECIDERS}
    central = kinds.intersection(duties_of(person, on=today()))
    return bool(central) or person.id in proposers or service in services_led_by(person, on=today())


def may_decide_projects(person: Person) -> None:
    """Let the SRO or an authorising officer decide on projects and end them."""
    require_duty(person, *DECIDERS, to=_("decide on a listening project"))


def may_decide_project(person: Person, proposers: Collection[UUID]) -> None:
    """Let one of them decide on a project of which they proposed no version."""
    may_decide_projects(person)
    if person.id in proposers:
        raise NotPermitted(
            _(
                "You cannot decide on this project: you proposed it or changed the proposal. Ask another senior responsible officer or authorising officer to decide."
            )
        )


def may_start_again(person: Person, changers: Collection[UUID]) -> None:
    """Let one of them approve a stopped project again if they changed nothing of what it had lost."""
    may_decide_projects(person)
    if person.id in changers:
        raise NotPermitted(
            _(
                "You cannot approve this project again: after the project was approved, you changed its assessment or its ward. Ask another senior responsible "
                "officer or authorising officer to approve it."
            )
        )


def may_read_wards(person: Person) -> None:
    """Let those who read listening projects, and administrators, read the register of wards."""
    kinds = (*READERS, DutyKind.LINE_MANAGER, DutyKind.SYSTEM_ADMINISTRATOR)
    require_duty(person, *kinds, to=_("read the register of wards"))


def may_record_ward(person: Person) -> None:
    """Let administrators record wards, since they propose no project."""
    require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("record a ward"))


def may_agree_wards(person: Person) -> None:
    """Let those who decide on projects agree to a ward that an administrator recorded."""
    require_duty(person, *DECIDERS, to=_("agree to a ward"))


def may_agree_ward(person: Person, authors: Collection[UUID]) -> None:
    """Let one of them agree to a ward of which they recorded no version."""
    may_agree_wards(person)
    if person.id in authors:
        raise NotPermitted(
            _(
                "You cannot agree to this entry for a ward: you recorded it or corrected it. Ask another senior responsible officer or authorising officer to "
                "agree."
            )
        )


def may_record_source(person: Person) -> None:
    """Let the co-ordinator, or one who decides on projects, record the sources of a project and the terms of each."""
    require_duty(person, DutyKind.RIPA_COORDINATOR, *DECIDERS, to=_("record a source of a listening project"))


def may_agree_sources(person: Person) -> None:
    """Let those who decide on projects agree to a source that another officer recorded."""
    require_duty(person, *DECIDERS, to=_("agree to a source of a listening project"))


def may_agree_source(person: Person, authors: Collection[UUID]) -> None:
    """Let one of them agree to a source of which they recorded no version."""
    may_agree_sources(person)
    if person.id in authors:
        raise NotPermitted(
            _(
                "You cannot agree to this source: you recorded it or corrected it. Ask another senior responsible officer or authorising officer to agree."
            )
        )


def may_label_posts(person: Person) -> None:
    """Let whoever may propose a project label texts of some project (of which: `may_label_project`)."""
    kinds = (DutyKind.LINE_MANAGER, DutyKind.RIPA_COORDINATOR, *DECIDERS)
    require_duty(person, *kinds, to=_("label posts for a listening project"))


def may_label_project(person: Person, service: UUID, proposers: Collection[UUID]) -> None:
    """Let those read the texts of a project who proposed it, lead its service, coordinate, or decide: no other service’s line manager."""
    may_label_posts(person)
    if not _is_of_project(person, service, proposers):
        raise NotPermitted(
            _(
                "You cannot label posts for this project: you did not propose it and you do not lead its service. Label posts for your own service’s projects."
            )
        )


def may_count_posts(person: Person) -> None:
    """Let the system person alone count posts: nobody sees one."""
    if not person.is_system:
        raise NotPermitted(
            _(
                "You cannot count posts: Watchbook counts them each hour while a project is in force. Open the project to see its sources."
            )
        )
