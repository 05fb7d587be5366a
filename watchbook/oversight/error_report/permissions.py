"""Rights to read, to record and to decide on errors in the use of covert powers."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind
from watchbook.oversight.permissions import KEEPERS


def may_read_errors(person: Person) -> None:
    """Those who answer for the powers or check them read which errors were suspected, established and reported."""
    require_duty(
        person,
        *KEEPERS,
        DutyKind.HEAD_OF_PAID_SERVICE,
        DutyKind.SOLICITOR,
        DutyKind.DATA_PROTECTION_OFFICER,
        DutyKind.INTERNAL_AUDITOR,
        DutyKind.INSPECTOR,
        to=_("read error reports"),
    )


def may_record_error(person: Person) -> None:
    """The co-ordinator or the SRO records that an error is suspected."""
    require_duty(person, *KEEPERS, to=_("record an error"))


def may_decide_error(person: Person) -> None:
    """The SRO establishes an error or finds that it is none, and reports it to the Commissioner."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("decide on an error"))
