"""Pages of how each service stands, and of a year by month."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from watchbook.acting.refusals import can
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.governance.statements.permissions import may_read_statements
from watchbook.governance.training.permissions import may_read_training
from watchbook.home.service_overview import (
    figures_of,
    in_force_in,
    next_ends,
    open_in,
    open_to,
    recommended_to,
    signed_quarters,
    training_in,
)
from watchbook.home.year_of_looks import year_of_looks_of
from watchbook.home.year_overview import year_overview
from watchbook.investigations.permissions import know_lists_of
from watchbook.looks.permissions import may_see_all_looks, may_supervise_looks
from watchbook.organisation.models import Service
from watchbook.organisation.queries import services_led_by, today
from watchbook.organisation.rules import TITLES
from watchbook.oversight.recommendation.permissions import may_read_recommendation
from watchbook.oversight.recommendation.queries import standing
from watchbook.register.views.acting import readable_or_404, reader
from watchbook.reports.permissions import (
    may_read_every_service,
    may_read_service,
    may_read_services,
    may_read_statistics,
    may_read_year,
)
from watchbook.web.day_field import EARLIEST_YEAR, year_in
from watchbook.web.long_list import ListChoice, cut

STATES = ListChoice(
    gettext_lazy("State"),
    lambda code: Q(closed_on__isnull=code == "open"),
    [("open", gettext_lazy("Open")), ("closed", gettext_lazy("Closed"))],
)
OPENED = {"reference": "reference", "opened": "opened_on", "by": "opened_by__name"}
IN_FORCE = {"reference": "reference", "kind": "kind", "last": "ends_on"}
RECOMMENDED = {"reference": "reference", "owner": "owner__name", "due": "due_on"}


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """The services of which I may read how they stand."""
    by = reader(request)
    may_read_services(by)
    rows = Service.objects.order_by("name")
    if not can(may_read_every_service, by):
        rows = rows.filter(id__in=services_led_by(by, on=today()))
    page = cut(request, rows, sort={"name": "name"}, choose={"state": STATES})
    figures = figures_of(page, reader=by, at=timezone.now())
    return render(request, "home/services.html", {"page": page, "figures": figures})


@require_safe
def service(request: HttpRequest, service: UUID) -> HttpResponse:
    """Show how a service stands: what is open and in force, signed, trained and recommended, and what ends next."""
    by, now, on = reader(request), timezone.now(), today()
    found = Service.objects.filter(pk=service).first()
    row = readable_or_404(found, may_read_service, by=by, unknown=Service(pk=service))
    mine, in_force = open_to(by, row), in_force_in(row, reader=by, at=now)
    investigations = cut(request, mine, sort=OPENED, named="investigations", counted=mine.count())
    authorisations = cut(request, in_force, sort=IN_FORCE, named="authorisations", counted=in_force.count())
    recommendations = cut(request, recommended_to(row), sort=RECOMMENDED, named="recommendations")
    know_lists_of(one.investigation for one in authorisations if one.investigation)
    trained = training_in(row, on=on)
    context = {
        "service": row,
        "today": on,
        "open": open_in(row).count(),
        "investigations": investigations,
        "authorisations": authorisations,
        "recommendations": recommendations,
        "standing": standing(recommendations),
        "year": year_of_looks_of(row, on=on),
        "quarters": signed_quarters(row, by=by, on=on),
        "training": [(capfirst(str(TITLES[cell.duty])), cell) for cell in trained],
        "ends": next_ends(row, trained, reader=by, at=now),
        "may_read_authorisation": may_read_authorisation,
        "may_read_recommendation": may_read_recommendation,
        "may_read_statements": may_read_statements,
        "may_read_training": may_read_training,
        "may_see_all_looks": may_see_all_looks,
        "may_supervise_looks": may_supervise_looks,
    }
    return render(request, "home/service.html", context)


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """Show a calendar year by month, up to today."""
    by, on = reader(request), today()
    may_read_year(by)
    chosen = year_in(request.GET.get("year", ""), until=on.year)
    context = {
        "year": chosen,
        "this_year": on.year,
        "earliest": EARLIEST_YEAR,
        "begins": date(chosen, 1, 1),
        "overview": year_overview(chosen, on=on),
        "may_read_statistics": may_read_statistics,
    }
    return render(request, "home/year.html", context)
