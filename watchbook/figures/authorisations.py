"""Authorisations as the central record holds them: counts by kind, period, purpose, outcome, days (FOI 9477, 2.c; demand D15).

A row that does not say whether it concerned social media makes a count of those PARTLY, never NIL. A count of nought
is NIL only on the co-ordinator's signed statements.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.audit_log.asked_once import asked_once
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries import central_record
from watchbook.figures.earlier_days import DaysBeforeRegister, earlier_days
from watchbook.figures.evidence import of_authorisation
from watchbook.figures.findings import Finding, Inquiry, Query, RegisterSearches, Status, Value, searched_in
from watchbook.figures.nil import days_of, nil_in, none_among_in
from watchbook.figures.register_names import CENTRAL_RECORD
from watchbook.figures.sentences import in_words
from watchbook.figures.tallies import TALLIES, tally
from watchbook.figures.times import (
    by_period,
    counted_sentences,
    in_days,
    in_its_time,
    note_of,
    until,
    was_disposed_of,
)
from watchbook.governance.statements.models import Matter
from watchbook.law.offences import latest
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeOfQuestion
from watchbook.web.wording import joined

VERSION = 1
DISPOSED = "application.disposed"
COURSE = ("reviews", "renewals", "cancellations", "lapses")
# What is read of each row: there may be thousands, and envelopes are long.
READ = (
    "reference", "kind", "state", "operation", "is_social_media", "ground", "offence", "outcome", "effective_from", "ends_on",
    "stopped_at", "cancelled_at", "times_renewed", "earlier_reviews", "recorded_at",
)  # fmt: skip


def _count_of(query: str, *, sentence: Any, none: Promise, not_said: str = "") -> Query:
    """The figure of how many authorisations of a tally took effect, each period with its count.

    `not_said` names the column of which a row may say nothing, among all that took effect.
    """

    @in_its_time
    def counted(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
        counted = _rows(inquiry, time, of=query)
        unsaid = [row for row in _rows(inquiry, time) if getattr(row, not_said) is None] if not_said else []
        searched = _searched(query, time=time, found=len(counted))
        if not counted and not unsaid:
            return none_authorised(inquiry, time, sentence=str(none), searched=searched)
        days = [_effective_on(row) for row in counted]
        earlier = earlier_authorisations(inquiry, time)
        begins = earlier.known_from
        sentences = [
            sentence.format(count=len(counted)),
            *counted_sentences(days, time.periods, begins=begins),
        ]
        if unsaid:
            more = _(
                "Further authorisations for which the record does not say whether they concerned social media: {count} ({references})."
            )
            references = joined([row.reference for row in unsaid])
            sentences.append(more.format(count=len(unsaid), references=references))
        finding = _held(
            inquiry,
            [*counted, *unsaid],
            time=time,
            answer=" ".join(sentences),
            value=by_period(days, time.periods, begins=begins) if len(time.periods) > 1 else len(counted),
            searched=searched,
            earlier=earlier,
        )
        return replace(finding, status=Status.PARTLY) if unsaid else finding

    return counted


# 2.c
authorisations_for_social_media = _count_of(
    "authorisations_for_social_media",
    sentence=ngettext_lazy(
        "{count} authorisation for covert looks at social media took effect.",
        "{count} authorisations for covert looks at social media took effect.",
        "count",
    ),
    none=gettext_lazy("No authorisation for covert looks at social media took effect."),
    not_said="is_social_media",
)
directed_surveillance_count = _count_of(
    "directed_surveillance_count",
    sentence=ngettext_lazy(
        "{count} authorisation of directed surveillance took effect.",
        "{count} authorisations of directed surveillance took effect.",
        "count",
    ),
    none=gettext_lazy("No directed surveillance was authorised."),
)
chis_count = _count_of(
    "chis_count",
    sentence=ngettext_lazy(
        "{count} authorisation of a covert human intelligence source took effect.",
        "{count} authorisations of a covert human intelligence source took effect.",
        "count",
    ),
    none=gettext_lazy("No covert human intelligence source was authorised."),
)
authorisations_by_period = _count_of(
    "authorisations_by_period",
    sentence=ngettext_lazy(
        "{count} authorisation of covert surveillance took effect.",
        "{count} authorisations of covert surveillance took effect.",
        "count",
    ),
    none=gettext_lazy("No covert surveillance was authorised."),
)
non_ripa_authorisations = _count_of(
    "non_ripa_authorisations",
    sentence=ngettext_lazy(
        "{count} authorisation outside RIPA took effect.",
        "{count} authorisations outside RIPA took effect.",
        "count",
    ),
    none=gettext_lazy("No authorisation outside RIPA took effect."),
)


@in_its_time
def surveillance_operations(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """Operations as against authorisations: one operation may have several (demand D15)."""
    rows = _rows(inquiry, time)
    searched = _searched("surveillance_operations", time=time, found=len(rows))
    if not rows:
        return none_authorised(
            inquiry, time, sentence=_("No authorised surveillance operation took place."), searched=searched
        )
    operations = {row.operation for row in rows}
    answer = _("Operations: {operations}. Authorisations: {count}.").format(
        operations=len(operations), count=len(rows)
    )
    return _held(inquiry, rows, time=time, answer=answer, value=len(operations), searched=searched)


@in_its_time
def authorisation_days(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """When each began and ceased, and for how many days it ran."""
    rows = _rows(inquiry, time)
    searched = _searched("authorisation_days", time=time, found=len(rows))
    if not rows:
        return none_authorised(inquiry, time, sentence=_("No authorisation took effect."), searched=searched)
    days = [central_record.ran_for(row, until=inquiry.until) for row in rows]
    sentences = [
        ngettext("{kind}, from {first}: {days} day.", "{kind}, from {first}: {days} days.", ran).format(
            kind=row.get_kind_display(), first=in_words(_effective_on(row)), days=ran
        )
        for row, ran in zip(rows, days, strict=True)
    ]
    value: Value = [
        {"kind": row.kind, "from": _effective_on(row).isoformat(), "days": ran}
        for row, ran in zip(rows, days, strict=True)
    ]
    return _held(inquiry, rows, time=time, answer=" ".join(sentences), value=value, searched=searched)


@in_its_time
def renewals_and_cancellations(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """Count reviews, renewals and cancellations in the time, whenever the authorisation began, and those that lapsed."""
    periods = until(inquiry, time)
    counted = {name: sum(tally(name, periods, as_at=inquiry.as_at)[None]) for name in COURSE}
    rows = _rows(inquiry, time)
    searched = _searched("renewals_and_cancellations", time=time, found=len(rows) + sum(counted.values()))
    if not rows and not any(counted.values()):
        return none_authorised(inquiry, time, sentence=_("No authorisation took effect."), searched=searched)
    answer = _(
        "Authorisations that took effect: {count}. Reviews: {reviews}. Renewals: {renewals}. Cancellations: {cancellations}. Lapsed before cancellation: {lapses}."
    ).format(count=len(rows), **counted)
    value: Value = {"count": len(rows), **counted}
    return _held(inquiry, rows, time=time, answer=answer, value=value, searched=searched)


def _offence(row: Authorisation, _inquiry: Inquiry) -> str:
    if row.offence:
        one = latest(row.offence)
        return _("{title} ({act}, {section})").format(title=one.title, act=one.act, section=one.section)
    return row.get_ground_display() or _("not recorded")


def _outcome(row: Authorisation, inquiry: Inquiry) -> str:
    """Return the outcome that a cancellation recorded; one that came later is not told."""
    is_later = row.cancelled_at is not None and row.cancelled_at > inquiry.until
    return ("" if is_later else row.get_outcome_display()) or _("not ended yet")


def _listed(query: str, of: Callable[[Authorisation, Inquiry], str]) -> Query:
    """The figure of how many authorisations there were of each sort, the most frequent first."""

    @in_its_time
    def listed(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
        rows = _rows(inquiry, time)
        searched = _searched(query, time=time, found=len(rows))
        if not rows:
            return none_authorised(
                inquiry, time, sentence=_("No authorisation took effect."), searched=searched
            )
        counts = dict(Counter(of(row, inquiry) for row in rows).most_common())
        answer = "; ".join(f"{name}: {count}" for name, count in counts.items())
        return _held(inquiry, rows, time=time, answer=f"{answer}.", value=dict(counts), searched=searched)

    return listed


# For which offences, under which Acts; and what came of it, as recorded on cancellation.
surveillance_purposes = _listed("surveillance_purposes", of=_offence)
surveillance_outcomes = _listed("surveillance_outcomes", of=_outcome)


def _rows(
    inquiry: Inquiry, time: TimeOfQuestion, *, of: str = "authorisations_by_period"
) -> list[Authorisation]:
    """Find the authorisations of a tally that took effect in the time asked about. One query."""
    known = TALLIES[of].within(until(inquiry, time), as_at=inquiry.as_at)
    return list(known.select_related(None).only(*READ))


def _effective_on(row: Authorisation) -> date:
    assert row.effective_from is not None  # noqa: S101  # those that took effect alone are read
    return london_day(row.effective_from)


def _held(
    inquiry: Inquiry,
    rows: Sequence[Authorisation],
    *,
    time: TimeOfQuestion,
    answer: str,
    value: Value,
    searched: RegisterSearches,
    earlier: DaysBeforeRegister | None = None,
) -> Finding:
    """A figure of the record, with what must be said where the record does not reach back to the first day."""
    earlier = earlier or earlier_authorisations(inquiry, time)
    return Finding(
        status=Status.HELD_SUPPLIED if earlier.is_whole else Status.PARTLY,
        answer=" ".join(filter(None, [answer, earlier.words, note_of(time.is_cut_off)])),
        value=value,
        period=time.named,
        evidence=(*map(of_authorisation, rows), *earlier.evidence),
        searched=searched + earlier.searched,
    )


def earlier_authorisations(inquiry: Inquiry, time: TimeOfQuestion) -> DaysBeforeRegister:
    """Tell what is known of the days asked about before the first entry of the central record."""
    return earlier_days(
        inquiry,
        Matter.AUTHORISATIONS,
        begins=central_record.first_entry_on(as_at=inquiry.as_at) or inquiry.on,
        whole=time.whole,
        is_disposed_of=was_disposed_of(DISPOSED, as_at=inquiry.as_at, besides=central_record.lines()),
    )


def none_authorised(
    inquiry: Inquiry, time: TimeOfQuestion, *, sentence: str, searched: RegisterSearches
) -> Finding:
    """Nought is nil only where the co-ordinator signed for all of that time: that there was none, or those that are on record."""
    days = days_of(inquiry, time, Matter.AUTHORISATIONS)
    figure = none_among_in if _some_for_social_media(days, as_at=inquiry.as_at) else nil_in
    return figure(inquiry, Matter.AUTHORISATIONS, days=days, sentence=sentence, searched=searched)


@asked_once
def _some_for_social_media(days: Period, *, as_at: datetime | None) -> bool:
    return TALLIES["authorisations_for_social_media"].within([days], as_at=as_at).exists()


def _searched(query: str, *, time: TimeOfQuestion, found: int) -> RegisterSearches:
    return searched_in(CENTRAL_RECORD, f"{query}/{VERSION}", in_days(time), found)
