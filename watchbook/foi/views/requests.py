"""Pages of requests: the inbox, taking one in, the cut by hand, who asks, the draft answer, the same request before."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import WrongState
from watchbook.files import scan
from watchbook.files.download import came
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.forms.requests import RecutForm, RequesterForm, RequestForm, lost_characters
from watchbook.foi.letter.question_heading import headings
from watchbook.foi.models import Request, Requester
from watchbook.foi.permissions import (
    may_cut_request,
    may_read_requester,
    may_read_requests,
    may_receive_request,
    may_record_search,
)
from watchbook.foi.queries import (
    due,
    is_sent,
    listed,
    request_or_404,
    requests_answered,
    requests_received,
    requests_waiting,
)
from watchbook.foi.request import question_cut, request
from watchbook.foi.request import requester as requesters
from watchbook.foi.request.cut import mark_for
from watchbook.foi.request.earlier_requests import Change, QuestionAnswer, SimilarRequest, alike_to, changes
from watchbook.foi.request.question_cut import Cut, cuts_of
from watchbook.foi.request.sender import proposed_requester, publishes_replies
from watchbook.foi.request.spans import first_words
from watchbook.organisation.models import Person, Regime
from watchbook.organisation.queries import the_authority, today
from watchbook.register.views.acting import METHODS, acted, done, is_meant_twice, reader
from watchbook.web.long_list import ListChoice, cut
from watchbook.web.wording import moment

PIECES_ON_A_PAGE = 60
ORDERS = {"reference": "reference", "law": "regime", "received": "received_on", "due": "due_on"}
LAWS = ListChoice(gettext_lazy("Law"), "regime", Regime.choices)
EARLIER_CUTS_SHOWN = 10
ALIKE_SHOWN = 5
WAITING = "open"
SHOWN: dict[str, Callable[[], QuerySet[Request]]] = {
    WAITING: requests_waiting,
    "sent": requests_answered,
    "all": requests_received,
}


@require_safe
def requests(http: HttpRequest) -> HttpResponse:
    """The inbox: those that wait, the next due first; those that were answered, or all, the newest first."""
    may_read_requests(reader(http))
    shown = http.GET.get("show", "")
    shown = shown if shown in SHOWN else WAITING
    page = cut(http, SHOWN[shown](), sort=ORDERS, choose={"law": LAWS})
    context = {
        "page": page,
        "rows": listed(list(page), on=today()),
        "first_words": first_words(list(page)),
        "shown": shown,
        "may_receive_request": may_receive_request,
    }
    return render(http, "foi/requests.html", context)


@require_safe
def draft_page(http: HttpRequest, reference: str) -> HttpResponse:
    """The draft answer, to read and print; once the letter was sent there is no draft any more, and it leads there."""
    may_read_requests(reader(http))
    row = request_or_404(reference)
    if is_sent(row):
        return redirect("foi:letter", reference)
    return render(http, "foi/draft.html", _draft(row))


@require_safe
def draft_file(http: HttpRequest, reference: str) -> HttpResponse:
    """The draft answer as one HTML file to keep or send round, until the letter was sent."""
    may_read_requests(reader(http))
    row = request_or_404(reference)
    if is_sent(row):
        return redirect("foi:letter", reference)
    context = _draft(row) | {"authority": the_authority()}
    response = HttpResponse(
        render_to_string("foi/draft_file.html", context), content_type="text/html; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="draft-{row.reference}.html"'
    return response


def _draft(row: Request) -> dict[str, Any]:
    """The draft from the registers as they are now. Queries: the questions, what was decided, and the topics'."""
    drafted = draft_of(row)
    return {
        "row": row,
        "draft": drafted,
        "headings": headings({one.question.number: one.question.marker for one in drafted.answers}),
        "deadline": due(row),
        "drafted_at": timezone.now(),
    }


def _recorded_already(form: RequestForm) -> str:
    """Say that a request of the same words was recorded a short time ago; nothing where none was."""
    found = request.recorded_lately(form.cleaned_data["text"], at=timezone.now())
    told = _(
        "On {when}, you or a colleague recorded a request with the same words. Its reference is {reference}. If it is the same request, open {link} instead. If "
        "somebody else asks the same questions, tick the box."
    )
    if not found:
        return ""
    link = format_html(
        '<a class="govuk-link" href="{}">{}</a>',
        reverse("foi:request", args=[found.reference]),
        found.reference,
    )
    return format_html(told, reference=found.reference, link=link, when=moment(found.recorded_at))


@require_http_methods(METHODS)
def request_new(http: HttpRequest) -> HttpResponse:
    """Paste a request or choose its file; a refusal leaves what was typed in its boxes."""
    by = reader(http)
    may_receive_request(by)
    authority = the_authority()
    regimes = list(authority.regimes) if authority else []
    form = RequestForm(
        http.POST or None,
        http.FILES or None,
        regimes=regimes,
        lost_characters=lost_characters(http),
        initial={"received_on": today(), "regime": regimes[0]},
    )

    def act() -> Request:
        told = {name: form.cleaned_data[name] for name in ("text", "received_on", "regime", "file")}
        request.read_ahead(told["text"], received_on=told["received_on"])
        return request.receive(**told, attached=form.attached, contact=form.contact, by=by, at=timezone.now())

    if (
        http.method == "POST"
        and form.is_valid()
        and is_meant_twice(form, _recorded_already(form))
        and (added := acted(form, act))
    ):
        return _recorded(http, form, added)
    form.keep_the_file()
    return render(http, "foi/request_new.html", {"form": form, "scanned": scan.in_words()})


