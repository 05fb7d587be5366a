"""Rights in what is confirmed of the law's data: everybody with a duty reads it, the authority's solicitor alone confirms."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_read_law(person: Person) -> None:
    """Everybody who holds a duty reads the law's data and what of it is confirmed."""
    require_duty(person, *DutyKind, to=_("read the entries about the law"))


def may_confirm_law(person: Person) -> None:
    """The solicitor confirms entries of the law's data, and takes a confirmation back."""
    require_duty(person, DutyKind.SOLICITOR, to=_("confirm entries about the law"))
