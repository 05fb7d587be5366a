"""Seeing a capture: that it is seen is on record before the page that frames it is even sent."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from watchbook.evidence import content, custody, seen
from watchbook.evidence.bundle import Bundle
from watchbook.evidence.models import Capture, Handling
from watchbook.evidence.seen import CaptureView, View
from watchbook.evidence.states import CaptureState, check_held
from watchbook.evidence.views.found import capture_or_404
from watchbook.evidence.views.framed import framed, warnings_on
from watchbook.register.views.acting import reader

PARTS = (CaptureView.PICTURES, CaptureView.PAGE, CaptureView.TEXT)


@require_GET
def see(request: HttpRequest, reference: str, part: str = CaptureView.PICTURES) -> HttpResponse:
    """One view of a capture, blurred where an exhibit of it carries a warning until somebody asks to see it."""
    by, at = reader(request), timezone.now()
    row = capture_or_404(request, reference)
    check_held(CaptureState(row.state))
    if part not in PARTS:
        raise Http404
    if not settings.REPLAY_ORIGIN:
        return render(request, "evidence/see_nowhere.html", {"capture": row})
    warnings = warnings_on([row])
    is_blurred = bool(warnings) and "clearly" not in request.GET
    pages = Paginator(range(_sheets(row) if part == CaptureView.PICTURES else 1), 1)
    page = pages.get_page(request.GET.get("page"))
    view = View(CaptureView(part), page.number, is_blurred=is_blurred)
    entry = custody.note(row, Handling.VIEWED, part=view.id, by=by, at=at)
    context = {
        "capture": row,
        "view": view,
        "entry": entry,
        "warnings": warnings,
        "page": page,
        "pages_at": f"?{'' if is_blurred or not warnings else 'clearly&'}page=",
        "tabs": _tabs(row, part=view.part),
    }
    return framed(request, "evidence/see.html", [entry], at=at, context=context)


def _sheets(row: Capture) -> int:
    """How many sheets its pictures fill; one where it cannot be read, on which the frame says so."""
    with suppress(*seen.LOST), content.opened(row) as source:
        return len(seen.sheets(seen.content_of(Bundle(source), kind=row.content_kind)))
    return 1


def _tabs(row: Capture, *, part: CaptureView) -> list[dict[str, Any]]:
    return [
        {
            "text": one.label,
            "href": reverse("evidence:see_part", args=[row.reference, one]),
            "active": one == part,
        }
        for one in PARTS
    ]
