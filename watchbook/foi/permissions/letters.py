"""Who sends the answer to a request (FOIA s.1(1))."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_send_answer(person: Person) -> None:
    """The information officer sends the answer, and records that it went."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("send the answer to a request"))
