"""Letters from oversight bodies: recorded, corrected, answered, or signed as needing no answer.

The Chief Surveillance Commissioner's letter on social media (FOI 9477, questions 1 and 1.a) is one of them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.reference import next_reference
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.governance.letters.permissions import (
    may_confirm_no_reply,
    may_correct_answer,
    may_record_letter,
)
from watchbook.governance.letters.rules import LetterDates, why_not
from watchbook.organisation.models import Person

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
RECORDED = Kind(
    "letter_received.recorded",
    fields=FIELDS,
    personal=("about",),
    says=gettext_lazy("The letter was recorded."),
)
CORRECTED = Kind(
    "letter_received.corrected",
    fields=FIELDS,
    personal=("about",),
    says=gettext_lazy("The letter’s entry was corrected by a new version."),
)
ANSWER_FIELDS = ("reference", "letter", "outcome", "sent_on", "confirmed_on", "file_sha256", "supersedes")
ANSWERED = Kind(
    "letter_received.answered", fields=ANSWER_FIELDS, says=gettext_lazy("The reply was recorded.")
)
NO_REPLY = Kind(
    "letter_received.no_reply_confirmed",
    fields=ANSWER_FIELDS,
    says=gettext_lazy("It was signed that no reply was asked for and none was sent."),
)
ANSWER_CORRECTED = Kind(
    "letter_received.answer_corrected",
    fields=ANSWER_FIELDS,
    says=gettext_lazy("What became of the letter was corrected by a new version."),
)


@dataclass(frozen=True)
class Particulars:
    """What is written on a letter, and when it came."""

    sender: str
    subject: str
    concerns_social_media: bool
    dated_on: date
    received_on: date


@dataclass(frozen=True)
class Outcome:
    """What became of a letter: the day its reply was sent, or None for none; whether the copy on file is the right one."""

    sent_on: date | None
    keeps_copy: bool = True

    @property
    def kind(self) -> LetterAnswer.Kind:
        """A reply has its day; what has none is the word that none was sent."""
        return LetterAnswer.Kind.REPLIED if self.sent_on else LetterAnswer.Kind.NO_REPLY


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
    _carry_copy(letter, to=newer)
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
        raise WrongState(
            _("A reply to this letter is on record already. If it is wrong, correct it on the letter’s page.")
        )
    _check(letter, at=at, sent_on=sent_on)
    row = _answer_row(letter, outcome=Outcome(sent_on=sent_on), earlier=earlier, by=by, at=at)
    _keep(row, file=file)
    row.save(force_insert=True)
    _tell_answer(ANSWERED, row=row, by=by, at=at)
    return row


@transaction.atomic
def confirm_no_reply(letter: LetterReceived, *, by: Person, at: datetime) -> LetterAnswer:
    """The SRO signs that the letter asked for no reply and none was sent."""
    letter, earlier = _locked(letter)
    may_confirm_no_reply(by)
    if earlier:
        raise WrongState(_("What became of this letter is on record already. Open the letter to see it."))
    row = _answer_row(letter, outcome=Outcome(sent_on=None), earlier=None, by=by, at=at)
    row.save(force_insert=True)
    _tell_answer(NO_REPLY, row=row, by=by, at=at)
    return row


@transaction.atomic
def correct_answer(
    answer: LetterAnswer, outcome: Outcome, *, file: Content | None, by: Person, at: datetime
) -> LetterAnswer:
    """A new version of what became of a letter; the old one stays. To or from a signed “none was sent”: the SRO alone."""
    letter, newest = _locked(answer.letter)
    may_correct_answer(by, answer)
    if outcome.kind == LetterAnswer.Kind.NO_REPLY:
        may_confirm_no_reply(by)
    _check_newest(answer, newest=newest, outcome=outcome)
    _check(letter, at=at, sent_on=outcome.sent_on)
    row = _answer_row(letter, outcome=outcome, earlier=answer, by=by, at=at)
    if outcome.sent_on and outcome.keeps_copy:
        _carry_copy(answer, to=row)
    _keep(row, file=file if outcome.sent_on else None)
    row.save(force_insert=True)
    _tell_answer(ANSWER_CORRECTED, row=row, by=by, at=at)
    return row


def _check_newest(answer: LetterAnswer, *, newest: LetterAnswer | None, outcome: Outcome) -> None:
    if newest is None or newest.pk != answer.pk:
        raise WrongState(
            _("What became of this letter was corrected already. Open the letter again and correct that.")
        )
    if answer.kind == outcome.kind == LetterAnswer.Kind.NO_REPLY:
        raise WrongState(
            _(
                "That no reply was asked for is signed already, so nothing would change. Choose that one was sent."
            )
        )


def _check(row: Particulars | LetterReceived, *, at: datetime, sent_on: date | None = None) -> None:
    refusal = why_not(
        LetterDates(
            dated_on=row.dated_on,
            received_on=row.received_on,
            today=london_day(at),
            sent_on=sent_on,
        )
    )
    if refusal:
        raise WrongState(cannot(_("You cannot record this letter"), refusal))


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


def _carry_copy[Row: (LetterReceived, LetterAnswer)](older: Row, *, to: Row) -> None:
    for field in LetterReceived.FILE_FIELDS:
        setattr(to, field, getattr(older, field))


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


def _answer_row(
    letter: LetterReceived, *, outcome: Outcome, earlier: LetterAnswer | None, by: Person, at: datetime
) -> LetterAnswer:
    return LetterAnswer(
        letter=letter,
        letter_reference=letter.reference,
        kind=outcome.kind,
        sent_on=outcome.sent_on,
        confirmed_by=by,
        confirmed_on=london_day(at),
        supersedes=earlier,
    )


def _tell_answer(kind: Kind, *, row: LetterAnswer, by: Person, at: datetime) -> None:
    record(
        kind,
        subject=row,
        by=by,
        at=at,
        reference=row.letter_reference,
        letter=row.letter_id,
        outcome=str(row.kind),
        sent_on=row.sent_on,
        confirmed_on=row.confirmed_on,
        file_sha256=row.file_sha256,
        supersedes=row.supersedes_id,
    )


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
