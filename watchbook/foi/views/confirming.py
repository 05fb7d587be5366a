"""Pages of one request: its questions with their answers, each confirmed or changed there, and all with one press."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.queries import events_about
from watchbook.audit_log.unchanged import unchanged
from watchbook.figures.findings import Status, words_of_answer
from watchbook.foi.checks.left_out import doubted
from watchbook.foi.draft import confirmation
from watchbook.foi.draft.answer import Draft, DraftAnswer
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.draft.progress import AnswerProgress, progress, tally
from watchbook.foi.forms.confirming import ConfirmationForm
from watchbook.foi.letter.question_heading import headings
from watchbook.foi.models import Request
from watchbook.foi.permissions import (
    may_choose_topic,
    may_cut_request,
    may_publish_answer,
    may_read_requester,
    may_read_requests,
    may_record_search,
    may_record_step,
    may_refuse_question,
)
from watchbook.foi.queries import InboxRequest, due, listed, request_or_404
from watchbook.foi.request.earlier_requests import alike_to
from watchbook.foi.request.request_reading import first_cut
from watchbook.foi.request.spans import pieces
from watchbook.foi.states import RequestState
from watchbook.organisation.queries import today
from watchbook.reading.split.questions import Question
from watchbook.reading.topics.matching import catalogue
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.web.picture import WHOLE, PictureRow, bar

QUESTIONS_ON_A_PAGE = 100  # the longest letter that we know of has 94
MAY = {
    "may_cut_request": may_cut_request,
    "may_read_requester": may_read_requester,
    "may_publish_answer": may_publish_answer,
    "may_record_search": may_record_search,
    "may_record_step": may_record_step,
    "may_refuse_question": may_refuse_question,
}


@require_safe
def request_page(http: HttpRequest, reference: str) -> HttpResponse:
    """One request: each question with its answer, what keeps the letter back, when it is due and why."""
    may_read_requests(reader(http))
    row = request_or_404(reference)
    with asking_once():  # what is kept of the page is of the same moment as its draft
        return _page(http, row, drafted=draft_of(row))


@require_http_methods(METHODS)
def confirm(http: HttpRequest, reference: str) -> HttpResponse:
    """Confirm or change the answers of all questions; from a stale page nothing is lost, and it says what changed."""
    by = reader(http)
    may_choose_topic(by)
    row = request_or_404(reference)
    if http.method != "POST":
        return redirect("foi:request", reference)
    drafted = draft_of(row)
    form = _form(_sent(http, drafted), data=http.POST)
    if acted(form, lambda: confirmation.confirm(row, form.confirmations, by=by, at=timezone.now())):
        return _confirmed(http, row, before=drafted)
    return _page(http, row, drafted=drafted, form=form)


def _form(answers: Sequence[DraftAnswer], *, data: Any = None) -> ConfirmationForm:
    return ConfirmationForm(data, answers=answers, catalogue=catalogue())


def _on_page(http: HttpRequest, answers: Sequence[Any]) -> Page[Any]:
    return Paginator(answers, QUESTIONS_ON_A_PAGE).get_page(http.GET.get("page"))


def _sent(http: HttpRequest, drafted: Draft) -> list[DraftAnswer]:
    """Return the questions that came with a form; those of its page where it names none."""
    named = [one for one in drafted.answers if f"seen-{one.question.start}" in http.POST]
    return named or list(_on_page(http, drafted.answers))


def _confirmed(http: HttpRequest, row: Request, *, before: Draft) -> HttpResponse:
    """Go on to the letter if nothing is left; else back, with the numbers of the answers that are new."""
    now = draft_of(row)
    pairs = zip(before.answers, now.answers, strict=True)
    new = [one.question.number for was, one in pairs if was.finding.answer != one.finding.answer]
    if new:
        said = _(
            "Your decisions were saved. Read the new answer to each of these questions: {questions}."
        ).format(questions=", ".join(new))
        return done(http, said, "foi:request", row.reference)
    if now.is_blocked:
        pairs = zip(before.answers, now.answers, strict=True)
        count = sum(one.is_confirmed and not was.is_confirmed for was, one in pairs)
        said = ngettext("You confirmed {count} answer.", "You confirmed {count} answers.", count).format(
            count=count
        )
        return done(
            http, f"{said} {_('The points below still block the letter.')}", "foi:request", row.reference
        )
    return done(
        http,
        _("Every answer is confirmed. Read the letter, then record that you sent it."),
        "foi:letter",
        row.reference,
    )


def _page(
    http: HttpRequest, row: Request, *, drafted: Draft, form: ConfirmationForm | None = None
) -> HttpResponse:
    (inbox,) = listed([row], on=today())
    is_open = inbox.sent_on is None and inbox.state != RequestState.ENDED
    can_confirm = is_open and can(may_choose_topic, reader(http))
    questions = [one.question for one in drafted.answers]
    said = _said(row)
    page = _on_page(http, said or drafted.answers)
    context = {
        "row": row,
        "draft": drafted,
        "listed": inbox,
        "form": form or ConfirmationForm(answers=(), catalogue=()),
        "facts": _facts(http, row, drafted=drafted, inbox=inbox, is_open=is_open),
        "questions": _questions(
            http, row, page=page, form=form, can_confirm=can_confirm, is_said=bool(said), asked=questions
        ),
        "page": page,
        "to_confirm": 0 if said else sum(one.is_unconfirmed for one in page),
        "page_of": _pages(page, [one.number for one in questions]),
        "cut": _kept(http, "cut", row, lambda: _whole_text(row, questions)),
        "can_confirm": can_confirm,
        "progress": (told := progress(drafted)) if is_open else None,
        "progress_rows": _bar(told) if is_open else [],
        "events": events_about(row.id),
    }
    return render(http, "foi/request.html", context | MAY)


def _whole_text(row: Request, questions: Sequence[Question]) -> dict[str, Any]:
    """The text as it is cut, and the questions whose cut a person should read."""
    return {
        "pieces": pieces(row, questions=questions),
        "doubted": doubted(questions, cut=first_cut(row.text).cut),
    }


def _bar(told: AnswerProgress) -> list[PictureRow]:
    """Two bars: what the registers or an officer answered, and what of it nobody has to confirm any more."""
    count = told.questions
    answered = ngettext("{done} of {count} question answered", "{done} of {count} questions answered", count)
    confirmed = ngettext("{done} of {count} answer confirmed", "{done} of {count} answers confirmed", count)
    rows = []
    for said, number in ((answered, told.answered), (confirmed, told.confirmed)):
        filled = (bar(WHOLE * number / count),) if number else ()
        rows.append(PictureRow(said.format(done=number, count=count), (bar(WHOLE, look="empty"), *filled)))
    return rows


def _facts(
    http: HttpRequest, row: Request, *, drafted: Draft, inbox: InboxRequest, is_open: bool
) -> SafeString:
    """Return when it came, when it is due and why, how long it is kept, and where it was asked before."""

    def shown() -> dict[str, Any]:
        return {
            "draft": drafted,
            "tally": tally,
            "listed": inbox,
            "deadline": due(row),
            "is_off_topic": is_open and not first_cut(row.text).is_in_scope,
            "asked_before": alike_to(row),
        }

    return _kept(http, "facts", row, shown)


def _pages(page: Page[Any], numbers: Sequence[str]) -> dict[str, str]:
    """Return the page on which each question stands, as an address ends; empty where there is one page."""
    if not page.has_other_pages():
        return {}
    return {number: f"?page={place // QUESTIONS_ON_A_PAGE + 1}" for place, number in enumerate(numbers)}


def _questions(
    http: HttpRequest,
    row: Request,
    *,
    page: Page[Any],
    form: ConfirmationForm | None,
    can_confirm: bool,
    is_said: bool,
    asked: Sequence[Question],
) -> SafeString:
    """The questions of a page with their answers and boxes, kept where nothing was typed into them."""

    def shown() -> dict[str, Any]:
        return {
            "form": form or _form([] if is_said else list(page)),
            "said": list(page) if is_said else [],
            "can_confirm": can_confirm,
            "headings": headings({one.number: one.marker for one in asked}),
        }

    if form:
        return _written(http, "questions", row, shown())
    return _kept(http, "questions", row, shown, number=page.number)


def _kept(
    http: HttpRequest, part: str, row: Request, shown: Callable[[], dict[str, Any]], *, number: int = 1
) -> SafeString:
    """A part of the page, kept until an event comes: for one reader, on one day, in one language."""
    key = (row.pk, reader(http).pk, today(), get_language(), number)
    return unchanged(part, key, lambda: _written(http, part, row, shown()))


def _written(http: HttpRequest, part: str, row: Request, shown: dict[str, Any]) -> SafeString:
    return mark_safe(render_to_string(f"foi/_{part}.html", {"row": row} | shown | MAY, http))  # our template


def _said(row: Request) -> list[dict[str, Any]]:
    """The answers as they were sent; none before."""
    sent = getattr(row, "sent", None)
    return (
        [
            {**one, "status_words": words_of_answer(Status(one["status"]), one.get("value"))}
            for one in sent.answers
        ]
        if sent
        else []
    )
