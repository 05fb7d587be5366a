"""Rights over recoveries: no one person gets anybody into an account."""

from datetime import datetime

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.organisation.models import Duty, Person, Recovery
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import duties_of, today
from watchbook.organisation.recovery.queries import other_administrators, took_part_together
from watchbook.organisation.rules import DutyKind

TOLD = (DutyKind.SENIOR_RESPONSIBLE_OFFICER, DutyKind.DATA_PROTECTION_OFFICER)


def may_ask_recovery(person: Person, whose: Person) -> None:
    """A system administrator asks for another's account, never for their own."""
    require_duty(person, DutyKind.SYSTEM_ADMINISTRATOR, to=_("ask to recover an account"))
    if whose.id == person.id:
        raise NotPermitted(
            _(
                "You cannot ask to recover your own account. Change your password, or ask another system administrator."
            )
        )
    if whose.is_system or not whose.is_active:
        raise NotPermitted(
            _("You cannot ask to recover this account: it cannot sign in. Open the account again first.")
        )


def may_decide_recovery(person: Person, recovery: Recovery) -> None:
    """A second system administrator agrees or declines; where there is none, the senior responsible officer."""
    may_see_recovery(person, recovery)
    if person.id in {recovery.asked_by_id, recovery.person_id}:
        raise NotPermitted(
            _(
                "You cannot decide on this recovery: you asked for it, or the account is yours. Somebody else must decide."
            )
        )
    kinds = duties_of(person, on=today())
    if DutyKind.SYSTEM_ADMINISTRATOR in kinds:
        return
    if DutyKind.SENIOR_RESPONSIBLE_OFFICER in kinds and not other_administrators(recovery):
        return
    raise NotPermitted(
        _(
            "You cannot decide on this recovery: a second system administrator does. You can stop it if something is wrong."
        )
    )


def may_complete_recovery(person: Person, recovery: Recovery) -> None:
    """The person who agreed completes it, never the person who asked."""
    may_see_recovery(person, recovery)
    if person.id != recovery.decided_by_id:
        raise NotPermitted(
            _("You cannot complete this recovery: only the person who agreed to it can. Ask them.")
        )


def may_stop_recovery(person: Person, recovery: Recovery) -> None:
    """The holder of the account stops it, and everybody who is told of it."""
    may_see_recovery(person, recovery)


def may_see_recoveries(person: Person) -> None:
    """System administrators, and those who are told: the senior responsible officer and the data protection officer."""
    require_duty(person, *TOLD, DutyKind.SYSTEM_ADMINISTRATOR, to=_("see recoveries of accounts"))


def may_see_recovery(person: Person, recovery: Recovery) -> None:
    """The same people, and the holder of the account."""
    if person.id != recovery.person_id or not person.is_active:
        may_see_recoveries(person)


def check_apart(person: Person, duty: Duty, *, at: datetime) -> None:
    """Raise NotPermitted where both took part in a recovery: whoever had part in a recovery grants no proposal of another who had part in it, for a day."""
    if took_part_together(person, duty.proposed_by, at=at):
        raise NotPermitted(
            _(
                "You cannot grant this duty: you and the person who proposed it took part in one recovery within a day. Ask another administrator."
            )
        )
