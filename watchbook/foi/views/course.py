"""Pages of the course of a request: its steps and their letters, and each way in which it can go on or end."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.files.document.blocks import TextBlock
from watchbook.files.document.formats import FORMATS
from watchbook.files.download import attachment
from watchbook.files.store import is_kept
from watchbook.foi.clock import clock_of
from watchbook.foi.course import step as steps
from watchbook.foi.course.step_letter import HAS_LETTER, letter_of_step
from watchbook.foi.forms.course import RequestStepForm
from watchbook.foi.letter.files import blocks
from watchbook.foi.letter.language import language_of
from watchbook.foi.models import Request, RequestStep
from watchbook.foi.permissions import may_read_requester, may_read_requests, may_record_step
from watchbook.foi.queries import request_or_404
from watchbook.foi.states import ENDS, LANGUAGES, STEPS, StepKind
from watchbook.law.refusals import Refusal
from watchbook.law_words.refusals import refused
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, acted, done, reader


@require_safe
def course(http: HttpRequest, reference: str) -> HttpResponse:
    """The course of a request: its steps, letters and clocks, and what can be done with it now."""
    may_read_requests(reader(http))
    row = request_or_404(reference)
    clock = clock_of(row)
    offered = [
        kind for kind in StepKind if kind in STEPS[clock.state] and LANGUAGES.get(kind) != language_of(row)
    ]
    context = {
        "row": row,
        "clock": clock,
        "deadline": clock.deadline,
        "steps": [(one, StepKind(one.kind).label) for one in row.steps.all()],
        "ways": [one for one in offered if one not in ENDS],
        "ends": [one for one in offered if one in ENDS],
        "endings": FORMATS,
        "is_kept": is_kept,
        "may_record_step": may_record_step,
        "may_read_requester": may_read_requester,
    }
    return render(http, "foi/course.html", context)


@require_http_methods(METHODS)
def step_new(http: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """One step: its day and words. Its letter can be read before it is recorded."""
    by = reader(http)
    may_record_step(by)
    row = request_or_404(reference)
    if kind not in StepKind.values:
        raise Http404
    form = RequestStepForm(http.POST or None, kind=StepKind(kind), initial={"on": today()})
    context = {"row": row, "kind": StepKind(kind), "form": form, "has_letter": kind in HAS_LETTER}
    if http.method == "POST" and form.is_valid():
        try:
            if "look" in http.POST:
                context["blocks"] = _letter_as_typed(row, form, kind=kind, by=by)
            elif acted(form, lambda: steps.take(row, **_typed(form), kind=kind, by=by, at=timezone.now())):
                return done(http, _("The step was recorded."), "foi:course", reference)
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    return render(http, "foi/step_new.html", context)


@require_safe
def step_file(http: HttpRequest, reference: str, letter_id: UUID, ending: str) -> HttpResponse:
    """The letter of a step as it went, in one format."""
    may_read_requester(reader(http))
    step = get_object_or_404(RequestStep, request__reference=reference, pk=letter_id)
    sha256 = getattr(step, f"{ending}_sha256", "") if ending in FORMATS else ""
    if not sha256:
        raise Http404
    return attachment(sha256, name=f"{step.kind.replace('_', '-')}-{reference}.{ending}")


def _typed(form: RequestStepForm) -> dict[str, Any]:
    told = form.cleaned_data
    return {"on": told["on"], "words": told["words"].replace("\r\n", "\n"), "until": told.get("until")}


def _letter_as_typed(row: Request, form: RequestStepForm, *, kind: str, by: Person) -> tuple[TextBlock, ...]:
    step = RequestStep(request=row, kind=kind, recorded_by=by, **_typed(form))
    return blocks(letter_of_step(row, step, is_draft=True))
