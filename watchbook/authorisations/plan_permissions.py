"""Rights over an overt plan: to propose it, sign it, read it, take it back and end it."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted, can
from watchbook.authorisations.models import OvertPlan
from watchbook.investigations.models import Investigation
from watchbook.investigations.permissions import may_change_investigation, may_read_investigation
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import require_duty
from watchbook.organisation.queries import services_led_by, today
from watchbook.organisation.rules import DutyKind

INV = DutyKind.INVESTIGATOR


def may_propose_plan(person: Person, investigation: Investigation) -> None:
    """An investigator who works on the investigation proposes an overt plan."""
    require_duty(person, INV, to=_("propose an overt plan"))
    may_change_investigation(person, investigation)


def may_sign_plan(person: Person, plan: OvertPlan) -> None:
    """The line manager of the service signs or does not sign; never a plan of their own."""
    require_duty(person, DutyKind.LINE_MANAGER, to=_("sign overt plans"))
    if plan.service_id not in services_led_by(person, on=today()):
        why = _(
            "You cannot sign this plan: it belongs to a service that you do not lead. Ask the line manager of that service."
        )
        raise NotPermitted(why)
    if plan.proposed_by_id == person.id:
        raise NotPermitted(
            _("You cannot sign this plan: you proposed it. Ask another line manager of the service.")
        )


def may_sign_plans(person: Person) -> None:
    """Line managers see the plans that wait for them."""
    require_duty(person, DutyKind.LINE_MANAGER, to=_("read the overt plans of a service"))


def may_read_plan(person: Person, plan: OvertPlan) -> None:
    """Whoever may read its investigation, and the line manager who signs it."""
    if not can(may_sign_plan, person, plan):
        may_read_investigation(person, plan.investigation)


def may_end_plan(person: Person, plan: OvertPlan) -> None:
    """Whoever proposed it, or who signs for the service, ends it early."""
    if plan.proposed_by_id != person.id:
        may_sign_plan(person, plan)
    require_duty(person, INV, DutyKind.LINE_MANAGER, to=_("end overt plans"))


def may_take_back_plan(person: Person, plan: OvertPlan) -> None:
    """Let whoever proposed it take it back before anybody signs; a line manager declines it, and their decision is read."""
    require_duty(person, INV, DutyKind.LINE_MANAGER, to=_("take back overt plans"))
    if plan.proposed_by_id != person.id:
        raise NotPermitted(
            _(
                "You cannot take back this plan: another officer proposed it. If the plan waits for your signature, decline it instead."
            )
        )
