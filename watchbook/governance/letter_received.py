"""Letters from oversight bodies: recorded, corrected, answered, or signed as needing no answer.

The Chief Surveillance Commissioner's letter on social media (FOI 9477, questions 1 and 1.a) is one of them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.reference import next_reference
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.governance.models import LetterAnswer, LetterReceived
from watchbook.governance.permissions import may_confirm_no_reply, may_record_letter
from watchbook.governance.rules import LetterDates, why_not
from watchbook.organisation.models import Person
from watchbook.organisation.queries import london_day
from watchbook.organisation.states import WrongState

REGISTER = "L"
FIELDS = (
    "reference",
    "sender",
    "concerns_social_media",
    "dated_on",
    "received_on",
    "file_sha256",
    "supersedes",
)
RECORDED = Kind("letter_received.recorded", fields=FIELDS, personal=("about",))
CORRECTED = Kind("letter_received.corrected", fields=FIELDS, personal=("about",))
ANSWER_FIELDS = ("reference", "letter", "outcome", "sent_on", "confirmed_on", "file_sha256", "supersedes")
ANSWERED = Kind("letter_received.answered", fields=ANSWER_FIELDS)
NO_REPLY = Kind("letter_received.no_reply_confirmed", fields=ANSWER_FIELDS)


@dataclass(frozen=True)
class Particulars:
    """What is written on a letter, and when it came."""

    sender: str
    subject: str
    concerns_social_media: bool
    dated_on: date
    received_on: date


@transaction.atomic
def add(particulars: Particulars, *, file: Content | None, by: Person, at: datetime) -> LetterReceived:
    """Record a letter with its copy, if one is held."""
    may_record_letter(by)
    _check(particulars, at=at)
    letter = _row(particulars, reference=next_reference(REGISTER), by=by)
    _keep(letter, file=file)
    letter.save(force_insert=True)
    _tell(RECORDED, letter=letter, by=by, at=at)
    return letter


@transaction.atomic
def correct(
    letter: LetterReceived, particulars: Particulars, *, file: Content | None, by: Person, at: datetime
) -> LetterReceived:
    """A new version of a letter's entry; the old one stays. Without a new copy the one on file is carried over."""
    letter = LetterReceived.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    may_record_letter(by)
    if hasattr(letter, "superseded_by"):
        raise WrongState(
            _("This entry was corrected already. Open the letter again and correct its newest version.")
        )
    answer_on_record = _answer_on_record(letter)
    _check(particulars, at=at, sent_on=answer_on_record.sent_on if answer_on_record else None)
    newer = _row(particulars, reference=letter.reference, by=by)
    newer.supersedes = letter
    for field in LetterReceived.FILE_FIELDS:
        setattr(newer, field, getattr(letter, field))
    _keep(newer, file=file)
    newer.save(force_insert=True)
    _tell(CORRECTED, letter=newer, by=by, at=at)
    return newer


@transaction.atomic
def answer(
    letter: LetterReceived, *, sent_on: date, file: Content | None, by: Person, at: datetime
) -> LetterAnswer:
    """Record that a reply was sent, with its copy if one is held; over a signed “none was sent”, by the SRO alone."""
    letter, earlier = _locked(letter)
    may_record_letter(by)
    if earlier and earlier.kind == LetterAnswer.Kind.NO_REPLY:
        may_confirm_no_reply(by)
    if earlier and earlier.kind == LetterAnswer.Kind.REPLIED:
        raise WrongState(_("A reply to this letter is on record already. Open the letter to see it."))
    refusal = why_not(
        LetterDates(
            dated_on=letter.dated_on, received_on=letter.received_on, today=london_day(at), sent_on=sent_on
        )
    )
    if refusal:
        raise WrongState(refusal)
    return _answer(
        letter, kind=LetterAnswer.Kind.REPLIED, earlier=earlier, sent_on=sent_on, file=file, by=by, at=at
    )


@transaction.atomic
def confirm_no_reply(letter: LetterReceived, *, by: Person, at: datetime) -> LetterAnswer:
    """The SRO signs that the letter asked for no reply and none was sent."""
    letter, earlier = _locked(letter)
    may_confirm_no_reply(by)
    if earlier:
        raise WrongState(_("What became of this letter is on record already. Open the letter to see it."))
    return _answer(
        letter, kind=LetterAnswer.Kind.NO_REPLY, earlier=None, sent_on=None, file=None, by=by, at=at
    )


def _check(particulars: Particulars, *, at: datetime, sent_on: date | None = None) -> None:
    refusal = why_not(
        LetterDates(
            dated_on=particulars.dated_on,
            received_on=particulars.received_on,
            today=london_day(at),
            sent_on=sent_on,
        )
    )
    if refusal:
        raise WrongState(refusal)


def _row(particulars: Particulars, *, reference: str, by: Person) -> LetterReceived:
    return LetterReceived(
        reference=reference,
        sender=particulars.sender,
        subject=particulars.subject.strip(),
        concerns_social_media=particulars.concerns_social_media,
        dated_on=particulars.dated_on,
        received_on=particulars.received_on,
        recorded_by=by,
    )


def _keep(row: LetterReceived | LetterAnswer, *, file: Content | None) -> None:
    """Keep the bytes first: a row may never name a file that is not there."""
    if file is None:
        return
    row.file_sha256 = the_store().put(file.data)
    row.file_name, row.file_media_type, row.file_size = file.name, file.media_type, len(file.data)


def _locked(letter: LetterReceived) -> tuple[LetterReceived, LetterAnswer | None]:
    """The newest version of the letter, locked, and what is on record of its answer."""
    letter = (
        LetterReceived.objects.select_for_update(of=("self",))
        .filter(reference=letter.reference, superseded_by=None)
        .get()
    )
    return letter, _answer_on_record(letter)


def _answer_on_record(letter: LetterReceived) -> LetterAnswer | None:
    return LetterAnswer.objects.filter(letter_reference=letter.reference, superseded_by=None).first()


def _answer(
    letter: LetterReceived,
    *,
    kind: LetterAnswer.Kind,
    earlier: LetterAnswer | None,
    sent_on: date | None,
    file: Content | None,
    by: Person,
    at: datetime,
) -> LetterAnswer:
    row = LetterAnswer(
        letter=letter,
        letter_reference=letter.reference,
        kind=kind,
        sent_on=sent_on,
        confirmed_by=by,
        confirmed_on=london_day(at),
        supersedes=earlier,
    )
    _keep(row, file=file)
    row.save(force_insert=True)
    record(
        ANSWERED if kind == LetterAnswer.Kind.REPLIED else NO_REPLY,
        subject=row,
        by=by,
        at=at,
        reference=letter.reference,
        letter=letter.id,
        outcome=str(kind),
        sent_on=sent_on,
        confirmed_on=row.confirmed_on,
        file_sha256=row.file_sha256,
        supersedes=earlier.id if earlier else None,
    )
    return row


def _tell(kind: Kind, *, letter: LetterReceived, by: Person, at: datetime) -> None:
    record(
        kind,
        subject=letter,
        by=by,
        at=at,
        reference=letter.reference,
        sender=str(letter.sender),
        concerns_social_media=letter.concerns_social_media,
        dated_on=letter.dated_on,
        received_on=letter.received_on,
        file_sha256=letter.file_sha256,
        supersedes=letter.supersedes_id,
        about=letter.subject,
    )
