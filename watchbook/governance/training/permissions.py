"""Who keeps the register of training, who reads it, and who sees by name who took part."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.governance.permissions import KEEPERS
from watchbook.governance.permissions import READERS as GOVERNING
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import services_led_by, today
from watchbook.organisation.rules import DutyKind

READERS = (*GOVERNING, DutyKind.LINE_MANAGER)
NAMERS = (*KEEPERS, DutyKind.INTERNAL_AUDITOR, DutyKind.INSPECTOR)


def may_read_training(person: Person) -> None:
    """Those who govern, answer or check, and line managers, read courses, sessions and numbers."""
    require_duty(person, *READERS, to=_("read the register of training"))


def may_record_training(person: Person) -> None:
    """The co-ordinator or the SRO records courses, sessions and who took part."""
    require_duty(person, *KEEPERS, to=_("record training"))


def may_see_training_of(person: Person, whose: Person) -> None:
    """Somebody's own; a line manager their service's; those who keep or check the register everybody's."""
    if person == whose and person.is_active and not person.is_system:
        return
    if can(_may_name_all, person):
        return
    if whose.service_id is None or whose.service_id not in services_led_by(person, on=today()):
        raise NotPermitted(
            _(
                "You cannot see this person’s training: you can see only your own and, as line manager, your service’s training. Ask the RIPA co-ordinator about others."
            )
        )


def _may_name_all(person: Person) -> None:
    require_duty(person, *NAMERS, to=_("see the names of people who took part in training"))
