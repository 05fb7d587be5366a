"""What an authorisation in force asks of people, and from which day: its review, its renewal or cancellation, its lapse."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from watchbook.authorisations.rules.in_force import bars_from, is_overdue
from watchbook.authorisations.states import ReportStep
from watchbook.law.parameters import number


class Task(StrEnum):
    """What is to be done."""

    REVIEW = "review"
    OVERDUE_REVIEW = "overdue_review"
    BARRED_BY_REVIEW = "barred_by_review"
    PREPARE_RENEWAL = "prepare_renewal"
    DECIDE_RENEWAL = "decide_renewal"
    BOOK_COURT = "book_court"
    RENEWAL_AT_COURT = "renewal_at_court"
    CANCEL_LAPSED = "cancel_lapsed"


@dataclass(frozen=True)
class Running:
    """An authorisation that took effect and is not cancelled: its last day, its next review, whether a court renews it.

    `is_renewal_granted`: the officer has granted the renewal, which waits for the court.
    """

    nation: str
    ends_on: date
    review_due_on: date
    needs_court: bool
    is_renewal_granted: bool = False


@dataclass(frozen=True)
class Reminder:
    """A task and the day by which it is to be done."""

    task: Task
    due_on: date


def reminders(facts: Running, *, today: date) -> tuple[Reminder, ...]:
    """What is due now, the gravest first. The same day always gives the same, so a job may run twice."""
    if today > facts.ends_on:
        return (Reminder(Task.CANCEL_LAPSED, facts.ends_on),)
    return (*_of_review(facts, today=today), *_of_end(facts, today=today))


def longest_notice(*, on: date) -> timedelta:
    """Return how long before its day the first reminder comes."""
    return max(_days(f"authority.renewal.{step}_days", on=on) for step in ("court", "decide", "prepare"))


def report_asked_from(step: ReportStep, facts: Running, *, on: date) -> date:
    """Return the first day on which a report for a step is asked of its applicant."""
    if step is ReportStep.REVIEW:
        return facts.review_due_on - _days("authority.renewal.court_days", on=on)
    if step is ReportStep.RENEWAL:
        return facts.ends_on - _days("authority.renewal.prepare_days", on=on)
    return facts.ends_on + timedelta(days=1)


def _of_review(facts: Running, *, today: date) -> tuple[Reminder, ...]:
    if not is_overdue(facts.review_due_on, today=today):
        near = today >= report_asked_from(ReportStep.REVIEW, facts, on=today)
        return (Reminder(Task.REVIEW, facts.review_due_on),) if near else ()
    barred = today >= bars_from(facts.review_due_on, nation=facts.nation)
    return (Reminder(Task.BARRED_BY_REVIEW if barred else Task.OVERDUE_REVIEW, facts.review_due_on),)


def _of_end(facts: Running, *, today: date) -> tuple[Reminder, ...]:
    """The nearest of the steps before the end alone: each says all that the earlier one said. By the last day to ask a court, until it comes."""
    if facts.is_renewal_granted:
        return (Reminder(Task.RENEWAL_AT_COURT, facts.ends_on),)
    court_on = facts.ends_on - _days("authority.renewal.court_days", on=today)
    if facts.needs_court and today >= court_on:
        return (Reminder(Task.BOOK_COURT, facts.ends_on),)
    by = court_on if facts.needs_court else facts.ends_on
    if facts.ends_on - today <= _days("authority.renewal.decide_days", on=today):
        return (Reminder(Task.DECIDE_RENEWAL, by),)
    if today >= report_asked_from(ReportStep.RENEWAL, facts, on=today):
        return (Reminder(Task.PREPARE_RENEWAL, by),)
    return ()


def _days(name: str, *, on: date) -> timedelta:
    return timedelta(days=number(name, on=on))
