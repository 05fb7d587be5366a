"""Rights to read and keep the registers of oversight, and to check the seal of the audit log."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind

KEEPERS = (DutyKind.RIPA_COORDINATOR, DutyKind.SENIOR_RESPONSIBLE_OFFICER)
READERS = (
    *KEEPERS,
    DutyKind.HEAD_OF_PAID_SERVICE,
    DutyKind.SOLICITOR,
    DutyKind.INFORMATION_OFFICER,
    DutyKind.DATA_PROTECTION_OFFICER,
    DutyKind.AUTHORISING_OFFICER,
    DutyKind.INTERNAL_AUDITOR,
    DutyKind.INSPECTOR,
    DutyKind.RECORDS_MANAGER,
)
CHECKERS = (
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.DATA_PROTECTION_OFFICER,
    DutyKind.INTERNAL_AUDITOR,
    DutyKind.INSPECTOR,
)


def may_read_oversight(person: Person) -> None:
    """Those who govern, answer or check read audits, inspections and recommendations."""
    require_duty(person, *READERS, to=_("read audits, inspections and recommendations"))


def may_check_seal(person: Person) -> None:
    """Those who check see how the seal of the audit log stands, and the administrator who looks after it."""
    require_duty(person, *CHECKERS, DutyKind.SYSTEM_ADMINISTRATOR, to=_("check the seal of the audit log"))


def may_take_receipt(person: Person) -> None:
    """Those who check take the receipt of an entry; an administrator has no business with single entries."""
    require_duty(person, *CHECKERS, to=_("download receipts from the audit log"))


def may_record_audit(person: Person) -> None:
    """The internal auditor records audits and corrects them: nobody audits their own work."""
    require_duty(person, DutyKind.INTERNAL_AUDITOR, to=_("record an internal audit"))


def may_record_inspection(person: Person) -> None:
    """The co-ordinator or the SRO records an inspection, corrects it and records its report."""
    require_duty(person, *KEEPERS, to=_("record an inspection"))
