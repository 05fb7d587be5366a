"""Seeing a capture: that it is seen is on record before the page that frames it is even sent."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET, require_safe

from watchbook.evidence import content, custody, replay_pass, said_times, seen
from watchbook.evidence.bundle import ArchivedPage, Bundle
from watchbook.evidence.models import Capture, ContentKind, CustodyEntry, Handling, Origin, Sensitivity
from watchbook.evidence.permissions import may_see_custody
from watchbook.evidence.queries.captures import capture_by_reference, captures_of_same_page
from watchbook.evidence.seen import CaptureView, View, part_in_words
from watchbook.evidence.states import CaptureState, check_held
from watchbook.evidence.views.found import capture_or_404, told_of, unknown_capture
from watchbook.keys import envelope
from watchbook.register.views.acting import readable_or_404, reader
from watchbook.web.long_list import ListChoice, cut

CUSTODY_ORDERS = {"number": "number", "when": "handled_at", "who": "handled_by__name", "action": "handling"}
HANDLINGS = ListChoice(gettext_lazy("Action"), "handling", Handling.choices)

ON_A_PAGE = 50


@require_GET
def see(request: HttpRequest, reference: str, part: str = "") -> HttpResponse:
    """One view of a capture, blurred where an exhibit of it carries a warning until somebody asks to see it."""
    by, at = reader(request), timezone.now()
    row = capture_or_404(request, reference)
    check_held(CaptureState(row.state))
    parts = seen.parts_of(row.content_kind)
    part = part or parts[0]
    if part not in parts:
        raise Http404
    if not settings.REPLAY_ORIGIN:
        return render(request, "evidence/see_nowhere.html", {"capture": row})
    warnings = warnings_on([row])
    is_blurred = bool(warnings) and "clearly" not in request.GET
    sheets, documents = _sheets(row, CaptureView(part))
    pages = Paginator(range(sheets), 1)
    page = pages.get_page(request.GET.get("page"))
    view = View(CaptureView(part), page.number, is_blurred=is_blurred)
    entry = custody.note(row, Handling.VIEWED, part=view.id, by=by, at=at)
    addresses = [(one, reverse("evidence:see_part", args=[row.reference, one])) for one in parts]
    context = {
        "capture": row,
        "view": view,
        "entry": entry,
        "warnings": warnings,
        **told_of(row),
        "page": page,
        "documents": documents,
        "said_time": said_times.in_words,
        "pages_at": f"?{'' if is_blurred or not warnings else 'clearly&'}page=",
        "tabs": [{"text": one.label, "href": href, "active": one == part} for one, href in addresses],
    }
    return framed(request, "evidence/see.html", [entry], at=at, context=context)


def _sheets(row: Capture, part: CaptureView) -> tuple[int, list[tuple[ArchivedPage, int]]]:
    """Count the sheets of a view; and return each page of an archive that has several, with its first sheet, nought where it is not shown.

    One sheet where it cannot be read, on which the frame says so.
    """
    if row.content_kind == ContentKind.BUNDLE and part != CaptureView.PICTURES:
        return 1, []
    with suppress(*seen.LOST), content.opened(row) as source:
        bundle = seen.content_of(Bundle(source), kind=row.content_kind)
        if part == CaptureView.PICTURES:
            return len(seen.sheets(bundle)), []
        documents = bundle.documents()
        found = seen.leaves(documents, part)
        firsts = {one.number: sheet for sheet, one in reversed([*enumerate(found, start=1)])}
        listed = [(one, firsts.get(number, 0)) for number, one in enumerate(documents, start=1)]
        return max(1, len(found)), listed if len(listed) > 1 else []
    return 1, []


def warnings_on(captures: Sequence[Capture]) -> list[str]:
    """What the exhibits made of these captures warn of, in words."""
    marked = {one for row in captures for one in row.exhibits.values_list("sensitivity", flat=True)}
    return [str(one.label) for one in Sensitivity if one in marked and one != Sensitivity.NONE]


def framed(
    request: HttpRequest, page: str, entries: Sequence[CustodyEntry], *, at: datetime, context: dict[str, Any]
) -> HttpResponse:
    """A page of ours around a frame of the replay origin, for what these entries of custody say is seen."""
    own = f"{request.scheme}://{request.get_host()}"
    given = replay_pass.make([one.id for one in entries], framed_by=own, at=at)
    policy = settings.SECURE_CSP | {"frame-src": [settings.REPLAY_ORIGIN]}
    shown = {**context, "address": f"{settings.REPLAY_ORIGIN}/{given}/"}
    return csp_override(policy)(render)(request, page, shown)


@require_safe
def choose(request: HttpRequest, reference: str) -> HttpResponse:
    """The other captures of the same page in the same investigation."""
    row = capture_or_404(request, reference)
    context = {"capture": row, "others": captures_of_same_page(row)}
    return render(request, "evidence/compare_choose.html", context)


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
    context["elsewhere"] = [(one, told_of(one)) for one in (first, second) if one.origin == Origin.IMPORTED]
    return framed(request, "evidence/compare.html", entries, at=at, context=context)


@require_safe
def handlings(request: HttpRequest, reference: str) -> HttpResponse:
    """Each handling: who, when, what, why and to whom. Whoever asked for the capture sees it as well."""
    found, unknown = capture_by_reference(reference), unknown_capture(reference)
    row = readable_or_404(found, may_see_custody, by=reader(request), unknown=unknown)
    entries = row.custody.select_related("handled_by", "capture")
    page = cut(request, entries, sort=CUSTODY_ORDERS, choose={"handling": HANDLINGS})
    rows = list(page.object_list)
    said = envelope.opened_all(rows)
    told = [(one, part_in_words(one.part), said[one.id]) for one in rows]
    return render(request, "evidence/custody.html", {"capture": row, "page": page, "handlings": told})
