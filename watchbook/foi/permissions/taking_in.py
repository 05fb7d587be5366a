"""Who cuts a request by hand, and who may know who asks: the information officer alone."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_cut_request(person: Person) -> None:
    """The information officer says what is a question of a request and what is none (FOIA s.1(1))."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("cut a request into its questions"))


def may_read_requester(person: Person) -> None:
    """The information officer alone sees who asks: an answer does not depend on it (FOIA s.8(1)(b))."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("see who asks and where the answer goes"))


def may_record_requester(person: Person) -> None:
    """The information officer records who asks and where the answer goes (FOIA s.8(1)(b))."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("record who asks and where the answer goes"))
