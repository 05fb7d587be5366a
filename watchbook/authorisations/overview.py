"""The power of an investigation for its overview: what is in force and until when; the plans and applications that wait, and for whom."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.authorisations.models import Authorisation, OvertPlan
from watchbook.authorisations.next_step import next_step
from watchbook.authorisations.permissions import may_decide
from watchbook.authorisations.plan_permissions import may_sign_plan
from watchbook.authorisations.queries.in_force import authorisations_in_force
from watchbook.authorisations.queries.overt_plans import assessed_for_more
from watchbook.authorisations.states import WRITABLE, AuthorisationState, PlanState
from watchbook.investigations.models import Investigation
from watchbook.investigations.overview import OverviewShare
from watchbook.organisation.models import Person
from watchbook.web.overview import LinkedWords, StepAhead
from watchbook.web.wording import day

# What somebody must act on before it can take effect; a draft is told to its writer alone.
WAITING = (
    AuthorisationState.SUBMITTED,
    AuthorisationState.RETURNED,
    AuthorisationState.PASSED,
    AuthorisationState.GRANTED,
)


def of_investigation(investigation: Investigation, *, reader: Person, at: datetime) -> OverviewShare:
    """The authorisations and plans in force, each with its last day; the plans and applications that wait. Three queries."""
    plans = _plans(investigation, at=at)
    power = (*_granted(investigation, at=at), *_signed(plans))
    to_sign = [one for one in plans if one.state == PlanState.PROPOSED and can(may_sign_plan, reader, one)]
    own, others = _applications(investigation, reader=reader, at=at)
    return OverviewShare(
        facts=((_("In force"), power or (LinkedWords(_("no plan or authorisation in force")),)),),
        nexts=(
            *(
                StepAhead(
                    _to_sign(one, at=at),
                    _("Read the plan"),
                    reverse("overt_plans:plan", args=[one.reference]),
                )
                for one in to_sign
            ),
            *own,
        ),
        waits=(
            *(
                StepAhead(
                    _("Overt plan {reference} is waiting for the line manager’s signature.").format(
                        reference=one.reference
                    )
                )
                for one in plans
                if one.state == PlanState.PROPOSED and one not in to_sign
            ),
            *others,
        ),
    )


def _to_sign(plan: OvertPlan, *, at: datetime) -> str:
    """Say that a plan waits for this reader's signature, or that an assessment stands in its way."""
    more = assessed_for_more(plan.subject, at=at)
    if more is None:
        return _("Overt plan {reference} is waiting for your signature.").format(reference=plan.reference)
    said = _("You cannot sign overt plan {reference}: {why}.")
    return said.format(reference=plan.reference, why=more.in_short)


def _applications(
    investigation: Investigation, *, reader: Person, at: datetime
) -> tuple[list[StepAhead], list[StepAhead]]:
    """Say of every application that waits whose step is next: in one, for this reader if one of them is theirs, else for others."""
    told = Q(state__in=WAITING) | Q(state=AuthorisationState.DRAFT, applicant=reader)
    rows = Authorisation.objects.filter(told, investigation=investigation).defer("envelope")
    says, own = steps_in(rows.order_by("reference"), reader=reader, at=at)
    if own is None:
        return [], [StepAhead(says)] if says else []
    href = reverse("authorisations:authorisation", args=[own.reference])
    act = _("Read application {reference}").format(reference=own.reference)
    return [StepAhead(says, act, href)], []


def steps_in(
    rows: Iterable[Authorisation], *, reader: Person, at: datetime
) -> tuple[str, Authorisation | None]:
    """Say whose step is next in each application, those of this reader first; and return the first of theirs."""
    own: list[tuple[Authorisation, str]] = []
    others: list[str] = []
    for row in rows:
        step = next_step(row, reported=frozenset(), renewal=None, reader=reader, at=at)
        says = _("{reference}: {step}").format(reference=row.reference, step=step.says if step else "")
        if _is_for(reader, row) or (step and step.href):
            own.append((row, says))
        else:
            others.append(says)
    return " ".join([*(says for _row, says in own), *others]), own[0][0] if own else None


def _is_for(reader: Person, row: Authorisation) -> bool:
    """Whether a reader has the next step on the page of an application itself: to write, or to choose how to decide."""
    if row.state in WRITABLE:
        return row.applicant_id == reader.id
    return row.state == AuthorisationState.PASSED and can(may_decide, reader, row)


def _granted(investigation: Investigation, *, at: datetime) -> Iterator[LinkedWords]:
    rows = authorisations_in_force(at=at).filter(investigation=investigation).defer("envelope")
    for row in rows.order_by("ends_on"):
        said = _("{kind} {reference}, last date in force {day}").format(
            kind=row.get_kind_display(), reference=row.reference, day=day(row.ends_on) if row.ends_on else ""
        )
        yield LinkedWords(said, reverse("authorisations:authorisation", args=[row.reference]))


def _signed(plans: list[OvertPlan]) -> Iterator[LinkedWords]:
    for one in plans:
        if one.state == PlanState.SIGNED:
            said = _("overt plan {reference}, last date {day}").format(
                reference=one.reference, day=day(one.until_on)
            )
            yield LinkedWords(said, reverse("overt_plans:plan", args=[one.reference]))


def _plans(investigation: Investigation, *, at: datetime) -> list[OvertPlan]:
    """The plans signed for this day, and those that wait for a signature."""
    today = london_day(at)
    is_signed = Q(state=PlanState.SIGNED, from_on__lte=today, until_on__gte=today)
    rows = OvertPlan.objects.filter(is_signed | Q(state=PlanState.PROPOSED), investigation=investigation)
    return list(rows.defer("envelope").order_by("until_on"))
