"""The answer to a request is sent: frozen as its letter says it, with the three files that went (FOIA s.1(1), s.10)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.queries import events_about
from watchbook.audit_log.record import Kind, record
from watchbook.files.store import the_store
from watchbook.foi.draft import search, topic_choice, worded_answer
from watchbook.foi.draft.answer import Draft
from watchbook.foi.draft.drafting import draft_of, frozen
from watchbook.foi.frozen_answers import as_data, digest
from watchbook.foi.letter.content import (
    LetterOptions,
    addressed,
    letter_of,
    notice_of_the_whole,
    withheld_under,
)
from watchbook.foi.letter.files import rendered
from watchbook.foi.letter.language import as_told, in_language_of
from watchbook.foi.letter.rights import ReuseTerms
from watchbook.foi.letter.said_once import as_in_letter
from watchbook.foi.models import Request, SentAnswer
from watchbook.foi.permissions import may_send_answer
from watchbook.foi.published import Licence
from watchbook.foi.queries import due
from watchbook.foi.refusal import refusal
from watchbook.foi.request.open_request import must_be_open
from watchbook.organisation.models import Person
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.web import wording

HASHES = ("html_sha256", "docx_sha256", "pdf_sha256")
FACTS = ("reference", "sent_on", "due_on", "channel", "licence", "questions", "answers_sha256", *HASHES)
SENT = Kind("answer.sent", fields=FACTS, says=gettext_lazy("The answer was sent."), is_grave=True)

DECIDED = {
    one.name
    for one in (search.RECORDED, topic_choice.MADE, worded_answer.RECORDED, refusal.RECORDED, refusal.LIFTED)
}


@transaction.atomic
def send(
    request: Request,
    *,
    sent_on: date,
    channel: str,
    licence: str,
    licence_terms: str = "",
    licence_reason: str = "",
    late_reason: str = "",
    seen: str,
    by: Person,
    at: datetime,
) -> SentAnswer:
    """Keep the answer as it goes. After its last day it can still be sent: that it is late is a fact of both days.

    `seen` is what its officer read, as `shown` digests it. Raises WrongState where that changed, for a blocked draft, a
    day that cannot be, other terms without a reason, a reason for lateness in time; law.Refusal where the law of that day is not held.
    """
    wait_for_deletions()
    may_send_answer(by)
    row = must_be_open(request)
    terms = ReuseTerms(licence, licence_terms.strip(), licence_reason.strip())
    _check_day(row, sent_on=sent_on, at=at)
    _check_terms(terms)
    going = LetterOptions(day=sent_on, terms=terms, is_draft=False, late_reason=late_reason.strip())
    _check_late(going, due_on=due(row).on)
    draft = draft_of(row)
    _check_seen(seen, now=shown(row, draft))
    _check_draft(draft)
    draft = as_told(row, draft)
    files = rendered(letter_of(row, draft, going=going))
    hashes = {f"{ending}_sha256": the_store().put(content) for ending, content in files.items()}
    sent = _sent(row, draft, going=going, hashes=hashes)
    sent.channel, sent.recorded_by = channel, by
    sent.save(force_insert=True)
    record(SENT, subject=row, by=by, at=at, **_facts(sent), **hashes)
    return sent


def shown(request: Request, draft: Draft) -> str:
    """A digest of what a letter tells and of whom it goes to: what changed since was read by nobody. Three queries."""
    told = as_told(request, draft)
    enclosed = [[one.title, one.address] for one in told.enclosures]
    said = [as_data(frozen(told.answers)), enclosed, notice_of_the_whole(request)]
    return digest([*said, addressed(request)])


def _sent(row: Request, draft: Draft, *, going: LetterOptions, hashes: Mapping[str, str]) -> SentAnswer:
    with in_language_of(row):
        answers = as_kept(draft, under=withheld_under(row))
    return SentAnswer(
        request=row,
        sent_on=going.day,
        licence=going.terms.licence,
        licence_terms=going.terms.terms,
        licence_reason=going.terms.reason,
        late_reason=going.late_reason,
        answers=answers,
        answers_sha256=digest(answers),
        **hashes,
    )


def as_kept(draft: Draft, *, under: str = "") -> list[dict[str, Any]]:
    """The answers as they are kept: each in full, and beside it the letter's words where the letter refers to another."""
    told = zip(as_data(frozen(draft.answers)), as_in_letter(draft.answers, under=under), strict=True)
    return [one if words == one["answer"] else {**one, "in_letter": words} for one, (_at, words) in told]


def _facts(sent: SentAnswer) -> dict[str, str | int | date]:
    """What the log tells of it: days, counts and digests, and none of its words."""
    return {
        "reference": sent.request.reference,
        "sent_on": sent.sent_on,
        "due_on": due(sent.request).on,
        "channel": str(sent.channel),
        "licence": str(sent.licence),
        "questions": len(sent.answers),
        "answers_sha256": sent.answers_sha256,
    }


def _check_day(request: Request, *, sent_on: date, at: datetime) -> None:
    if sent_on < request.received_on:
        raise WrongState(
            _(
                "You cannot record this answer: you received the request on {day}, and the answer is dated before that. Check the date."
            ).format(day=wording.day(request.received_on))
        )
    if sent_on > london_day(at):
        raise WrongState(
            _(
                "You cannot record this answer yet: its date is in the future. Record the answer on the day you send it."
            )
        )
    decided = [london_day(one.at) for one in events_about(request.pk) if one.name in DECIDED]
    if decided and sent_on < max(decided):  # the letter says that the registers were searched by its date
        raise WrongState(
            _(
                "You cannot send the letter with this date: the last search or decision on its answers was on {day}. Enter that date or a later one."
            ).format(day=wording.day(max(decided)))
        )


def _check_terms(terms: ReuseTerms) -> None:
    if terms.licence == Licence.OTHER and not (terms.terms and terms.reason):
        raise WrongState(
            _(
                "You cannot send the answer under these terms for re-use: the terms or your reason is missing. Enter both, or choose the Open Government Licence."
            )
        )
    if terms.licence == Licence.OGL and (terms.terms or terms.reason):
        raise WrongState(
            _(
                "You cannot add terms to the Open Government Licence: the licence has its own terms. Clear the boxes, or choose other terms."
            )
        )


def _check_late(going: LetterOptions, *, due_on: date) -> None:
    """Take no reason that the letter has no place for: one in time does not say that it is late."""
    if going.late_reason and going.day <= due_on:
        raise WrongState(
            _(
                "You cannot give a reason why this letter is late: the date of the letter is not after the due date. Check the date of the letter, or clear the "
                "box."
            )
        )


def _check_draft(draft: Draft) -> None:
    blocking = [check.message for check in draft.checks if check.blocks]
    if blocking:
        raise WrongState(
            _(
                "You cannot send the letter yet. {checks} Correct each point on the page of the request."
            ).format(checks=" ".join(blocking))
        )


def _check_seen(seen: str, *, now: str) -> None:
    if seen != now:
        why = _(
            "The answers changed after you opened this page. Read the letter again, then tick the box again."
        )
        raise WrongState(cannot(_("You cannot send this letter yet"), why))
