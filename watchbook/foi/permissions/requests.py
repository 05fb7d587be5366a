"""Who answers requests: the information officer; who may read them besides."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind

READERS = (
    DutyKind.INFORMATION_OFFICER,
    DutyKind.DATA_PROTECTION_OFFICER,
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.SOLICITOR,
    DutyKind.INTERNAL_AUDITOR,
    DutyKind.INSPECTOR,
)


def may_receive_request(person: Person) -> None:
    """The information officer takes requests in (FOIA s.8, s.10)."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("take in a request for information"))


def may_read_requests(person: Person) -> None:
    """Those who answer, advise or check read requests and drafts."""
    require_duty(person, *READERS, to=_("read requests for information"))
