"""A step in the course of a rights request: a letter to the person, what came from them, recipients told (UK GDPR arts 12, 19)."""

from base64 import b64encode
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record
from watchbook.files.upload import Content
from watchbook.keys import envelope
from watchbook.organisation.models import Person
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.retention.letter import KeptLetter, check_read_as
from watchbook.retention.rights_request import erasure, late_letter, lifting, shared_file
from watchbook.retention.rights_request.clock import clock_of
from watchbook.retention.rights_request.letters import letter_of
from watchbook.retention.rights_request.lifting import Ends
from watchbook.retention.rights_request.models import RightsRequest, RightsStep
from watchbook.retention.rights_request.permissions import may_record_rights_request
from watchbook.retention.rights_request.preflight import in_the_way
from watchbook.retention.rights_request.queries import who_asks
from watchbook.retention.rights_request.record_copy import words_added
from watchbook.retention.rights_request.states import (
    ANSWERS,
    CLOSED,
    LETTERS,
    NEEDS_WORDS,
    WHILE_IT_RUNS,
    RightsState,
    RightsStepKind,
    check_step,
    leads_to,
)
from watchbook.retention.rights_request.told_records import (
    copies,
    new_since,
    to_tell,
    told_before,
    told_items,
)
from watchbook.web import wording

MOST_BYTES = 3 * 1024 * 1024  # of a letter from outside: it lies in the envelope of its step
RECORDED = Kind(
    "rights_request.step_recorded",
    ("reference", "kind", "on", "state", "due_on"),
    ("words",),
    gettext_lazy("A step of the request about personal data was recorded."),
)


def preview(
    request: RightsRequest,
    kind: str,
    *,
    on: date,
    words: str = "",
    enclosed: str = "",
    copied: Mapping[int, str] | None = None,
    ends: Collection[int] = (),
    ends_on: date | None = None,
    by: Person,
    today: date,
) -> KeptLetter:
    """Return the letter of a step as it would go, under the same conditions; nothing is written."""
    may_record_rights_request(by)
    check_step(RightsState(request.state), step=RightsStepKind(kind))
    that_ends = Ends(ends, ends_on)
    _check(request, RightsStepKind(kind), on=on, words=words, today=today, that_ends=that_ends)
    _check_dated_today(kind, on=on, today=today)
    _check_enclosed(request, kind, enclosed, copied or {})
    return letter_of(
        request, kind, on=on, words=words, by=by, enclosed=enclosed, copied=copied, that_ends=that_ends
    )


@transaction.atomic
def take(
    request: RightsRequest,
    kind: str,
    *,
    on: date,
    words: str = "",
    enclosed: str = "",
    copied: Mapping[int, str] | None = None,
    ends: Collection[int] = (),
    ends_on: date | None = None,
    by: Person,
    at: datetime,
    read: str | None = None,
) -> RightsStep:
    """Record a step and keep its letter, as `read` seals it where a person read it. Raises WrongState, and law.Refusal."""
    wait_for_deletions()
    row = locked(request)
    may_record_rights_request(by)
    check_step(RightsState(row.state), step=RightsStepKind(kind))
    that_ends = Ends(ends, ends_on)
    _check(row, RightsStepKind(kind), on=on, words=words, today=london_day(at), that_ends=that_ends)
    if kind == RightsStepKind.LETTER_CHECKED:
        late_letter.check_other(row, by=by)
    goes = {"enclosed": enclosed, "copied": copied, "that_ends": that_ends}
    letter = _letter(row, kind, read=read, on=on, words=words, by=by, **goes)
    said: dict[str, Any] = {"words": words.strip(), "letter": letter, "enclosed": enclosed.strip()}
    said |= {"identity_of": who_asks(row)} if kind == RightsStepKind.IDENTIFIED else {}
    said |= that_ends.kept() if kind == RightsStepKind.RESTRICTION_ENDS else {}
    return _write(RightsStep(request=row, kind=kind, on=on, recorded_by=by), said, at=at)


