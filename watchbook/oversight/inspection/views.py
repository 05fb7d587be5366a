"""Pages of inspections: one inspection, recording, its report, correcting."""

from collections.abc import Callable, Sequence
from typing import Any, cast

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
from watchbook.oversight.inspection import inspection as inspection_acts
from watchbook.oversight.inspection.forms import InspectionForm, InspectionReportForm
from watchbook.oversight.inspection.inspection import Particulars, Report
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.inspection.permissions import may_record_inspection
from watchbook.oversight.inspection.queries import inspection_by_reference
from watchbook.oversight.permissions import may_read_oversight
from watchbook.oversight.report.forms import TakeBackForm
from watchbook.oversight.report.queries import versions_of
from watchbook.register.views.acting import acted


@require_safe
def inspection(
    request: HttpRequest,
    reference: str,
    recommended: Callable[[Inspection], Sequence[object]],
    may_recommend: Callable[[Person, Inspection], None],
) -> HttpResponse:
    """One inspection: its newest version, what it recommended, every earlier version, and what happened."""
    may_read_oversight(cast(Person, request.user))
    row = _row_or_404(reference)
    versions = versions_of(row)
    context = {
        "inspection": row,
        "standings": recommended(row),
        "versions": versions,
        "events": events_about(*(version.id for version in versions)),
        "may_record_inspection": may_record_inspection,
        "may_record_recommendation": may_recommend,
    }
    return render(request, "oversight/inspection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_add(request: HttpRequest) -> HttpResponse:
    """Record an inspection."""
    by = cast(Person, request.user)
    may_record_inspection(by)
    form = InspectionForm(request.POST or None, request.FILES or None)

    def act(file: Content | None) -> Inspection:
        return inspection_acts.add(_particulars(form.cleaned_data), file=file, by=by, at=timezone.now())

    if request.method == "POST" and (added := acted(form, act)):
        messages.success(
            request, _("The inspection was recorded as {reference}.").format(reference=added.reference)
        )
        return redirect("oversight:inspection", added.reference)
    return render(request, "oversight/inspection_add.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the report of an inspection once it has come."""
    by = cast(Person, request.user)
    may_record_inspection(by)
    row = _row_or_404(reference)
    form = InspectionReportForm(request.POST or None, request.FILES or None)

    def act(file: Content | None) -> Inspection:
        return inspection_acts.report(row, _report(form.cleaned_data), file=file, by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The report of the inspection was recorded."))
        return redirect("oversight:inspection", reference)
    return render(request, "oversight/inspection_report.html", {"form": form, "inspection": row})


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of an inspection's entry."""
    by = cast(Person, request.user)
    may_record_inspection(by)
    row = _row_or_404(reference)
    form = InspectionForm(request.POST or None, request.FILES or None, initial=_initial(row))

    def act(file: Content | None) -> Inspection:
        told = _particulars(form.cleaned_data)
        return inspection_acts.correct(row, told, file=file, by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The entry was corrected. The earlier version is kept."))
        return redirect("oversight:inspection", reference)
    return render(request, "oversight/inspection_correct.html", {"form": form, "inspection": row})


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the entry of an inspection was made by mistake."""
    by = cast(Person, request.user)
    may_record_inspection(by)
    row = _row_or_404(reference)
    form = TakeBackForm(request.POST or None)

    def act(_file: Content | None) -> Inspection:
        return inspection_acts.take_back(row, by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The entry was taken back. It counts nowhere from now on."))
        return redirect("oversight:inspection", reference)
    return render(request, "oversight/inspection_take_back.html", {"form": form, "inspection": row})


@require_safe
def inspection_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The report of an inspection."""
    may_read_oversight(cast(Person, request.user))
    row = _row_or_404(reference)
    if not row.file_sha256:
        raise Http404
    return download(row)


def _row_or_404(reference: str) -> Inspection:
    row = inspection_by_reference(reference)
    if row is None:
        raise Http404
    return row


def _initial(row: Inspection) -> dict[str, Any]:
    return {name: getattr(row, name) for name in InspectionForm.field_order if name != "file"}


def _particulars(told: dict[str, Any]) -> Particulars:
    return Particulars(
        body=told["body"],
        scope=told["scope"],
        concerns_social_media=told["concerns_social_media"],
        first_on=told["first_on"],
        last_on=told["last_on"],
        report=_report(told),
    )


def _report(told: dict[str, Any]) -> Report:
    return Report(
        report_received_on=told["report_received_on"],
        release=told["release"],
        release_provision=told["release_provision"],
    )
