"""The keepers and readers of the registers of what the authority has adopted, received, uses and signs."""

from watchbook.organisation.rules import DutyKind

KEEPERS = (DutyKind.RIPA_COORDINATOR, DutyKind.SENIOR_RESPONSIBLE_OFFICER)
READERS = (
    *KEEPERS,
    DutyKind.SOLICITOR,
    DutyKind.INFORMATION_OFFICER,
    DutyKind.DATA_PROTECTION_OFFICER,
    DutyKind.AUTHORISING_OFFICER,
    DutyKind.INTERNAL_AUDITOR,
    DutyKind.INSPECTOR,
    DutyKind.RECORDS_MANAGER,
)
