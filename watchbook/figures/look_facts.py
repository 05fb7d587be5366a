"""Looks without a basis, what became of looks, whether people were told, how many officers looked (demands D7, D8, D18).

Counted from the looks and their evaluations themselves; that there was none of a sort is told on the services' word alone.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.figures.findings import (
    Evidence,
    Finding,
    Inquiry,
    RegisterSearches,
    Status,
    Value,
    searched_in,
    to_be_searched,
)
from watchbook.figures.look_limits import AT_PEOPLE, none_of_a_sort, only_of
from watchbook.figures.looks import held, none_at_all, periods_of
from watchbook.figures.register_names import LOOKS
from watchbook.figures.sentences import in_words
from watchbook.figures.times import in_days, time_of, unclear_time, was_disposed_of
from watchbook.looks.disposal import DISPOSED
from watchbook.looks.models import PersonNotice, Usefulness
from watchbook.looks.queries import counts, look_figures
from watchbook.looks.queries.look_figures import Days
from watchbook.oversight.error_report import queries as errors
from watchbook.oversight.error_report.models import ErrorNotice, ErrorReport
from watchbook.oversight.error_report.states import ErrorState
from watchbook.reading.facets.subjects import is_of_people
from watchbook.reading.times.period import Period

VERSION = 2  # looks without a basis leave out those at own pages, where the question is of people
ERRORS = gettext_lazy("error reports")
LESS = gettext_lazy("The register no longer holds every look made in that time.")
_OF_LOOKS = re.compile(
    r"\blook(?:s|ed|ing)?\b|\bview\w*|\bmonitor\w*|\bprofiles?\b|\bunlawful|\bunauthori[sz]ed|\bwithout\b|\bbreach",
    re.IGNORECASE,
)
_OF_ERRORS = re.compile(r"\berrors?\b|\breported\b|\bbreach(?:es)?\b|\bunlawful", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """What was counted: how many of the sort, the sentences that say so, and the value for a machine."""

    count: int
    sentences: list[str]
    value: Value


Count = Callable[[tuple[Days, ...], Inquiry], Figure]


def unauthorised_looks(inquiry: Inquiry) -> Finding:
    """Looks that were recorded without a basis, and those in which more was done than looking."""
    if _OF_ERRORS.search(inquiry.text) and not _OF_LOOKS.search(inquiry.text):
        return _errors(inquiry)
    none = _("No look was made without a basis, such as triage, a plan or an authorisation.")
    finding = _answer(inquiry, "unauthorised_looks", none=none, count=_faults)
    return _with_errors(inquiry, finding) if _OF_ERRORS.search(inquiry.text) else finding


def usefulness(inquiry: Inquiry) -> Finding:
    """Of how many looks it was said that they were useful, checked, and that a decision rested on them."""
    return _answer(inquiry, "usefulness", none="", count=_usefulness)


def persons_told(inquiry: Inquiry) -> Finding:
    """In how many looks the person was told, is told later, or was not told because the law exempts it."""
    return _answer(inquiry, "persons_told", none="", count=_told)


def staff_involved(inquiry: Inquiry) -> Finding:
    """How many officers recorded looks."""
    return _answer(inquiry, "staff_involved", none=_("No officer looked at social media."), count=_officers)


def _answer(inquiry: Inquiry, query: str, *, none: str, count: Count) -> Finding:
    """The figure of the time asked about; none of a sort needs everybody's word, and without a word to give a person searches."""
    time = time_of(inquiry)
    if time.unclear:
        return unclear_time(time.unclear)
    periods = periods_of(inquiry, time)
    days = tuple((one.first_on, one.last_on) for one in periods)
    found = count(days, inquiry)
    looks = look_figures.became(days, as_at=inquiry.as_at).looks
    searched = searched_in(LOOKS, f"{query}/{VERSION}", in_days(time), found.count)
    if not looks:
        return none_at_all(
            inquiry,
            time,
            sentence=none or _("No service looked at social media."),
            value=0,
            searched=searched,
        )
    is_less = _is_less_than_was(days)
    if not found.count:
        if is_less and none:
            why = _(
                "To be searched: the register holds no look of the kind asked about, and no longer holds every look made in that time."
            )
            return to_be_searched(why, searched=searched)
        return _none(inquiry, periods, looks=looks, sentence=none, searched=searched)
    finding = held(
        inquiry,
        time,
        periods,
        total=looks,
        sentences=[*found.sentences, str(LESS)] if is_less else found.sentences,
        value=found.value,
        is_disposed_of=was_disposed_of(DISPOSED.name, as_at=inquiry.as_at),
    )
    return replace(finding, searched=searched, status=Status.PARTLY if is_less else finding.status)


def _is_less_than_was(days: tuple[Days, ...]) -> bool:
    """Whether the register has fewer looks of these days than it once counted: of those that went nobody can tell what they were."""
    counted = sum(sum(counts.counts(first_on, last_on).values()) for first_on, last_on in days)
    return counted > look_figures.became(days).looks


def _none(
    inquiry: Inquiry,
    periods: tuple[Period, ...],
    *,
    looks: int,
    sentence: str,
    searched: RegisterSearches,
) -> Finding:
    if not sentence:
        return to_be_searched(
            ngettext(
                "To be searched: the register has {count} look in that time with no outcome recorded.",
                "To be searched: the register has {count} looks in that time with no outcome recorded.",
                looks,
            ).format(count=looks),
            searched=searched,
        )
    return none_of_a_sort(inquiry, periods, sentence=sentence, searched=searched)


