"""An answer is published in a wording of its own, corrected by a next edition, withdrawn with a reason (docs/explanation/answering.md#letter-and-disclosure-log)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.figures.sentences import in_words
from watchbook.foi.disclosure_log.text import Leftover, leftovers, leftovers_of_reason
from watchbook.foi.frozen_answers import PublicAnswer, as_data, digest
from watchbook.foi.models import Request, SentAnswer
from watchbook.foi.permissions import may_correct_publication, may_publish_answer, may_withdraw_publication
from watchbook.foi.published import Publication, Withdrawal
from watchbook.foi.queries import asker_of, due, publication_of
from watchbook.foi.small_parts import small_parts
from watchbook.foi.states import StepKind
from watchbook.law.refusals import Refusal
from watchbook.organisation.models import Person

type Facts = tuple[Any, ...]

REGISTER = "DL"
NOT_WORDED = ("number", "topic", "status", "period")  # of each answer: the letter's, whatever its wording
# What an edition keeps of the one before it.
TOLD = (
    "reference", "request_reference", "received_on", "answered_on", "due_on", "licence", "licence_terms",
)  # fmt: skip
TITLE_LENGTH = 200
REASON_LENGTH = 1_000
FIELDS = ("reference", "edition", "request_reference", "questions", "answers_sha256")
PUBLISHED = Kind(
    "publication.published",
    fields=FIELDS,
    says=gettext_lazy("The answer was published in the disclosure log."),
    is_grave=True,
)
CORRECTED = Kind(
    "publication.corrected",
    fields=FIELDS,
    says=gettext_lazy("A corrected edition was published in the disclosure log."),
    is_grave=True,
)
WITHDRAWN = Kind(
    "publication.withdrawn",
    fields=("reference", "edition"),
    says=gettext_lazy("The entry was withdrawn from the disclosure log."),
    is_grave=True,
)


class EntryWording(TypedDict):
    """What is to be published, and what the officer confirms of it."""

    title: str
    answers: Sequence[PublicAnswer]
    requester_is_out: bool
    persons_are_out: bool


@transaction.atomic
def publish(sent: SentAnswer, *, by: Person, at: datetime, **wording: Unpack[EntryWording]) -> Publication:
    """Publish the answer that was sent. Raises WrongState where it is public already, or the wording names somebody."""
    may_publish_answer(by)
    request = Request.objects.select_for_update().get(pk=sent.request_id)
    _must_not_be_public(request)
    _must_be_fit(wording, facts=_facts_of(sent.answers), request_reference=request.reference)
    _must_be_corrected(request, wording, sent=sent)
    told = {
        "request_reference": request.reference,
        "received_on": request.received_on,
        "answered_on": sent.sent_on,
        "due_on": _due_on(request),
        "licence": sent.licence,
        "licence_terms": sent.licence_terms,
        "first_published_on": london_day(at),
    }  # of the request itself, kept with the entry because the entry outlives it
    row = Publication(**told, reference=next_reference(REGISTER), edition=1, recorded_by=by)
    _save(row, wording, at=at)
    record_row(PUBLISHED, row, by=by, at=at, **_facts(row))
    return row


@transaction.atomic
def correct(
    publication: Publication, *, by: Person, at: datetime, **wording: Unpack[EntryWording]
) -> Publication:
    """Publish the next edition at the same address; earlier ones are kept and not shown."""
    may_correct_publication(by)
    locked = _must_be_shown(publication)
    _must_be_fit(wording, facts=_facts_of(locked.answers), request_reference=locked.request_reference)
    told = {name: getattr(locked, name) for name in TOLD} | {"first_published_on": locked.first_day}
    row = Publication(**told, edition=locked.edition + 1, recorded_by=by)
    _save(row, wording, at=at)
    record_row(CORRECTED, row, by=by, at=at, **_facts(row))
    return row


@transaction.atomic
def withdraw(publication: Publication, *, reason: str, by: Person, at: datetime) -> Withdrawal:
    """Take an entry back: its address stays and gives the reason, which the public reads."""
    may_withdraw_publication(by)
    locked = _must_be_shown(publication)
    said = _checked_reason(reason, request_reference=locked.request_reference)
    row = Withdrawal(publication=locked, withdrawn_on=london_day(at), reason=said, recorded_by=by)
    row.save(force_insert=True)
    record(WITHDRAWN, subject=row, by=by, at=at, reference=locked.reference, edition=locked.edition)
    return row


def _due_on(request: Request) -> date | None:
    try:
        return due(request).on
    except Refusal:
        return None


def _save(row: Publication, wording: EntryWording, *, at: datetime) -> None:
    row.title, row.answers = wording["title"].strip(), as_data(tuple(wording["answers"]))
    row.requester_is_out, row.persons_are_out = wording["requester_is_out"], wording["persons_are_out"]
    row.published_on = london_day(at)
    row.save(force_insert=True)


def _facts(row: Publication) -> dict[str, str | int]:
    return {"questions": len(row.answers), "answers_sha256": digest(row.answers)}


def _must_not_be_public(request: Request) -> None:
    if shown := publication_of(request.reference):
        raise WrongState(
            _(
                "You cannot publish this answer again: the answer to {request} has already been published as {reference}. Correct that entry instead."
            ).format(request=request.reference, reference=shown.reference)
        )


def _must_be_corrected(request: Request, wording: EntryWording, *, sent: SentAnswer) -> None:
    """Refuse to publish an answer as it was, of which the requester was told that it is wrong."""
    corrected = request.steps.filter(kind=StepKind.CORRECTION).order_by("recorded_at").last()
    as_sent = {str(one["answer"]).strip() for one in sent.answers}
    if corrected and all(one.answer.strip() in as_sent for one in wording["answers"]):
        raise WrongState(
            _(
                "You cannot publish these answers: on {day} we told the requester that one answer was wrong. Replace the wrong words with the correct ones."
            ).format(day=in_words(corrected.on))
        )


def _must_be_shown(publication: Publication) -> Publication:
    """The edition that the public reads, locked. Two people who change it at once: the second is told."""
    editions = Publication.objects.select_for_update().filter(reference=publication.reference)
    newest = editions.order_by("-edition")[0]
    if Withdrawal.objects.filter(publication=newest).exists():
        raise WrongState(
            _(
                "You cannot change the entry {reference}: it was withdrawn. Publish the answer again as a new entry."
            ).format(reference=publication.reference)
        )
    if newest.edition != publication.edition:
        raise WrongState(
            _(
                "You cannot save this wording: the entry {reference} has been corrected since you opened it. Open the entry again and read edition {edition}."
            ).format(reference=publication.reference, edition=newest.edition)
        )
    return newest


def _must_be_fit(wording: EntryWording, *, facts: list[Facts], request_reference: str) -> None:
    """Confirmed, whole, and naming nobody as far as patterns can tell."""
    if not (wording["requester_is_out"] and wording["persons_are_out"]):
        raise WrongState(
            _(
                "You cannot publish this answer yet. Read the wording, remove the requester and every private person, and tick both boxes."
            )
        )
    title, answers = wording["title"].strip(), tuple(wording["answers"])
    if not title or len(title) > TITLE_LENGTH:
        raise WrongState(
            _(
                "You cannot save this title: it is missing or longer than {length} characters. People find the entry by its title, so enter a short title."
            ).format(length=TITLE_LENGTH)
        )
    _must_answer_all(answers, facts=facts)
    if small := [line for one in answers for line in small_parts(one.answer)]:
        why = _(
            "somebody could be recognised from these parts: {parts}. Write “not shown” in place of each number."
        )
        raise WrongState(cannot(_("You cannot publish this answer yet"), why.format(parts="; ".join(small))))
    _refuse(leftovers(title, answers, asker=asker_of(request_reference)))


def _facts_of(answers: Sequence[Mapping[str, Any]]) -> list[Facts]:
    return [tuple(one[name] for name in NOT_WORDED) for one in answers]


def _must_answer_all(answers: tuple[PublicAnswer, ...], *, facts: list[Facts]) -> None:
    if _facts_of(as_data(answers)) != facts:
        raise WrongState(
            _(
                "You cannot save this wording: it must contain every question of the answer that was sent, once each and in the same order. Open the page again "
                "and edit the wording there."
            )
        )
    if empty := [one.number for one in answers if not (one.question.strip() and one.answer.strip())]:
        raise WrongState(
            _(
                "You cannot save this entry yet. These questions have no wording or no answer: {numbers}. Write both."
            ).format(numbers=", ".join(empty))
        )


def _checked_reason(reason: str, *, request_reference: str) -> str:
    said = reason.strip()
    if not said or len(said) > REASON_LENGTH:
        raise WrongState(
            _(
                "You cannot withdraw this entry: the reason is missing or longer than {length} characters. The public reads the reason, so enter a short reason."
            ).format(length=REASON_LENGTH)
        )
    _refuse(leftovers_of_reason(said, asker=asker_of(request_reference)))
    return said


def _refuse(found: Sequence[Leftover]) -> None:
    if found:
        raise WrongState(" ".join(one.sentence for one in found))
