"""The first page after sign-in, and the page of registers."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watchbook.foi.permissions import may_receive_request
from watchbook.home.first_steps import first_steps
from watchbook.home.queries import waiting_for
from watchbook.home.registers import NONE_OPEN, registers_of
from watchbook.home.reports import reports_of
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today
from watchbook.organisation.rules import TITLES, DutyKind

ON_A_PAGE = 25


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, and which duties I hold."""
    person = cast(Person, request.user)
    duties = sorted(str(TITLES[DutyKind(kind)]) for kind in duties_of(person, on=today()))
    context = {
        "page": Paginator(waiting_for(person, on=today()), ON_A_PAGE).get_page(request.GET.get("page")),
        "today": today(),
        "duties": duties,
        "first_steps": first_steps(person),
        "may_receive_request": may_receive_request,
    }
    return render(request, "home/home.html", context)


@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Every register that I may read, and what it answers."""
    by = cast(Person, request.user)
    context = {"registers": registers_of(by), "reports": reports_of(by), "none_open": NONE_OPEN}
    return render(request, "home/registers.html", context)
