"""The custody of a capture: everybody who saw, copied, printed or handed over its content, in the order in which they did."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watchbook.evidence.permissions import may_see_custody
from watchbook.evidence.queries.captures import capture_by_reference
from watchbook.evidence.seen import part_in_words
from watchbook.keys import envelope
from watchbook.register.views.acting import reader

ON_A_PAGE = 50


@require_safe
def custody(request: HttpRequest, reference: str) -> HttpResponse:
    """Each handling: who, when, what, why and to whom. Whoever asked for the capture sees it as well."""
    row = capture_by_reference(reference)
    if row is None:
        raise Http404
    may_see_custody(reader(request), row)
    entries = row.custody.select_related("handled_by", "capture")
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    said = envelope.opened_all(rows)
    handlings = [(one, part_in_words(one.part), said[one.id]) for one in rows]
    return render(request, "evidence/custody.html", {"capture": row, "page": page, "handlings": handlings})
