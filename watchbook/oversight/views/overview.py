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


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everything on the registers of oversight. Three queries of its own."""
    may_read_oversight(cast(Person, request.user))
    standings = recommendations()
    placed = [(one, place_of(one, on=today())) for one in standings]
    context = {
        "audits": internal_audits(as_at=None),
        "inspections": inspections(as_at=None),
        "placed": sorted(placed, key=lambda pair: PLACES.index(pair[1])),
        "bars": bars(standings, on=today()),
        "may_check_seal": may_check_seal,
        "may_record_audit": may_record_audit,
        "may_record_inspection": may_record_inspection,
        "may_record_recommendations": may_record_recommendations,
    }
    return render(request, "oversight/overview.html", context)
