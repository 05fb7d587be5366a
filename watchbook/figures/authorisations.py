"""Authorisations as the central record holds them: counts by kind, period, purpose, outcome, days (FOI 9477, 2.c; demand D15).

A row that does not say whether it concerned social media makes a count of those PARTLY, never NIL. A count of nought
is NIL only on the co-ordinator's signed statements.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation, Review
from watchbook.authorisations.queries import central_record
from watchbook.authorisations.rules.in_force import ends_at
from watchbook.authorisations.states import AuthorisationKind, AuthorisationState
from watchbook.figures.by_period import (
    bounds,
    by_period,
    counted_sentences,
    in_days,
    is_in,
    time_asked,
    was_disposed_of,
)
from watchbook.figures.evidence import CENTRAL_RECORD, of_authorisation
from watchbook.figures.findings import Asked, Finding, Searched, Status, Value, to_be_searched
from watchbook.figures.nil import nil_in
from watchbook.figures.sentences import in_words, joined
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.queries import unbroken_from
from watchbook.governance.statements.rules import last_whole_quarter
from watchbook.law.offences import latest
from watchbook.reading.asked_periods import AskedPeriods, Kind

VERSION = 1
DS, CHIS, NON_RIPA = AuthorisationKind
RIPA = (DS, CHIS)
DISPOSED = "application.disposed"
# What is read of each row: there may be thousands, and envelopes are long.
READ = (
    "reference", "kind", "state", "operation", "is_social_media", "ground", "offence", "outcome", "effective_from", "ends_on",
    "stopped_at", "cancelled_at", "times_renewed", "earlier_reviews", "recorded_at",
)  # fmt: skip


def authorisations_for_social_media(asked: Asked) -> Finding:
    """2.c: how many were approved for covert looking at social media."""
    return _counted(
        asked,
        query="authorisations_for_social_media",
        kinds=RIPA,
        sentence=_("{count} authorisations were approved for covert looking at social media."),
        none=_("No authorisation was granted for covert looking at social media."),
        only_social_media=True,
    )


def directed_surveillance_count(asked: Asked) -> Finding:
    """How many of directed surveillance took effect."""
    return _counted(
        asked,
        query="directed_surveillance_count",
        kinds=(DS,),
        sentence=_("{count} authorisations of directed surveillance took effect."),
        none=_("No directed surveillance was authorised."),
    )


def chis_count(asked: Asked) -> Finding:
    """How many of a covert source took effect."""
    return _counted(
        asked,
        query="chis_count",
        kinds=(CHIS,),
        sentence=_("{count} authorisations of a covert human intelligence source took effect."),
        none=_("No covert human intelligence source was authorised."),
    )


def authorisations_by_period(asked: Asked) -> Finding:
    """How many took effect, by each period that is asked about."""
    return _counted(
        asked,
        query="authorisations_by_period",
        kinds=RIPA,
        sentence=_("{count} authorisations of covert surveillance took effect."),
        none=_("No covert surveillance was authorised."),
    )


def non_ripa_authorisations(asked: Asked) -> Finding:
    """How many were given outside RIPA by the authority's own procedure."""
    return _counted(
        asked,
        query="non_ripa_authorisations",
        kinds=(NON_RIPA,),
        sentence=_("{count} authorisations outside RIPA took effect."),
        none=_("Nothing was authorised outside RIPA."),
    )


def surveillance_operations(asked: Asked) -> Finding:
    """Operations as against authorisations: one operation may have several (demand D15)."""
    rows, time, refusal = _rows(asked, kinds=RIPA)
    if refusal:
        return refusal
    searched = _searched("surveillance_operations", time=time, found=len(rows))
    if not rows:
        return _none(asked, time, sentence=_("There was no such operation."), searched=searched)
    operations = {row.operation for row in rows}
    answer = _("{operations} operations, with {count} authorisations.").format(
        operations=len(operations), count=len(rows)
    )
    return _held(asked, rows, time=time, answer=answer, value=len(operations), searched=searched)


