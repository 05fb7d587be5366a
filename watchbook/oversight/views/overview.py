"""The first page of oversight: audits, inspections, and recommendations with their picture, overdue ones first."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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
from watchbook.oversight.recommendation.queries import recommendations
from watchbook.oversight.recommendation.rating import PLACES, bars, place_of
from watchbook.web.long_list import cut

AUDIT_ORDERS = {"reference": "reference", "title": "title", "began": "began_on", "reported": "reported_on"}
INSPECTION_ORDERS = {
    "reference": "reference",
    "by": "body",
    "began": "first_on",
    "report": "report_received_on",
}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everything on the registers of oversight. Five queries of its own."""
    may_read_oversight(cast(Person, request.user))
    standings = recommendations()
    placed = [(one, place_of(one, on=today())) for one in standings]
    placed.sort(key=lambda pair: PLACES.index(pair[1]))
    context = {
        "audits": cut(request, internal_audits(as_at=None), sort=AUDIT_ORDERS, named="audits"),
        "inspections": cut(request, inspections(as_at=None), sort=INSPECTION_ORDERS, named="inspections"),
        "placed": cut(request, placed),
        "bars": bars(standings, on=today()),
        "may_check_seal": may_check_seal,
        "may_record_audit": may_record_audit,
        "may_record_inspection": may_record_inspection,
        "may_record_recommendations": may_record_recommendations,
    }
    return render(request, "oversight/overview.html", context)
