"""Who reads the rules in use, and who adopts them: the authority's solicitor alone."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_read_rule_set(person: Person) -> None:
    """Whoever holds a duty reads the rules that the register decides by."""
    require_duty(person, *DutyKind, to=_("read the rules"))


def may_adopt_rule_set(person: Person) -> None:
    """The solicitor adopts the rules, with exceptions, and takes back an adoption that was recorded by mistake."""
    require_duty(person, DutyKind.SOLICITOR, to=_("adopt the rules"))
