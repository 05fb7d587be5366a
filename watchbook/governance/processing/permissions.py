"""Rights in the register of processing: the keepers and the data protection officer keep it; those who govern, and line managers, read it."""

from django.utils.translation import gettext as _

from watchbook.governance.permissions import KEEPERS, READERS
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_read_processing(person: Person) -> None:
    """Let those who govern, answer or check, and line managers, read which personal data are processed, and why."""
    require_duty(person, *READERS, DutyKind.LINE_MANAGER, to=_("read the register of processing"))


def may_record_processing(person: Person) -> None:
    """Let the co-ordinator, the SRO or the data protection officer record an activity and its papers."""
    require_duty(person, *KEEPERS, DutyKind.DATA_PROTECTION_OFFICER, to=_("record a processing activity"))
