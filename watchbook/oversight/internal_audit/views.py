"""Pages of internal audits: one audit, recording, reporting, correcting, its report."""

from collections.abc import Callable, Sequence
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
from watchbook.oversight.internal_audit import internal_audit
from watchbook.oversight.internal_audit.forms import WHOLE, AuditForm, AuditReportForm
from watchbook.oversight.internal_audit.internal_audit import Particulars, Report
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.internal_audit.permissions import may_record_audit
from watchbook.oversight.internal_audit.queries import audit_by_reference, open_services, services_of
from watchbook.oversight.permissions import may_read_oversight
from watchbook.oversight.report.forms import TakeBackForm
from watchbook.oversight.report.queries import versions_of
from watchbook.register.views.acting import acted


@require_safe
def audit(
    request: HttpRequest,
    reference: str,
    recommended: Callable[[InternalAudit], Sequence[object]],
    may_recommend: Callable[[Person, InternalAudit], None],
) -> HttpResponse:
    """One audit: its newest version, what it recommended, every earlier version, and what happened."""
    may_read_oversight(cast(Person, request.user))
    row = _row_or_404(reference)
    versions = versions_of(row)
    context = {
        "audit": row,
        "services": services_of(row),
        "standings": recommended(row),
        "versions": versions,
        "events": events_about(*(version.id for version in versions)),
        "may_record_audit": may_record_audit,
        "may_record_recommendation": may_recommend,
    }
    return render(request, "oversight/audit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def audit_add(request: HttpRequest) -> HttpResponse:
    """Record an internal audit."""
    by = cast(Person, request.user)
    may_record_audit(by)
    form = AuditForm(request.POST or None, request.FILES or None, services=open_services())

    def act(file: Content | None) -> InternalAudit:
        return internal_audit.add(_particulars(form), file=file, by=by, at=timezone.now())

    if request.method == "POST" and (added := acted(form, act)):
        messages.success(
            request, _("The audit was recorded as {reference}.").format(reference=added.reference)
        )
        return redirect("oversight:audit", added.reference)
    return render(request, "oversight/audit_add.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def audit_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the report of an audit under way."""
    by = cast(Person, request.user)
    may_record_audit(by)
    row = _row_or_404(reference)
    form = AuditReportForm(request.POST or None, request.FILES or None)

    def act(file: Content | None) -> InternalAudit:
        return internal_audit.report(row, _report(form.cleaned_data), file=file, by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The report of the audit was recorded."))
        return redirect("oversight:audit", reference)
    return render(request, "oversight/audit_report.html", {"form": form, "audit": row})


@require_http_methods(["GET", "HEAD", "POST"])
def audit_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of an audit's entry."""
    by = cast(Person, request.user)
    may_record_audit(by)
    row = _row_or_404(reference)
    services = {service.id: service for service in (*open_services(), *services_of(row))}
    form = AuditForm(
        request.POST or None, request.FILES or None, initial=_initial(row), services=services.values()
    )

    def act(file: Content | None) -> InternalAudit:
        return internal_audit.correct(row, _particulars(form), file=file, by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The entry was corrected. The earlier version is kept."))
        return redirect("oversight:audit", reference)
    return render(request, "oversight/audit_correct.html", {"form": form, "audit": row})


@require_http_methods(["GET", "HEAD", "POST"])
def audit_take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the entry of an audit was made by mistake."""
    by = cast(Person, request.user)
    may_record_audit(by)
    row = _row_or_404(reference)
    form = TakeBackForm(request.POST or None)

    def act(_file: Content | None) -> InternalAudit:
        return internal_audit.take_back(row, by=by, at=timezone.now())

    if request.method == "POST" and acted(form, act):
        messages.success(request, _("The entry was taken back. It counts nowhere from now on."))
        return redirect("oversight:audit", reference)
    return render(request, "oversight/audit_take_back.html", {"form": form, "audit": row})


@require_safe
def audit_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The report of an audit."""
    may_read_oversight(cast(Person, request.user))
    row = _row_or_404(reference)
    if not row.file_sha256:
        raise Http404
    return download(row)


def _row_or_404(reference: str) -> InternalAudit:
    row = audit_by_reference(reference)
    if row is None:
        raise Http404
    return row


def _initial(row: InternalAudit) -> dict[str, Any]:
    names = (
        "title",
        "trigger",
        "concerns_social_media",
        "began_on",
        "reported_on",
        "findings",
        "release",
        "release_provision",
    )
    scope = [WHOLE] if row.whole_authority else [str(service) for service in row.services]
    return {name: getattr(row, name) for name in names} | {"scope": scope}


def _particulars(form: AuditForm) -> Particulars:
    told = form.cleaned_data
    return Particulars(
        title=told["title"],
        trigger=told["trigger"],
        concerns_social_media=told["concerns_social_media"],
        began_on=told["began_on"],
        services=tuple(UUID(chosen) for chosen in told["scope"] if chosen != WHOLE),
        report=_report(told),
    )


def _report(told: dict[str, Any]) -> Report:
    return Report(
        reported_on=told["reported_on"],
        findings=told["findings"],
        release=told["release"],
        release_provision=told["release_provision"],
    )
