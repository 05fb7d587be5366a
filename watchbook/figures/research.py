"""Whether the authority looks at social media, for which purposes, and whether it listens in bulk (FOI 9477, 2 and 2.a)."""

from collections.abc import Sequence
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.figures.findings import Finding, Inquiry, Value
from watchbook.figures.listened import beside_projects, named, projects_of
from watchbook.figures.looks import LookCounts, listed, of_looks
from watchbook.figures.manner import beside, openly
from watchbook.figures.times import time_of
from watchbook.listening.models import Project
from watchbook.looks.models import Purpose
from watchbook.reading.times.time_of_question import TimeOfQuestion

VERSION = 3  # listening projects are told besides the looks, as what may be counted
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
    none = _("No. No service looked at social media, openly or covertly.")
    if projects:
        none = _("No service looked at anybody on social media, openly or covertly.")
    tell = partial(_whether, inquiry)
    finding = of_looks(inquiry, "conducts_research", by="kind", none=none, nothing=0, tell=tell)
    return _with(projects, finding, "conducts_research", time=time)


def purposes(inquiry: Inquiry) -> Finding:
    """2.a: for which purposes, each of those that the question names with its figure; and each listening project."""
    time = time_of(inquiry)
    none = _("None for any of these purposes: {purposes}.").format(
        purposes="; ".join(str(one.label) for one in NAMED)
    )
    nothing: Value = [{"purpose": str(one), "count": 0} for one in NAMED]
    finding = of_looks(inquiry, "purposes", by="purpose", none=none, nothing=nothing, tell=_by_purpose)
    return _with(projects_of(inquiry, time=time), finding, "purposes", time=time)


def _with(projects: Sequence[Project], finding: Finding, query: str, *, time: TimeOfQuestion) -> Finding:
    """Tell the listening projects besides the looks."""
    told = [_sentence(projects)] if projects else []
    return beside_projects(finding, projects, told, query=f"{query}/{VERSION}", time=time)


def _sentence(projects: Sequence[Project]) -> str:
    said = ngettext(
        "For listening project {projects}, we may count posts and messages about our services by topic and week. It "
        "looks at no person, group or address.",
        "For listening projects {projects}, we may count posts and messages about our services by topic and week. They "
        "look at no person, group or address.",
        len(projects),
    )
    return said.format(projects=named(projects))


def _whether(inquiry: Inquiry, found: LookCounts) -> tuple[list[str], Value]:
    said = ngettext(
        "Yes. {total} look at social media is on record: {overt} made openly and {covert} covertly.",
        "Yes. {total} looks at social media are on record: {overt} made openly and {covert} covertly.",
        found.total,
    ).format(total=found.total, **openly(found.by))
    return [said, *beside(inquiry, found)], {"looks": found.total, **openly(found.by)}


def _by_purpose(found: LookCounts) -> tuple[list[str], Value]:
    rest = [one for one in Purpose if one not in NAMED and found.by.get(one)]
    every = [*NAMED, *rest]
    value: Value = [{"purpose": str(one), "count": found.by.get(one, 0)} for one in every]
    return [listed([(str(one.label), found.by.get(one, 0)) for one in every])], value