def _recorded(http: HttpRequest, form: RequestForm, added: Request) -> HttpResponse:
    said = _("The request was recorded as {reference}.")
    messages.success(http, said.format(reference=added.reference))
    if names := [one.name for one in form.attached or ()]:
        said = _(
            "The email came with other files, which we did not read: {names}. If one of the files asks something, record it as a request too."
        )
        messages.success(http, said.format(names=", ".join(names)))
    return redirect("foi:request", added.reference)


@require_safe
def request_file(http: HttpRequest, reference: str) -> HttpResponse:
    """The file that a request came as, byte for byte, to keep and open elsewhere."""
    may_read_requests(reader(http))
    row = request_or_404(reference)
    if not row.file_sha256:
        raise Http404
    return came(http, row.file_sha256, name=row.file_name)


@require_http_methods(METHODS)
def recut(http: HttpRequest, reference: str) -> HttpResponse:
    """Every piece of a request with the buttons that cut it otherwise; each press is a cut of its own."""
    by = reader(http)
    may_cut_request(by)
    row = request_or_404(reference)
    cuts = cuts_of(row)
    form = RecutForm(http.POST or None, text=row.text, cuts=cuts)
    if http.method == "POST" and _was_cut(row, form, by=by):
        return done(
            http, _("You split the request again. We keep the earlier split."), _same_place(row, form)
        )
    context = _cut_page(http, row, cuts=cuts) | {"form": form, "is_open": not is_sent(row)}
    return render(http, "foi/recut.html", context)


def _was_cut(row: Request, form: RecutForm, *, by: Person) -> bool:
    if not form.is_valid():
        return False
    try:
        asks_nothing = form.cleaned_data["asks_nothing"]
        question_cut.recut(
            row, form.pieces, by=by, at=timezone.now(), over=form.over, asks_nothing=asks_nothing
        )
    except WrongState as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _same_place(row: Request, form: RecutForm) -> str:
    """The page and the piece where the button was, or where the text of the piece is now."""
    start = form.cleaned_data["start"] or 0
    place = max((piece.start for piece in form.pieces if piece.start <= start), default=form.pieces[0].start)
    page = [piece.start for piece in form.pieces].index(place) // PIECES_ON_A_PAGE + 1
    return f"{reverse('foi:recut', args=[row.reference])}?page={page}#piece-{place}"


def _cut_page(http: HttpRequest, row: Request, *, cuts: list[Cut]) -> dict[str, Any]:
    page = Paginator(cuts[0].pieces, PIECES_ON_A_PAGE).get_page(http.GET.get("page"))
    words = [row.text[piece.start : piece.end] for piece in page]
    return {
        "row": row,
        "cut": cuts[0],
        "page": page,
        "shown": [(piece, text, mark_for(text)) for piece, text in zip(page, words, strict=True)],
        "earlier": cuts[1:EARLIER_CUTS_SHOWN] + cuts[EARLIER_CUTS_SHOWN:][-1:],
    }


@require_http_methods(METHODS)
def requester(http: HttpRequest, reference: str) -> HttpResponse:
    """Who asks and where the answer goes, apart from the request itself."""
    by = reader(http)
    may_read_requester(by)
    row = request_or_404(reference)
    known = Requester.objects.filter(request=row).first()
    proposed = None if known or is_sent(row) else proposed_requester(row)
    contact = known or (proposed and proposed.contact)
    initial = {"name": contact.name, "address": contact.address} if contact else {}
    form = RequesterForm(http.POST or None, initial=initial)
    if acted(form, lambda: requesters.record(row, **form.cleaned_data, by=by, at=timezone.now())):
        return done(http, requesters.RECORDED.says, "foi:request", reference)
    context = {
        "row": row,
        "known": known,
        "form": form,
        "is_open": not is_sent(row),
        "proposed": proposed,
        "published_by": proposed.published_by
        if proposed
        else publishes_replies(known.address if known else ""),
    }
    return render(http, "foi/requester.html", context)


@require_safe
def alike(http: HttpRequest, reference: str) -> HttpResponse:
    """Earlier requests that asked the same, what was said to them, and what has changed since."""
    may_read_requests(reader(http))
    row = request_or_404(reference)
    found = alike_to(row)
    context = {
        "row": row,
        "found": _with_changes(row, found[:ALIKE_SHOWN]),
        "others": [one.earlier.reference for one in found[ALIKE_SHOWN:]],
        "may_record_search": may_record_search,
        "is_open": not is_sent(row),
    }
    return render(http, "foi/alike.html", context)


def _with_changes(
    row: Request, found: list[SimilarRequest]
) -> list[tuple[SimilarRequest, tuple[Change, ...]]]:
    """Each with its questions beside what the registers say today; drafted once, and only where it is needed."""
    answers = draft_of(row).answers if found else ()
    texts = {one.question.number: one.question.text for one in answers}
    now = {one.question.number: QuestionAnswer(one.finding.status, one.answer) for one in answers}
    return [(one, changes(one.pairs, texts=texts, then=one.earlier.said, now=now)) for one in found]
