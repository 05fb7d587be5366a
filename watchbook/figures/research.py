"""Whether the authority looks at social media, for which purposes, and whether it listens in bulk (FOI 9477, 2 and 2.a)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.findings import Finding, Inquiry, Value
from watchbook.figures.listened import (
    about_places,
    beside_projects,
    listened,
    projects_of,
    sentences,
    shared,
)
from watchbook.figures.looks import LookCounts, listed, of_looks
from watchbook.figures.manner import beside, openly
from watchbook.figures.times import time_of
from watchbook.listening.models import Project
from watchbook.looks.models import Purpose
from watchbook.reading.times.time_of_question import TimeOfQuestion

VERSION = 7  # a look has one purpose, which the answer says
# The purposes that the question names one by one.
NAMED = (
    Purpose.PROFILE,
    Purpose.INVESTIGATION,
    Purpose.PERSON,
    Purpose.GROUP,
    Purpose.PLACE,
    Purpose.INTELLIGENCE,
    Purpose.RECRUITMENT,
)


def conducts_research(inquiry: Inquiry) -> Finding:
    """2: whether the authority looks at social media; and each listening project."""
    time = time_of(inquiry)
    projects = projects_of(inquiry, time=time)
    none = _("No service looked at social media, openly or covertly.")
    if projects:
        none = _("No service looked at anybody on social media, openly or covertly.")
    tell = partial(_whether, inquiry)
    finding = of_looks(inquiry, "conducts_research", by="kind", none=none, nothing=0, tell=tell)
    return _with(inquiry, projects, finding, "conducts_research", time=time)


def purposes(inquiry: Inquiry) -> Finding:
    """2.a: for which purposes, each of those that the question names with its figure; and each listening project."""
    time = time_of(inquiry)
    none = _("No service looked at social media for any of these purposes: {purposes}.").format(
        purposes="; ".join(str(one.label) for one in NAMED)
    )
    nothing: Value = [{"purpose": str(one), "count": 0} for one in NAMED]
    finding = of_looks(inquiry, "purposes", by="purpose", none=none, nothing=nothing, tell=_by_purpose)
    projects = projects_of(inquiry, time=time)
    return _with(inquiry, projects, finding, "purposes", time=time, more=about_places(projects))


def _with(
    inquiry: Inquiry,
    projects: Sequence[Project],
    finding: Finding,
    query: str,
    *,
    time: TimeOfQuestion,
    more: Sequence[str] = (),
) -> Finding:
    """Tell the listening projects besides the looks."""
    told = sentences(listened(projects, inquiry, time=time), on=inquiry.on)
    both = beside_projects(finding, projects, [*told, *more], query=f"{query}/{VERSION}", time=time)
    return replace(both, shared=both.shared + shared(told))


def _whether(inquiry: Inquiry, found: LookCounts) -> tuple[list[str], Value]:
    said = ngettext(
        "Yes. {total} look at social media is on record: {overt} made openly and {covert} covertly.",
        "Yes. {total} looks at social media are on record: {overt} made openly and {covert} covertly.",
        found.total,
    ).format(total=found.total, **openly(found.by))
    more, own = beside(inquiry, found)
    return [said, *more], {"looks": found.total, **openly(found.by), **own}


def _by_purpose(found: LookCounts) -> tuple[list[str], Value]:
    rest = [one for one in Purpose if one not in NAMED and found.by.get(one)]
    every = [*NAMED, *rest]
    value: Value = [{"purpose": str(one), "count": found.by.get(one, 0)} for one in every]
    said = [listed([(str(one.label), found.by.get(one, 0)) for one in every])]
    if found.by.get(Purpose.INVESTIGATION):  # which may be to watch, and to collect
        said.append(
            _(
                "We record one purpose for each look: a look in an investigation may also have been made to keep watch on somebody or to collect intelligence."
            )
        )
    return said, value
