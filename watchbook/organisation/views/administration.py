"""The page of what administrators did."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from watchbook.organisation.administration import acts_of_administrators, whose
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import may_see_administration
from watchbook.web.long_list import cut


@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    """Every act of the last month, the newest first. Five queries of its own."""
    may_see_administration(cast(Person, request.user))
    page = cut(request, acts_of_administrators(at=timezone.now()))
    events = list(page)
    context = {"page": page, "events": events, "about_whom": whose(events)}
    return render(request, "organisation/administration.html", context)
