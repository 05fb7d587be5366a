"""Pages of recommendations: one of them, recording, correcting, giving evidence, discharging, opening again."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.files.download import download
from watchbook.files.upload import Content
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.inspection.queries import inspection_by_reference
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.internal_audit.queries import audit_by_reference
from watchbook.oversight.permissions import may_read_oversight
from watchbook.oversight.recommendation import recommendation as acts
from watchbook.oversight.recommendation.forms import (
    DischargeForm,
    EvidenceForm,
    RecommendationForm,
    ReopenForm,
)
from watchbook.oversight.recommendation.models import Recommendation, RecommendationStep
from watchbook.oversight.recommendation.permissions import (
    may_correct_recommendation,
    may_discharge,
    may_give_evidence,
    may_read_recommendation,
    may_record_recommendation,
    may_reopen,
)
from watchbook.oversight.recommendation.queries import (
    Standing,
    possible_owners,
    recommendation_by_reference,
    steps_of,
)
from watchbook.oversight.recommendation.recommendation import Done, Particulars
from watchbook.oversight.recommendation.states import Progress
from watchbook.oversight.report.forms import TakeBackForm
from watchbook.oversight.report.queries import versions_of
from watchbook.register.views.acting import acted
from watchbook.web.forms import GovukForm

MAY = {
    "may_correct_recommendation": may_correct_recommendation,
    "may_discharge": may_discharge,
    "may_give_evidence": may_give_evidence,
    "may_read_oversight": may_read_oversight,
    "may_reopen": may_reopen,
}


@require_safe
def recommendation(request: HttpRequest, reference: str) -> HttpResponse:
    """One recommendation: its newest version, what was done about it, every earlier version, and what happened."""
    standing = _standing_or_404(reference)
    may_read_recommendation(cast(Person, request.user), standing.row)
    versions, steps = versions_of(standing.row), steps_of(reference)
    context = {
        "standing": standing,
        "row": standing.row,
        "is_overdue": standing.is_overdue(today()),
        "Progress": Progress,
        "versions": versions,
        "steps": steps,
        "events": events_about(*(row.id for row in (*versions, *steps))),
        **MAY,
    }
    return render(request, "oversight/recommendation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_add(request: HttpRequest, reference: str, of: str) -> HttpResponse:
    """Record what an audit or an inspection recommends."""
    by = cast(Person, request.user)
    source = _source_or_404(reference, of)
    may_record_recommendation(by, source)
    owners = possible_owners()
    form = RecommendationForm(request.POST or None, owners=owners)

    def act(_file: Content | None) -> Recommendation:
        return acts.add(source, _particulars(form, owners), by=by, at=timezone.now())

    if request.method == "POST" and (added := acted(form, act)):
        messages.success(
            request, _("The recommendation was recorded as {reference}.").format(reference=added.reference)
        )
        return redirect(f"oversight:{of}", reference)
    return render(request, "oversight/recommendation_add.html", {"form": form, "source": source, "of": of})


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of a recommendation's entry."""
    by = cast(Person, request.user)
    row = _standing_or_404(reference).row
    may_correct_recommendation(by, row)
    owners = possible_owners()
    initial: dict[str, Any] = {name: getattr(row, name) for name in ("number", "words", "rating", "due_on")}
    initial["owner"] = str(row.owner_id)
    form = RecommendationForm(request.POST or None, initial=initial, owners=owners)

    def act(_file: Content | None) -> Recommendation:
        return acts.correct(row, _particulars(form, owners), by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The entry was corrected. The earlier version is kept."))
        return redirect("oversight:recommendation", reference)
    return render(request, "oversight/recommendation_correct.html", {"form": form, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the entry of a recommendation was made by mistake."""
    by = cast(Person, request.user)
    row = _standing_or_404(reference).row
    may_correct_recommendation(by, row)
    form = TakeBackForm(request.POST or None)

    def act(_file: Content | None) -> Recommendation:
        return acts.take_back(row, by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The entry was taken back. It counts nowhere from now on."))
        return redirect("oversight:recommendation", reference)
    return render(request, "oversight/recommendation_take_back.html", {"form": form, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_evidence(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what was done about a recommendation."""
    by = cast(Person, request.user)
    row = _standing_or_404(reference).row
    may_give_evidence(by, row)
    form = EvidenceForm(request.POST or None, request.FILES or None)

    def act(file: Content | None) -> RecommendationStep:
        return acts.give_evidence(row, _done(form), file=file, by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The evidence was recorded. Somebody else now looks at it."))
        return redirect("oversight:recommendation", reference)
    return render(request, "oversight/recommendation_evidence.html", {"form": form, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_discharge(request: HttpRequest, reference: str) -> HttpResponse:
    """Find that a recommendation was followed."""
    by = cast(Person, request.user)
    standing = _standing_or_404(reference)
    may_discharge(by, standing.row, standing.evidence_by)
    form = DischargeForm(request.POST or None, initial={"on": today()})

    def act(_file: Content | None) -> RecommendationStep:
        return acts.discharge(standing.row, _done(form), by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The recommendation was discharged."))
        return redirect("oversight:recommendation", reference)
    context = {"form": form, "row": standing.row, "steps": steps_of(reference)}
    return render(request, "oversight/recommendation_discharge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Open a recommendation again, with the reason."""
    by = cast(Person, request.user)
    row = _standing_or_404(reference).row
    may_reopen(by, row)
    form = ReopenForm(request.POST or None, initial={"on": today()})

    def act(_file: Content | None) -> RecommendationStep:
        return acts.reopen(row, _done(form), by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The recommendation was opened again."))
        return redirect("oversight:recommendation", reference)
    return render(request, "oversight/recommendation_reopen.html", {"form": form, "row": row})


@require_safe
def recommendation_file(request: HttpRequest, reference: str, step_id: UUID) -> HttpResponse:
    """A file that was given as evidence."""
    standing = _standing_or_404(reference)
    may_read_recommendation(cast(Person, request.user), standing.row)
    for step in steps_of(reference):
        if step.id == step_id and step.file_sha256:
            return download(step)
    raise Http404


def _standing_or_404(reference: str) -> Standing:
    standing = recommendation_by_reference(reference)
    if standing is None:
        raise Http404
    return standing


def _source_or_404(reference: str, of: str) -> InternalAudit | Inspection:
    found = audit_by_reference(reference) if of == "audit" else inspection_by_reference(reference)
    if found is None:
        raise Http404
    return found


def _particulars(form: GovukForm, owners: list[Person]) -> Particulars:
    told = form.cleaned_data
    by_id = {str(person.id): person for person in owners}
    return Particulars(
        number=told["number"],
        words=told["words"],
        rating=told["rating"],
        owner=by_id[told["owner"]],
        due_on=told["due_on"],
    )


def _done(form: GovukForm) -> Done:
    return Done(on=form.cleaned_data["on"], words=form.cleaned_data["words"])
