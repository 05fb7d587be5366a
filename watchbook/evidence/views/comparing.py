"""Comparing two captures of one page: which others there are, and the two side by side in a frame."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from watchbook.evidence import custody
from watchbook.evidence.queries.same_page import captures_of_same_page
from watchbook.evidence.seen import CaptureView, View
from watchbook.evidence.views.found import capture_or_404
from watchbook.evidence.views.framed import framed, warnings_on
from watchbook.register.views.acting import reader


@require_safe
def choose(request: HttpRequest, reference: str) -> HttpResponse:
    """The other captures of the same page in the same investigation."""
    row = capture_or_404(request, reference)
    return render(
        request, "evidence/compare_choose.html", {"capture": row, "others": captures_of_same_page(row)}
    )


@require_GET
def compare(request: HttpRequest, reference: str, other: str) -> HttpResponse:
    """What was added, removed and changed from the first to the second. Custody of both tells of it first."""
    by, at = reader(request), timezone.now()
    first, second = capture_or_404(request, reference), capture_or_404(request, other)
    if not settings.REPLAY_ORIGIN:
        return render(request, "evidence/see_nowhere.html", {"capture": first})
    warnings = warnings_on([first, second])
    view = View(CaptureView.COMPARISON, is_blurred=bool(warnings) and "clearly" not in request.GET)
    entries = custody.note_comparison(first, second, part=view.id, by=by, at=at)
    context = {"capture": first, "other": second, "view": view, "entries": entries, "warnings": warnings}
    return framed(request, "evidence/compare.html", entries, at=at, context=context)
