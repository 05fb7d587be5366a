"""The public disclosure log: the list with its search, one entry, its tombstone, and the same for machines.

Nobody signs in here, and everybody gets the same: pages are rendered as for a stranger, so that a cache may keep them.
"""

from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from watchbook.audit_log.receipt import NotSealed, published_receipt
from watchbook.figures.findings import status_words
from watchbook.foi.disclosure_log.feed import (
    Address,
    as_atom,
    as_csv,
    as_json,
    entry_data,
    log_data,
    withdrawn_data,
)
from watchbook.foi.disclosure_log.found_questions import found_questions
from watchbook.foi.disclosure_log.how_we_know import proof_of, publication_event, tells_of_copies, told
from watchbook.foi.queries import OUTCOMES, entries_of, newest_edition, shown, withdrawn, years
from watchbook.organisation.letterhead import letterhead
from watchbook.organisation.queries import the_authority
from watchbook.register.views.acting import or_404
from watchbook.web.long_list import cut
from watchbook.web.welsh import in_welsh_too

IN_THE_FEED = 50
LONGEST_SEARCH = 200
GONE = 410


@login_not_required
@in_welsh_too
@require_safe
def log(http: HttpRequest) -> HttpResponse:
    """The list, newest first; what was asked for is in the address. Five queries, for words a sixth; the frame's one besides."""
    asked = _asked(http)
    page = cut(http, shown(**asked))
    kept = {"words": asked["words"], "year": asked["year"] or "", "outcome": asked["outcome"]}
    context = {
        "entries": entries_of(page.object_list),
        "page": page,
        "found": found_questions(page.object_list, words=asked["words"], outcome=asked["outcome"]),
        "asked": kept,
        "is_asked": any(kept.values()),
        "address": f"?{urlencode(kept)}&page=",
        "years": years(),
        "outcomes": [(str(status), status_words(status)) for status in OUTCOMES],
    }
    return _page(http, "foi/disclosure_log.html", context)


@login_not_required
@in_welsh_too
@require_safe
def entry(http: HttpRequest, reference: str) -> HttpResponse:
    """One entry at its permanent address; withdrawn, its tombstone (410). Five queries at the most, the frame's one besides."""
    row = or_404(newest_edition(reference))
    if hasattr(row, "withdrawal"):
        return _page(http, "foi/disclosure_gone.html", {"row": row}, status=GONE)
    (found,) = entries_of([row])
    context = {"entry": found, "row": row, "told": told(row.answers), "proof": proof_of(row)}
    context["write_to"] = letterhead()["write_to"] if tells_of_copies(row.answers) else ""
    return _page(http, "foi/disclosure.html", context)


@login_not_required
@require_safe
def entry_json(http: HttpRequest, reference: str) -> HttpResponse:
    """One entry for machines; withdrawn, what is left of it (410)."""
    row = or_404(newest_edition(reference))
    if hasattr(row, "withdrawal"):
        gone = as_json(withdrawn_data(row, address=_address(http)))
        return _file(http, gone, kind="application/json", status=GONE)
    (found,) = entries_of([row])
    return _file(http, as_json(entry_data(found, address=_address(http))), kind="application/json")


@login_not_required
@require_safe
def entry_receipt(http: HttpRequest, reference: str) -> HttpResponse:
    """The receipt of an entry under the published checkpoint; 404 before one covers it, and where it was withdrawn."""
    row = or_404(newest_edition(reference))
    event = None if hasattr(row, "withdrawal") else publication_event(row)
    if event is None:
        raise Http404
    try:
        text = published_receipt(event)
    except NotSealed:
        raise Http404 from None
    response = _file(http, text, kind="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.reference}.tlog-proof"'
    return response


@login_not_required
@require_safe
def log_json(http: HttpRequest) -> HttpResponse:
    """The whole log for machines. Four queries."""
    data = log_data(entries_of(shown()), withdrawn=withdrawn(), council=_council(), address=_address(http))
    return _file(http, as_json(data), kind="application/json")


@login_not_required
@require_safe
def log_csv(http: HttpRequest) -> HttpResponse:
    """The whole log as a table, a row for each question. Two queries."""
    text = as_csv(entries_of(shown()), address=_address(http))
    response = _file(http, text, kind="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="disclosure-log.csv"'
    return response


@login_not_required
@require_safe
def log_atom(http: HttpRequest) -> HttpResponse:
    """The newest entries for feed readers. Four queries."""
    text = as_atom(
        entries_of(shown()[:IN_THE_FEED]),
        withdrawn=withdrawn()[:IN_THE_FEED],
        council=_council(),
        home=_whole(http, "log"),
        itself=_whole(http, "atom"),
        address=_address(http),
    )
    whole = f'<?xml version="1.0" encoding="utf-8"?>\n{text}'
    return _file(http, whole, kind="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
def schema(http: HttpRequest) -> HttpResponse:
    """What the JSON is held against. No query."""
    text = files("watchbook.foi").joinpath("disclosure_log.schema.json").read_text(encoding="utf-8")
    return _file(http, text, kind="application/schema+json")


def _asked(http: HttpRequest) -> dict[str, Any]:
    """What the address asks for; what makes no sense asks for nothing."""
    year, outcome = http.GET.get("year", ""), http.GET.get("outcome", "")
    return {
        "words": http.GET.get("words", "")[:LONGEST_SEARCH].replace("\0", " ").strip(),
        "year": int(year) if len(year) == len("2026") and year.isascii() and year.isdigit() else None,
        "outcome": outcome if outcome in OUTCOMES else "",
    }


def _council() -> str:
    authority = the_authority()
    return authority.name if authority else ""


def _address(http: HttpRequest) -> Address:
    return lambda reference: _whole(http, "entry", reference)


def _whole(http: HttpRequest, name: str, *arguments: str) -> str:
    """A permanent address, on the host that the settings name: whoever asks cannot choose it."""
    address = reverse(f"disclosure_log:{name}", args=arguments)
    return (
        f"{settings.PUBLIC_ADDRESS}{address}" if settings.PUBLIC_ADDRESS else http.build_absolute_uri(address)
    )


def _page(http: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """In the frame that a stranger sees, whoever asks: nothing of a signed-in reader comes into a cache."""
    stranger = HttpRequest()
    stranger.languages = http.languages  # type: ignore[attr-defined]  # of in_welsh_too
    text = render_to_string(template, context, stranger)
    return _file(http, text, kind="text/html; charset=utf-8", status=status)


def _file(http: HttpRequest, text: str, *, kind: str, status: int = 200) -> HttpResponse:
    """To be kept by caches and asked for again each time: a correction or a withdrawal shows at once."""
    etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    response = HttpResponse(text, content_type=kind, status=status)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    if status != 200:
        return response
    kept = get_conditional_response(http, etag=etag, response=response)
    return kept if isinstance(kept, HttpResponse) else response
