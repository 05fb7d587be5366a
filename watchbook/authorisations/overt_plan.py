"""Overt plans: proposed by the officer, signed by the line manager, ended by either before their last day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.own_words import has_a_word, has_words
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.read_first import check_read
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.authorisations.models import OvertPlan
from watchbook.authorisations.models.overt_plans import Frequency
from watchbook.authorisations.plan_permissions import (
    may_end_plan,
    may_propose_plan,
    may_read_plan,
    may_sign_plan,
    may_take_back_plan,
)
from watchbook.authorisations.queries.overt_plans import assessed_for_more
from watchbook.authorisations.states import PlanState, check_plan_move
from watchbook.investigations.models import Subject
from watchbook.investigations.states import check_goes_on
from watchbook.investigations.together import hold
from watchbook.keys.envelope import Facts, opened, put
from watchbook.law.parameters import number
from watchbook.law.periods import months_beginning_with
from watchbook.organisation.models import Person

REGISTER = "PLAN"
PURPOSE = gettext_lazy("What are the looks for?")
PAGE = gettext_lazy("Which page or account will officers look at?")
FIELDS = (
    "reference",
    "state",
    "looked_at",
    "investigation",
    "service",
    "looks_at_most",
    "often_looks",
    "often_days",
    "from_on",
    "until_on",
)
PROPOSED = Kind(
    "overt_plan.proposed",
    fields=FIELDS,
    personal=("purpose", "what", "how_often"),
    says=gettext_lazy("A plan for repeated overt looks was proposed."),
)
SIGNED = Kind(
    "overt_plan.signed", fields=FIELDS, says=gettext_lazy("The line manager signed the overt plan.")
)
DECLINED = Kind(
    "overt_plan.declined",
    fields=FIELDS,
    personal=("why",),
    says=gettext_lazy("The line manager declined to sign the overt plan."),
)
TAKEN_BACK = Kind(
    "overt_plan.taken_back",
    fields=FIELDS,
    personal=("why",),
    says=gettext_lazy("The overt plan was taken back before it was signed."),
)
READ = Kind("overt_plan.read", fields=("reference",), says=gettext_lazy("The overt plan was read."))
ENDED = Kind(
    "overt_plan.ended", fields=FIELDS, personal=("why",), says=gettext_lazy("The overt plan was ended.")
)


@dataclass(frozen=True)
class PlanTerms:
    """What the plan says: why, what is looked at, how often, how many looks at most, from when until when.

    How often: `often_looks` at most in any `often_days` days in a row.
    """

    purpose: str
    what: str
    often_looks: int
    often_days: int
    looks_at_most: int
    from_on: date
    until_on: date

    @property
    def frequency(self) -> Frequency:
        """The frequency that binds its looks."""
        return Frequency(self.often_looks, self.often_days)


@transaction.atomic
def propose(subject: Subject, plan: PlanTerms, *, by: Person, at: datetime) -> OvertPlan:
    """Put a plan before the line manager."""
    may_propose_plan(by, subject.investigation)
    check_goes_on(subject.investigation.state, tried=_("You cannot propose this plan"))
    _check(plan, today=london_day(at))
    hold(subject)
    _check_assessed(subject, tried=_("You cannot propose this plan"), at=at)
    row = OvertPlan(
        reference=next_reference(REGISTER),
        investigation=subject.investigation,
        subject=subject,
        service_id=subject.investigation.service_id,
        looks_at_most=plan.looks_at_most,
        often_looks=plan.often_looks,
        often_days=plan.often_days,
        from_on=plan.from_on,
        until_on=plan.until_on,
        proposed_by=by,
    )
    words = {"purpose": plan.purpose, "what": plan.what, "how_often": str(plan.frequency)}
    put(row, words)
    row.save(force_insert=True)
    record_row(PROPOSED, row, by=by, at=at, looked_at=row.subject_id, **words)
    return row


@transaction.atomic
def read(plan: OvertPlan, *, by: Person, at: datetime) -> Facts:
    """Return what a plan says; that somebody read it is recorded first."""
    may_read_plan(by, plan)
    record_row(READ, plan, by=by, at=at)
    return opened(plan)


@transaction.atomic
def sign(plan: OvertPlan, *, by: Person, at: datetime) -> OvertPlan:
    """The line manager's signature: looks at the subject may be opened on the plan."""
    hold(plan.subject)  # an assessment that is made meanwhile waits, or is seen
    row = locked(plan)
    may_sign_plan(by, row)
    check_plan_move(PlanState(row.state), to=PlanState.SIGNED)
    tried = _("You cannot sign this plan")
    check_goes_on(row.investigation.state, tried=tried)
    check_read(READ.name, of=row.id, by=by.id, tried=tried)
    _check_assessed(row.subject, tried=tried, at=at)
    row.state, row.signed_by, row.signed_at = PlanState.SIGNED, by, at
    row.save(force_update=True)
    record_row(SIGNED, row, by=by, at=at, looked_at=row.subject_id)
    return row


