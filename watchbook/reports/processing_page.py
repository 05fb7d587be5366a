"""The activities with personal data that go on, each beside its entry in the register of processing and its papers.

What goes on is read from the other registers: looks and captures by service, covert profiles in use, tools in use, listening
projects. An activity that no entry covers lacks every paper, and the page says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.authorisations.models import CovertProfile
from watchbook.authorisations.states import ProfileState
from watchbook.evidence.models import Capture
from watchbook.governance.processing.models import Activity, Processing
from watchbook.governance.processing.queries import (
    BASIS,
    PAPERS,
    PaperHeld,
    activities,
    all_covering,
    in_force,
    papers_in_force,
    papers_of,
    wants_papers,
)
from watchbook.governance.processing.urls import COLUMNS
from watchbook.governance.software.queries import tools
from watchbook.listening.models import Project
from watchbook.listening.queries import approved_projects
from watchbook.listening.states import ProjectState
from watchbook.looks.queries.counts import counts
from watchbook.organisation.models import Service

A_YEAR = timedelta(days=365)
OF_A_PROJECT = {"dpia": "dpia_reference", "equality_assessment": "equality_reference"}
OF_THE_RECORD = ("special_basis", "recipients", "transfers", "kept", "security")
# What the record of an activity tells besides its purpose, its people and its papers (UK GDPR Article 30(1)).
TOLD = {one.name: one.title for one in COLUMNS if one.name in OF_THE_RECORD}


@dataclass(frozen=True)
class ActivityGoingOn:
    """Something that is done: what, by which service (None: the whole authority), and how that is known."""

    activity: Activity
    words: str
    known_by: str
    service: UUID | None = None
    tool: str = ""
    brings: frozenset[str] = frozenset()  # papers that stand in the other register itself


@dataclass(frozen=True)
class ActivityWithPapers:
    """An activity beside the entry that covers it, if there is one, with each paper."""

    words: str
    known_by: str
    row: Processing | None
    papers: tuple[PaperHeld, ...]
    is_refused: bool
    brings: frozenset[str] = frozenset()

    @property
    def lacks(self) -> list[str]:
        """The titles of the papers that are missing: where no entry covers the activity, all that the other register does not bring."""
        counting = self.brings.union(one.name for one in self.papers if one.counts)
        return [str(title) for name, title in PAPERS.items() if name not in counting]

    @property
    def blank(self) -> list[str]:
        """The titles of the columns that the entry leaves blank, besides its papers; a blank one tells nothing, not that there is none."""
        return [str(title) for name, title in TOLD.items() if self.row and not getattr(self.row, name)]


def with_papers(on: date) -> list[ActivityWithPapers]:
    """Return each activity that goes on, and each entry that covers none of them, with its papers. A fixed number of queries."""
    every = activities()
    rows = in_force(every, on=on)
    shown, used = list[ActivityWithPapers](), set[UUID]()
    for one in going_on(on):
        found = all_covering(rows, one.activity, service=one.service, tool=one.tool)
        first = next(iter(found), None)
        refuses = first.is_refused_without_papers if first else wants_papers(every, one.activity)
        told = _beside(first, one.words, one.known_by, on=on, refuses=refuses, activity=one.activity)
        shown.append(replace(told, brings=one.brings))
        shown += [_second(row, one, on=on) for row in found[1:] if row.pk not in used]
        used |= {row.pk for row in found}
    return shown + [_unused(row, on=on) for row in rows if row.pk not in used]


def words_of(row: Processing) -> str:
    """Name an entry of the register by its activity, its tool and its service."""
    service = row.service.name if row.service else ""
    whose = ", ".join(filter(None, [row.tool, service])) or _("the whole authority")
    return f"{_capital(row.activity)}: {whose}"


def going_on(on: date) -> Iterator[ActivityGoingOn]:
    """Find what was done in the last year, or is in use now. Six queries."""
    names = dict(Service.objects.order_by("name").values_list("id", "name"))
    first_on = on - A_YEAR
    yield from _counted(Activity.LOOKS, counts(first_on, on, by=("service",)), names)
    captures = Capture.objects.filter(asked_at__date__gt=first_on, asked_at__date__lte=on).order_by()
    by_service = captures.values_list("look__service").annotate(count=Count("pk"))
    yield from _counted(Activity.CAPTURE, dict(by_service), names)
    yield from _profiles(names)
    yield from _tools(names, on=on)
    yield from _listening(names, on=on)


def _listening(names: dict[UUID, str], *, on: date) -> Iterator[ActivityGoingOn]:
    """Each service that listens, with its projects. Each of these has its own basis and assessments, which count where all of them do."""
    found: dict[UUID, list[Project]] = {}
    for one in sorted(approved_projects(), key=lambda one: one.reference):
        if one.state == ProjectState.APPROVED and one.until_on >= on:
            found.setdefault(one.service_id, []).append(one)
    counting = papers_in_force(on=on)
    for whose, theirs in found.items():
        brings = {
            name
            for name, column in OF_A_PROJECT.items()
            if all(getattr(one, column) in counting[name] for one in theirs)
        }
        known_by = "; ".join(
            f"{one.reference} ({one.lawful_basis}; {one.dpia_reference}, {one.equality_reference})"
            for one in theirs
        )
        told = _of(Activity.LISTENING, whose, names, known_by)
        yield replace(told, brings=frozenset({BASIS, *brings}))


def _profiles(names: dict[UUID, str]) -> Iterator[ActivityGoingOn]:
    """Each service that has a covert profile in use; a profile of no service is the whole authority's."""
    whole: list[UUID | None] = [None]
    rows = CovertProfile.objects.filter(state=ProfileState.APPROVED).order_by("reference")
    pairs = [(row.reference, service) for row in rows for service in [*row.services] or whole]
    yield from _listed(Activity.COVERT_PROFILES, pairs, names)


