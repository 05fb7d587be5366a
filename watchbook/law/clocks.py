"""The clocks of access to information: answer, review, complaint, re-use (FOIA, EIR, FOISA, EISR, RoPSI)."""

from dataclasses import dataclass
from datetime import date, timedelta

from watchbook.law.counting import CannotBeCounted, Count, count_after, time_allowed, time_if_any
from watchbook.law.explanations import Deadline, ExplanationStep, cited
from watchbook.law.parameters import ParameterEntry, parameter_entries, parameter_names, whole_number
from watchbook.law.periods import months_beginning_with, weeks_after
from watchbook.law.provisions import provision
from watchbook.law.refusals import shown

REGIMES = ("foia", "eir", "foisa", "eisr")

_ORDINARY = "time_for_compliance.working_days"
_LONGER = "extension.total_working_days"
_PUBLIC_INTEREST = "public_interest_extension.total_working_days"
_REFUSAL_NOTICE = "public_interest_extension.refusal_notice_working_days"
_PAUSE = "fees_notice.disregards_working_days"
_LAPSE = "fees_notice.lapse_months"


@dataclass(frozen=True, slots=True)
class InternalReview:
    """When the outcome of a review is due, and the day that no review may pass."""

    target: Deadline
    limit: Deadline


@dataclass(frozen=True, slots=True)
class _Request:
    """The days of a request that the clock needs."""

    received: date
    regime: str
    clarified: date | None
    fee_notice: date | None
    fee_paid: date | None

    @property
    def starts_on(self) -> date:
        """Give day 0: the day of receipt, or of the clarification that was asked for (FOIA s.1(3))."""
        return self.clarified or self.received


def answer_due(
    received: date,
    *,
    regime: str,
    days: int | None = None,
    clarified: date | None = None,
    fee_notice: date | None = None,
    fee_paid: date | None = None,
) -> Deadline:
    """Say when the answer is due (FOIA s.10(1)); a longer time only where the regime has one (EIR reg 7)."""
    request = _Request(received, regime, clarified, fee_notice, fee_paid)
    _check(request)
    time = _time_for_answering(request, days)
    count, story = _count_answer(request, time)
    step = "longer_answer_by" if time.name.endswith(_LONGER) else "answer_by"
    due = cited(step, time, number=whole_number(time), last=count.last)
    return Deadline(on=count.last, explanation=(*story, due, *count.rule), days=count.days)


def public_interest_extension(
    received: date,
    *,
    regime: str,
    clarified: date | None = None,
    fee_notice: date | None = None,
    fee_paid: date | None = None,
) -> Deadline:
    """Say how long the public-interest test may take; its refusal notice is not to wait (FOIA s.10(3))."""
    request = _Request(received, regime, clarified, fee_notice, fee_paid)
    _check(request)
    time = time_allowed(regime, _PUBLIC_INTEREST, on=received)
    notice_time = time_allowed(regime, _REFUSAL_NOTICE, on=received)
    count, story = _count_answer(request, time)
    notice, _ = _count_answer(request, notice_time)
    ends = (
        cited("public_interest", time, number=whole_number(time), last=count.last),
        cited("refusal_notice", notice_time, number=whole_number(notice_time), last=notice.last),
    )
    return Deadline(on=count.last, explanation=(*story, *ends, *count.rule), days=count.days)


def longer_answer_time(regime: str, *, on: date) -> int | None:
    """Give the longer time that a law allows for what is complex and voluminous, if it does (EIR reg 7)."""
    longer = time_if_any(regime, _LONGER, on=on)
    return whole_number(longer) if longer else None


def public_interest_times() -> tuple[int, ...]:
    """Name the times in all that a public-interest test may take under some regime (FOIA s.10(3))."""
    return _times_called(_PUBLIC_INTEREST)


