"""Who publishes answers in the disclosure log, corrects and withdraws them: the information officer."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_publish_answer(person: Person) -> None:
    """The information officer publishes an answer that was sent, in a wording that names nobody."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("publish an answer in the disclosure log"))


def may_correct_publication(person: Person) -> None:
    """The information officer publishes the next edition of an entry."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("correct an entry of the disclosure log"))


def may_withdraw_publication(person: Person) -> None:
    """The information officer takes an entry back, and says why at its address."""
    require_duty(person, DutyKind.INFORMATION_OFFICER, to=_("withdraw an entry of the disclosure log"))
