"""Who reads from which look on a subject is asked about again, and who sets it for the authority."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.rules import DutyKind


def may_read_drift_thresholds(person: Person) -> None:
    """Whoever holds a duty reads from which look on the question is asked again."""
    require_duty(person, *DutyKind, to=_("read the limits on repeat looks"))


def may_set_drift_thresholds(person: Person) -> None:
    """The SRO sets the authority's own thresholds, from a day to come."""
    require_duty(person, DutyKind.SENIOR_RESPONSIBLE_OFFICER, to=_("set the limits on repeat looks"))
