"""Pages of requests: the inbox, a new one, one request cut into its questions, its draft answer."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from watchbook.audit_log.queries import events_about
from watchbook.foi.clock import due
from watchbook.foi.draft import answer
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.models import Request, SentAnswer
from watchbook.foi.permissions.disclosures import may_publish_answer
from watchbook.foi.permissions.requests import may_read_requests, may_receive_request
from watchbook.foi.permissions.taking_in import may_cut_request, may_read_requester
from watchbook.foi.queries.waiting import (
    listed,
    requests_answered,
    requests_received,
    requests_waiting,
)
from watchbook.foi.request.earlier_requests import asked_before
from watchbook.foi.request.spans import pieces
from watchbook.organisation.models import Person
from watchbook.organisation.queries import the_authority, today
from watchbook.reading.topics.matching import catalogue

MAY = {
    "may_cut_request": may_cut_request,
    "may_read_requester": may_read_requester,
    "may_publish_answer": may_publish_answer,
}
WAITING = "open"
SHOWN = {WAITING: requests_waiting, "sent": requests_answered, "all": requests_received}


@require_safe
def requests(http: HttpRequest) -> HttpResponse:
    """The inbox: those that wait, those that were answered, or all, the next due first. One query of its own."""
    may_read_requests(cast(Person, http.user))
    shown = http.GET.get("show", "")
    shown = shown if shown in SHOWN else WAITING
    context = {
        "rows": listed(SHOWN[shown](), on=today()),
        "shown": shown,
        "may_receive_request": may_receive_request,
    }
    return render(http, "foi/requests.html", context)


@require_safe
def request_page(http: HttpRequest, reference: str) -> HttpResponse:
    """One request as a list of what is to be done: each question, what keeps the letter back, when it is due and why."""
    may_read_requests(cast(Person, http.user))
    row = get_object_or_404(Request.objects.select_related("sent", "recorded_by"), reference=reference)
    context = _draft(row) | {
        "listed": listed([row], on=today())[0],
        "titles": {topic.id: topic.title for topic in catalogue()},
        "asked_before": asked_before(row),
        "events": events_about(row.id),
    }
    context["pieces"] = pieces(row, questions=[answered.question for answered in context["draft"].answers])
    return render(http, "foi/request.html", context | MAY)


@require_safe
def draft_page(http: HttpRequest, reference: str) -> HttpResponse:
    """The draft answer, to read and print; once the letter was sent there is no draft any more, and it leads there."""
    may_read_requests(cast(Person, http.user))
    row = get_object_or_404(Request, reference=reference)
    if _is_sent(row):
        return redirect("foi:letter", reference)
    return render(http, "foi/draft.html", _draft(row))


@require_safe
def draft_file(http: HttpRequest, reference: str) -> HttpResponse:
    """The draft answer as one HTML file to keep or send round, until the letter was sent."""
    may_read_requests(cast(Person, http.user))
    row = get_object_or_404(Request, reference=reference)
    if _is_sent(row):
        return redirect("foi:letter", reference)
    context = _draft(row) | {"authority": the_authority()}
    response = HttpResponse(
        render_to_string("foi/draft_file.html", context), content_type="text/html; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="draft-{row.reference}.html"'
    return response


def _is_sent(row: Request) -> bool:
    return SentAnswer.objects.filter(request=row).exists()


def _draft(row: Request) -> dict[str, Any]:
    """The draft from the registers as they are now. Queries: the questions, what was decided, and the topics'."""
    drafted = draft_of(row)
    return {
        "row": row,
        "draft": drafted,
        "deadline": due(row),
        "drafted_at": timezone.now(),
        "tally": answer.tally,
    }