@transaction.atomic
def decline(plan: OvertPlan, *, why: str, by: Person, at: datetime) -> OvertPlan:
    """The line manager does not sign, and says why."""
    row = locked(plan)
    may_sign_plan(by, row)
    check_plan_move(PlanState(row.state), to=PlanState.DECLINED)
    check_read(READ.name, of=row.id, by=by.id, tried=_("You cannot decline this plan"))
    if not has_words(why):
        raise WrongState(
            _(
                "You cannot decline this plan without a reason: the officer needs one to correct the plan. Enter the reason."
            )
        )
    row.state = PlanState.DECLINED
    row.save(force_update=True)
    record_row(DECLINED, row, by=by, at=at, looked_at=row.subject_id, why=why)
    return row


@transaction.atomic
def take_back(plan: OvertPlan, *, why: str, by: Person, at: datetime) -> OvertPlan:
    """Take back a plan that nobody signed: by whoever proposed it."""
    row = locked(plan)
    may_take_back_plan(by, row)
    check_plan_move(PlanState(row.state), to=PlanState.DECLINED, tried=_("You cannot take back this plan"))
    if not has_a_word(why):
        raise WrongState(
            _("You cannot take back this plan without a reason: the record must give one. Enter the reason.")
        )
    row.state = PlanState.DECLINED
    row.save(force_update=True)
    record_row(TAKEN_BACK, row, by=by, at=at, looked_at=row.subject_id, why=why)
    return row


@transaction.atomic
def end(plan: OvertPlan, *, why: str, by: Person, at: datetime) -> OvertPlan:
    """End a signed plan before its last day."""
    locked(plan.subject)  # a look that opens meanwhile holds it
    row = locked(plan)
    may_end_plan(by, row)
    check_plan_move(PlanState(row.state), to=PlanState.ENDED)
    if not has_a_word(why):
        raise WrongState(
            _("You cannot end this plan without a reason: the record must give one. Enter the reason.")
        )
    row.state, row.ended_at = PlanState.ENDED, at
    row.save(force_update=True)
    record_row(ENDED, row, by=by, at=at, looked_at=row.subject_id, why=why)
    return row


def _check_assessed(subject: Subject, *, tried: str, at: datetime) -> None:
    """Refuse a plan over an assessment that asks for more."""
    if (more := assessed_for_more(subject, at=at)) is not None:
        raise WrongState(cannot(tried, more.why))


def _check(plan: PlanTerms, *, today: date) -> None:
    silent = [] if has_words(plan.purpose) else [str(PURPOSE)]
    silent += [] if has_a_word(plan.what) else [str(PAGE)]
    if silent:
        raise WrongState(
            _("You cannot propose this plan yet. Write more under these questions: {questions}").format(
                questions=" ".join(silent)
            )
        )
    if min(plan.looks_at_most, *plan.frequency) < 1:
        raise WrongState(
            _("You cannot propose this plan without a maximum number of looks. Enter 1 or more.")
        )
    if plan.from_on < today:
        raise WrongState(
            _(
                "You cannot propose a plan that begins before today: a plan cannot cover looks that were made before it. Enter today’s date or a later date."
            )
        )
    last = months_beginning_with(
        plan.from_on, months=number("authority.overt_plan.at_most_months", on=plan.from_on)
    )
    if not plan.from_on <= plan.until_on <= last:
        raise WrongState(
            _(
                "You cannot propose a plan that ends on that date. Enter a last date that is not before the first date, and not after {last:%-d %B %Y}."
            ).format(last=last)
        )
