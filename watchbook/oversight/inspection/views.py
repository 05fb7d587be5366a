"""Pages of inspections: one inspection, recording, its report, correcting."""

from collections.abc import Callable, Sequence

from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.files.download import download
from watchbook.organisation.models import Person
from watchbook.oversight.inspection import inspection as acts
from watchbook.oversight.inspection.forms import InspectionForm, InspectionReportForm
from watchbook.oversight.inspection.inspection import InspectionParticulars, InspectionReport
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.inspection.permissions import may_record_inspection
from watchbook.oversight.permissions import may_read_oversight
from watchbook.register.forms import TakeBackForm
from watchbook.register.views.acting import (
    CORRECTED,
    METHODS,
    TAKEN_BACK,
    acted,
    done,
    or_404,
    reader,
    sent_file,
)


@require_safe
def inspection(
    request: HttpRequest,
    reference: str,
    recommended: Callable[[Inspection], Sequence[object]],
    may_recommend: Callable[[Person, Inspection], None],
) -> HttpResponse:
    """One inspection: its newest version, what it recommended, every earlier version, and what happened."""
    may_read_oversight(reader(request))
    row, versions = _row(reference), Inspection.objects.versions(reference=reference)
    context = {
        "inspection": row,
        "standings": recommended(row),
        "versions": versions,
        "events": events_about(*(version.id for version in versions)),
        "may_record_inspection": may_record_inspection,
        "may_record_recommendation": may_recommend,
    }
    return render(request, "oversight/inspection.html", context)


@require_http_methods(METHODS)
def inspection_add(request: HttpRequest) -> HttpResponse:
    """Record an inspection."""
    by = _keeper(request)
    form = InspectionForm(request.POST or None, request.FILES or None)
    if added := acted(
        form,
        lambda: acts.add(form.facts(InspectionParticulars), file=sent_file(form), by=by, at=timezone.now()),
    ):
        words = _("The inspection was recorded as {reference}.").format(reference=added.reference)
        return done(request, words, "oversight:inspection", added.reference)
    return render(request, "oversight/inspection_add.html", {"form": form})


@require_http_methods(METHODS)
def inspection_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the report of an inspection once it has come."""
    by, row = _keeper(request), _row(reference)
    form = InspectionReportForm(request.POST or None, request.FILES or None)
    if acted(
        form,
        lambda: acts.report(
            row, form.facts(InspectionReport), file=sent_file(form), by=by, at=timezone.now()
        ),
    ):
        return done(
            request, _("The report of the inspection was recorded."), "oversight:inspection", reference
        )
    return render(request, "oversight/inspection_report.html", {"form": form, "inspection": row})


@require_http_methods(METHODS)
def inspection_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of an inspection's entry."""
    by, row = _keeper(request), _row(reference)
    form = InspectionForm(
        request.POST or None,
        request.FILES or None,
        initial=model_to_dict(row, fields=InspectionForm.field_order),
    )
    if acted(
        form,
        lambda: acts.correct(
            row, form.facts(InspectionParticulars), file=sent_file(form), by=by, at=timezone.now()
        ),
    ):
        return done(request, CORRECTED, "oversight:inspection", reference)
    return render(request, "oversight/inspection_correct.html", {"form": form, "inspection": row})


@require_http_methods(METHODS)
def inspection_take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the entry of an inspection was made by mistake."""
    by, row = _keeper(request), _row(reference)
    form = TakeBackForm(request.POST or None)
    if acted(form, lambda: acts.take_back(row, by=by, at=timezone.now())):
        return done(request, TAKEN_BACK, "oversight:inspection", reference)
    return render(request, "oversight/inspection_take_back.html", {"form": form, "inspection": row})


@require_safe
def inspection_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The report of an inspection."""
    may_read_oversight(reader(request))
    row = _row(reference)
    if not row.file_sha256:
        raise Http404
    return download(row)


def _keeper(request: HttpRequest) -> Person:
    """Return the person signed in, if they keep this register."""
    by = reader(request)
    may_record_inspection(by)
    return by


def _row(reference: str) -> Inspection:
    return or_404(Inspection.objects.newest(reference=reference))
