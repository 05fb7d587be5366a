"""The replay origin: what was captured, shown on a host of its own where there is no session, no cookie and no script.

The first middleware hands every request for that host to this module and no other request, so neither has an address of the
other's. It answers only to a pass (replay_pass.py), and asks again whether that person may read that capture.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.evidence import comparison, content, replay_pass, seen
from watchbook.evidence.bundle import Bundle, NotReadable
from watchbook.evidence.made_elsewhere import BundleContent
from watchbook.evidence.models import CustodyEntry, Handling
from watchbook.evidence.permissions import may_read_capture
from watchbook.evidence.replay_pass import NoPass, Pass
from watchbook.evidence.seen import CaptureView, View
from watchbook.evidence.states import CaptureState, check_held
from watchbook.keys.keyring import kept_for_a_while
from watchbook.keys.refused import KeyDestroyed
from watchbook.reading.child import ReadingFault, Unreadable

type Answer = Callable[[HttpRequest], HttpResponseBase]
type PageView = Callable[[HttpRequest], HttpResponse]

ADDRESS = re.compile(r"/([A-Za-z0-9_-]{1,4000})/")
STYLE = Markup((Path(__file__).parent / "replay.css").read_text(encoding="utf-8"))  # noqa: S704  # our own file
STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; img-src data:; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'; sandbox; "
_TOO_LONG = gettext_lazy(
    "You cannot compare these captures: the comparison takes more than half a minute, or too much memory. View each capture separately."
)
UNCOMPARED: dict[ReadingFault, Promise] = {
    ReadingFault.COSTLY: _TOO_LONG,
    ReadingFault.BROKEN: _TOO_LONG,
    ReadingFault.BUSY: gettext_lazy(
        "You cannot compare these captures now: Watchbook is reading too many other files. Open the comparison again in a minute."
    ),
}
WALLS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Robots-Tag": "noindex",
}


def on_its_own_host(get_response: Answer) -> Answer:
    """Middleware, the first: requests for the replay origin's host end here, all others pass by."""
    answered = cast(PageView, convert_exception_to_response(_answer))  # of the type of what it is given

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not settings.REPLAY_ORIGIN or not _is_asked_for(request):
            return get_response(request)
        with kept_for_a_while():
            return _walled(answered(request))

    return middleware


def _is_asked_for(request: HttpRequest) -> bool:
    """Whether a request names the replay origin's host, however it spells it: never the application's pages under that name."""
    host = str(request.META.get("HTTP_HOST", "")).lower().partition(":")[0].rstrip(".")
    return host == urlsplit(settings.REPLAY_ORIGIN).hostname


def _answer(request: HttpRequest) -> HttpResponse:
    """One view, whole in one answer; else a refusal that says why."""
    address = ADDRESS.fullmatch(request.path_info)
    if address is None or request.method != "GET":
        return _refused(
            _(
                "You cannot open this address: it has no page. Go back to the capture and open the view from there."
            ),
            HTTPStatus.NOT_FOUND,
        )
    try:
        given = replay_pass.read(address[1])
    except NoPass:
        return _refused(
            _(
                "You cannot open this address: it has no page. Go back to the capture and open the view from there."
            ),
            HTTPStatus.NOT_FOUND,
        )
    response = _shown_by(given)
    response["Content-Security-Policy"] = f"{POLICY}frame-ancestors {given.framed_by}"
    return response