def answer_times() -> tuple[int, ...]:
    """Name every time in working days that some regime gives for an answer, shortest first."""
    return tuple(sorted({*_times_called(_ORDINARY), *_times_called(_LONGER), *public_interest_times()}))


def fee_offer_lapse(notice_given: date, *, regime: str) -> Deadline:
    """Say until when the fee can be paid before the request lapses (FOIA s.9)."""
    _check_regime(regime)
    time = time_allowed(regime, _LAPSE, on=notice_given)
    months = whole_number(time)
    last = months_beginning_with(notice_given, months=months)
    payable = cited("fee_payable", time, months=months, notice=notice_given, last=last)
    return Deadline(on=last, explanation=(payable, cited("fee_period_begins", time)))


def internal_review_request_by(answered: date, *, regime: str) -> Deadline:
    """Say until when the requester can ask for a review (FOIA s.45 Code, EIR reg 11, FOISA s.20)."""
    _check_regime(regime)
    time = time_allowed(regime, "internal_review.request_working_days", on=answered)
    count = count_after(answered, law=regime, time=time, on=answered)
    due = cited("review_requested", time, number=whole_number(time), answered=answered, last=count.last)
    return Deadline(on=count.last, explanation=(due, *count.rule), days=count.days)


def internal_review_due(asked: date, *, regime: str) -> InternalReview:
    """Say when the outcome of a review is due, and at most (FOIA s.45 Code, EIR reg 11, FOISA s.21)."""
    _check_regime(regime)
    target = time_allowed(regime, "internal_review.target_working_days", on=asked)
    limit = time_allowed(regime, "internal_review.limit_working_days", on=asked)
    aimed, at_most = (count_after(asked, law=regime, time=time, on=asked) for time in (target, limit))
    due = cited("review_aimed_at", target, number=whole_number(target), asked=asked, last=aimed.last)
    end = cited("review_at_most", limit, number=whole_number(limit), last=at_most.last)
    return InternalReview(
        target=Deadline(on=aimed.last, explanation=(due, *aimed.rule), days=aimed.days),
        limit=Deadline(on=at_most.last, explanation=(end, *at_most.rule), days=at_most.days),
    )


def commissioner_complaint_by(outcome: date, *, regime: str) -> Deadline:
    """Say until when the Commissioner asks for a complaint after a review (FOIA s.50)."""
    _check_regime(regime)
    time = time_allowed(regime, "commissioner.complaint_weeks", on=outcome)
    weeks = whole_number(time)
    last = weeks_after(outcome, weeks=weeks)
    complaint = cited("complaint", time, weeks=weeks, outcome=outcome, last=last)
    return Deadline(on=last, explanation=(complaint, cited("commissioner_may_waive", time)))


def aggregation_window(first_request: date, *, regime: str) -> Deadline:
    """Say until when similar requests may be added together for the cost limit (FOIA s.12, SI 2004/3244)."""
    _check_regime(regime)
    time = time_allowed(regime, "aggregation.working_days", on=first_request)
    day_before = first_request - timedelta(days=1)
    count = count_after(day_before, law=regime, time=time, on=first_request)
    window = cited("window", time, number=whole_number(time), first=first_request, last=count.last)
    unclear = ExplanationStep(id="window_is_unclear", provision=time.provision, verified=False)
    explanation = (window, unclear, *count.rule)
    return Deadline(on=count.last, explanation=explanation, days=count.days[1:])


def re_use_answer_due(received: date) -> Deadline:
    """Say when a request to re-use documents must be answered (RoPSI 2015)."""
    time = time_allowed("ropsi", "time_for_answering.working_days", on=received)
    count = count_after(received, law="ropsi", time=time, on=received)
    due = cited("re_use", time, number=whole_number(time), received=received, last=count.last)
    explanation = (due, cited("extension_if_complex", time), *count.rule)
    return Deadline(on=count.last, explanation=explanation, days=count.days)


