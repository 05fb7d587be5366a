"""Pages of letters from oversight bodies: the register, one letter, recording, correcting, answering."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.queries import events_about
from watchbook.files.download import download
from watchbook.files.upload import Content, Refused, look_at
from watchbook.governance.letters import letter_received
from watchbook.governance.letters.forms import LetterForm, NoReplyForm, ReplyCorrectForm, ReplyForm
from watchbook.governance.letters.letter_received import Outcome, Particulars
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.governance.letters.permissions import (
    may_confirm_no_reply,
    may_correct_answer,
    may_read_letters,
    may_record_letter,
)
from watchbook.governance.letters.queries import LetterWithAnswer, letter_by_reference, versions_of
from watchbook.governance.letters.queries import letters as all_letters
from watchbook.organisation.models import Person
from watchbook.web.forms import GovukForm

MAY = {
    "may_record_letter": may_record_letter,
    "may_confirm_no_reply": may_confirm_no_reply,
    "may_correct_answer": may_correct_answer,
}


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The register. Two queries of its own."""
    may_read_letters(cast(Person, request.user))
    return render(request, "governance/letters.html", {"entries": all_letters(), **MAY})


@require_safe
def letter(request: HttpRequest, reference: str) -> HttpResponse:
    """One letter: its newest version, its answer, every earlier version, and what happened."""
    may_read_letters(cast(Person, request.user))
    entry = _entry_or_404(reference)
    versions, answers = versions_of(reference)
    events = events_about(*(row.id for row in (*versions, *answers)))
    context = {
        "letter": entry.letter,
        "answer": entry.answer,
        "versions": versions,
        "answers": answers,
        "events": events,
        **MAY,
    }
    return render(request, "governance/letter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_add(request: HttpRequest) -> HttpResponse:
    """Record a letter."""
    by = cast(Person, request.user)
    may_record_letter(by)
    form = LetterForm(request.POST or None, request.FILES or None)

    def act(file: Content | None) -> LetterReceived:
        return letter_received.add(_particulars(form), file=file, by=by, at=timezone.now())

    if request.method == "POST" and (added := _done(form, act)):
        messages.success(
            request, _("The letter was recorded as {reference}.").format(reference=added.reference)
        )
        return redirect("governance:letter", added.reference)
    return render(request, "governance/letter_add.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def letter_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of a letter's entry."""
    by = cast(Person, request.user)
    may_record_letter(by)
    row = _entry_or_404(reference).letter
    initial = {field: getattr(row, field) for field in ("sender", "subject", "dated_on", "received_on")}
    initial["concerns_social_media"] = "yes" if row.concerns_social_media else "no"
    form = LetterForm(request.POST or None, request.FILES or None, initial=initial)

    def act(file: Content | None) -> LetterReceived:
        return letter_received.correct(row, _particulars(form), file=file, by=by, at=timezone.now())

    if request.method == "POST" and _done(form, act):
        messages.success(request, _("The entry was corrected. The earlier version is kept."))
        return redirect("governance:letter", reference)
    return render(request, "governance/letter_correct.html", {"form": form, "letter": row})


@require_http_methods(["GET", "HEAD", "POST"])
def letter_reply(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the reply that was sent."""
    by = cast(Person, request.user)
    may_record_letter(by)
    entry = _entry_or_404(reference)
    row = entry.letter
    if request.method != "POST" and entry.answer and entry.answer.kind == LetterAnswer.Kind.REPLIED:
        return redirect("governance:letter_reply_correct", reference)
    form = ReplyForm(request.POST or None, request.FILES or None)

    def act(file: Content | None) -> LetterAnswer:
        return letter_received.answer(
            row, sent_on=form.cleaned_data["sent_on"], file=file, by=by, at=timezone.now()
        )

    if request.method == "POST" and _done(form, act):
        messages.success(request, _("The reply was recorded."))
        return redirect("governance:letter", reference)
    return render(request, "governance/letter_reply.html", {"form": form, "letter": row})


@require_http_methods(["GET", "HEAD", "POST"])
def reply_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of what became of a letter."""
    by = cast(Person, request.user)
    may_record_letter(by)
    entry = _entry_or_404(reference)
    on_record = entry.answer
    if on_record is None:
        return redirect("governance:letter_reply", reference)
    may_correct_answer(by, on_record)
    initial = {"outcome": on_record.kind, "sent_on": on_record.sent_on}
    form = ReplyCorrectForm(
        request.POST or None,
        request.FILES or None,
        initial=initial,
        has_copy=bool(on_record.file_sha256),
    )

    def act(file: Content | None) -> LetterAnswer:
        told = form.cleaned_data
        sent_on = told["sent_on"] if told["outcome"] == LetterAnswer.Kind.REPLIED else None
        outcome = Outcome(sent_on=sent_on, keeps_copy=not told.get("drops_copy"))
        return letter_received.correct_answer(on_record, outcome, file=file, by=by, at=timezone.now())

    if request.method == "POST" and _done(form, act):
        messages.success(request, _("What became of the letter was corrected. The earlier version is kept."))
        return redirect("governance:letter", reference)
    context = {"form": form, "letter": entry.letter, "answer": on_record}
    return render(request, "governance/letter_reply_correct.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_no_reply(request: HttpRequest, reference: str) -> HttpResponse:
    """The SRO signs that no reply was asked for and none was sent."""
    by = cast(Person, request.user)
    may_confirm_no_reply(by)
    row = _entry_or_404(reference).letter
    form = NoReplyForm(request.POST or None)

    def act(_file: Content | None) -> LetterAnswer:
        return letter_received.confirm_no_reply(row, by=by, at=timezone.now())

    if request.method == "POST" and _done(form, act):
        messages.success(request, _("Signed: no reply was asked for and none was sent."))
        return redirect("governance:letter", reference)
    return render(request, "governance/letter_no_reply.html", {"form": form, "letter": row})


@require_safe
def letter_file(request: HttpRequest, reference: str, of: str) -> HttpResponse:
    """The letter's copy, or the reply's."""
    may_read_letters(cast(Person, request.user))
    entry = _entry_or_404(reference)
    row = entry.letter if of == "letter" else entry.answer
    if row is None or not row.file_sha256:
        raise Http404
    return download(row)


def _entry_or_404(reference: str) -> LetterWithAnswer:
    entry = letter_by_reference(reference)
    if entry is None:
        raise Http404
    return entry


def _particulars(form: GovukForm) -> Particulars:
    told = form.cleaned_data
    return Particulars(
        sender=told["sender"],
        subject=told["subject"],
        concerns_social_media=told["concerns_social_media"] == "yes",
        dated_on=told["dated_on"],
        received_on=told["received_on"],
    )


def _done[Row: (LetterReceived, LetterAnswer)](
    form: GovukForm, act: Callable[[Content | None], Row]
) -> Row | None:
    """The act's row; or None with the refusal on the form, where everything typed still stands."""
    if not form.is_valid():
        return None
    upload = form.cleaned_data.get("file")
    try:
        return act(look_at(upload) if upload else None)
    except Refused as refusal:
        form.add_error("file", str(refusal))
    except (WrongState, NotPermitted) as refusal:
        form.add_error(None, str(refusal))
    return None
