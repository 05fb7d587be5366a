"""Tell who has an overt plan, a re-triage or the question of an assessment: for the officer who sent it, also of a plan that was declined, and for who signs plans."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.authorisations.models import OvertPlan
from watchbook.authorisations.plan_permissions import may_read_plan, may_sign_plan, may_sign_plans
from watchbook.authorisations.queries.overt_plans import (
    plans_declined,
    plans_to_sign,
    proposed_plans,
    signers_among,
    signers_for,
    stands_against,
)
from watchbook.home.waiting import Lists, Matters, WaitingMatter, first_of, in_lines, matter
from watchbook.looks.models import ReTriage
from watchbook.looks.permissions import may_open_looks
from watchbook.looks.states import ReTriageState
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.asked_together import Wants
from watchbook.register.written import written, written_by_services
from watchbook.triage.models import Adviser, Assessment
from watchbook.triage.queries import assessments_waiting

ADVISERS = {Adviser.COORDINATOR: DutyKind.RIPA_COORDINATOR, Adviser.LEGAL: DutyKind.SOLICITOR}


def adviser(ask: str) -> str:
    """Name the duty of whoever has to answer."""
    return str(TITLES[ADVISERS[Adviser(ask)]])


def answer_first(row: Assessment) -> str:
    """Say what has to come before anybody signs a plan."""
    said = _(
        "answer the question about assessment {reference}: nobody can sign the plan until the question is answered"
    )
    return said.format(reference=row.reference)


@written
def _sent(
    person: Person, _on: date
) -> tuple[QuerySet[OvertPlan], QuerySet[Duty], QuerySet[ReTriage], QuerySet[Any]]:
    plans = proposed_plans().filter(proposed_by=person)
    subjects = plans.order_by().values("subject")
    re_triages = ReTriage.objects.filter(state=ReTriageState.ASKED, asked_by=person)
    asked = assessments_waiting().filter(Q(assessed_by=person) | Q(subject__in=subjects))
    return (
        first_of(plans.order_by("recorded_at")),
        signers_for(plans.order_by().values("service")),
        first_of(re_triages.select_related("subject__investigation").order_by("asked_at")),
        first_of(asked.prefetch_related(None).annotate(asks=F("asked"))),
    )


def _of_officer(person: Person, on: date) -> Matters:
    """Tell an officer who signs their plans and re-triages, and who answers the questions of their assessments."""
    plans, signers, re_triages, asked = _sent(person, on)
    yield Wants(plans, signers, re_triages, asked)
    first = {row.subject_id: row for row in asked}

    def plan(row: OvertPlan) -> WaitingMatter:
        if question := first.get(row.subject_id):
            return _plan(row, answer_first(question), adviser(question.asks))
        names = _(" or ").join(signers_among(signers, row))
        nobody = _("a line manager of {service}: nobody has that duty").format(service=row.service.name)
        return _plan(row, _("sign the plan, or say why they do not sign it"), names or nobody)

    mine = [row for row in asked if row.assessed_by_id == person.id]
    yield from in_lines(plans, plan, others=_("overt plans that you proposed"), page="")
    yield from in_lines(re_triages, _re_triage, others=_("re-triages that you asked for"), page="")
    yield from in_lines(mine, _question, others=_("assessments that wait for an answer"), page="")


def _plan(row: OvertPlan, to_do: str, who: str) -> WaitingMatter:
    what, since = _("Overt plan {reference}").format(reference=row.reference), row.recorded_at
    page, about = ("overt_plans:plan", row.reference), row.investigation
    return matter(what, to_do, *page, since=since, waits_for=who, titled_by=about)


def _re_triage(row: ReTriage) -> WaitingMatter:
    what, since = _("Re-triage {reference}").format(reference=row.reference), row.asked_at
    page, about = ("looks:re_triage", row.reference), row.subject.investigation
    to_do, who = _("sign the re-triage, or decline it"), str(TITLES[DutyKind.AUTHORISING_OFFICER])
    return matter(what, to_do, *page, since=since, waits_for=who, titled_by=about)


def _question(row: Any) -> WaitingMatter:
    """Tell of an assessment, which bears whom it asks now as `asks`."""
    what, since = _("Assessment {reference}").format(reference=row.reference), row.assessed_at
    page, about = ("triage:assessment", row.reference), row.investigation
    who = adviser(row.asks)
    return matter(what, _("answer the question"), *page, since=since, waits_for=who, titled_by=about)


@written
def _unsigned(person: Person, _on: date) -> QuerySet[OvertPlan]:
    return first_of(plans_declined(person))


def _declined(person: Person, on: date) -> Matters:
    """Tell an officer which of their plans were declined, until they read why; none that they may not read any more."""
    rows = _unsigned(person, on)
    yield Wants(rows)

    def line(row: OvertPlan) -> WaitingMatter | None:
        if not can(may_read_plan, person, row):
            return None
        what, state = _("Overt plan {reference}: {state}"), row.get_state_display()
        page, about = ("overt_plans:plan", row.reference), row.investigation
        told = what.format(reference=row.reference, state=state)
        return matter(told, _("read the decision"), *page, titled_by=about)

    yield from in_lines(rows, line, others=_("decisions on your overt plans"), page="")


@written_by_services
def _proposed(person: Person, _on: date) -> QuerySet[OvertPlan]:
    return first_of(plans_to_sign(person).order_by("recorded_at"))


def _to_sign(person: Person, on: date) -> Matters:
    """Tell a line manager which plans to sign, and which wait for an answer first."""
    rows = _proposed(person, on)
    yield Wants(rows)
    against = stands_against(rows, at=timezone.now())

    def line(row: OvertPlan) -> WaitingMatter | None:
        if not can(may_sign_plan, person, row):
            return None
        more = against.get(row.id)
        if more is None:
            return _plan(row, _("sign the plan, or say why you do not sign it"), "")
        if more.own and more.own.ask:
            return _plan(row, answer_first(more.own.assessment), adviser(more.own.ask))
        said = _(
            "you cannot sign the plan: {why}. Wait for the permission that the assessment asks for, or decline the plan"
        )
        return _plan(row, said.format(why=more.in_short), "")

    yield from in_lines(rows, line, others=_("overt plans"), page="overt_plans:to_sign")


LISTS: Lists = ((may_open_looks, _of_officer), (may_open_looks, _declined), (may_sign_plans, _to_sign))
