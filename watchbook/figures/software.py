"""Software, hardware and in-house methods for social-media research (FOI 9477, 6, 6.a and 6.b)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.evidence import of_none, of_project, of_tool, searched_for_none
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
from watchbook.figures.listened import (
    Listened,
    begins_on,
    beside_projects,
    listened,
    projects_of,
    sentences,
    shared,
)
from watchbook.figures.nil import nil, nil_in
from watchbook.figures.register_names import PROJECTS, TOOLS
from watchbook.figures.sentences import in_words
from watchbook.figures.times import in_days, in_its_time, note_of, runs_in
from watchbook.governance.documents.models import HeldKind
from watchbook.governance.none_held.queries import none_held
from watchbook.governance.software.models import Tool
from watchbook.governance.software.queries import tools
from watchbook.governance.statements.models import Matter
from watchbook.governance.statements.queries import unbroken_from
from watchbook.governance.statements.rules import last_whole_quarter
from watchbook.listening.models import Project
from watchbook.reading.times.period import Period
from watchbook.reading.times.time_of_question import TimeOfQuestion
from watchbook.web.wording import joined

VERSION = 8  # what ended before the day asked about is told as such
WATCHBOOK = "Watchbook"
HELD = {Matter.TOOLS: HeldKind.TOOL, Matter.METHODS: HeldKind.IN_HOUSE_METHOD}
BOUGHT_OR_USED = (Tool.Kind.SOFTWARE, Tool.Kind.HARDWARE)


@in_its_time
def monitoring_software(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """6: whether software or hardware was bought or is used, also free or on trial, and does sentiment analysis."""
    found, projects = _tools(inquiry, *BOUGHT_OR_USED, time=time), projects_of(inquiry, time=time)
    did = listened(projects, inquiry, time=time)
    counted = sentences(did, on=inquiry.on)
    query = "monitoring_software"
    if not found and not any(one.begun for one in did):
        sentence = _(
            "No service bought or used software or hardware for monitoring social networks or for sentiment analysis, including free or trial versions."
        )
        searched = _searched(query, time=time, found=0)
        none = _nothing(inquiry, Matter.TOOLS, time=time, sentence=sentence, searched=searched)
        return beside_projects(none, projects, counted, query=f"{query}/{VERSION}", time=time)
    searched = _searched(query, time=time, found=len(found), projects=len(projects))
    finding = _listed(inquiry, found, did, counted, time=time, searched=searched)
    return replace(finding, shared=shared(counted))


@in_its_time
def software_supplier(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """6.a: who supplies it; does not apply where none was bought or is used."""
    found, projects = _tools(inquiry, *BOUGHT_OR_USED, time=time), _counting(inquiry, time=time)
    searched = _searched("software_supplier", time=time, found=len(found), projects=len(projects))
    if not found and not projects:
        return _does_not_apply(inquiry, searched=searched)
    without = [tool.name for tool in found if not tool.supplier and tool.acquired != Tool.Acquired.FREE]
    if without:
        why = _("To be searched: the register names no supplier of {names}.").format(names=joined(without))
        return to_be_searched(why, searched=searched)
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=" ".join(_suppliers(found, projects)),
        value=[
            {"tool": tool.name, "supplier": tool.supplier or None, "acquired": tool.acquired}
            for tool in found
        ]
        + _values(projects, {"tool": WATCHBOOK, "supplier": None, "acquired": Tool.Acquired.FREE}),
        period=time.named,
        evidence=_evidence(found, projects),
        searched=searched,
    )


@in_its_time
def software_cost(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """What it cost: nothing, where each was come by free of charge; the register holds no price, nor a contract's end."""
    found, projects = _tools(inquiry, *BOUGHT_OR_USED, time=time), _counting(inquiry, time=time)
    searched = _searched("software_cost", time=time, found=len(found), projects=len(projects))
    if not found and not projects:
        return _does_not_apply(inquiry, searched=searched)
    paid = [tool.name for tool in found if tool.acquired != Tool.Acquired.FREE]
    if paid:
        why = _(
            "To be searched: the register holds no price and no end date of a contract for {names}. Look in the contracts register."
        ).format(names=joined(paid))
        return to_be_searched(why, searched=searched)
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=_(
            "The authority paid nothing. It uses this software or hardware free of charge: {names}."
        ).format(names=joined(_names([tool.name for tool in found], projects))),
        value=[{"tool": tool.name, "cost": 0} for tool in found]
        + _values(projects, {"tool": WATCHBOOK, "cost": 0}),
        period=time.named,
        evidence=_evidence(found, projects),
        searched=searched,
    )


