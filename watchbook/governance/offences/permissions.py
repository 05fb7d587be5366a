"""Rights in the register of offences: everybody with a duty reads it."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_read_offences(person: Person) -> None:
    """Everybody who holds a duty reads the register of offences."""
    require_duty(person, *DutyKind, to=_("read the register of offences"))