@transaction.atomic
def record_sent(
    request: RightsRequest,
    kind: str,
    *,
    on: date,
    words: str,
    file: Content,
    ends: Collection[int] = (),
    ends_on: date | None = None,
    by: Person,
    at: datetime,
) -> RightsStep:
    """Record a letter that was sent outside Watchbook, such as one on paper, with a copy of it: it counts from the day that it bears."""
    wait_for_deletions()
    row = locked(request)
    may_record_rights_request(by)
    check_step(RightsState(row.state), step=RightsStepKind(kind))
    tried = _("You cannot record this letter")
    if kind not in LETTERS:
        raise WrongState(cannot(tried, _("This step has no letter. Record the step on the request’s page.")))
    if len(file.data) > MOST_BYTES:
        why = _("The file is larger than {limit} MB. Scan the letter in black and white and select the scan.")
        raise WrongState(cannot(tried, why.format(limit=MOST_BYTES // (1024 * 1024))))
    today, that_ends = london_day(at), Ends(ends, ends_on)
    _check(row, RightsStepKind(kind), on=on, words=words, today=today, told_on=on, that_ends=that_ends)
    data = b64encode(file.data).decode()
    sent = {"name": file.name, "media_type": file.media_type, "data": data}
    said: dict[str, Any] = {
        "words": words.strip(),
        "letter": None,
        "sent": sent,
        "days_after": (today - on).days,
    }
    said |= that_ends.kept() if kind == RightsStepKind.RESTRICTION_ENDS else {}
    ordinary = clock_of(row).ordinary
    is_late = late_letter.is_late(on, today=today, due_on=ordinary.on if ordinary else None)
    step = RightsStep(request=row, kind=kind, on=on, recorded_by=by, is_to_check=is_late)
    return _write(step, said, at=at)


def _write(step: RightsStep, said: dict[str, Any], *, at: datetime) -> RightsStep:
    """Write a step whose conditions hold, with what an answer told, and record it."""
    wait_for_deletions()  # as its act does before it locks a row; a second time it waits for nothing
    row, kind = step.request, RightsStepKind(step.kind)
    told = {"told": to_tell(row)} if kind in ANSWERS else {}
    envelope.put(step, said | told)
    step.save(force_insert=True)
    row.state = leads_to(RightsState(row.state), kind)
    if row.state in CLOSED and row.closed_on is None:
        row.closed_on = london_day(at) if step.is_to_check else step.on
    elif kind == RightsStepKind.LETTER_CHECKED and row.state in CLOSED:
        row.closed_on = late_letter.closed_on(row)
    row.save(update_fields=["state", "closed_on"])
    deadline = clock_of(row).deadline
    record(
        RECORDED,
        subject=row,
        by=step.recorded_by,
        at=at,
        reference=row.reference,
        kind=str(kind),
        on=step.on,
        state=str(row.state),
        due_on=deadline.on if deadline else None,
        words=said["words"],
    )
    return step


def _letter(row: RightsRequest, kind: str, *, read: str | None, **said: Any) -> KeptLetter | None:
    """The letter of a step, where it has one: as somebody has read it, where a person keeps it."""
    if kind not in LETTERS:
        return None
    _check_enclosed(row, kind, said["enclosed"], said["copied"] or {})
    made = letter_of(row, kind, **said)
    if read is not None:
        check_read_as(made, read, tried=_("You cannot save this letter"))
    return made


def _check_dated_today(kind: str, *, on: date, today: date) -> None:
    """Raise WrongState where a letter that Watchbook writes today would bear an earlier day."""
    if kind in LETTERS and on < today:
        undated = _("You cannot date this letter {day}").format(day=wording.day(on))
        why = _(
            "Watchbook writes the letter today, and an earlier date would change the time limit. Enter today’s date. If you have"
            " sent a letter outside Watchbook, record that letter instead."
        )
        raise WrongState(cannot(undated, why))


def _check(
    row: RightsRequest,
    kind: RightsStepKind,
    *,
    on: date,
    words: str,
    today: date,
    told_on: date | None = None,
    that_ends: Ends,
) -> None:
    """Raise WrongState where a step cannot be taken; `told_on` is the day of a letter that somebody else has kept."""
    tried = _("You cannot record this step of the request")
    last = max([row.received_on, *row.steps.values_list("on", flat=True)])
    if not last <= on <= today:
        why = _("The date must be {first} or later, and not in the future. Check the date.")
        raise WrongState(cannot(tried, why.format(first=wording.day(last))))
    if told_on is None:
        _check_dated_today(kind, on=on, today=today)
    if kind in NEEDS_WORDS and not words.strip():
        raise WrongState(cannot(tried, _("The text for this step is missing. Enter the text.")))
    if kind in WHILE_IT_RUNS and clock_of(row).deadline is None:
        why = _("The time limit is paused until the person replies. Record the reply first.")
        raise WrongState(cannot(tried, why))
    _check_letter(row, kind, words=words, today=told_on or today, that_ends=that_ends, tried=tried)


def _check_letter(
    row: RightsRequest, kind: RightsStepKind, *, words: str, today: date, that_ends: Ends, tried: str
) -> None:
    """Raise WrongState where the letter of a step would say what is not so, or is not ready."""
    if kind == RightsStepKind.EXTENDED:
        _check_extension(row, today=today, tried=tried)
    if kind == RightsStepKind.RESTRICTION_ENDS:
        lifting.check_ends(row, that_ends, on=today, tried=tried)
    if kind == RightsStepKind.ANSWERED and (refusal := next(in_the_way(row), "")):
        raise WrongState(cannot(_("You cannot send the answer yet"), refusal))
    if kind == RightsStepKind.ANSWERED_FURTHER and not words.strip():
        _check_adds(row, tried=tried)


def _check_adds(row: RightsRequest, *, tried: str) -> None:
    """Raise WrongState where a further answer without words of ours would explain nothing, or add nothing to the last."""
    if erasure.kept(row) or shared_file.kept(row):
        why = _("Your words are missing. Say why we have kept records that we said we would erase.")
        raise WrongState(cannot(tried, why))
    if not new_since(told_items(row), told_before(row)):
        why = _("No decision has been made since the last answer. Enter what you want to tell the person.")
        raise WrongState(cannot(tried, why))


def _check_extension(row: RightsRequest, *, today: date, tried: str) -> None:
    """The longer time is taken once, and told with its reasons before the ordinary time ends (DPA 2018 s.54(3B)).

    The letter is written now, whatever date is typed: so today counts, or a date typed backwards would mend a lateness.
    """
    if row.steps.filter(kind=RightsStepKind.EXTENDED).exists():
        raise WrongState(
            cannot(
                tried,
                _(
                    "You have already taken the extra two months, which the law gives only once. Answer the request."
                ),
            )
        )
    ordinary = clock_of(row).ordinary
    if ordinary and today > ordinary.on:
        why = _(
            "The time to answer ended on {day}, and you had to tell the person by that date that you needed more time. Send the answer, and say that it is late."
        )
        raise WrongState(cannot(tried, why.format(day=wording.day(ordinary.on))))


def _check_enclosed(row: RightsRequest, kind: str, enclosed: str, copied: Mapping[int, str]) -> None:
    """Raise WrongState where a copy is given and none goes with the letter, neither ours nor one of the officer, or ours says more than the record."""
    if kind not in ANSWERS:
        return
    for one in copies(row):
        if added := words_added(one, copied.get(one.number, "")):
            why = _(
                "The copy of {record} has words that the record does not have there: {words}. Delete only whole words, and put your own words into the letter."
            )
            told = why.format(record=one.thing_reference, words=" ".join(added)[:200])
            raise WrongState(cannot(_("You cannot record this step of the request"), told))
    if enclosed.strip():
        return
    left = [one.thing_reference for one in copies(row) if not copied.get(one.number, "").strip()]
    if left:
        why = _(
            "You decided to give a copy, but have enclosed no copy of {records}. Put the text of the copy back below, or list your enclosures."
        )
        raise WrongState(
            cannot(_("You cannot record this step of the request"), why.format(records=", ".join(left)))
        )
