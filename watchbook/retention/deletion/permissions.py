"""Rights in deletion: who sees lists, who proposes one, and the other person who approves it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import duties_of, services_led_by, today
from watchbook.organisation.rules import DutyKind
from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.permissions import KEEPERS, KNOWS_WHO_ASKS, READERS
from watchbook.retention.reading_rights import reads_all, require_right_to_read

PROPOSERS = (
    DutyKind.RECORDS_MANAGER,
    DutyKind.LINE_MANAGER,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.INFORMATION_OFFICER,
    DutyKind.DATA_PROTECTION_OFFICER,
)
APPROVERS = (
    DutyKind.RECORDS_MANAGER,
    DutyKind.DATA_PROTECTION_OFFICER,
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
)


def may_read_deletions(person: Person) -> None:
    """Let those who answer for records, propose their end or check it read lists and certificates of deletion."""
    require_duty(person, *READERS, *PROPOSERS, to=_("read deletion lists and certificates"))


def may_check_deletions(person: Person) -> None:
    """Let an auditor and an inspector see what became of each list, whatever was on it: they read every case."""
    require_duty(
        person, DutyKind.INTERNAL_AUDITOR, DutyKind.INSPECTOR, to=_("check the deletions of every service")
    )


def sees_what_went(person: Person) -> bool:
    """Whether somebody who checks deletions may see figures of protected records of this moment: never who reads for which names somebody asks."""
    return can(may_check_deletions, person) and not duties_of(person, on=today()) & {*KNOWS_WHO_ASKS}


def may_propose_deletion(person: Person) -> None:
    """Let the records manager, a line manager, the co-ordinator, an information officer or the DPO propose a list."""
    require_duty(person, *PROPOSERS, to=_("propose a deletion"))


def may_propose_deletion_of(person: Person, service: UUID | None, table: str) -> None:
    """Let them propose the records of every service, a line manager those of one that they lead, or of none; a protected kind only with access."""
    may_propose_deletion(person)
    mine = duties_of(person, on=today())
    if DutyKind.RIPA_COORDINATOR in mine:
        return
    if mine & {DutyKind.RECORDS_MANAGER, *KEEPERS} and reads_all(person, table):
        return
    if DutyKind.LINE_MANAGER in mine and (service is None or service in services_led_by(person, on=today())):
        return
    if DutyKind.LINE_MANAGER not in mine:
        raise NotPermitted(
            _(
                "You cannot propose this deletion: you are not allowed to read every record of this kind, or the holds on those records. Ask a line manager of the "
                "service or the RIPA co-ordinator."
            )
        )
    raise NotPermitted(
        _(
            "You cannot propose this deletion: the records belong to a service that you do not lead. Ask the line manager of that service or the RIPA co-ordinator."
        )
    )


def may_change_deletion(person: Person, deletion_list: DeletionList) -> None:
    """Let whoever proposed a list change it, send it again or give it up."""
    may_propose_deletion(person)
    if person.id != deletion_list.proposed_by_id:
        raise NotPermitted(
            _("You cannot change this list: somebody else proposed it. Ask that person to change the list.")
        )


def may_decide_some_deletion(person: Person) -> None:
    """Let the records manager, the DPO or the SRO see which lists wait for a second person."""
    require_duty(person, *APPROVERS, to=_("decide on a deletion"))


def may_decide_deletion(person: Person, deletion_list: DeletionList) -> None:
    """Let the records manager, the DPO or the SRO decide on a list that somebody else proposed."""
    may_decide_some_deletion(person)
    if person.id == deletion_list.proposed_by_id:
        raise NotPermitted(
            _("You cannot decide on this list: you proposed it yourself. Ask another person to decide.")
        )


def may_open_listed(person: Person, thing: DeletionItem, row: Any) -> None:
    """Let those who read lists open a record of one (`row`, while it is there) if its own part lets them; a protected record nobody opens."""
    may_read_deletions(person)
    if thing.is_protected or row is None:
        raise NotPermitted(
            _(
                "You cannot open this record from the list: it is protected, or it is no longer in the register. Read its entry on the list."
            )
        )
    require_right_to_read(person, thing.table, row)


def may_carry_out_deletion(person: Person) -> None:
    """Let the system person alone carry out what two people agreed."""
    if not person.is_system:
        raise NotPermitted(
            _(
                "You cannot carry out a deletion by hand: Watchbook does this once the list is approved. Open the list to see its progress."
            )
        )
