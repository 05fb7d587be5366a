"""One's own calendar feed: its address made, shown once, withdrawn; and the feed under the secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from watchbook.authorisations import calendar_address
from watchbook.authorisations.calendar_feed import feed
from watchbook.authorisations.models import CalendarAddress
from watchbook.authorisations.permissions import may_have_calendar
from watchbook.organisation.queries import today
from watchbook.register.views.acting import reader
from watchbook.web.press import lead_again_to


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Whether one has an address, and how to make or withdraw it."""
    return _page(request, "")


@require_POST
def calendar_make(request: HttpRequest) -> HttpResponse:
    """Make an address and show it once."""
    secret = calendar_address.make(by=reader(request), at=timezone.now())
    address = request.build_absolute_uri(reverse("authorisations:calendar_feed", args=[secret]))
    lead_again_to(reverse("authorisations:calendar"))
    return _page(request, address)


@require_POST
def calendar_withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraw the address."""
    calendar_address.withdraw(by=reader(request), at=timezone.now())
    messages.success(request, _("The calendar address was withdrawn. The feed no longer works."))
    return redirect("authorisations:calendar")


@login_not_required
@require_safe
def calendar_feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """The feed; whoever has the secret reads references and dates, until it is withdrawn."""
    person = calendar_address.whose(secret)
    if person is None:
        raise Http404
    made = feed(person, today=today(), stamp=timezone.now())
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")


def _page(request: HttpRequest, address: str) -> HttpResponse:
    may_have_calendar(reader(request))
    row = CalendarAddress.objects.filter(person=reader(request), withdrawn_at=None).first()
    return render(request, "authorisations/calendar.html", {"address": address, "row": row})
