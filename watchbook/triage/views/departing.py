"""Departing from an assessment, upwards or downwards, and answering what was asked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from watchbook.investigations.queries import looked_at
from watchbook.register.views.acting import METHODS, reader
from watchbook.triage import departure
from watchbook.triage.departure import NewOutcome
from watchbook.triage.forms import DepartureForm
from watchbook.triage.models import Departure, Direction
from watchbook.triage.permissions import may_answer, may_lower, may_raise
from watchbook.triage.queries import AssessmentStanding, declined_for
from watchbook.triage.views.assessments import text_read
from watchbook.triage.views.found import attempt, standing_or_404


@require_http_methods(METHODS)
def depart_upwards(request: HttpRequest, assessment_reference: str) -> HttpResponse:
    """Something stricter, by the officer."""
    return _depart(
        request,
        assessment_reference,
        direction=Direction.RAISED,
        may=may_raise,
        act=departure.depart_upwards,
        title=_("Choose something stricter"),
        done=_("The assessment was made stricter."),
    )


@require_http_methods(METHODS)
def depart_downwards(request: HttpRequest, assessment_reference: str) -> HttpResponse:
    """Something less strict, by the authorising officer or the solicitor."""
    return _depart(
        request,
        assessment_reference,
        direction=Direction.LOWERED,
        may=may_lower,
        act=departure.depart_downwards,
        title=_("Decide on something less strict"),
        done=_("The assessment was made less strict."),
    )


@require_http_methods(METHODS)
def answer(request: HttpRequest, assessment_reference: str) -> HttpResponse:
    """Answer what was asked."""
    return _depart(
        request,
        assessment_reference,
        direction=Direction.ANSWERED,
        may=may_answer,
        act=departure.answer,
        title=_("Answer the question"),
        done=_("The answer was saved."),
    )


def _depart(
    request: HttpRequest,
    assessment_reference: str,
    *,
    direction: Direction,
    may: Callable[..., None],
    act: Callable[..., Departure],
    title: Promise,
    done: Promise,
) -> HttpResponse:
    standing = standing_or_404(request, assessment_reference)
    may(reader(request), standing)
    form = DepartureForm(request.POST or None, standing=standing, direction=direction)

    def tried() -> Departure:
        reason, version = form.cleaned_data["reason"], _version_on_page(request, standing)
        to = NewOutcome(form.outcomes, reason=reason, ask=form.ask, version=version)
        return act(standing, to, by=reader(request), at=timezone.now())

    if request.method == "POST" and attempt(form, tried) is not None:
        messages.success(request, str(done))
        return redirect("triage:assessment", assessment_reference)
    back = reverse("triage:assessment", args=[assessment_reference])
    context: dict[str, Any] = {"form": form, "heading": title, "back_url": back}
    context |= text_read(request, standing) | {"declined": declined_for(standing.assessment.subject)}
    if standing.assessment.subject is not None:
        context["looked_at"] = looked_at(standing.assessment.subject)
    return render(request, "triage/departure.html", context)


def _version_on_page(request: HttpRequest, standing: AssessmentStanding) -> int:
    """Return the version of the assessment that was on the page sent back; -1, which none has, for an earlier one or none."""
    return standing.version if request.POST.get("version") == str(standing.version) else -1
