"""Pages of duties: proposed, granted or declined by a second person, ended."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.organisation import duty as acts
from watchbook.organisation.forms import DutyForm, LastDayForm
from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import may_end_duty, may_propose_duty_for
from watchbook.organisation.rules import DutyKind
from watchbook.organisation.states import DutyState


@require_http_methods(["GET", "HEAD", "POST"])
def duty_propose(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A duty put forward for somebody."""
    by = cast(Person, request.user)
    person = get_object_or_404(Person, pk=person_id)
    may_propose_duty_for(by, person)
    form = DutyForm(request.POST or None, initial={"from_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        facts = {"from_on": form.cleaned_data["from_on"], "until_on": form.cleaned_data["until_on"]}
        try:
            acts.propose(person, kind=DutyKind(form.cleaned_data["kind"]), by=by, at=timezone.now(), **facts)
        except (WrongState, NotPermitted) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The duty was proposed. Another system administrator decides it."))
            return redirect("organisation:person", person.id)
    return render(request, "organisation/duty_propose.html", {"form": form, "person": person})


@require_POST
def duty_grant(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """The second person's yes."""
    duty = acts.grant(get_object_or_404(Duty, pk=duty_id), by=cast(Person, request.user), at=timezone.now())
    messages.success(request, _("The duty was granted."))
    return redirect("organisation:person", duty.person_id)


@require_POST
def duty_decline(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """The second person's no."""
    duty = acts.decline(get_object_or_404(Duty, pk=duty_id), by=cast(Person, request.user), at=timezone.now())
    messages.success(request, _("The duty was declined."))
    return redirect("organisation:person", duty.person_id)


@require_http_methods(["GET", "HEAD", "POST"])
def duty_end(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """The last day of a duty; where it has one that is still to come, an earlier one."""
    by = cast(Person, request.user)
    duty = get_object_or_404(Duty.objects.select_related("person"), pk=duty_id)
    may_end_duty(by, duty)
    act = acts.end_earlier if duty.state == DutyState.ENDED else acts.end
    form = LastDayForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            act(duty, on=form.cleaned_data["on"], by=by, at=timezone.now())
        except WrongState as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, _("The duty has its last day."))
            return redirect("organisation:person", duty.person_id)
    return render(request, "organisation/duty_end.html", {"form": form, "duty": duty})
