"""Who keeps the retention schedule: the records manager, the DPO or the SRO prepares it; the SRO records its adoption."""

from django.utils.translation import gettext as _

from watchbook.governance.permissions import READERS as GOVERNING
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind

READERS = (*GOVERNING, DutyKind.HEAD_OF_PAID_SERVICE, DutyKind.LINE_MANAGER, DutyKind.INVESTIGATOR)
PREPARERS = (DutyKind.SENIOR_RESPONSIBLE_OFFICER, DutyKind.RECORDS_MANAGER, DutyKind.DATA_PROTECTION_OFFICER)


def may_read_retention_schedule(person: Person) -> None:
    """Whoever makes, governs or checks records reads how long they are kept."""
    require_duty(person, *READERS, to=_("read the retention schedule"))


def may_prepare_retention_schedule(person: Person) -> None:
    """The records manager, the data protection officer or the SRO prepares an edition and its classes."""
    require_duty(person, *PREPARERS, to=_("prepare a retention schedule"))


def may_adopt_retention_schedule(person: Person) -> None:
    """The SRO records that the authority adopted a schedule, and takes back one that was recorded by mistake."""
    require_duty(
        person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("record that a retention schedule was adopted")
    )
