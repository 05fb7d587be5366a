"""Pages of overt plans: proposed by the officer, signed or not by the line manager, ended by either."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.authorisations import overt_plan as acts
from watchbook.authorisations.forms.overt_plans import PlanForm, PlanReasonForm, SignForm
from watchbook.authorisations.models import OvertPlan
from watchbook.authorisations.plan_permissions import (
    may_end_plan,
    may_propose_plan,
    may_read_plan,
    may_sign_plan,
    may_sign_plans,
    may_take_back_plan,
)
from watchbook.authorisations.plan_tabs import PLANS
from watchbook.authorisations.queries.looks_beside import looks_beside
from watchbook.authorisations.queries.overt_plans import (
    assessed_for_more,
    ending_of,
    plan_by_reference,
    plans_in_force_for,
    plans_of,
    plans_to_sign,
    signers_among,
    signers_for,
    stands_against,
)
from watchbook.authorisations.queries.service_authorisations import of_services_led_by
from watchbook.authorisations.rules.in_force import last_day_of
from watchbook.authorisations.standing import stands_as
from watchbook.authorisations.states import PLAN_MOVES, PlanState
from watchbook.authorisations.views.authorisations import CHOICES
from watchbook.authorisations.views.found import ActWords
from watchbook.investigations import tabs
from watchbook.investigations.models import Investigation
from watchbook.investigations.permissions import may_change_investigation
from watchbook.investigations.queries import looked_at
from watchbook.investigations.views.found import investigation_or_404, subject_or_404
from watchbook.organisation.models import Person
from watchbook.register.views.acting import METHODS, acted, readable_or_404, reader
from watchbook.triage.permissions import may_read_assessment
from watchbook.triage.queries import declined_for
from watchbook.web.forms import GovukForm
from watchbook.web.long_list import ListChoice, cut

ORDERS = {
    "plan": "reference",
    "by": "proposed_by__name",
    "state": "state",
    "looks": "looks_at_most",
    "from": "from_on",
    "until": "until_on",
}
AUTHORISATIONS = {
    "reference": "reference",
    "kind": "kind",
    "applicant": "applicant__name",
    "state": "state",
    "last": "ends_on",
}
STATES = ListChoice(gettext_lazy("State"), "state", PlanState.choices)
SIGN = ActWords(
    gettext_lazy("Sign the plan"), gettext_lazy("Sign plan"), gettext_lazy("You signed the plan.")
)
DECLINE = ActWords(
    gettext_lazy("Decline the plan"), gettext_lazy("Decline plan"), gettext_lazy("You declined the plan.")
)
TAKE_BACK = ActWords(
    gettext_lazy("Take back the plan"),
    gettext_lazy("Take back plan"),
    gettext_lazy("You took back the plan."),
)
END = ActWords(gettext_lazy("End the plan"), gettext_lazy("End plan"), gettext_lazy("You ended the plan."))


@require_safe
def to_sign(request: HttpRequest) -> HttpResponse:
    """The plans that wait for this manager, and the plans in force and the authorisations of the services that they lead."""
    may_sign_plans(reader(request))
    now = timezone.now()
    plans = cut(request, plans_to_sign(reader(request)), sort=ORDERS)
    context = {
        "plans": plans,
        "stands_against": stands_against(plans, at=now),
        "in_force": cut(request, plans_in_force_for(reader(request)), sort=ORDERS, named="in_force"),
        "authorisations": cut(
            request,
            of_services_led_by(reader(request), at=now),
            sort=AUTHORISATIONS,
            choose=CHOICES,
            named="authorisations",
        ),
        "last_day_of": last_day_of,
        "stands_as": lambda row: stands_as(row, at=now),
    }
    return render(request, "overt_plans/to_sign.html", context)


@require_safe
def of_investigation(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of an investigation: its plans."""
    row = investigation_or_404(request, reference)
    context = {
        **tabs.frame(row, person=reader(request), active=PLANS.address),
        "plans": cut(request, plans_of(row), sort=ORDERS, choose={"state": STATES}),
        "subjects": cut(request, row.subjects.select_related("investigation"), named="subjects"),
        "may_propose_plan": may_propose_plan,
    }
    return render(request, "overt_plans/of_investigation.html", context)


