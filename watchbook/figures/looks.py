"""Figures of the register of looks: openly or covertly, how often (FOI 9477, 2.b and 9).

A figure is counted from the register totals and the looks. An empty register proves nothing: without the services'
signed statements a person searches.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.findings import (
    Evidence,
    Finding,
    Inquiry,
    RegisterSearches,
    Status,
    Value,
    has_a_nought,
    searched_in,
    to_be_searched,
)
from watchbook.figures.listened import beside_projects, in_the_open, projects_of
from watchbook.figures.look_breakdowns import broken_down, columns_asked
from watchbook.figures.look_limits import (
    AT_PEOPLE,
    Limits,
    asked_limits,
    counted_within,
    meaning_of_noughts,
    none_within,
    only_of,
    own_pages_among,
)
from watchbook.figures.manner import beside, from_earlier_logs, openly
from watchbook.figures.nil import nil, nil_in
from watchbook.figures.register_names import LOOKS
from watchbook.figures.sentences import in_words, one_after_another
from watchbook.figures.times import (
    bounds,
    in_days,
    note_of,
    sentences_of,
    time_of,
    unclear_time,
    values_of,
)
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.rules import last_whole_quarter
from watchbook.looks.models import Manner, Purpose
from watchbook.looks.queries import counts
from watchbook.looks.queries.counts import IMPORTED
from watchbook.organisation.models import Service
from watchbook.reading.facets.subjects import asks_of_profiles_used
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeKind, TimeOfQuestion

VERSION = 7  # of all looks it is told how many were elsewhere than at own pages


@dataclass(frozen=True)
class LookCounts:
    """The looks of the time asked about, by one column; `imported` are those of earlier logs among them."""

    time: TimeOfQuestion
    periods: tuple[Period, ...]
    by: Mapping[Any, int]
    imported: int
    imported_overt: int
    limits: Limits
    searched: RegisterSearches

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by.values())


TELLS_NO_COUNT, TELLS_BOTH = ("conducts_research", "purposes"), ("overt_or_covert", "conducts_research")
Tell = Callable[[LookCounts], tuple[list[str], Value]]


def overt_or_covert(inquiry: Inquiry) -> Finding:
    """2.b: openly, covertly or both."""
    none = _("Neither: no service looked at social media, openly or covertly.")
    nothing: Value = {"overt": 0, "covert": 0}
    finding = of_looks(
        inquiry, "overt_or_covert", by="kind", none=none, nothing=nothing, tell=partial(_manner, inquiry)
    )
    time = time_of(inquiry)
    projects = projects_of(inquiry, time=time)
    told = [in_the_open(projects)]
    return beside_projects(finding, projects, told, query=f"overt_or_covert/{VERSION}", time=time)


def how_often(inquiry: Inquiry) -> Finding:
    """9: how often, by period."""
    none = _("Never: no service looked at social media.")
    return of_looks(inquiry, "how_often", by="kind", none=none, nothing=0, tell=partial(_often, inquiry))


def looks_by_service(inquiry: Inquiry) -> Finding:
    """How often each service looked."""
    none = _("No service looked at social media.")
    return of_looks(inquiry, "looks_by_service", by="service", none=none, nothing=[], tell=_services)


def looks_by_purpose(inquiry: Inquiry) -> Finding:
    """How often for each purpose."""
    none = _("No service looked at social media for any purpose.")
    return of_looks(inquiry, "looks_by_purpose", by="purpose", none=none, nothing=[], tell=_every_purpose)


def of_looks(inquiry: Inquiry, query: str, *, by: str, none: str, nothing: Value, tell: Tell) -> Finding:
    """Tell the looks of the time asked about, by one column; the services' word where there were none."""
    time = time_of(inquiry)
    if time.unclear:
        return unclear_time(time.unclear)
    if query not in TELLS_NO_COUNT and asks_of_profiles_used(inquiry.text):
        return to_be_searched(
            _(
                "To be searched: the totals do not show which looks were made with a covert profile. The page of each covert profile lists the looks made with it."
            )
        )
    limits = _limits(inquiry, query)
    found = _counted(inquiry, query, time=time, by=by, limits=limits)
    if not found.total and limits:
        return none_within(inquiry, found.periods, limits=limits, searched=found.searched)
    if not found.total:
        return none_at_all(inquiry, found.time, sentence=none, value=nothing, searched=found.searched)
    sentences, value = tell(found)
    if limits:
        sentences = [*sentences, only_of(limits)]
    if found.imported:
        sentences = [*sentences, from_earlier_logs(found.imported)]
    finding = held(inquiry, time, found.periods, total=found.total, sentences=sentences, value=value)
    finding = replace(finding, searched=found.searched)
    return meaning_of_noughts(inquiry, finding) if has_a_nought(value) else finding


def _limits(inquiry: Inquiry, query: str) -> Limits:
    """The limits of a question; how many were covert does not make the open ones none, nor does a part above that names people."""
    limits = asked_limits(inquiry)
    if query not in TELLS_BOTH:
        return limits
    own = asked_limits(replace(inquiry, context=""))
    return tuple(one for one in limits if one[0] != "kind" and (one != AT_PEOPLE or one in own))


