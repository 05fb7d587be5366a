"""The first page of oversight: audits, inspections, and recommendations with their picture, overdue ones first."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from watchbook.governance.letters.models import Body
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.oversight.inspection.queries import inspections
from watchbook.oversight.internal_audit.queries import internal_audits
from watchbook.oversight.permissions import (
    may_check_seal,
    may_read_oversight,
    may_record_audit,
    may_record_inspection,
)
from watchbook.oversight.recommendation.permissions import may_record_recommendations
from watchbook.oversight.recommendation.queries import standing
from watchbook.oversight.recommendation.rating import PLACES, InPlaces, bars, counts
from watchbook.oversight.report.models import ReportExtent
from watchbook.web.long_list import ListChoice, cut

EXTENTS = ListChoice(gettext_lazy("About social media"), "concerns_social_media", ReportExtent.choices)
INSPECTED = {"by": ListChoice(gettext_lazy("By"), "body", Body.choices), "extent": EXTENTS}
AUDIT_ORDERS = {"reference": "reference", "title": "title", "began": "began_on", "reported": "reported_on"}
INSPECTION_ORDERS = {
    "reference": "reference",
    "by": "body",
    "began": "first_on",
    "report": "report_received_on",
}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everything on the registers of oversight. Six queries of its own."""
    may_read_oversight(cast(Person, request.user))
    counted = counts(on=today())
    shown: Any = cut(request, InPlaces(counted, on=today()))
    shown.object_list = [
        (one, PLACES[one.row.place])  # type: ignore[attr-defined]  # annotated
        for one in standing(shown)
    ]
    context = {
        "audits": cut(
            request,
            internal_audits(as_at=None),
            sort=AUDIT_ORDERS,
            choose={"extent": EXTENTS},
            named="audits",
        ),
        "inspections": cut(
            request, inspections(as_at=None), sort=INSPECTION_ORDERS, choose=INSPECTED, named="inspections"
        ),
        "placed": shown,
        "bars": bars(counted),
        "may_check_seal": may_check_seal,
        "may_record_audit": may_record_audit,
        "may_record_inspection": may_record_inspection,
        "may_record_recommendations": may_record_recommendations,
    }
    return render(request, "oversight/overview.html", context)
