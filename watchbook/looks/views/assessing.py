"""Begin an assessment: whom or what it is about; how often anybody looked there before, the register says itself."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from watchbook.investigations import subject as subject_acts
from watchbook.investigations.models import Subject
from watchbook.investigations.views.found import investigation_or_404
from watchbook.looks.queries.drift import drift_of
from watchbook.register.views.acting import METHODS, reader
from watchbook.triage import begun
from watchbook.triage.facts import from_record
from watchbook.triage.forms import NOBODY, AssessmentBeginForm
from watchbook.triage.permissions import may_assess
from watchbook.triage.views.asking import next_address


@require_http_methods(METHODS)
def assess(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose whom or what the look would be at."""
    by, whole = reader(request), investigation_or_404(request, reference)
    may_assess(by, whole)
    held = begun.kept(request.session, whole)
    said = subject_acts.read_listed(
        whole, whole.subjects.select_related("added_by"), by=by, at=timezone.now()
    )
    form = AssessmentBeginForm(
        request.POST or None,
        subjects=[(one.number, told.called or told.handles[0]) for one, told in said],
        initial={"subject": held.subject or NOBODY} if held else {},
    )
    if request.method == "POST" and form.is_valid():
        chosen = next((one for one, _told in said if str(one.number) == form.cleaned_data["subject"]), None)
        answered = begun.begin(held, chosen, known=known_of(chosen))
        begun.keep(request.session, whole, answered)
        return redirect(next_address(whole, answered))
    back = reverse("triage:assessments", args=[reference])
    return render(request, "looks/assess.html", {"form": form, "investigation": whole, "back_url": back})


def known_of(subject: Subject | None) -> Mapping[str, Any]:
    """Return what the register knows before anybody answers; of nobody in particular, that nobody was looked at."""
    if subject is None:
        return from_record({}, prior_looks=0, others=0)
    stands = drift_of(subject, service=subject.investigation.service_id, at=timezone.now()).standing
    return from_record({}, prior_looks=stands.told, others=stands.signs.collateral)