def _check_regime(regime: str) -> None:
    """Refuse a regime that is none."""
    if regime not in REGIMES:
        raise CannotBeCounted("unknown_regime", {"regime": shown(regime), "known": REGIMES})


def _check(request: _Request) -> None:
    """Refuse days that cannot all be so."""
    _check_regime(request.regime)
    if request.clarified is not None and request.clarified < request.received:
        raise CannotBeCounted(
            "clarified_too_early", {"clarified": request.clarified, "received": request.received}
        )
    if request.fee_notice is not None:
        _check_fee(request, request.fee_notice)
    elif request.fee_paid is not None:
        raise CannotBeCounted("paid_without_notice", {"paid": request.fee_paid})


def _check_fee(request: _Request, notice: date) -> None:
    """Refuse a fee under a law without fees notices, and days of notice and payment in the wrong order."""
    time_allowed(request.regime, _LAPSE, on=request.received)
    if notice < request.received:
        raise CannotBeCounted("notice_too_early", {"notice": notice, "received": request.received})
    if request.fee_paid is None:
        return
    if request.fee_paid < notice:
        raise CannotBeCounted("paid_too_early", {"paid": request.fee_paid, "notice": notice})
    lapse = fee_offer_lapse(notice, regime=request.regime)
    if request.fee_paid > lapse.on:
        raise CannotBeCounted(
            "paid_too_late", {"paid": request.fee_paid, "notice": notice, "lapsed_after": lapse.on}
        )


def _time_for_answering(request: _Request, days: int | None) -> ParameterEntry:
    """Choose between the ordinary and the longer time; no other number of days is the law's."""
    ordinary = time_allowed(request.regime, _ORDINARY, on=request.received)
    longer = time_if_any(request.regime, _LONGER, on=request.received)
    if days is None:
        return ordinary
    for time in (ordinary, longer):
        if time is not None and time.value == days:
            return time
    law = provision(request.regime).title
    raise CannotBeCounted("no_such_length", {"days": days, "law": law, "ordinary": whole_number(ordinary)})


def _count_answer(request: _Request, time: ParameterEntry) -> tuple[Count, tuple[ExplanationStep, ...]]:
    """Count the days of an answer and tell what moved them: receipt, clarification, fee (FOIA s.10)."""
    story = _beginning(request)
    count = count_after(request.starts_on, law=request.regime, time=time, on=request.received)
    if request.fee_notice is None:
        return count, story
    pause = time_allowed(request.regime, _PAUSE, on=request.received)
    if request.fee_notice > count.last:
        return count, (*story, cited("no_pause", pause))
    if request.fee_paid is None:
        lapse = fee_offer_lapse(request.fee_notice, regime=request.regime)
        raise CannotBeCounted("fee_awaited", {"notice": request.fee_notice, "lapses_after": lapse.on})
    paused = count_after(
        request.starts_on,
        law=request.regime,
        time=time,
        on=request.received,
        disregarded=(request.fee_notice, request.fee_paid),
    )
    left_out = sum(day.reason == "disregarded" for day in paused.days)
    awaited = cited("fee_awaited", pause, notice=request.fee_notice, paid=request.fee_paid, number=left_out)
    return paused, (*story, awaited)


def _beginning(request: _Request) -> tuple[ExplanationStep, ...]:
    """Say from which day the answer is counted."""
    ordinary = time_allowed(request.regime, _ORDINARY, on=request.received)
    received = cited("received", ordinary, day=request.received)
    if request.clarified is None:
        return (received,)
    restart = time_allowed(request.regime, "clarification.restarts", on=request.received)
    return received, cited("clarified", restart, day=request.clarified)


def _times_called(subject: str) -> tuple[int, ...]:
    """Collect every value that any regime ever gave to a time."""
    names = {f"{regime}.{subject}" for regime in REGIMES} & set(parameter_names())
    return tuple(sorted({whole_number(entry) for name in names for entry in parameter_entries(name)}))