def surveillance_purposes(asked: Asked) -> Finding:
    """For which offences, under which Acts."""
    return _listed(asked, query="surveillance_purposes", of=_offence)


def surveillance_outcomes(asked: Asked) -> Finding:
    """What came of it, as recorded on cancellation."""
    return _listed(asked, query="surveillance_outcomes", of=_outcome)


def authorisation_days(asked: Asked) -> Finding:
    """When each began and ceased, and for how many days it ran."""
    rows, time, refusal = _rows(asked, kinds=RIPA)
    if refusal:
        return refusal
    searched = _searched("authorisation_days", time=time, found=len(rows))
    if not rows:
        return _none(asked, time, sentence=_("There was no authorisation."), searched=searched)
    until = asked.as_at or ends_at(asked.received_on)
    days = [central_record.ran_for(row, until=until) for row in rows]
    sentences = [
        _("{kind}, from {first}: {days} days.").format(
            kind=row.get_kind_display(), first=in_words(_effective_on(row)), days=ran
        )
        for row, ran in zip(rows, days, strict=True)
    ]
    value: Value = [
        {"kind": row.kind, "from": _effective_on(row).isoformat(), "days": ran}
        for row, ran in zip(rows, days, strict=True)
    ]
    return _held(asked, rows, time=time, answer=" ".join(sentences), value=value, searched=searched)


def renewals_and_cancellations(asked: Asked) -> Finding:
    """How many were reviewed, renewed and cancelled, and how many lapsed without."""
    rows, time, refusal = _rows(asked, kinds=RIPA)
    if refusal:
        return refusal
    searched = _searched("renewals_and_cancellations", time=time, found=len(rows))
    if not rows:
        return _none(asked, time, sentence=_("There was no authorisation."), searched=searched)
    seen = set(Review.objects.filter(authorisation__in=rows).values_list("authorisation", flat=True))
    reviewed = sum(row.id in seen or bool(row.earlier_reviews) for row in rows)
    renewed = sum(row.times_renewed > 0 for row in rows)
    cancelled = sum(row.state == AuthorisationState.CANCELLED for row in rows)
    answer = _(
        "Of {count} authorisations {reviewed} were reviewed, {renewed} were renewed and {cancelled} were cancelled."
    ).format(count=len(rows), reviewed=reviewed, renewed=renewed, cancelled=cancelled)
    value: Value = {"count": len(rows), "reviewed": reviewed, "renewed": renewed, "cancelled": cancelled}
    return _held(asked, rows, time=time, answer=answer, value=value, searched=searched)


def _offence(row: Authorisation) -> str:
    if row.offence:
        one = latest(row.offence)
        return _("{title} ({act}, {section})").format(title=one.title, act=one.act, section=one.section)
    return row.get_ground_display() or _("not recorded")


def _outcome(row: Authorisation) -> str:
    return row.get_outcome_display() or _("not ended yet")


def _listed(asked: Asked, *, query: str, of: Callable[[Authorisation], str]) -> Finding:
    """How many authorisations there were of each sort, the most frequent first."""
    rows, time, refusal = _rows(asked, kinds=RIPA)
    if refusal:
        return refusal
    searched = _searched(query, time=time, found=len(rows))
    if not rows:
        return _none(asked, time, sentence=_("There was no authorisation."), searched=searched)
    counts = Counter(of(row) for row in rows)
    answer = "; ".join(f"{name}: {count}" for name, count in counts.most_common())
    return _held(
        asked, rows, time=time, answer=f"{answer}.", value=dict(counts.most_common()), searched=searched
    )


