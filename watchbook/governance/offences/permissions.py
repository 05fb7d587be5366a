"""Rights in the register of offences: everybody with a duty reads it, the authority's solicitor alone confirms."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_read_offences(person: Person) -> None:
    """Everybody who holds a duty reads the register of offences."""
    require_duty(person, *DutyKind, to=_("read the register of offences"))


def may_confirm_offences(person: Person) -> None:
    """The solicitor confirms entries of the register, and takes a confirmation back."""
    require_duty(person, DutyKind.SOLICITOR, to=_("confirm entries of the register of offences"))