def _shown_by(given: Pass) -> HttpResponse:
    if given.ends <= timezone.now() or not replay_pass.is_first_use(given):
        said = _(
            "You cannot open this view again: each view opens once, and only within a minute. Go back to the page of the capture "
            "or comparison and open the view there. Watchbook records each view."
        )
        return _refused(said, HTTPStatus.GONE)
    try:
        with ExitStack() as stack:
            return _document(*_opened(given, stack=stack))
    except (NotPermitted, WrongState) as refusal:
        return _refused(str(refusal), HTTPStatus.FORBIDDEN)
    except KeyDestroyed:
        return _refused(_("This content was deleted, and nobody can read it any more."), HTTPStatus.GONE)
    except NotReadable:
        return _refused(
            _(
                "You cannot view this capture here: it has no content that Watchbook can show. The page of the capture gives the reason."
            ),
            HTTPStatus.NOT_FOUND,
        )
    except seen.LOST:
        said = _(
            "You cannot view this content: it is missing or changed, or Watchbook cannot reach it. Tell a system administrator: a backup may have the content."
        )
        return _refused(said, HTTPStatus.CONFLICT)


def _opened(given: Pass, *, stack: ExitStack) -> tuple[View, list[BundleContent]]:
    """The view that the custody entries of a pass tell of, and what it is of. Raises NotReadable where they are not on record."""
    rows = CustodyEntry.objects.select_related("capture__look__investigation", "handled_by")
    entries = {
        row.id: row
        for row in rows.filter(pk__in=given.entries, handling__in=(Handling.VIEWED, Handling.COMPARED))
    }
    views = {View.of(row.part) for row in entries.values()}
    view = views.pop() if len(views) == 1 else None
    if view is None or len(entries) != len(given.entries):
        raise NotReadable
    if len(entries) != (2 if view.part == CaptureView.COMPARISON else 1):
        raise NotReadable
    bundles: list[BundleContent] = []
    for entry in (entries[one] for one in given.entries):
        may_read_capture(entry.handled_by, entry.capture)
        check_held(CaptureState(entry.capture.state))
        bundle = Bundle(stack.enter_context(content.opened(entry.capture)))
        bundles.append(seen.content_of(bundle, kind=entry.capture.content_kind))
    return view, bundles


def _document(view: View, bundles: Sequence[BundleContent]) -> HttpResponse:
    try:
        facts = _facts(view, bundles)
    except Unreadable as failure:
        return _refused(str(UNCOMPARED[failure.why]), HTTPStatus.SERVICE_UNAVAILABLE)
    context = {"title": view.words(), "style": STYLE, "blurred": view.is_blurred, **facts}
    return HttpResponse(render_to_string(f"evidence/replay/{view.part}.html", context))


def _facts(view: View, bundles: Sequence[BundleContent]) -> dict[str, Any]:
    """What the page of a part shows."""
    if view.part == CaptureView.COMPARISON:
        found = comparison.compared(*bundles)
        return {
            "found": found,
            "pairs": comparison.pairs(*bundles),
            "most": comparison.TOLD,
            "letters": comparison.LETTERS,
        }
    (bundle,) = bundles
    if view.part == CaptureView.PICTURES:
        return {"pictures": seen.sheet(bundle, view.sheet)}
    if view.part == CaptureView.PAGE:
        leaf = seen.leaf(bundle, view)
        return {"page": seen.page(bundle, leaf), "leaf": leaf}
    leaf = seen.leaf(bundle, view)
    unread = any(one.unit == "pages" and not one.kept for one in bundle.documents())
    return {
        "text": bundle.text(leaf.name) if leaf else "",
        "leaf": leaf,
        "unread": unread,
        "answers": 0 if bundle.documents() else len(bundle.resources()),
    }


def _refused(reason: str, status: HTTPStatus) -> HttpResponse:
    context = {"title": _("Not shown"), "style": STYLE, "blurred": False, "reason": reason}
    return HttpResponse(render_to_string("evidence/replay/refused.html", context), status=status)


def _walled(response: HttpResponse) -> HttpResponse:
    """What every answer of this host says to a browser."""
    for name, value in WALLS.items():
        response[name] = value
    response["Content-Length"] = str(len(response.content))
    response.setdefault("Content-Security-Policy", f"{POLICY}frame-ancestors 'none'")
    if settings.SECURE_HSTS_SECONDS:
        response["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return response
