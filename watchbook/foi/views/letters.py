"""Pages of the letter: as it stands and what blocks it, its three files, sending it, and what was sent."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.queries import events_about
from watchbook.audit_log.unchanged import unchanged
from watchbook.figures.findings import Enclosure, Status, words_of_answer
from watchbook.files.document.formats import FORMATS
from watchbook.files.store import is_kept, the_store
from watchbook.foi.draft.answer import Draft
from watchbook.foi.draft.drafting import draft_of
from watchbook.foi.forms.answering import SendForm
from watchbook.foi.frozen_answers import digest
from watchbook.foi.letter import sent_answer
from watchbook.foi.letter.content import LetterOptions, addressed, letter_of, withheld_under
from watchbook.foi.letter.files import blocks, paper_of
from watchbook.foi.letter.language import in_language_of, language_of
from watchbook.foi.letter.question_heading import headings
from watchbook.foi.letter.rights import ReuseTerms
from watchbook.foi.models import Channel, Request, Requester, SentAnswer
from watchbook.foi.permissions import (
    may_publish_answer,
    may_read_requester,
    may_read_requests,
    may_send_answer,
)
from watchbook.foi.queries import due, request_or_404
from watchbook.foi.request.sender import publishes_replies
from watchbook.law.refusals import Refusal
from watchbook.law_words.refusals import refused
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import METHODS, done, reader


@require_safe
def letter(http: HttpRequest, reference: str) -> HttpResponse:
    """The letter as it stands now, with what keeps it from being sent; or what was sent."""
    by = reader(http)
    may_read_requests(by)
    row = request_or_404(reference)
    sent = _sent(row) if hasattr(row, "sent") else None
    if sent:
        return render(http, "foi/letter_sent.html", _as_sent(row, sent))
    with asking_once():  # what is kept of the letter is of the same moment as its draft
        drafted = draft_of(row)
        can_send = can(may_send_answer, by) and not drafted.is_blocked
        form = _form(row, seen=sent_answer.shown(row, drafted)) if can_send else None
        return _page(http, row, drafted=drafted, form=form)


def _page(http: HttpRequest, row: Request, *, drafted: Draft, form: SendForm | None) -> HttpResponse:
    """The letter to read; under it the boxes for sending it, once nothing keeps it back."""
    going = LetterOptions(day=today(), terms=ReuseTerms(), is_draft=True, is_addressed=False)
    key = (row.pk, going.day, language_of(row))
    made = unchanged("letter", key, lambda: letter_of(row, drafted, going=going))
    if can(may_read_requester, reader(http)):
        made = replace(made, **addressed(row))  # whom it greets is never kept
    context = {
        "row": row,
        "draft": drafted,
        "deadline": due(row),
        "letter": made,
        "blocks": blocks(made),
        "endings": FORMATS,
        "form": form if form and (form.is_bound or not drafted.is_blocked) else None,
        "may_read_requester": may_read_requester,
        "published_by": publishes_replies(made.addressee),
    }
    return render(http, "foi/letter_page.html", context)


def _form(row: Request, *, seen: str = "", data: Any = None) -> SendForm:
    asker = Requester.objects.filter(request=row).first()
    came_by_mail = row.file_name.endswith((".eml", ".msg")) or bool(asker and "@" in asker.address)
    channel = Channel.EMAIL if came_by_mail else None
    initial = {"sent_on": today(), "licence": "ogl", "channel": channel, "seen": seen}
    return SendForm(data, initial=initial, is_late=today() > due(row).on)


@require_safe
def letter_file(http: HttpRequest, reference: str, ending: str) -> HttpResponse:
    """The letter in one format: as it was sent, else as it stands now, marked as a draft."""
    may_read_requester(reader(http))
    row = request_or_404(reference)
    if ending not in FORMATS:
        raise Http404
    sent = _sent(row)
    content = _kept(sent, ending=ending) if sent else _drafted(row, ending=ending)
    response = HttpResponse(content, content_type=FORMATS[ending].media_type)
    name = f"{'answer' if sent else 'draft-answer'}-{row.reference}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_http_methods(METHODS)
def send(http: HttpRequest, reference: str) -> HttpResponse:
    """Send the letter as the page of the letter says; a refusal is said there."""
    by = reader(http)
    may_send_answer(by)
    row = request_or_404(reference)
    if http.method != "POST":
        return redirect("foi:letter", reference)
    form = _form(row, data=http.POST)
    if form.is_valid() and _went(form, row, by=by):
        return done(http, _("We recorded that you sent the answer."), "foi:letter", reference)
    with asking_once():
        drafted = draft_of(row)
        form.show_again(sent_answer.shown(row, drafted))
        return _page(http, row, drafted=drafted, form=form)


def _went(form: SendForm, row: Request, *, by: Person) -> SentAnswer | None:
    names = ("sent_on", "channel", "licence", "licence_terms", "licence_reason", "seen")
    told = {name: form.cleaned_data[name] for name in names}
    why = form.cleaned_data.get("late_reason", "")
    try:
        return sent_answer.send(row, **told, late_reason=why, by=by, at=timezone.now())
    except WrongState as refusal:
        form.add_error(None, str(refusal))
    except Refusal as refusal:
        form.add_error("sent_on", refused(refusal))
    return None


def _sent(row: Request) -> SentAnswer | None:
    return SentAnswer.objects.select_related("recorded_by").filter(request=row).first()


def _as_sent(row: Request, sent: SentAnswer) -> dict[str, Any]:
    return {
        "row": row,
        "sent": sent,
        "deadline": due(row),
        "headings": headings({one["number"]: one["marker"] for one in sent.answers}),
        "said": [
            {
                "in_letter": one["answer"],
                **one,
                "status_words": words_of_answer(Status(one["status"]), one.get("value")),
            }
            for one in sent.answers
        ],
        "files": [
            (ending, sha256, is_kept(sha256))
            for ending in FORMATS
            if (sha256 := getattr(sent, f"{ending}_sha256"))
        ],
        "enclosures": _enclosed(row, sent),
        "events": events_about(row.id),
        "may_read_requester": may_read_requester,
        "may_publish_answer": may_publish_answer,
    }


def _enclosed(row: Request, sent: SentAnswer) -> list[Enclosure] | None:
    """The files that went with it, drafted again as of the moment of sending; None unless that says the same to a byte."""
    with in_language_of(row):
        draft = draft_of(row, as_at=sent.recorded_at)
        kept = sent_answer.as_kept(draft, under=withheld_under(row))
    return draft.enclosures if digest(kept) == sent.answers_sha256 else None


def _kept(sent: SentAnswer, *, ending: str) -> bytes:
    try:
        return the_store().get(getattr(sent, f"{ending}_sha256"))
    except FileNotFoundError:
        raise Http404 from None  # disposed of with the requester's name, which it bears


def _drafted(row: Request, *, ending: str) -> bytes:
    going = LetterOptions(day=today(), terms=ReuseTerms(), is_draft=True)
    return FORMATS[ending].render(paper_of(letter_of(row, draft_of(row), going=going)))
