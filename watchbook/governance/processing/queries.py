"""Reading the register of processing: which entry covers an activity, its papers, and whether it is refused for want of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.asked_once import asked_once
from watchbook.audit_log.models import RegisterCounter
from watchbook.governance.documents.models import Document, DocumentKind, DocumentQuerySet
from watchbook.governance.processing.models import Activity, Processing
from watchbook.governance.software.models import Tool
from watchbook.governance.training.models import Course
from watchbook.organisation.models import Service

REGISTER = "PROC"
BASIS = "lawful_basis"
TRAINING = "training"
OF_DOCUMENTS = {
    "privacy_notice": DocumentKind.PRIVACY_NOTICE,
    "dpia": DocumentKind.DPIA,
    "equality_assessment": DocumentKind.EQUALITY_ASSESSMENT,
}
# What each activity must have, in the order in which it is told.
PAPERS: dict[str, Promise] = {
    BASIS: gettext_lazy("lawful basis"),
    "privacy_notice": gettext_lazy("privacy notice section"),
    "dpia": gettext_lazy("data protection impact assessment"),
    "equality_assessment": gettext_lazy("equality impact assessment"),
    TRAINING: gettext_lazy("training course"),
}


@dataclass(frozen=True)
class PaperHeld:
    """One paper of an activity: what stands for it, and whether it counts on the day."""

    name: str
    title: str
    said: str
    counts: bool


def activities(*, on: date | None = None) -> list[Processing]:
    """The activities that went on on a day (None: all ever). One query."""
    rows = list(
        Processing.objects.as_at(None)
        .filter(is_struck=False)
        .select_related("service")
        .order_by("activity", "reference")
    )
    return rows if on is None else in_force(rows, on=on)


def in_force(rows: list[Processing], *, on: date) -> list[Processing]:
    """Return the entries that are in force on a day."""
    return [row for row in rows if row.from_on <= on and (row.until_on is None or on <= row.until_on)]


def wants_papers(rows: list[Processing], activity: Activity) -> bool:
    """Whether the authority set that an activity is refused without its papers, in an entry that ended too: its end takes nothing back."""
    return any(row.is_refused_without_papers for row in rows if row.activity == activity)


def overlapping(row: Processing) -> Processing | None:
    """Another entry of the same activity, service and tool on some day of this one, or None; whoever corrects beside it waits. Two queries."""
    list(RegisterCounter.objects.select_for_update().filter(register=REGISTER))
    same = Processing.objects.as_at(None).filter(
        is_struck=False, activity=row.activity, service=row.service, tool=row.tool
    )
    later = Q(until_on=None) | Q(until_on__gte=row.from_on)
    others = same.exclude(reference=row.reference).filter(later)
    if row.until_on:
        others = others.filter(from_on__lte=row.until_on)
    return others.order_by("reference").first()


def covering(
    rows: list[Processing], activity: Activity, *, service: UUID | None = None, tool: str = ""
) -> Processing | None:
    """The entry that covers an activity, the first on the register of several; None where there is none."""
    return next(iter(all_covering(rows, activity, service=service, tool=tool)), None)


def all_covering(
    rows: list[Processing], activity: Activity, *, service: UUID | None, tool: str = ""
) -> list[Processing]:
    """Every entry that covers an activity: those of the service, else of the whole authority; of a tool, those that name it."""
    fits = [row for row in rows if row.activity == activity and row.tool == tool]
    own = [row for row in fits if service is not None and row.service_id == service]
    return own or [row for row in fits if row.service_id is None]


def check_papers(activity: Activity, *services: UUID | None, on: date, tried: str) -> None:
    """Raise WrongState where the authority set that an activity is refused without its papers, and one is missing for any of these services.

    An activity that no entry in force describes lacks every paper. One query where nothing is refused.
    """
    every = activities()
    rows = in_force(every, on=on)
    for service in services or (None,):
        covered = all_covering(rows, activity, service=service)
        if not covered and wants_papers(every, activity):
            raise WrongState(cannot(tried, _undescribed(activity, service)))
        for row in covered:
            missing = lacking(row, on=on) if row.is_refused_without_papers else []
            if missing:
                why = _(
                    "Entry {reference} in the register of processing is not complete (missing or not in force: {papers}). Ask the data protection officer to "
                    "complete the entry."
                )
                raise WrongState(
                    cannot(tried, why.format(reference=row.reference, papers=", ".join(missing)))
                )


def _undescribed(activity: Activity, service: UUID | None) -> str:
    """Say that no entry describes an activity of a service. One query at most."""
    told = {"activity": Activity(activity).label}
    if service is None:
        words = _(
            "The register of processing has no entry in force for the activity “{activity}” that covers the whole authority. Ask the data protection officer to "
            "record an entry."
        )
        return words.format(**told)
    words = _(
        "The register of processing has no entry in force for the activity “{activity}” that covers {service}. Ask the data protection officer to record an entry."
    )
    return words.format(**told, service=Service.objects.get(id=service).name)


@asked_once
def papers_in_force(*, on: date) -> Mapping[str, frozenset[str]]:
    """The references that count as a paper of each sort on a day: editions in force, and courses on the register. Two queries."""
    found = _by_column(_documents().in_force(on=on).values_list("kind", "reference"))
    courses = Course.objects.as_at(None).filter(is_struck=False).values_list("reference", flat=True)
    return found | {TRAINING: frozenset(courses)}


def papers_of(row: Processing, *, on: date) -> list[PaperHeld]:
    """Each paper of an activity on a day; a reference that is not in force any more does not count."""
    counting = papers_in_force(on=on)
    return [
        PaperHeld(
            name,
            str(title),
            getattr(row, name),
            has_words(row.lawful_basis) if name == BASIS else getattr(row, name) in counting[name],
        )
        for name, title in PAPERS.items()
    ]


def lacking(row: Processing, *, on: date) -> list[str]:
    """The titles of the papers that an activity lacks on a day."""
    return [one.title for one in papers_of(row, on=on) if not one.counts]


def _documents() -> DocumentQuerySet:
    return Document.objects.as_at(None).filter(kind__in=OF_DOCUMENTS.values(), is_struck=False)


def _by_column(rows: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Sort references of documents by the column of an entry that names their kind."""
    kinds = list(rows)
    return {
        name: frozenset(reference for one, reference in kinds if one == kind)
        for name, kind in OF_DOCUMENTS.items()
    }


def on_record() -> Mapping[str, frozenset[str]]:
    """Every reference that an entry may name, in force or not, by the column that names it. Three queries."""
    found = _by_column(_documents().values_list("kind", "reference"))
    courses = Course.objects.as_at(None).filter(is_struck=False).values_list("reference", flat=True)
    tools = Tool.objects.as_at(None).filter(is_struck=False).values_list("reference", flat=True)
    return found | {TRAINING: frozenset(courses), "tool": frozenset(tools)}
