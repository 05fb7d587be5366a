"""Pages of internal audits, and their addresses; that of one audit stands with those of what it recommended."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from watchbook.oversight.internal_audit.forms import AuditForm, AuditReportForm, initial_of
from watchbook.oversight.internal_audit.imports import INTERNAL_AUDITS
from watchbook.oversight.internal_audit.internal_audit import AUDITS
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.internal_audit.queries import open_services, services_of
from watchbook.oversight.report.views import ReportPages, paths
from watchbook.register.views import imports


def _form(request: HttpRequest, row: InternalAudit | None) -> AuditForm:
    """The form; a correction offers closed services that the entry names."""
    initial: dict[str, Any] = initial_of(row) if row else {}
    services = dict.fromkeys((*open_services(), *(services_of(row) if row else ())))
    return AuditForm(request.POST or None, request.FILES or None, initial=initial, services=services)


PAGES = ReportPages(
    "audit",
    AUDITS,
    form=_form,
    report_form=AuditReportForm,
    recorded=_("The audit was recorded as {reference}."),
    reported=_("The report of the audit was recorded."),
    beside=lambda row: {"services": services_of(row)},
)
urlpatterns = [
    *imports.paths(INTERNAL_AUDITS, under="audits/", named="audits"),
    *paths(PAGES, under="audits/"),
]
