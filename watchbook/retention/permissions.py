"""Rights in retention: who sees what is due and what is held, and who places and ends a hold."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind

KEEPERS = (
    DutyKind.INFORMATION_OFFICER,
    DutyKind.DATA_PROTECTION_OFFICER,
)  # who answer people about their data
# Who reads for which names somebody asks.
KNOWS_WHO_ASKS = (*KEEPERS, DutyKind.SENIOR_RESPONSIBLE_OFFICER)
HOLDERS = (
    DutyKind.RECORDS_MANAGER,
    DutyKind.DATA_PROTECTION_OFFICER,
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
    DutyKind.SOLICITOR,
    DutyKind.INFORMATION_OFFICER,
)
READERS = (
    *HOLDERS,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.HEAD_OF_PAID_SERVICE,
    DutyKind.INTERNAL_AUDITOR,
    DutyKind.INSPECTOR,
)


def may_read_retention(person: Person) -> None:
    """Let those who answer for records or check them read what is due, what is held and what was deleted."""
    require_duty(person, *READERS, to=_("read the list of records due for deletion"))


def may_place_hold(person: Person) -> None:
    """Let the records manager, the DPO, the SRO, a solicitor or an information officer place a legal hold."""
    require_duty(person, *HOLDERS, to=_("place or end a legal hold"))