def _tools(names: dict[UUID, str], *, on: date) -> Iterator[ActivityGoingOn]:
    """Each tool in use, of each service that uses it; a tool of no service is the whole authority's."""
    whole: list[UUID | None] = [None]
    for tool in tools(on=on):
        for service in [*tool.services] or whole:
            whose = f" ({names[service]})" if service in names else ""
            words = f"{_capital(Activity.TOOLS)}: {tool.reference}, {tool.name}{whose}"
            known_by = _("in the register of tools")
            yield ActivityGoingOn(Activity.TOOLS, words, known_by, service=service, tool=tool.reference)


def _listed(
    activity: Activity, references: Iterable[tuple[str, UUID | None]], names: dict[UUID, str]
) -> Iterator[ActivityGoingOn]:
    """Each service once, with the references by which it is known that it does this."""
    found: dict[UUID | None, list[str]] = {}
    for reference, service in references:
        found.setdefault(service, []).append(reference)
    for whose, theirs in found.items():
        yield _of(activity, whose, names, ", ".join(theirs))


def _counted(
    activity: Activity, found: dict[UUID | None, int], names: dict[UUID, str]
) -> Iterator[ActivityGoingOn]:
    for service, count in sorted(found.items(), key=lambda one: names.get(one[0], "") if one[0] else ""):
        said = ngettext("{count} in the last year", "{count} in the last year", count).format(
            count=f"{count:,}"
        )
        yield _of(activity, service, names, said)


def _of(activity: Activity, service: UUID | None, names: dict[UUID, str], known_by: str) -> ActivityGoingOn:
    whose = names.get(service, "") if service else _("the whole authority")
    return ActivityGoingOn(activity, f"{_capital(activity)}: {whose}", known_by, service=service)


def _unused(row: Processing, *, on: date) -> ActivityWithPapers:
    known_by = _("on the register; no activity recorded in the last year")
    refuses = row.is_refused_without_papers
    return _beside(row, words_of(row), known_by, on=on, refuses=refuses, activity=Activity(row.activity))


def _second(row: Processing, one: ActivityGoingOn, *, on: date) -> ActivityWithPapers:
    """A further entry of an activity that has one: two could be recorded before that was refused."""
    words = f"{words_of(row)} ({row.reference})"
    known_by = _("a second entry for the same activity: keep one and take the other back")
    refuses = row.is_refused_without_papers
    return _beside(row, words, known_by, on=on, refuses=refuses, activity=one.activity)


def _beside(
    row: Processing | None, words: str, known_by: str, *, on: date, refuses: bool, activity: Activity
) -> ActivityWithPapers:
    """An activity with its papers. A tool is used outside this register: nothing here can refuse it."""
    papers = tuple(papers_of(row, on=on)) if row else ()
    lacks = row is None or any(not one.counts for one in papers)
    return ActivityWithPapers(words, known_by, row, papers, refuses and lacks and activity != Activity.TOOLS)


def _capital(activity: str) -> str:
    words = str(Activity(activity).label)
    return words[:1].upper() + words[1:]
