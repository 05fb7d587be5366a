"""The public page on rights in personal data, and the form by which anybody complains (DPA 2018 s.164A(2)).

Nobody signs in here. The form works without JavaScript, asks for no more than an answer needs, and keeps no address of a
machine: what comes is counted in memory, so that whoever fills the form stops nobody but themselves (`sources`).
"""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import WrongState
from watchbook.law.parameters import NotInForce, parameter_entry
from watchbook.organisation.letterhead import letterhead
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS
from watchbook.retention.complaint import complaint
from watchbook.retention.complaint.complaint import Complained, TooMany
from watchbook.retention.complaint.forms import PublicComplaintForm
from watchbook.retention.complaint.states import ComplaintChannel
from watchbook.retention.letter import commissioner, law
from watchbook.retention.rights_request.clock import time_provision
from watchbook.retention.rights_request.rules import DataRegime
from watchbook.retention.your_data import sources
from watchbook.web.welsh import in_welsh_too

RECEIPT = "watchbook.retention.your_data"


@login_not_required
@in_welsh_too
@require_safe
def your_data(http: HttpRequest) -> HttpResponse:
    """Say which rights people have in what we hold about them, how to use them, and how to complain."""
    context = {
        "head": _head(),
        "is_set_up": Authority.objects.exists(),
        "times": _times(),
        "month_laws": _month_laws(),
        "commissioner": commissioner(today()),
        "law": law,
    }
    return render(http, "retention/your_data.html", context)


@login_not_required
@in_welsh_too
@require_http_methods(METHODS)
def complain(http: HttpRequest) -> HttpResponse:
    """The form for a complaint."""
    if not Authority.objects.exists():
        raise Http404  # before set-up there is nobody to complain to
    form, status = PublicComplaintForm(http.POST if http.method == "POST" else None), HTTPStatus.OK
    if form.is_valid():
        told = Complained(
            **form.cleaned_data,
            channel=ComplaintChannel.FORM,
            received_on=today(),
            language=get_language() or "",
        )
        try:
            sources.check(_client(http))
            row = complaint.receive(told, by=Person.objects.get(is_system=True), at=timezone.now())
        except TooMany as refusal:
            form.add_error(None, str(refusal))
            status = HTTPStatus.TOO_MANY_REQUESTS
        except WrongState as refusal:
            form.add_error(None, str(refusal))
        else:
            sources.count(_client(http))
            return redirect("your_data:complained", signing.dumps(row.reference, salt=RECEIPT))
    return render(http, "retention/complain.html", {"form": form, "head": _head()}, status=status)


@login_not_required
@in_welsh_too
@require_safe
def complained(http: HttpRequest, receipt: str) -> HttpResponse:
    """Confirm to whoever has just sent a complaint that it came, and say what happens next; of every other address alike, nothing.

    The address bears our own signature, for a day: else anybody could have any reference confirmed, known or invented.
    """
    try:
        reference = str(signing.loads(receipt, salt=RECEIPT, max_age=timedelta(days=1)))
    except signing.BadSignature:
        reference = ""
    context = {"reference": reference, "times": _times(), "head": _head()}
    return render(http, "retention/complained.html", context)


def _month_laws() -> tuple[str, ...]:
    """The provisions of the time for an answer: under the UK GDPR, and for law enforcement under Part 3."""
    try:
        return tuple(dict.fromkeys(time_provision(regime, on=today()) for regime in DataRegime))
    except NotInForce:
        return ()


def _client(http: HttpRequest) -> str:
    """Return the address of who asks, and not of the proxies in front: else one machine would use up the limit for all."""
    address: str = get_adapter(http).get_client_ip(http)  # as attempts to sign in are counted
    return address


def _head() -> dict[str, Any]:
    """Return how the authority is reached, as its letters say it; before it is set up there is nothing to say."""
    return letterhead() if Authority.objects.exists() else {"reached": (), "write_to": ""}


def _times() -> dict[str, Any]:
    """The times that the law gives, as they are today, and whether a solicitor has confirmed each."""
    names = {
        "months": "rights.months",
        "further": "rights.extension_months",
        "acknowledged": "complaints.acknowledge_days",
    }
    try:
        return {key: parameter_entry(f"data_protection.{name}", on=today()) for key, name in names.items()}
    except NotInForce:
        return {}
