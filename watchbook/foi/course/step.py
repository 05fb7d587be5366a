"""A step in the course of a request: a letter between us and the requester, or an end without an answer (FOIA ss.1(3), 9, 16)."""

import re
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record
from watchbook.files.store import the_store
from watchbook.foi.clock import RequestClock, clock_of, longest, state_of
from watchbook.foi.course.step_letter import HAS_LETTER, letter_of_step
from watchbook.foi.letter.files import rendered
from watchbook.foi.models import Request, RequestStep
from watchbook.foi.permissions import may_record_step
from watchbook.foi.states import ENDS, StepKind, check_step
from watchbook.law.clocks import longer_answer_time
from watchbook.law.exemptions import exemptions
from watchbook.organisation.models import Person
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.web import wording

LIMIT = 20_000
HASHES = ("html_sha256", "docx_sha256", "pdf_sha256")
RECORDED = Kind(
    "step.recorded",
    fields=("reference", "kind", "on", "until", "due_on", *HASHES),
    personal=("words",),
    says=gettext_lazy("A step of the request was recorded."),
)
MOVED = Kind(
    "request.due_day_moved",
    fields=("reference", "before", "due_on"),
    says=gettext_lazy("The due date moved, because a bank holiday or the law changed."),
)
# Steps whose letter says nothing without the officer's own words.
NEEDS_WORDS = (ENDS - {StepKind.WITHDRAWN, StepKind.LAPSED}) | {
    StepKind.UNCLEAR, StepKind.CLARIFIED, StepKind.FEE_ASKED, StepKind.EXTENDED, StepKind.REOPENED,
    StepKind.CORRECTION, StepKind.SUPPLEMENT, StepKind.REVIEW_TOLD,
}  # fmt: skip


_NUMBER = re.compile(r"[0-9]+[A-Z]?")
_WITHIN = re.compile(r"\([^()]*\)")
_SECTIONS = re.compile(
    r"\b(?:sections?|ss?\.?)\s*([0-9]+[A-Z]?(?:\([0-9a-z]+\))*(?:\s*(?:,|and|or)\s*[0-9]+[A-Z]?(?:\([0-9a-z]+\))*)*)",
    re.IGNORECASE,
)


@transaction.atomic
def take(
    request: Request, *, kind: str, on: date, words: str, until: date | None, by: Person, at: datetime
) -> RequestStep:
    """Record a step and keep its letter, where it has one; the last day is counted anew.

    Raises WrongState for a step that does not follow or a day that cannot be; law.Refusal where the law knows no such time.
    """
    wait_for_deletions()
    may_record_step(by)
    row = Request.objects.select_for_update(of=("self",)).select_related("sent").get(pk=request.pk)
    step = RequestStep(
        request=row, kind=StepKind(kind), on=on, words=words.strip(), until=until, recorded_by=by
    )
    check_step(state_of(row), step=StepKind(kind))
    _check_day(row, step, today=london_day(at))
    _check_words(step)
    if step.kind == StepKind.EXTENDED:
        _check_longer_time(row, step)
    if step.kind in HAS_LETTER:
        files = rendered(letter_of_step(row, step, is_draft=False))
        for ending, content in files.items():
            setattr(step, f"{ending}_sha256", the_store().put(content))
    step.save(force_insert=True)
    due_on = _counted(row).deadline.on
    facts = {name: getattr(step, name) for name in ("on", "until", "words", *HASHES)}
    record(
        RECORDED, subject=row, by=by, at=at, reference=row.reference, kind=str(kind), due_on=due_on, **facts
    )
    return step


@transaction.atomic
def count_again(request: Request, *, by: Person, at: datetime) -> bool:
    """Count the last day anew, as a job does each morning; whether it moved, which is recorded."""
    row = Request.objects.select_for_update().get(pk=request.pk)
    before = row.due_on
    due_on = _counted(row).deadline.on
    if due_on == before:
        return False
    record(MOVED, subject=row, by=by, at=at, reference=row.reference, before=before, due_on=due_on)
    return True


def _counted(row: Request) -> RequestClock:
    """The clock as it is now, with its last day kept on the request. Raises law.Refusal."""
    clock = clock_of(row)
    if row.due_on != clock.deadline.on:
        row.due_on = clock.deadline.on
        row.save(update_fields=["due_on"])
    return clock


def _check_day(row: Request, step: RequestStep, *, today: date) -> None:
    days = [row.received_on, *(one.on for one in row.steps.all())]
    if hasattr(row, "sent"):
        days.append(row.sent.sent_on)
    tried = _("You cannot record this step of the request")
    if step.on < max(days):
        why = _(
            "The date is before {day}, the date of the latest event recorded for this request. Check the date."
        )
        raise WrongState(cannot(tried, why.format(day=wording.day(max(days)))))
    if step.on > today:
        raise WrongState(
            cannot(tried, _("The date is in the future. Record the step on the day on which it happens."))
        )


def _check_words(step: RequestStep) -> None:
    tried = _("You cannot record this step of the request")
    if step.kind in NEEDS_WORDS and not step.words:
        raise WrongState(cannot(tried, _("The text for this step is missing. Enter the text.")))
    if len(step.words) > LIMIT:
        why = _(
            "The text for this step is too long: {length} characters, and the limit is {limit}. Shorten the text."
        )
        raise WrongState(cannot(tried, why.format(length=f"{len(step.words):,}", limit=f"{LIMIT:,}")))


def _check_longer_time(row: Request, step: RequestStep) -> None:
    """A longer time is the law's, and the requester is told a day within it (FOIA s.10(3), s.17(2); EIR reg 7)."""
    clock = clock_of(row)
    tried = _("You cannot take longer over this request")
    if step.on > clock.deadline.on:
        raise WrongState(
            cannot(tried, _("The due date has passed. Answer the request, and say that the answer is late."))
        )
    if step.until is None or step.until <= clock.deadline.on:
        why = _(
            "You must tell the requester a date after {day} by which you expect to answer. Enter that date."
        )
        raise WrongState(cannot(tried, why.format(day=wording.day(clock.deadline.on))))
    limit = longest(row).on
    if step.until > limit:
        why = _("The longest time that the law allows ends on {day}. Enter that date or an earlier one.")
        raise WrongState(cannot(tried, why.format(day=wording.day(limit))))
    if longer_answer_time(row.regime, on=row.received_on) is None and not _names_what_is_weighed(row, step):
        why = _(
            "Under section 10(3) and section 17(1) and (2), the law allows this only while you weigh the public interest, so the letter must name the exemption. "
            "Name the section of a qualified exemption and say why it applies. Lack of time or staff is not a reason."
        )
        raise WrongState(cannot(tried, why))


def _names_what_is_weighed(row: Request, step: RequestStep) -> bool:
    """Whether the words name a section by which the public interest is weighed."""
    weighed = {
        _NUMBER.match(one.section)[0]  # type: ignore[index]  # every section begins with its number
        for one in exemptions(row.regime, on=step.on)
        if one.is_weighed
    }
    cited = [_WITHIN.sub("", found) for found in _SECTIONS.findall(step.words)]
    named = {number for found in cited for number in _NUMBER.findall(found)}
    return bool(weighed & named)
