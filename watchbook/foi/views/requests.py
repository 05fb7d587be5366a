"""Pages of requests: the inbox, a new one, one request cut into its questions, its draft answer."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.foi import answer, request
from watchbook.foi.clock import due
from watchbook.foi.forms import RequestForm
from watchbook.foi.models import Request
from watchbook.foi.permissions import may_read_requests, may_receive_request
from watchbook.foi.queries.waiting import requests_waiting
from watchbook.foi.spans import asked, pieces
from watchbook.organisation.models import Person
from watchbook.organisation.queries import the_authority, today
from watchbook.web.form_bytes import lost_characters


@require_safe
def requests(http: HttpRequest) -> HttpResponse:
    """The inbox: every request with its due day, the next due first. One query of its own."""
    by = cast(Person, http.user)
    may_read_requests(by)
    rows = sorted(((row, due(row).on) for row in requests_waiting()), key=lambda pair: pair[1])
    context = {"rows": rows, "today": today(), "may_receive_request": may_receive_request}
    return render(http, "foi/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def request_new(http: HttpRequest) -> HttpResponse:
    """Paste a request; a refusal leaves what was pasted in its box."""
    by = cast(Person, http.user)
    may_receive_request(by)
    authority = the_authority()
    regimes = list(authority.regimes) if authority else []
    form = RequestForm(
        http.POST or None,
        regimes=regimes,
        lost_characters=lost_characters(http),
        initial={"received_on": today(), "regime": regimes[0]},
    )
    if http.method == "POST" and form.is_valid():
        added = request.receive(**form.cleaned_data, by=by, at=timezone.now())
        messages.success(
            http, _("The request was recorded as {reference}.").format(reference=added.reference)
        )
        return redirect("foi:request", added.reference)
    return render(http, "foi/request_new.html", {"form": form})


@require_safe
def request_page(http: HttpRequest, reference: str) -> HttpResponse:
    """One request: its text cut into questions, when it is due and why, what the registers say to each."""
    may_read_requests(cast(Person, http.user))
    row = get_object_or_404(Request, reference=reference)
    context = _draft(row) | {"events": events_about(row.id)}
    context["pieces"] = pieces(row, questions=[answered.question for answered in context["draft"].answers])
    return render(http, "foi/request.html", context)


@require_safe
def draft_page(http: HttpRequest, reference: str) -> HttpResponse:
    """The draft answer, to read and print."""
    may_read_requests(cast(Person, http.user))
    row = get_object_or_404(Request, reference=reference)
    return render(http, "foi/draft.html", _draft(row))


@require_safe
def draft_file(http: HttpRequest, reference: str) -> HttpResponse:
    """The draft answer as one HTML file to keep or send round."""
    may_read_requests(cast(Person, http.user))
    row = get_object_or_404(Request, reference=reference)
    context = _draft(row) | {"authority": the_authority()}
    response = HttpResponse(
        render_to_string("foi/draft_file.html", context), content_type="text/html; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="draft-{row.reference}.html"'
    return response


def _draft(row: Request) -> dict[str, Any]:
    """The draft from the registers as they are now. Queries: the questions, and two for each answered letter topic."""
    drafted = answer.draft(asked(row), received_on=row.received_on, as_at=None)
    return {
        "row": row,
        "draft": drafted,
        "deadline": due(row),
        "drafted_at": timezone.now(),
        "tally": answer.tally,
    }
