"""Authorisations as the central record holds them: counts by kind, period, purpose, outcome, days (FOI 9477, 2.c; demand D15).

A row that does not say whether it concerned social media makes a count of those PARTLY, never NIL. A count of nought
is NIL only on the co-ordinator's signed statements.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation, Review
from watchbook.authorisations.queries import central_record
from watchbook.authorisations.rules.in_force import ends_at
from watchbook.authorisations.states import AuthorisationKind, AuthorisationState
from watchbook.figures.evidence import CENTRAL_RECORD, of_authorisation
from watchbook.figures.findings import Finding, Inquiry, Query, RegisterSearches, Status, Value, searched_in
from watchbook.figures.nil import days_of, nil_in
from watchbook.figures.sentences import in_words, joined
from watchbook.figures.times import (
    bounds,
    by_period,
    counted_sentences,
    in_days,
    in_its_time,
    is_in,
    note_of,
    was_disposed_of,
)
from watchbook.governance.statements.models import Matter
from watchbook.law.offences import latest
from watchbook.reading.times.time_of_question import TimeOfQuestion

VERSION = 1
DS, CHIS, NON_RIPA = AuthorisationKind
RIPA = (DS, CHIS)
DISPOSED = "application.disposed"
# What is read of each row: there may be thousands, and envelopes are long.
READ = (
    "reference", "kind", "state", "operation", "is_social_media", "ground", "offence", "outcome", "effective_from", "ends_on",
    "stopped_at", "cancelled_at", "times_renewed", "earlier_reviews", "recorded_at",
)  # fmt: skip


def _count_of(
    query: str, kinds: Sequence[str], *, sentence: Any, none: Promise, only_social_media: bool = False
) -> Query:
    """The figure of how many authorisations of these kinds took effect, each period with its count."""

    @in_its_time
    def counted(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
        rows = _rows(inquiry, time, kinds=kinds)
        unsaid = [row for row in rows if row.is_social_media is None] if only_social_media else []
        counted = [row for row in rows if row.is_social_media or not only_social_media]
        searched = _searched(query, time=time, found=len(counted))
        if not counted and not unsaid:
            return _none(inquiry, time, sentence=str(none), searched=searched)
        days = [_effective_on(row) for row in counted]
        begins = central_record.first_entry_on(as_at=inquiry.as_at)
        sentences = [
            sentence.format(count=len(counted)),
            *counted_sentences(days, time.periods, begins=begins),
        ]
        if unsaid:
            more = _(
                "Of {count} more the record does not say whether they concerned social media: {references}."
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
        )
        return replace(finding, status=Status.PARTLY) if unsaid else finding

    return counted


# 2.c
authorisations_for_social_media = _count_of(
    "authorisations_for_social_media",
    RIPA,
    sentence=ngettext_lazy(
        "{count} authorisation was approved for covert looking at social media.",
        "{count} authorisations were approved for covert looking at social media.",
        "count",
    ),
    none=gettext_lazy("No authorisation was granted for covert looking at social media."),
    only_social_media=True,
)
directed_surveillance_count = _count_of(
    "directed_surveillance_count",
    (DS,),
    sentence=ngettext_lazy(
        "{count} authorisation of directed surveillance took effect.",
        "{count} authorisations of directed surveillance took effect.",
        "count",
    ),
    none=gettext_lazy("No directed surveillance was authorised."),
)
chis_count = _count_of(
    "chis_count",
    (CHIS,),
    sentence=ngettext_lazy(
        "{count} authorisation of a covert human intelligence source took effect.",
        "{count} authorisations of a covert human intelligence source took effect.",
        "count",
    ),
    none=gettext_lazy("No covert human intelligence source was authorised."),
)
authorisations_by_period = _count_of(
    "authorisations_by_period",
    RIPA,
    sentence=ngettext_lazy(
        "{count} authorisation of covert surveillance took effect.",
        "{count} authorisations of covert surveillance took effect.",
        "count",
    ),
    none=gettext_lazy("No covert surveillance was authorised."),
)
non_ripa_authorisations = _count_of(
    "non_ripa_authorisations",
    (NON_RIPA,),
    sentence=ngettext_lazy(
        "{count} authorisation outside RIPA took effect.",
        "{count} authorisations outside RIPA took effect.",
        "count",
    ),
    none=gettext_lazy("Nothing was authorised outside RIPA."),
)


@in_its_time
def surveillance_operations(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """Operations as against authorisations: one operation may have several (demand D15)."""
    rows = _rows(inquiry, time, kinds=RIPA)
    searched = _searched("surveillance_operations", time=time, found=len(rows))
    if not rows:
        return _none(inquiry, time, sentence=_("There was no such operation."), searched=searched)
    operations = {row.operation for row in rows}
    answer = _("{operations} operations, with {count} authorisations.").format(
        operations=len(operations), count=len(rows)
    )
    return _held(inquiry, rows, time=time, answer=answer, value=len(operations), searched=searched)


@in_its_time
def authorisation_days(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """When each began and ceased, and for how many days it ran."""
    rows = _rows(inquiry, time, kinds=RIPA)
    searched = _searched("authorisation_days", time=time, found=len(rows))
    if not rows:
        return _none(inquiry, time, sentence=_("There was no authorisation."), searched=searched)
    until = inquiry.as_at or ends_at(inquiry.on)
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
    return _held(inquiry, rows, time=time, answer=" ".join(sentences), value=value, searched=searched)


@in_its_time
def renewals_and_cancellations(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """How many were reviewed, renewed and cancelled, and how many lapsed without."""
    rows = _rows(inquiry, time, kinds=RIPA)
    searched = _searched("renewals_and_cancellations", time=time, found=len(rows))
    if not rows:
        return _none(inquiry, time, sentence=_("There was no authorisation."), searched=searched)
    seen = set(Review.objects.filter(authorisation__in=rows).values_list("authorisation", flat=True))
    reviewed = sum(row.id in seen or bool(row.earlier_reviews) for row in rows)
    renewed = sum(row.times_renewed > 0 for row in rows)
    cancelled = sum(row.state == AuthorisationState.CANCELLED for row in rows)
    answer = _(
        "Of {count} authorisations {reviewed} were reviewed, {renewed} were renewed and {cancelled} were cancelled."
    ).format(count=len(rows), reviewed=reviewed, renewed=renewed, cancelled=cancelled)
    value: Value = {"count": len(rows), "reviewed": reviewed, "renewed": renewed, "cancelled": cancelled}
    return _held(inquiry, rows, time=time, answer=answer, value=value, searched=searched)


def _offence(row: Authorisation) -> str:
    if row.offence:
        one = latest(row.offence)
        return _("{title} ({act}, {section})").format(title=one.title, act=one.act, section=one.section)
    return row.get_ground_display() or _("not recorded")


def _listed(query: str, of: Callable[[Authorisation], str]) -> Query:
    """The figure of how many authorisations there were of each sort, the most frequent first."""

    @in_its_time
    def listed(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
        rows = _rows(inquiry, time, kinds=RIPA)
        searched = _searched(query, time=time, found=len(rows))
        if not rows:
            return _none(inquiry, time, sentence=_("There was no authorisation."), searched=searched)
        counts = dict(Counter(of(row) for row in rows).most_common())
        answer = "; ".join(f"{name}: {count}" for name, count in counts.items())
        return _held(inquiry, rows, time=time, answer=f"{answer}.", value=dict(counts), searched=searched)

    return listed


# For which offences, under which Acts; and what came of it, as recorded on cancellation.
surveillance_purposes = _listed("surveillance_purposes", of=_offence)
surveillance_outcomes = _listed(
    "surveillance_outcomes", of=lambda row: row.get_outcome_display() or _("not ended yet")
)


def _rows(inquiry: Inquiry, time: TimeOfQuestion, *, kinds: Sequence[str]) -> list[Authorisation]:
    """Find the authorisations that took effect in the time asked about. One query."""
    known = central_record.took_effect(as_at=inquiry.as_at, kinds=kinds)
    known = known.select_related(None).only(*READ).filter(effective_from__lt=ends_at(inquiry.on))
    if time.named:
        known = known.filter(effective_from__date__range=(time.named.first_on, time.named.last_on))
    rows = [row for row in known if _effective_on(row) <= inquiry.on]
    return [row for row in rows if is_in(_effective_on(row), time)]


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
) -> Finding:
    """A figure of the record, with what must be said where the record does not reach back to the first day."""
    first = central_record.first_entry_on(as_at=inquiry.as_at) or inquiry.on
    is_disposed_of = was_disposed_of(DISPOSED, as_at=inquiry.as_at)
    note = bounds(first_entry=first, whole=time.whole, is_disposed_of=is_disposed_of)
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=" ".join(filter(None, [answer, note, note_of(time.is_cut_off)])),
        value=value,
        period=time.named,
        evidence=tuple(map(of_authorisation, rows)),
        searched=searched,
    )


def _none(inquiry: Inquiry, time: TimeOfQuestion, *, sentence: str, searched: RegisterSearches) -> Finding:
    """Nought is nil only where the co-ordinator signed that there was none, for all of that time."""
    days = days_of(inquiry, time, Matter.AUTHORISATIONS)
    return nil_in(inquiry, Matter.AUTHORISATIONS, days=days, sentence=sentence, searched=searched)


def _searched(query: str, *, time: TimeOfQuestion, found: int) -> RegisterSearches:
    return searched_in(CENTRAL_RECORD, f"{query}/{VERSION}", in_days(time), found)
