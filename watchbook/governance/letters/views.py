"""Pages of letters from oversight bodies: the register, one letter, recording, correcting, answering."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.files.download import download
from watchbook.governance.letters import letter_received, permissions
from watchbook.governance.letters.forms import ReplyCorrectForm, ReplyForm
from watchbook.governance.letters.models import Body, LetterAnswer, LetterReceived
from watchbook.governance.letters.queries import (
    LetterWithAnswer,
    letter_by_reference,
    newest_letters,
    with_answers,
)
from watchbook.register.forms import seen_field
from watchbook.register.views.acting import METHODS, acted, done, or_404, reader, rights_of, sent_file
from watchbook.web.long_list import ListChoice, cut

MAY = rights_of(permissions)


ORDERS = {"reference": "reference", "from": ("sender", "dated_on"), "dated": "dated_on"}
SENDERS = ListChoice(gettext_lazy("From"), "sender", Body.choices)


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The register. Three queries of its own."""
    permissions.may_read_letters(reader(request))
    page = cut(request, newest_letters(), sort=ORDERS, choose={"sender": SENDERS})
    context = {"page": page, "entries": with_answers(page), **MAY}
    return render(request, "governance/letters.html", context)


@require_safe
def letter(request: HttpRequest, reference: str) -> HttpResponse:
    """One letter: its newest version, its answer, every earlier version, and what happened."""
    permissions.may_read_letters(reader(request))
    entry = or_404(letter_by_reference(reference))
    versions = LetterReceived.objects.versions(reference=reference)
    answers = LetterAnswer.objects.versions(letter_reference=reference)
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


@require_http_methods(METHODS)
def letter_reply(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the reply that was sent."""
    by, entry = reader(request), _entry(request, reference)
    if request.method != "POST" and entry.answer and entry.answer.kind == LetterAnswer.Kind.REPLIED:
        return redirect("governance:letter_reply_correct", reference)
    form = ReplyForm(request.POST or None, request.FILES or None)

    def act() -> LetterAnswer:
        sent_on = form.cleaned_data["sent_on"]
        return letter_received.answer(
            entry.letter, sent_on=sent_on, file=sent_file(form), by=by, at=timezone.now()
        )

    if acted(form, act):
        return done(request, _("The reply was recorded."), "governance:letter", reference)
    return render(request, "governance/letter_reply.html", {"form": form, "letter": entry.letter})


@require_http_methods(METHODS)
def reply_correct(request: HttpRequest, reference: str) -> HttpResponse:
    """A new version of what became of a letter."""
    by, entry = reader(request), _entry(request, reference)
    on_record = entry.answer
    if on_record is None:
        return redirect("governance:letter_reply", reference)
    permissions.may_correct_answer(by, on_record)
    form = ReplyCorrectForm(
        request.POST or None,
        request.FILES or None,
        initial={"outcome": on_record.kind, "sent_on": on_record.sent_on},
        has_copy=bool(on_record.file_sha256),
    )
    form.fields["seen"] = seen_field(on_record.pk)

    def act() -> LetterAnswer:
        told = LetterAnswer.objects.filter(letter_reference=reference, pk=form.cleaned_data["seen"])
        seen, file = told.first() or on_record, sent_file(form)
        return letter_received.correct_answer(seen, form.became(), file=file, by=by, at=timezone.now())

    if acted(form, act):
        words = _("The outcome of the letter was corrected. We keep the earlier version.")
        return done(request, words, "governance:letter", reference)
    context = {"form": form, "letter": entry.letter, "answer": on_record}
    return render(request, "governance/letter_reply_correct.html", context)


@require_safe
def letter_file(request: HttpRequest, reference: str, of: str) -> HttpResponse:
    """The letter's copy, or the reply's."""
    permissions.may_read_letters(reader(request))
    entry = or_404(letter_by_reference(reference))
    row = entry.letter if of == "letter" else entry.answer
    if row is None or not row.file_sha256:
        raise Http404
    return download(request, row)


def _entry(request: HttpRequest, reference: str) -> LetterWithAnswer:
    """The letter of an address, for somebody who may change its entry."""
    permissions.may_record_letter(reader(request))
    return or_404(letter_by_reference(reference))