@in_its_time
def in_house_method(inquiry: Inquiry, time: TimeOfQuestion) -> Finding:
    """6.b: whether staff have a method of their own; beside it what Watchbook counts, which is a program (6)."""
    found, projects = _tools(inquiry, Tool.Kind.IN_HOUSE_METHOD, time=time), projects_of(inquiry, time=time)
    searched = _searched("in_house_method", time=time, found=len(found))
    sentence = _("No service had its own method for monitoring social networks.")
    finding = (
        _listed(inquiry, found, time=time, searched=searched)
        if found
        else _nothing(inquiry, Matter.METHODS, time=time, sentence=sentence, searched=searched)
    )
    counted = sentences(listened(projects, inquiry, time=time), on=inquiry.on)
    told = [_("A program counts posts and messages for listening projects."), *counted]
    both = beside_projects(finding, projects, told, query=f"in_house_method/{VERSION}", time=time)
    # A program is told beside it; of methods there are none all the same.
    status = finding.status if finding.status is Status.NIL else both.status
    return replace(both, shared=shared(counted), status=status)


def _does_not_apply(inquiry: Inquiry, *, searched: RegisterSearches) -> Finding:
    """What follows from there being none, where that is shown."""
    whether = monitoring_software(inquiry)
    if whether.status is Status.TO_BE_SEARCHED:
        return to_be_searched(whether.answer, searched=searched)
    return Finding(
        status=Status.NOT_APPLICABLE,
        answer=_("No software or hardware for monitoring social networks has been bought or is in use."),
        period=whether.period,
        evidence=whether.evidence,
        searched=whether.searched,
    )


def _suppliers(found: Sequence[Tool], projects: Sequence[Project]) -> list[str]:
    """The suppliers there are, and what is free without one."""
    names = list(dict.fromkeys(tool.supplier for tool in found if tool.supplier))
    free = _names([tool.name for tool in found if not tool.supplier], projects)
    sentences = []
    if names:
        said = ngettext("The supplier is {names}.", "The suppliers are {names}.", len(names))
        sentences.append(said.format(names=joined(names)))
    if free:
        sentences.append(
            _("Free of charge, with no supplier on the register: {names}.").format(names=joined(free))
        )
    return sentences


def _tools(inquiry: Inquiry, *kinds: Tool.Kind, time: TimeOfQuestion) -> list[Tool]:
    """Every tool come by before the request arrived, in use or ended; of a time, what was in use on a day of it. One query."""
    known = [tool for tool in tools(*kinds, as_at=inquiry.as_at) if tool.from_on <= inquiry.on]
    return [tool for tool in known if runs_in(time, tool.from_on, tool.until_on)]


def _counting(inquiry: Inquiry, *, time: TimeOfQuestion) -> list[Project]:
    """Return the listening projects for which Watchbook counts or counted in that time."""
    did = listened(projects_of(inquiry, time=time), inquiry, time=time)
    return [one.project for one in did if one.begun]


def _names(tools: Sequence[str], projects: Sequence[Project]) -> list[str]:
    """The tools, and Watchbook where it listens, each once."""
    return list(dict.fromkeys([*tools, *([WATCHBOOK] if projects else [])]))


