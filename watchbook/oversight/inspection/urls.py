"""Pages of inspections, and their addresses; that of one inspection stands with those of what it recommended."""

from typing import Any

from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from watchbook.oversight.inspection.forms import InspectionForm, InspectionReportForm
from watchbook.oversight.inspection.imports import INSPECTIONS as SPREADSHEET
from watchbook.oversight.inspection.inspection import INSPECTIONS
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.report.views import ReportPages, paths
from watchbook.register.views import imports


def _form(request: HttpRequest, row: Inspection | None) -> InspectionForm:
    initial: dict[str, Any] = model_to_dict(row, fields=InspectionForm.field_order) if row else {}
    return InspectionForm(request.POST or None, request.FILES or None, initial=initial)


PAGES = ReportPages(
    "inspection",
    INSPECTIONS,
    form=_form,
    report_form=InspectionReportForm,
    recorded=_("The inspection was recorded as {reference}."),
    reported=_("The report of the inspection was recorded."),
)
urlpatterns = [
    *imports.paths(SPREADSHEET, under="inspections/", named="inspections"),
    *paths(PAGES, under="inspections/"),
]
