"""Rights in the register of inspections."""

from django.utils.translation import gettext as _

from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.oversight.permissions import KEEPERS


def may_record_inspection(person: Person) -> None:
    """The co-ordinator or the SRO records an inspection, corrects it and records its report."""
    require_duty(person, *KEEPERS, to=_("record an inspection"))
