"""One administrator alone: the senior responsible officer then grants a new one, and asks for a recovery of the only one's account."""

from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.organisation.models import Duty, Person
from watchbook.organisation.queries import duties_of, holders_of, today
from watchbook.organisation.rules import DutyKind


def active_administrators() -> set[UUID]:
    """The system administrators of today whose account is open, also one who has not signed in yet. One query."""
    held = holders_of(DutyKind.SYSTEM_ADMINISTRATOR, on=today())
    return {one.id for one in held if one.is_active}


def is_for_the_sro(duty: Duty) -> bool:
    """Whether the only administrator proposes another, so that no administrator could decide. Kept for the life of this object."""
    if duty.kind != DutyKind.SYSTEM_ADMINISTRATOR:
        return False
    kept: bool | None = duty.__dict__.get("is_for_the_sro")
    if kept is None:
        kept = duty.__dict__["is_for_the_sro"] = active_administrators() == {duty.proposed_by_id}
    return kept


def is_only_administrator(person: Person) -> bool:
    """Whether nobody else could ask to recover this administrator’s account. Kept for the life of this object."""
    if DutyKind.SYSTEM_ADMINISTRATOR not in duties_of(person, on=today()):
        return False
    kept: bool | None = person.kept.get("is_only_administrator")
    if kept is None:
        kept = person.kept["is_only_administrator"] = active_administrators() == {person.id}
    return kept


def one_alone(first: Duty) -> str:
    """Say that the senior responsible officer makes one second administrator, who decides on more."""
    return _(
        "You can grant only one of these duties: once {name} is a system administrator, the administrators decide on the other duties."
    ).format(name=first.person.name)


def who_decides(duty: Duty) -> str:
    """Say who decides a proposal, to whoever just made it. One query."""
    if active_administrators() != {duty.proposed_by_id}:
        return _("You proposed the duty. Another system administrator must decide on it.")
    officers = holders_of(DutyKind.SENIOR_RESPONSIBLE_OFFICER, on=today())
    if not any(one.is_active and one.id != duty.person_id for one in officers):
        return _(
            "You proposed the duty. You are the only system administrator, and no senior responsible officer can sign in, so nobody can decide on the duty. Tell "
            "the operator of Watchbook."
        )
    if is_for_the_sro(duty):
        return _(
            "You proposed the duty. You are the only system administrator, so the senior responsible officer decides on it."
        )
    return _(
        "You proposed the duty. You are the only system administrator, so nobody can decide on it yet. Propose a second system "
        "administrator: the senior responsible officer can grant that duty."
    )
