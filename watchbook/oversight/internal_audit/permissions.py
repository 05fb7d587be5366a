"""Rights in the register of internal audits."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_record_audit(person: Person) -> None:
    """The internal auditor records audits and corrects them: nobody audits their own work."""
    require_duty(person, DutyKind.INTERNAL_AUDITOR, to=_("record an internal audit"))