@require_http_methods(METHODS)
def propose(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Put a plan before the line manager."""
    row = investigation_or_404(request, reference)
    subject = subject_or_404(row, number)
    may_propose_plan(reader(request), row)
    form = PlanForm(request.POST or None)

    def act() -> OvertPlan:
        return acts.propose(subject, form.plan(), by=reader(request), at=timezone.now())

    if request.method == "POST" and (added := acted(form, act)):
        messages.success(
            request,
            _("Overt plan {reference} is waiting for the line manager’s signature.").format(
                reference=added.reference
            ),
        )
        return redirect("overt_plans:plan", added.reference)
    context = {
        "form": form,
        "subject": subject,
        "investigation": row,
        "more": assessed_for_more(subject, at=timezone.now()),
    }
    return render(request, "overt_plans/propose.html", context)


@require_safe
def plan(request: HttpRequest, reference: str) -> HttpResponse:
    """One plan."""
    row = _plan_or_404(request, reference)
    context = {
        "plan": row,
        **_said(request, row),
        "events": events_about(row.id),
        **_more(row),
        "may_sign_plan": may_sign_plan,
        "may_end_plan": may_end_plan,
        "may_take_back_plan": may_take_back_plan,
        "signers": signers_among(signers_for([row.service_id]), row),
        "may_change_investigation": may_change_investigation,
    }
    return render(request, "overt_plans/plan.html", context)


@require_http_methods(METHODS)
def sign(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign a plan."""
    row = _plan_or_404(request, reference)
    may_sign_plan(reader(request), row)
    form = SignForm(request.POST or None)
    return _step(
        request,
        row,
        form,
        lambda: acts.sign(row, by=reader(request), at=timezone.now()),
        SIGN,
        to=PlanState.SIGNED,
        **_more(row),
    )


@require_http_methods(METHODS)
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """Do not sign a plan."""
    return _with_reason(request, reference, may_sign_plan, acts.decline, DECLINE, to=PlanState.DECLINED)


@require_http_methods(METHODS)
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back a plan that nobody signed."""
    more = {"to": PlanState.DECLINED, "asks_first": True}
    return _with_reason(request, reference, may_take_back_plan, acts.take_back, TAKE_BACK, **more)


@require_http_methods(METHODS)
def end(request: HttpRequest, reference: str) -> HttpResponse:
    """End a plan before its last day."""
    more = {"to": PlanState.ENDED, "asks_first": True}
    return _with_reason(request, reference, may_end_plan, acts.end, END, **more)


def _with_reason(
    request: HttpRequest,
    reference: str,
    may: Callable[[Person, OvertPlan], None],
    ending: Callable[..., OvertPlan],
    words: ActWords,
    **more: Any,
) -> HttpResponse:
    """The page of an act that ends a plan and says why."""
    row, by = _plan_or_404(request, reference), reader(request)
    may(by, row)
    form = PlanReasonForm(request.POST or None)

    def act() -> OvertPlan:
        return ending(row, why=form.cleaned_data["why"], by=by, at=timezone.now())

    return _step(request, row, form, act, words, **more)


def _step(
    request: HttpRequest,
    row: OvertPlan,
    form: GovukForm,
    act: Callable[[], OvertPlan],
    words: ActWords,
    *,
    to: PlanState,
    **more: Any,
) -> HttpResponse:
    """The page of one act on a plan. Where its state has no such move any more, the plan with what ended it, and no form."""
    if to not in PLAN_MOVES[PlanState(row.state)]:
        # Why it ended stands on the page alone: a message waits in the session, where nothing is encrypted.
        messages.info(request, _("The plan is {state}.").format(state=row.get_state_display()))
        return redirect("overt_plans:plan", row.reference)
    if request.method == "POST" and acted(form, act):
        messages.success(request, str(words.done))
        return redirect("overt_plans:plan", row.reference)
    context = {"form": form, "plan": row, "question": words.title, "submit_text": words.submit}
    context |= {"more": None, "asks_first": False, **_said(request, row), **more}
    return render(request, "overt_plans/step.html", context)


def _more(row: OvertPlan) -> dict[str, Any]:
    """Return the assessment in the way of a signature on a plan that waits for one, and who may read and sign."""
    waits = row.state == PlanState.PROPOSED
    more = assessed_for_more(row.subject, at=timezone.now()) if waits else None
    return {"more": more, "may_read_assessment": may_read_assessment, "may_sign_plan": may_sign_plan}


def _plan_or_404(request: HttpRequest, reference: str) -> OvertPlan:
    row, unknown = plan_by_reference(reference), OvertPlan(investigation=Investigation(reference=reference))
    return readable_or_404(row, may_read_plan, by=reader(request), unknown=unknown)


def _said(request: HttpRequest, row: OvertPlan) -> dict[str, Any]:
    """Return the words of a plan and whom it is about, for the page that shows them. The plan is recorded as read."""
    return {
        "said": acts.read(row, by=reader(request), at=timezone.now()),
        "ending": ending_of(row),
        "looked_at": looked_at(row.subject),
        "looks_beside": looks_beside([row.subject], decided=None, at=timezone.now()),
        "declined": [one for one in declined_for(row.subject) if one.reference != row.reference],
    }
