"""The uses of a covert profile, for whoever reviews and audits it: each with its look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from watchbook.authorisations.models import CovertProfile
from watchbook.authorisations.permissions import may_read_profiles
from watchbook.looks.queries.looks import BASIS, LOOK_ORDERS
from watchbook.looks.queries.profile_uses import looks_with, uses_of
from watchbook.organisation.service_choice import service_choice
from watchbook.register.views.acting import reader
from watchbook.web.long_list import cut


@require_safe
def profile_uses(request: HttpRequest, reference: str) -> HttpResponse:
    """Each look in which the profile was used, who looked, on which basis, and what is wrong with it."""
    may_read_profiles(reader(request))
    profile = get_object_or_404(CovertProfile, reference=reference)
    choose = {"service": service_choice(), "basis": BASIS}
    page = cut(request, looks_with(profile), sort=LOOK_ORDERS | {"service": "service__name"}, choose=choose)
    context = {"profile": profile, "page": page, "uses": uses_of(profile, looks=page)}
    return render(request, "looks/profile_uses.html", context)
