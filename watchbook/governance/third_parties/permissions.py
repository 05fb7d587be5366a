"""Rights in the register of third parties: the co-ordinator and the SRO keep it; those who govern, and line managers, read it."""

from django.utils.translation import gettext as _

from watchbook.governance.permissions import KEEPERS, READERS
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_read_third_parties(person: Person) -> None:
    """Let those who govern, answer or check, and line managers, read who looks for the authority."""
    require_duty(person, *READERS, DutyKind.LINE_MANAGER, to=_("read the register of third parties"))


def may_record_third_party(person: Person) -> None:
    """Let the co-ordinator or the SRO record a third party and each check of it."""
    require_duty(person, *KEEPERS, to=_("record a third party"))
