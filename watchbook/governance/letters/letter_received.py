"""Letters from oversight bodies: recorded, corrected, answered, or signed as needing no answer.

The Chief Surveillance Commissioner's letter on social media (FOI 9477, questions 1 and 1.a) is one of them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.files.upload import Content
from watchbook.governance.letters import permissions
from watchbook.governance.letters.models import LetterAnswer, LetterReceived
from watchbook.governance.letters.rules import why_not
from watchbook.organisation.models import Person
from watchbook.register import entry

REGISTER = "L"
FIELDS = (
    "reference",
    "sender",
    "concerns_social_media",
    "dated_on",
    "received_on",
    "file_sha256",
    "corrects",
)
RECORDED = Kind("letter_received.recorded", FIELDS, ("about",), _("The letter was recorded."))
CORRECTED = Kind(
    "letter_received.corrected", FIELDS, ("about",), _("The letter’s entry was corrected by a new version.")
)
TAKEN_BACK = Kind(
    "letter_received.taken_back",
    (*FIELDS, "is_struck"),
    ("about",),
    _("The letter’s entry was taken back. We keep its earlier versions."),
)
NO_OUTCOME = _("You cannot record the outcome of this letter")
ANSWER_FIELDS = ("letter_reference", "letter", "kind", "sent_on", "confirmed_on", "file_sha256", "corrects")
ANSWERED = Kind("letter_received.answered", ANSWER_FIELDS, says=_("The reply was recorded."))
NO_REPLY = Kind(
    "letter_received.no_reply_confirmed",
    ANSWER_FIELDS,
    says=_("The senior responsible officer signed to confirm that no reply was asked for and none was sent."),
)
ANSWER_CORRECTED = Kind(
    "letter_received.answer_corrected",
    ANSWER_FIELDS,
    says=_("The letter’s outcome was corrected by a new version."),
)


@dataclass(frozen=True)
class ReceivedLetter:
    """What is written on a letter, and when it came."""

    sender: str
    subject: str
    concerns_social_media: bool
    dated_on: date
    received_on: date


@dataclass(frozen=True)
class LetterOutcome:
    """What became of a letter: the day its reply was sent, or None for none; whether the copy on file is the right one."""

    sent_on: date | None
    keeps_copy: bool = True

    @property
    def kind(self) -> LetterAnswer.Kind:
        """A reply has its day; what has none is the word that none was sent."""
        return LetterAnswer.Kind.REPLIED if self.sent_on else LetterAnswer.Kind.NO_REPLY


@transaction.atomic
def add(particulars: ReceivedLetter, *, file: Content | None, by: Person, at: datetime) -> LetterReceived:
    """Record a letter with its copy, if one is held."""
    permissions.may_record_letter(by)
    _check(particulars, at=at, tried=_("You cannot record this letter"))
    letter = LetterReceived(
        reference=next_reference(REGISTER), recorded_by=by, **entry.values_of(particulars)
    )
    entry.keep_file(letter, file)
    return entry.write(RECORDED, letter, by=by, at=at, about=letter.subject)


@transaction.atomic
def correct(
    letter: LetterReceived, particulars: ReceivedLetter, *, file: Content | None, by: Person, at: datetime
) -> LetterReceived:
    """A new version of a letter's entry; the old one stays. Without a new copy the one on file is carried over."""
    letter = entry.lock(letter)
    permissions.may_record_letter(by)
    entry.check_newest(letter, tried=_("You cannot correct this letter"))
    answer_on_record = _answer_on_record(letter)
    _check(
        particulars,
        at=at,
        sent_on=answer_on_record.sent_on if answer_on_record else None,
        tried=_("You cannot correct this letter"),
    )
    newer = entry.next_version(letter, by=by, changes=entry.values_of(particulars))
    entry.keep_file(newer, file)
    return entry.write(CORRECTED, newer, by=by, at=at, about=newer.subject)


@transaction.atomic
def take_back(letter: LetterReceived, *, by: Person, at: datetime) -> LetterReceived:
    """Take back a letter that was recorded twice or by mistake; every version stays, with what became of it."""
    letter = entry.lock(letter)
    permissions.may_record_letter(by)
    entry.check_standing(letter, tried=_("You cannot take back this letter"))
    newer = entry.taken_back(letter, by=by)
    return entry.write(TAKEN_BACK, newer, by=by, at=at, about=newer.subject)