def held(
    inquiry: Inquiry,
    time: TimeOfQuestion,
    periods: tuple[Period, ...],
    *,
    total: int,
    sentences: Sequence[str],
    value: Value,
    is_disposed_of: bool = False,
) -> Finding:
    """A figure of the looks, with what must be said where the register does not reach back so far.

    The totals stay when looks are disposed of. Its evidence is the register: a figure, never a row.
    """
    first, period = counts.begins_on(as_at=inquiry.as_at), Period(periods[0].first_on, periods[-1].last_on)
    limits = bounds(first_entry=first, whole=time.named, is_disposed_of=is_disposed_of) if first else ""
    evidence = Evidence(
        register=str(LOOKS),
        reference=_("register totals"),
        what=ngettext("{count} look, {first} to {last}", "{count} looks, {first} to {last}", total).format(
            count=total, first=in_words(period.first_on), last=in_words(period.last_on)
        ),
        recorded_at=inquiry.as_at or timezone.now(),
        address=reverse("looks:report"),
    )
    return Finding(
        status=Status.PARTLY if limits else Status.HELD_SUPPLIED,
        answer=one_after_another([*sentences, limits, note_of(time.is_cut_off)]),
        value=value,
        period=period,
        evidence=(evidence,),
    )


def _counted(
    inquiry: Inquiry, query: str, *, time: TimeOfQuestion, by: str, limits: Limits = ()
) -> LookCounts:
    """Count by one column over each period; without one, over all that is on record by the day of receipt."""
    periods = periods_of(inquiry, time)
    total: dict[Any, int] = {}
    imported = imported_overt = 0
    for one in periods:
        for (key, kind), count in counted_within(one, by=by, as_at=inquiry.as_at, limits=limits).items():
            total[key] = total.get(key, 0) + count
            imported += count if str(kind).startswith(IMPORTED) else 0
            imported_overt += count if kind == IMPORTED + Manner.OVERT else 0
    searched = searched_in(LOOKS, f"{query}/{VERSION}", in_days(time), sum(total.values()))
    return LookCounts(
        time=time,
        periods=periods,
        by=total,
        imported=imported,
        imported_overt=imported_overt,
        limits=limits,
        searched=searched,
    )


def periods_of(inquiry: Inquiry, time: TimeOfQuestion) -> tuple[Period, ...]:
    """The periods that are asked about; without any, all that is on record by the day of receipt."""
    if time.kind is TimeKind.PERIODS:
        return time.periods
    first = counts.first_day(as_at=inquiry.as_at)
    if first is None or first > inquiry.on:
        return (Period(inquiry.on, inquiry.on),)
    return (Period(first, inquiry.on),)


def none_at_all(
    inquiry: Inquiry, time: TimeOfQuestion, *, sentence: str, value: Value, searched: RegisterSearches
) -> Finding:
    """No look at all: the services' word for the time asked about; without one, for the last quarter that was over."""
    whole = time.named
    quarter = last_whole_quarter(inquiry.on)
    ask = nil_in if whole else nil
    days = whole or Period(quarter.first_on, quarter.last_on)
    finding = ask(inquiry, Matter.LOOKS, days=days, sentence=sentence, searched=searched)
    return replace(finding, value=value) if finding.status is not Status.TO_BE_SEARCHED else finding


def _every_purpose(found: LookCounts) -> tuple[list[str], Value]:
    every = [one for one in Purpose if found.by.get(one)]
    value: Value = [{"purpose": str(one), "count": found.by[one]} for one in every]
    return [listed([(str(one.label), found.by[one]) for one in every])], value


def _manner(inquiry: Inquiry, found: LookCounts) -> tuple[list[str], Value]:
    by = openly(found.by)
    both = {(True, True): _("Both."), (True, False): _("Openly."), (False, True): _("Covertly.")}
    words = both.get((bool(by["overt"]), bool(by["covert"])), _("Neither."))
    figures = _("Looks made openly: {overt}. Looks made covertly: {covert}.").format(**by)
    more, own = beside(inquiry, found)
    return [words, figures, *more], by | own


def _often(inquiry: Inquiry, found: LookCounts) -> tuple[list[str], Value]:
    """The total, and each period where there are several."""
    days, limits = (found.periods[0].first_on, found.periods[-1].last_on), asked_limits(inquiry)
    said = ngettext(
        "{total} look was made from {first} to {last}.",
        "{total} looks were made from {first} to {last}.",
        found.total,
    ).format(total=found.total, first=in_words(days[0]), last=in_words(days[1]))
    each = [
        (one, sum(counted_within(one, by="kind", as_at=inquiry.as_at, limits=limits).values()))
        for one in found.periods
    ]
    begins = counts.begins_on(as_at=inquiry.as_at)
    value: dict[str, Value] = {"total": found.total, "by_period": values_of(each, begins=begins)}
    broken = {
        by: broken_down(found.periods, by=by, as_at=inquiry.as_at, limits=limits)
        for by in columns_asked(inquiry.text)
    }
    value |= {f"by_{by}": list[Value](rows) for by, (_sentence, rows) in broken.items()}
    more = [sentence for sentence, _rows in broken.values()]
    if own := 0 if limits else own_pages_among(inquiry, found.periods):
        at_own = ngettext(
            "Of these looks, {count} was at the authority’s own pages and {elsewhere} elsewhere.",
            "Of these looks, {count} were at the authority’s own pages and {elsewhere} elsewhere.",
            own,
        )
        more = [at_own.format(count=own, elsewhere=found.total - own), *more]
        value["own_pages"] = own
    return [said, *sentences_of(each, begins=begins), *more], value


def _services(found: LookCounts) -> tuple[list[str], Value]:
    names = dict(Service.objects.values_list("id", "name"))
    rows = sorted((names.get(key, _("no service")), count) for key, count in found.by.items())
    value: Value = [{"service": name, "count": count} for name, count in rows]
    return [listed(rows)], value


def listed(rows: Sequence[tuple[str, int]]) -> str:
    """The figures, one below the other: a letter makes a table of them."""
    pairs = [_("{name}: {count}").format(name=capfirst(name), count=count) for name, count in rows]
    return "\n".join([_("Looks on record:"), *pairs])
