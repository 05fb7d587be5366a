"""Pages of taking in: a new request and its file, the cut by hand, who asks, the same request before."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import WrongState
from watchbook.files.download import attachment
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.forms.requests import RequestForm
from watchbook.foi.forms.taking_in import RecutForm, RequesterForm
from watchbook.foi.models import Request, Requester, SentAnswer
from watchbook.foi.permissions.answering import may_record_search
from watchbook.foi.permissions.requests import may_read_requests, may_receive_request
from watchbook.foi.permissions.taking_in import may_cut_request, may_read_requester
from watchbook.foi.request import question_cut, request
from watchbook.foi.request import requester as requesters
from watchbook.foi.request.batch import Change, QuestionAnswer, changes
from watchbook.foi.request.cut_mark import mark_for
from watchbook.foi.request.cuts import Cut, cuts_of
from watchbook.foi.request.earlier_requests import SimilarRequest, alike_to
from watchbook.organisation.models import Person
from watchbook.organisation.queries import the_authority, today
from watchbook.web.form_bytes import lost_characters

PIECES_ON_A_PAGE = 60
EARLIER_CUTS_SHOWN = 10
ALIKE_SHOWN = 5


@require_http_methods(["GET", "HEAD", "POST"])
def request_new(http: HttpRequest) -> HttpResponse:
    """Paste a request or choose its file; a refusal leaves what was typed in its boxes."""
    by = cast(Person, http.user)
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
    if http.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("text", "received_on", "regime", "file")}
        added = request.receive(**told, contact=form.contact, by=by, at=timezone.now())
        messages.success(
            http, _("The request was recorded as {reference}.").format(reference=added.reference)
        )
        if form.unread:
            messages.success(
                http,
                _(
                    "The mail came with other files, which were not read: {names}. If one of them asks something, take it in as well."
                ).format(names=", ".join(form.unread)),
            )
        return redirect("foi:request", added.reference)
    return render(http, "foi/request_new.html", {"form": form})


@require_safe
def request_file(http: HttpRequest, reference: str) -> HttpResponse:
    """The file that a request came as, byte for byte, to keep and open elsewhere."""
    may_read_requests(cast(Person, http.user))
    row = get_object_or_404(Request, reference=reference)
    if not row.file_sha256:
        raise Http404
    return attachment(row.file_sha256, name=row.file_name)


@require_http_methods(["GET", "HEAD", "POST"])
def recut(http: HttpRequest, reference: str) -> HttpResponse:
    """Every piece of a request with the buttons that cut it otherwise; each press is a cut of its own."""
    by = cast(Person, http.user)
    may_cut_request(by)
    row = get_object_or_404(Request, reference=reference)
    cuts = cuts_of(row)
    form = RecutForm(http.POST or None, text=row.text, cuts=cuts)
    if http.method == "POST" and _was_cut(row, form, by=by):
        messages.success(http, _("The request was cut anew. The earlier cut is kept."))
        return redirect(_same_place(http, row, form))
    context = _cut_page(http, row, cuts=cuts) | {"form": form, "is_open": not _is_sent(row)}
    return render(http, "foi/recut.html", context)


def _was_cut(row: Request, form: RecutForm, *, by: Person) -> bool:
    if not form.is_valid():
        return False
    try:
        question_cut.recut(
            row,
            form.pieces,
            by=by,
            at=timezone.now(),
            over=form.over,
            asks_nothing=form.cleaned_data["asks_nothing"],
        )
    except WrongState as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _same_place(http: HttpRequest, row: Request, form: RecutForm) -> str:
    """The page and the piece where the button was, or where the text of the piece is now."""
    start = form.cleaned_data["start"] or 0
    place = max((piece.start for piece in form.pieces if piece.start <= start), default=form.pieces[0].start)
    page = next(at for at, piece in enumerate(form.pieces) if piece.start == place) // PIECES_ON_A_PAGE + 1
    return f"{reverse('foi:recut', args=[row.reference])}?page={page}#piece-{place}"


def _cut_page(http: HttpRequest, row: Request, *, cuts: list[Cut]) -> dict[str, Any]:
    page = Paginator(cuts[0].pieces, PIECES_ON_A_PAGE).get_page(http.GET.get("page"))
    shown = [(piece, row.text[piece.start : piece.end]) for piece in page]
    return {
        "row": row,
        "cut": cuts[0],
        "page": page,
        "shown": [(piece, words, mark_for(words)) for piece, words in shown],
        "earlier": cuts[1:EARLIER_CUTS_SHOWN] + cuts[EARLIER_CUTS_SHOWN:][-1:],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def requester(http: HttpRequest, reference: str) -> HttpResponse:
    """Who asks and where the answer goes, apart from the request itself."""
    by = cast(Person, http.user)
    may_read_requester(by)
    row = get_object_or_404(Request, reference=reference)
    known = Requester.objects.filter(request=row).first()
    initial = {"name": known.name, "address": known.address} if known else {}
    form = RequesterForm(http.POST or None, initial=initial)
    if http.method == "POST" and form.is_valid():
        try:
            requesters.record(row, **form.cleaned_data, by=by, at=timezone.now())
        except WrongState as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(http, _("It was recorded who asks and where the answer goes."))
            return redirect("foi:request", reference)
    context = {"row": row, "known": known, "form": form, "is_open": not _is_sent(row)}
    return render(http, "foi/requester.html", context)


@require_safe
def alike(http: HttpRequest, reference: str) -> HttpResponse:
    """Earlier requests that asked the same, what was said to them, and what has changed since."""
    may_read_requests(cast(Person, http.user))
    row = get_object_or_404(Request, reference=reference)
    found = alike_to(row)
    context = {
        "row": row,
        "found": _with_changes(row, found[:ALIKE_SHOWN]),
        "others": [one.earlier.reference for one in found[ALIKE_SHOWN:]],
        "may_record_search": may_record_search,
        "is_open": not _is_sent(row),
    }
    return render(http, "foi/alike.html", context)


def _with_changes(
    row: Request, found: list[SimilarRequest]
) -> list[tuple[SimilarRequest, tuple[Change, ...]]]:
    """Each with its questions beside what the registers say today; drafted once, and only where it is needed."""
    answers = draft_of(row).answers if found else ()
    texts = {one.question.number: one.question.text for one in answers}
    now = {
        one.question.number: QuestionAnswer(status=one.finding.status, answer=one.answer) for one in answers
    }
    return [(one, changes(one.pairs, texts=texts, then=one.earlier.said, now=now)) for one in found]


def _is_sent(row: Request) -> bool:
    return SentAnswer.objects.filter(request=row).exists()
