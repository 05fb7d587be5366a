"""Pages of recommendations: one of them, recording, correcting, giving evidence, discharging, opening again."""

from uuid import UUID

from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.files.download import download
from watchbook.organisation.queries import today
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.permissions import may_read_oversight
from watchbook.oversight.recommendation import recommendation as acts
from watchbook.oversight.recommendation.forms import (
    DischargeForm,
    EvidenceForm,
    RecommendationForm,
    ReopenForm,
)
from watchbook.oversight.recommendation.models import Recommendation
from watchbook.oversight.recommendation.permissions import (
    may_correct_recommendation,
    may_discharge,
    may_give_evidence,
    may_read_recommendation,
    may_record_recommendation,
    may_reopen,
)
from watchbook.oversight.recommendation.queries import (
    RecommendationStanding,
    possible_owners,
    recommendation_by_reference,
    steps_of,
)
from watchbook.oversight.recommendation.states import Progress
from watchbook.register.forms import TakeBackForm
from watchbook.register.views.acting import (
    CORRECTED,
    METHODS,
    TAKEN_BACK,
    acted,
    done,
    readable_or_404,
    reader,
    sent_file,
)

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
    standing = _standing(request, reference)
    versions, steps = Recommendation.objects.versions(reference=reference), steps_of(reference)
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


@require_http_methods(METHODS)
def recommendation_add(request: HttpRequest, reference: str, of: str) -> HttpResponse:
    """Record what an audit or an inspection recommends."""
    by = reader(request)
    row, unknown = _source(reference, of)
    source = readable_or_404(row, may_record_recommendation, by=by, unknown=unknown)
    form = RecommendationForm(request.POST or None, owners=possible_owners())
    if added := acted(form, lambda: acts.add(source, form.particulars(), by=by, at=timezone.now())):
        words = _("The recommendation was recorded as {reference}.").format(reference=added.reference)
        return done(request, words, f"oversight:{of}", reference)
    return render(request, "oversight/recommendation_add.html", {"form": form, "source": source, "of": of})


@require_http_methods(METHODS)
def recommendation_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of a recommendation's entry."""
    by, row = reader(request), _standing(request, reference).row
    may_correct_recommendation(by, row)
    form = RecommendationForm(
        request.POST or None,
        initial=model_to_dict(row, fields=RecommendationForm.base_fields),
        owners=possible_owners(),
    )
    if acted(form, lambda: acts.correct(row, form.particulars(), by=by, at=timezone.now())):
        return done(request, CORRECTED, "oversight:recommendation", reference)
    return render(request, "oversight/recommendation_correct.html", {"form": form, "row": row})


@require_http_methods(METHODS)
def recommendation_take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the entry of a recommendation was made by mistake."""
    by, row = reader(request), _standing(request, reference).row
    may_correct_recommendation(by, row)
    form = TakeBackForm(request.POST or None)
    if acted(form, lambda: acts.take_back(row, by=by, at=timezone.now())):
        return done(request, TAKEN_BACK, "oversight:recommendation", reference)
    context = {"form": form, "row": row, "home": "oversight:recommendation"}
    return render(request, "oversight/take_back.html", context)


@require_http_methods(METHODS)
def recommendation_evidence(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what was done about a recommendation."""
    by, row = reader(request), _standing(request, reference).row
    may_give_evidence(by, row)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if acted(
        form, lambda: acts.give_evidence(row, form.done(), file=sent_file(form), by=by, at=timezone.now())
    ):
        return done(
            request,
            _("The evidence was recorded. Somebody else must now check it."),
            "oversight:recommendation",
            reference,
        )
    return render(request, "oversight/recommendation_evidence.html", {"form": form, "row": row})


@require_http_methods(METHODS)
def recommendation_discharge(request: HttpRequest, reference: str) -> HttpResponse:
    """Find that a recommendation was followed."""
    by, standing = reader(request), _standing(request, reference)
    row = standing.row
    may_discharge(by, row, standing.evidence_by)
    form = DischargeForm(request.POST or None, initial={"on": today()})
    if acted(form, lambda: acts.discharge(row, form.done(), by=by, at=timezone.now())):
        return done(request, _("The recommendation was discharged."), "oversight:recommendation", reference)
    context = {"form": form, "row": row, "steps": steps_of(reference)}
    return render(request, "oversight/recommendation_discharge.html", context)


@require_http_methods(METHODS)
def recommendation_reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Open a recommendation again, with the reason."""
    by, row = reader(request), _standing(request, reference).row
    may_reopen(by, row)
    form = ReopenForm(request.POST or None, initial={"on": today()})
    if acted(form, lambda: acts.reopen(row, form.done(), by=by, at=timezone.now())):
        return done(request, _("The recommendation was opened again."), "oversight:recommendation", reference)
    return render(request, "oversight/recommendation_reopen.html", {"form": form, "row": row})


@require_safe
def recommendation_file(request: HttpRequest, reference: str, step_id: UUID) -> HttpResponse:
    """A file that was given as evidence."""
    _standing(request, reference)
    for step in steps_of(reference):
        if step.id == step_id and step.file_sha256:
            return download(request, step)
    raise Http404


def _source(reference: str, of: str) -> tuple[InternalAudit | Inspection | None, InternalAudit | Inspection]:
    """Return the audit or inspection of an address, and an empty one."""
    if of == "audit":
        return InternalAudit.objects.newest(reference=reference), InternalAudit()
    return Inspection.objects.newest(reference=reference), Inspection()


def _standing(request: HttpRequest, reference: str) -> RecommendationStanding:
    """The recommendation of an address, for somebody who may read it."""
    return readable_or_404(
        recommendation_by_reference(reference),
        lambda by, one: may_read_recommendation(by, one.row),
        by=reader(request),
        unknown=RecommendationStanding(Recommendation(), None, None),
    )
