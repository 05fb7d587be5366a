"""A certificate of deletion as a page, a PDF and a file; and the programs by which an outsider checks it."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from watchbook.audit_log.queries import events_about
from watchbook.organisation.queries import names_in
from watchbook.register.views.acting import reader
from watchbook.retention.certificate import certificate as papers
from watchbook.retention.certificate.paper import certificate_pdf
from watchbook.retention.deletion import queries
from watchbook.retention.deletion.certificate_body import copies_that_left
from watchbook.retention.deletion.closed_lists import closed
from watchbook.retention.deletion.in_clear import end_in_words, has_clear, told_of
from watchbook.retention.deletion.lifted_holds import lifted
from watchbook.retention.deletion.models import DeletionList
from watchbook.retention.deletion.permissions import may_read_deletions
from watchbook.retention.deletion.sample import readings, what_was_read
from watchbook.retention.deletion.states import ItemOutcome, ListState
from watchbook.retention.titles import title_of

A_PAGE = 50
ENDINGS = ("pdf", "json")


@require_safe
def certificate(request: HttpRequest, reference: str) -> HttpResponse:
    """The certificate: its limits first, then what went, how, and how far it is gone."""
    row, at_end = _certified(request, reference)
    events = events_about(row.id)
    left = copies_that_left(row)
    things = row.items.filter(outcome=ItemOutcome.DELETED)
    context = {
        "list": row,
        "at_end": at_end,
        "awaited": queries.awaited(row),
        "limits": papers.limits(row),
        "end_in_words": end_in_words(at_end, row, is_clear=has_clear(row)),
        "clear_of": told_of,
        "sample": papers.sample_in_words(row),
        "lifted": lifted(row) if row.let_go else [],
        "readings": readings(row),
        "what_was_read": what_was_read,
        "keepers": papers.keepers_in_words(row),
        "copies": [papers.exact(at) for at in (row.first_copy_at, row.second_copy_at) if at],
        "no_copy_left": papers.NO_COPY_LEFT,
        "title_of": title_of,
        "left": left,
        "events": events,
        "names": names_in([*events, *(one.event for one in left)]),
        "things": Paginator(things, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "retention/certificate.html", context)


@require_safe
def certificate_file(request: HttpRequest, reference: str, ending: str) -> HttpResponseBase:
    """The certificate to print, or as the file that `verify.py` checks."""
    row, at_end = _certified(request, reference)
    response: HttpResponseBase
    if ending not in ENDINGS:
        raise Http404
    if ending == "pdf":
        response = HttpResponse(
            certificate_pdf(row, at_end=at_end, seal=request.build_absolute_uri(reverse("seal:seal"))),
            content_type="application/pdf",
        )
    else:
        whole = papers.as_file(row, at_end=at_end)
        response = StreamingHttpResponse(whole, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="certificate-{reference}.{ending}"'
    return response


def _certified(request: HttpRequest, reference: str) -> tuple[DeletionList, ListState]:
    """Return the list, and the end that it came to; before the first there is no certificate, nor for who may not know of one."""
    may_read_deletions(reader(request))
    row = get_object_or_404(queries.lists(), reference=reference)
    if (at_end := papers.ended_at(row)) is None or closed([row], by=reader(request)):
        raise Http404
    return row, at_end