def _values(projects: Sequence[Project], told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is told of Watchbook where it listens."""
    return [told] if projects else []


def _evidence(found: Sequence[Tool], projects: Sequence[Project]) -> tuple[Evidence, ...]:
    return (*map(of_tool, found), *map(of_project, projects))


def _nothing(
    inquiry: Inquiry, matter: Matter, *, time: TimeOfQuestion, sentence: str, searched: RegisterSearches
) -> Finding:
    """The services' word for the time asked about, without one for every quarter signed up to the last; else a signed “none is held”."""
    if days := time.named:
        return nil_in(inquiry, matter, days=days, sentence=sentence, searched=searched)
    first_of_quarter, last_on = last_whole_quarter(inquiry.on)
    run = unbroken_from(matter, last_on=last_on, on=inquiry.on, as_at=inquiry.as_at)
    days = Period(run or first_of_quarter, last_on)
    finding = nil(inquiry, matter, days=days, sentence=sentence, searched=searched)
    if finding.status is not Status.TO_BE_SEARCHED:
        rest = _("Signed statements do not certify this for any earlier or later date.")
        return replace(finding, answer=f"{finding.answer} {rest}")
    none = none_held(HELD[matter], on=inquiry.on, as_at=inquiry.as_at)
    if none is None:
        return finding
    return Finding(
        status=Status.NOT_HELD,
        answer=_("{sentence} {reason}").format(sentence=sentence, reason=none.reason),
        value=0,
        evidence=(of_none(none),),
        searched=searched + searched_for_none(none),
    )


def _listed(
    inquiry: Inquiry,
    found: Sequence[Tool],
    did: Sequence[Listened] = (),
    counted: Sequence[str] = (),
    *,
    time: TimeOfQuestion,
    searched: RegisterSearches,
) -> Finding:
    """The tools; of Watchbook, that it is used where it counts, and what each project counted."""
    used = [_("We use Watchbook free of charge.")] if any(one.begun for one in did) else []
    told = [*(_sentence(one, on=inquiry.on) for one in found), *used, *counted, note_of(time.is_cut_off)]
    is_past = not (used or time.named) and all(_was_tried(one, on=inquiry.on) for one in found)
    return Finding(
        status=Status.HELD_SUPPLIED,
        answer=" ".join(filter(None, [_("Not now.") if is_past else _("Yes."), *told])),
        value=[
            *(_value(one, on=inquiry.on) for one in found),
            *(_value_of_project(one) for one in did if one.begun),
        ],
        period=time.named,
        evidence=_evidence(found, [one.project for one in did]),
        searched=searched,
    )


def _was_tried(tool: Tool, *, on: date) -> bool:
    """Whether its use had ended before a day, and it was not bought: what was bought was bought all the same."""
    return tool.until_on is not None and tool.until_on < on and tool.acquired != Tool.Acquired.BOUGHT


def _value(tool: Tool, *, on: date) -> dict[str, Value]:
    return {
        "name": tool.name,
        "kind": tool.kind,
        "acquired": tool.acquired,
        "sentiment_analysis": tool.does_sentiment_analysis,
        "from": tool.from_on.isoformat(),
        "until": tool.until_on.isoformat() if tool.until_on and tool.until_on < on else None,
    }


def _value_of_project(one: Listened) -> dict[str, Value]:
    return {
        "name": WATCHBOOK,
        "kind": Tool.Kind.SOFTWARE,
        "acquired": Tool.Acquired.FREE,
        "sentiment_analysis": bool(one.measured),
        "from": begins_on(one.project).isoformat(),
        "until": one.project.until_on.isoformat(),
    }


def _sentence(tool: Tool, *, on: date) -> str:
    sentiment = (
        _("does sentiment analysis") if tool.does_sentiment_analysis else _("does not do sentiment analysis")
    )
    told = {
        "name": tool.name,
        "acquired": tool.get_acquired_display(),
        "first": in_words(tool.from_on),
        "sentiment": sentiment,
    }
    if tool.until_on and tool.until_on < on:  # a planned end is none yet
        tried = _("We tried {name} from {first} to {last}; it {sentiment}.")
        used = _("We used {name} ({acquired}) from {first} to {last}; it {sentiment}.")
        said = tried if tool.acquired == Tool.Acquired.TRIAL else used
        return said.format(**told, last=in_words(tool.until_on))
    return _("{name} ({acquired}), used since {first}, {sentiment}.").format(**told)


def _searched(
    query: str, *, time: TimeOfQuestion, found: int, projects: int | None = None
) -> RegisterSearches:
    """The search of the register of tools; where `projects` is told, that of listening projects too."""
    named, days = f"{query}/{VERSION}", in_days(time)
    listened = () if projects is None else searched_in(PROJECTS, named, days, projects)
    return searched_in(TOOLS, named, days, found) + listened
