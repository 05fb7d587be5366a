"""Pages of internal audits: one audit, recording, reporting, correcting, its report."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.files.download import download
from watchbook.organisation.models import Person
from watchbook.oversight.internal_audit import internal_audit as acts
from watchbook.oversight.internal_audit.forms import AuditForm, AuditReportForm, initial_of
from watchbook.oversight.internal_audit.internal_audit import AuditParticulars, AuditReport
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.internal_audit.permissions import may_record_audit
from watchbook.oversight.internal_audit.queries import open_services, services_of
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
def audit(
    request: HttpRequest,
    reference: str,
    recommended: Callable[[InternalAudit], Sequence[object]],
    may_recommend: Callable[[Person, InternalAudit], None],
) -> HttpResponse:
    """One audit: its newest version, what it recommended, every earlier version, and what happened."""
    may_read_oversight(reader(request))
    row, versions = _row(reference), InternalAudit.objects.versions(reference=reference)
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


@require_http_methods(METHODS)
def audit_add(request: HttpRequest) -> HttpResponse:
    """Record an internal audit."""
    by = _keeper(request)
    form = AuditForm(request.POST or None, request.FILES or None, services=open_services())
    if added := acted(
        form, lambda: acts.add(form.facts(AuditParticulars), file=sent_file(form), by=by, at=timezone.now())
    ):
        words = _("The audit was recorded as {reference}.").format(reference=added.reference)
        return done(request, words, "oversight:audit", added.reference)
    return render(request, "oversight/audit_add.html", {"form": form})


@require_http_methods(METHODS)
def audit_report(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the report of an audit under way."""
    by, row = _keeper(request), _row(reference)
    form = AuditReportForm(request.POST or None, request.FILES or None)
    if acted(
        form,
        lambda: acts.report(row, form.facts(AuditReport), file=sent_file(form), by=by, at=timezone.now()),
    ):
        return done(request, _("The report of the audit was recorded."), "oversight:audit", reference)
    return render(request, "oversight/audit_report.html", {"form": form, "audit": row})


@require_http_methods(METHODS)
def audit_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of an audit's entry."""
    by, row = _keeper(request), _row(reference)
    form = AuditForm(
        request.POST or None,
        request.FILES or None,
        initial=initial_of(row),
        services=dict.fromkeys((*open_services(), *services_of(row))),
    )
    if acted(
        form,
        lambda: acts.correct(
            row, form.facts(AuditParticulars), file=sent_file(form), by=by, at=timezone.now()
        ),
    ):
        return done(request, CORRECTED, "oversight:audit", reference)
    return render(request, "oversight/audit_correct.html", {"form": form, "audit": row})


@require_http_methods(METHODS)
def audit_take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the entry of an audit was made by mistake."""
    by, row = _keeper(request), _row(reference)
    form = TakeBackForm(request.POST or None)
    if acted(form, lambda: acts.take_back(row, by=by, at=timezone.now())):
        return done(request, TAKEN_BACK, "oversight:audit", reference)
    return render(request, "oversight/audit_take_back.html", {"form": form, "audit": row})


@require_safe
def audit_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The report of an audit."""
    may_read_oversight(reader(request))
    row = _row(reference)
    if not row.file_sha256:
        raise Http404
    return download(row)


def _keeper(request: HttpRequest) -> Person:
    """Return the person signed in, if they keep this register."""
    by = reader(request)
    may_record_audit(by)
    return by


def _row(reference: str) -> InternalAudit:
    return or_404(InternalAudit.objects.newest(reference=reference))