def _errors(inquiry: Inquiry) -> Finding:
    """The errors on record alone; that there is none on record is no proof that there was none, though its number is nought."""
    time = time_of(inquiry)
    if time.unclear:
        return unclear_time(time.unclear)
    periods = periods_of(inquiry, time)
    days = [(one.first_on, one.last_on) for one in periods]
    rows = list(errors.discovered(days, as_at=inquiry.as_at))
    figures = _stages(rows, on=inquiry.on)
    searched = searched_in(ERRORS, f"errors/{VERSION}", in_days(time), len(rows))
    if not rows:
        why = to_be_searched(_("To be searched: no error is recorded for that time."), searched=searched)
        return replace(why, value=0)
    said = _(
        "Possible errors found in that time: {suspected}. Established: {established}. Reported in full to the Commissioner: {reported}."
    ).format(**figures)
    period = Period(periods[0].first_on, periods[-1].last_on)
    evidence = Evidence(str(ERRORS), _("error reports"), said, inquiry.as_at or timezone.now())
    return Finding(
        Status.HELD_SUPPLIED,
        said,
        value=dict[str, Value](figures),
        period=period,
        evidence=(evidence,),
        searched=searched,
    )


def _stages(rows: Sequence[ErrorReport], *, on: date) -> dict[str, int]:
    """Count how many of some errors were suspected, established and reported by a day. One query."""
    established = [row for row in rows if row.established_on and row.established_on <= on]
    reported = [row.pk for row in established if row.state == ErrorState.REPORTED]
    later = ErrorNotice.objects.filter(report__in=reported, kind=ErrorNotice.NoticeKind.FULL, sent_on__gt=on)
    return {
        "suspected": len(rows),
        "established": len(established),
        "reported": len(reported) - later.count(),
    }


def _with_errors(inquiry: Inquiry, finding: Finding) -> Finding:
    """The errors on record beside the looks."""
    found = _errors(inquiry)
    searched = finding.searched + found.searched
    if found.status is Status.TO_BE_SEARCHED:
        said = _("{why} The register of looks says: {answer}").format(why=found.answer, answer=finding.answer)
        return finding if found.value is None else to_be_searched(said, searched=searched)
    answer = f"{finding.answer} {found.answer}"
    if finding.status is Status.TO_BE_SEARCHED:
        return to_be_searched(answer, searched=searched)
    is_nil = finding.status in {Status.NIL, Status.NOT_HELD}
    return replace(
        finding,
        status=Status.HELD_SUPPLIED if is_nil else finding.status,
        answer=answer,
        value={"looks": finding.value, "errors": found.value},
        searched=searched,
    )


def _faults(days: tuple[Days, ...], inquiry: Inquiry) -> Figure:
    at_people = is_of_people(inquiry.text, above=inquiry.context)
    found = look_figures.faults(days, as_at=inquiry.as_at, without_own_pages=at_people)
    said = ngettext(
        "{count} look was made without a basis: neither triage nor a plan nor an authorisation covered it.",
        "{count} looks were made without a basis: neither triage nor a plan nor an authorisation covered them.",
        found.without_basis,
    ).format(count=found.without_basis)
    more = ngettext(
        "In {count} look, officers went beyond looking at pages.",
        "In {count} looks, officers went beyond looking at pages.",
        found.did_more,
    ).format(count=found.did_more)
    value: Value = {"without_basis": found.without_basis, "did_more": found.did_more}
    told = [said, more, only_of((AT_PEOPLE,))] if at_people else [said, more]
    return Figure(found.without_basis + found.did_more, told, value)


def _usefulness(days: tuple[Days, ...], inquiry: Inquiry) -> Figure:
    found = look_figures.became(days, as_at=inquiry.as_at)
    useful = {one: found.useful.get(one, 0) for one in Usefulness.values}
    said = _(
        "Looks: {looks}. Evaluated: {evaluated}. Useful: {yes}. Useful in part: {partly}. Not useful: {no}."
    ).format(looks=found.looks, evaluated=found.evaluated, **useful)
    used = _(
        "Of these looks, used as the basis of a decision: {used}; checked by officers for accuracy: {verified}."
    ).format(used=found.used_in_decision, verified=found.verified)
    value: Value = {
        "looks": found.looks,
        "evaluated": found.evaluated,
        "useful": dict(useful),
        "used_in_decision": found.used_in_decision,
        "verified": found.verified,
    }
    return Figure(found.evaluated, [said, used], value)


def _told(days: tuple[Days, ...], inquiry: Inquiry) -> Figure:
    found = look_figures.became(days, as_at=inquiry.as_at)
    told = {one: found.told.get(one, 0) for one in PersonNotice.values}
    said = _(
        "Number of looks where we told the people concerned afterwards: {yes}. Number where we have set a date on which we will decide whether to tell them: "
        "{later}. Number where we did not tell them, because the law exempts us from telling them: {exempt}."
    ).format(**told)
    rest = _(
        "For {evaluated} of {looks} looks, officers recorded whether the people concerned were told."
    ).format(looks=found.looks, evaluated=found.evaluated)
    value: Value = {"looks": found.looks, "evaluated": found.evaluated, "told": dict(told)}
    return Figure(found.evaluated, [said, rest], value)


def _officers(days: tuple[Days, ...], inquiry: Inquiry) -> Figure:
    found = look_figures.officers(days, as_at=inquiry.as_at)
    said = ngettext(
        "{count} officer recorded looks at social media from {first} to {last}.",
        "{count} officers recorded looks at social media from {first} to {last}.",
        found,
    ).format(count=found, first=in_words(days[0][0]), last=in_words(days[-1][1]))
    return Figure(found, [said], found)