def _counted(
    asked: Asked,
    *,
    query: str,
    kinds: Sequence[str],
    sentence: str,
    none: str,
    only_social_media: bool = False,
) -> Finding:
    """How many took effect in the time asked about, each period with its count."""
    rows, time, refusal = _rows(asked, kinds=kinds)
    if refusal:
        return refusal
    unsaid = [row for row in rows if row.is_social_media is None] if only_social_media else []
    counted = [row for row in rows if row.is_social_media or not only_social_media]
    searched = _searched(query, time=time, found=len(counted))
    if not counted and not unsaid:
        return _none(asked, time, sentence=none, searched=searched)
    days = [_effective_on(row) for row in counted]
    sentences = [sentence.format(count=len(counted)), *counted_sentences(days, time.periods)]
    if unsaid:
        sentences.append(
            _(
                "Of {count} more the record does not say whether they concerned social media: {references}."
            ).format(count=len(unsaid), references=joined([row.reference for row in unsaid]))
        )
    finding = _held(
        asked,
        [*counted, *unsaid],
        time=time,
        answer=" ".join(sentences),
        value=by_period(days, time.periods) if len(time.periods) > 1 else len(counted),
        searched=searched,
    )
    return replace(finding, status=Status.PARTLY) if unsaid else finding


def _rows(asked: Asked, *, kinds: Sequence[str]) -> tuple[list[Authorisation], AskedPeriods, Finding | None]:
    """What took effect in the time asked about, and the time; or why a person must search. One query."""
    time = time_asked(asked)
    if time.reason:
        return [], time, to_be_searched(time.reason)
    known = central_record.took_effect(as_at=asked.as_at, kinds=kinds)
    known = known.select_related(None).only(*READ).filter(effective_from__lt=ends_at(asked.received_on))
    if time.whole and time.kind is Kind.PERIODS:
        known = known.filter(effective_from__date__range=(time.whole.first_on, time.whole.last_on))
    rows = [row for row in known if _effective_on(row) <= asked.received_on]
    return [row for row in rows if is_in(_effective_on(row), time)], time, None


def _effective_on(row: Authorisation) -> date:
    assert row.effective_from is not None  # noqa: S101  # those that took effect alone are read
    return london_day(row.effective_from)


def _held(
    asked: Asked,
    rows: Sequence[Authorisation],
    *,
    time: AskedPeriods,
    answer: str,
    value: Value,
    searched: tuple[Searched, ...],
) -> Finding:
    """A figure of the record, with what must be said where the record does not reach back to the first day."""
    first = central_record.first_entry_on(as_at=asked.as_at) or asked.received_on
    note = bounds(
        first_entry=first,
        whole=time.whole,
        is_disposed_of=was_disposed_of(DISPOSED, as_at=asked.as_at),
    )
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=" ".join(filter(None, [answer, note, time.note])),
        value=value,
        period=time.whole if time.kind is Kind.PERIODS else None,
        evidence=tuple(map(of_authorisation, rows)),
        searched=searched,
    )


def _none(asked: Asked, time: AskedPeriods, *, sentence: str, searched: tuple[Searched, ...]) -> Finding:
    """Nought is nil only where the co-ordinator signed that there was none, for all of that time."""
    first_on, last_on = days_of(asked, time)
    return nil_in(
        asked, Matter.AUTHORISATIONS, first_on=first_on, last_on=last_on, sentence=sentence, searched=searched
    )


def days_of(asked: Asked, time: AskedPeriods) -> tuple[date, date]:
    """The days asked about; without any, as far back as is stated unbroken up to the last whole quarter."""
    if time.whole and time.kind is Kind.PERIODS:
        return time.whole.first_on, time.whole.last_on
    first_of_quarter, last_on = last_whole_quarter(asked.received_on)
    run = unbroken_from(Matter.AUTHORISATIONS, last_on=last_on, on=asked.received_on, as_at=asked.as_at)
    return run or first_of_quarter, asked.received_on


def _searched(query: str, *, time: AskedPeriods, found: int) -> tuple[Searched, ...]:
    return (
        Searched(register=str(CENTRAL_RECORD), query=f"{query}/{VERSION}", terms=in_days(time), found=found),
    )
