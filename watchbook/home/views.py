"""The first page after sign-in."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watchbook.home.queries import waiting_for
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today
from watchbook.organisation.rules import TITLES, DutyKind


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, and which duties I hold."""
    person = cast(Person, request.user)
    duties = sorted(str(TITLES[DutyKind(kind)]) for kind in duties_of(person, on=today()))
    return render(request, "home/home.html", {"waiting": waiting_for(person, on=today()), "duties": duties})