@transaction.atomic
def answer(
    letter: LetterReceived, *, sent_on: date, file: Content | None, by: Person, at: datetime
) -> LetterAnswer:
    """Record that a reply was sent, with its copy if one is held; over a signed “none was sent”, by the SRO alone."""
    letter, earlier = _locked(letter)
    permissions.may_record_letter(by)
    if earlier and earlier.kind == LetterAnswer.Kind.NO_REPLY:
        permissions.may_confirm_no_reply(by)
    entry.check_standing(letter, tried=NO_OUTCOME)
    if earlier and earlier.kind == LetterAnswer.Kind.REPLIED:
        raise WrongState(
            _(
                "You cannot record a second reply: a reply to this letter is already recorded. If it is wrong, correct it on the letter’s page."
            )
        )
    _check(letter, at=at, sent_on=sent_on, tried=_("You cannot record this reply"))
    row = _answer_row(letter, outcome=LetterOutcome(sent_on=sent_on), earlier=earlier, by=by, at=at)
    entry.keep_file(row, file)
    return entry.write(ANSWERED, row, by=by, at=at)


@transaction.atomic
def confirm_no_reply(letter: LetterReceived, *, by: Person, at: datetime) -> LetterAnswer:
    """The SRO signs that the letter asked for no reply and none was sent."""
    letter, earlier = _locked(letter)
    permissions.may_confirm_no_reply(by)
    entry.check_standing(letter, tried=NO_OUTCOME)
    if earlier:
        raise WrongState(
            _(
                "You cannot record the outcome again: the outcome of this letter is already recorded. Open the letter to see it."
            )
        )
    row = _answer_row(letter, outcome=LetterOutcome(sent_on=None), earlier=None, by=by, at=at)
    return entry.write(NO_REPLY, row, by=by, at=at)


@transaction.atomic
def correct_answer(
    answer: LetterAnswer, outcome: LetterOutcome, *, file: Content | None, by: Person, at: datetime
) -> LetterAnswer:
    """A new version of what became of a letter; the old one stays. To or from a signed “none was sent”: the SRO alone."""
    letter, _newest = _locked(answer.letter)
    permissions.may_correct_answer(by, answer)
    if outcome.kind == LetterAnswer.Kind.NO_REPLY:
        permissions.may_confirm_no_reply(by)
    entry.check_standing(letter, tried=NO_OUTCOME)
    entry.check_newest(answer, tried=_("You cannot correct the outcome of this letter"))
    if answer.kind == outcome.kind == LetterAnswer.Kind.NO_REPLY:
        raise WrongState(
            _(
                "You cannot sign this again: somebody has already confirmed that no reply was asked for. If a reply was sent, select “A reply was sent”."
            )
        )
    _check(letter, at=at, sent_on=outcome.sent_on, tried=_("You cannot record this reply"))
    row = _answer_row(letter, outcome=outcome, earlier=answer, by=by, at=at)
    if outcome.sent_on is None or not outcome.keeps_copy:
        entry.drop_file(row)
    entry.keep_file(row, file if outcome.sent_on else None)
    return entry.write(ANSWER_CORRECTED, row, by=by, at=at)


def _check(
    row: ReceivedLetter | LetterReceived, *, at: datetime, tried: Promise, sent_on: date | None = None
) -> None:
    refusal = why_not(row.dated_on, row.received_on, today=london_day(at), sent_on=sent_on)
    entry.check(refusal, tried=tried)


def _locked(letter: LetterReceived) -> tuple[LetterReceived, LetterAnswer | None]:
    """The newest version of the letter, locked, and what is on record of its answer."""
    letter = entry.lock(LetterReceived.objects.as_at(None).get(reference=letter.reference))
    return letter, _answer_on_record(letter)


def _answer_on_record(letter: LetterReceived) -> LetterAnswer | None:
    return LetterAnswer.objects.newest(letter_reference=letter.reference)


def _answer_row(
    letter: LetterReceived, *, outcome: LetterOutcome, earlier: LetterAnswer | None, by: Person, at: datetime
) -> LetterAnswer:
    """Return the next row of what became of a letter, with the file of the earlier one if there is one."""
    row = entry.next_version(earlier, by=by) if earlier else LetterAnswer(recorded_by=by)
    row.letter, row.letter_reference = letter, letter.reference
    row.kind, row.sent_on, row.confirmed_on = outcome.kind, outcome.sent_on, london_day(at)
    return row
