"""The page of officers: who holds each office, by which appointment, and who held it when."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import WrongState, can
from watchbook.organisation import appointment as acts
from watchbook.organisation.forms import AppointmentForm
from watchbook.organisation.late_duty import granted_late
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import (
    may_read_addresses_of_officers,
    may_read_officers,
    may_record_appointment,
)
from watchbook.organisation.queries import (
    appointment_to,
    officers_ever,
    rank_warning,
    ranks_listed,
    the_authority,
    today,
)
from watchbook.organisation.rules import TITLES, DutyKind

OFFICES = (
    DutyKind.SENIOR_RESPONSIBLE_OFFICER,
    DutyKind.HEAD_OF_PAID_SERVICE,
    DutyKind.AUTHORISING_OFFICER,
    DutyKind.RIPA_COORDINATOR,
    DutyKind.SOLICITOR,
    DutyKind.DATA_PROTECTION_OFFICER,
)


@require_safe
def officers(request: HttpRequest) -> HttpResponse:
    """Each office with its holders today and before. Three queries of its own."""
    by = cast(Person, request.user)
    may_read_officers(by)
    authority, on = the_authority(), today()
    listed = ranks_listed(authority, on=on) if authority else ()
    ever = officers_ever(OFFICES)
    context = {
        "offices": [(TITLES[kind], [duty for duty in ever if duty.kind == kind]) for kind in OFFICES],
        "warned": {duty.id for duty in ever if rank_warning(duty, listed=listed)},
        "listed": listed,
        "today": on,
        "granted_late": granted_late,
        "shows_addresses": can(may_read_addresses_of_officers, by),
        "may_record_appointment": may_record_appointment,
    }
    return render(request, "organisation/officers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Record by what somebody was appointed, or correct it."""
    by = cast(Person, request.user)
    may_record_appointment(by)
    duty = get_object_or_404(Duty.objects.select_related("person"), pk=duty_id)
    row = appointment_to(duty)
    initial = {name: getattr(row, name) for name in ("rank", "minute", "appointed_on")} if row else {}
    form = AppointmentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = acts.AppointmentParticulars(**form.cleaned_data)
        try:
            if row:
                acts.correct(row, told, by=by, at=timezone.now())
            else:
                acts.add(duty, told, by=by, at=timezone.now())
        except WrongState as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The appointment was recorded. Earlier versions are kept."))
            return redirect("organisation:officers")
    return render(request, "organisation/appointment.html", {"form": form, "duty": duty})
