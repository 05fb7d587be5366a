"""The data pathway: for each kind of thing what is held, where, how many, and how it ends; counted when it is asked for."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.ending import Ending
from watchbook.acting.holding import HeldThings
from watchbook.acting.london_day import london_day
from watchbook.files.removal import NAMES_A_FILE
from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.keys.envelope import Enveloped
from watchbook.register.models.entries import Entry
from watchbook.retention import due
from watchbook.retention.deleted import deleted
from watchbook.retention.due import Classes
from watchbook.retention.legal_hold import lock
from watchbook.retention.legal_hold.queries import held_by_requests

TITLES = {
    "organisation.person": gettext_lazy("Accounts of people"),
    "governance.document": gettext_lazy("Documents"),
    "governance.driftthreshold": gettext_lazy("Limits on repeat looks"),
    "governance.letterreceived": gettext_lazy("Letters"),
    "governance.membersmeeting": gettext_lazy("Members’ meetings"),
    "governance.processing": gettext_lazy("Processing activities"),
    "governance.noneheld": gettext_lazy("Certificates that none is held"),
    "governance.retentionschedule": gettext_lazy("Retention schedules"),
    "governance.rulesetadoption": gettext_lazy("Adoptions of the rules"),
    "governance.tool": gettext_lazy("Tools and methods"),
    "governance.statement": gettext_lazy("Signed statements"),
    "governance.thirdparty": gettext_lazy("Third parties"),
    "governance.trainingsession": gettext_lazy("Training sessions"),
    "governance.course": gettext_lazy("Courses"),
    "triage.assessment": gettext_lazy("Assessments"),
    "investigations.investigation": gettext_lazy("Investigations, with subjects and notes"),
    "authorisations.authorisation": gettext_lazy("Authorisations and applications"),
    "authorisations.overtplan": gettext_lazy("Overt plans"),
    "authorisations.covertprofile": gettext_lazy("Covert profiles"),
    "evidence.exhibit": gettext_lazy("Exhibits"),
    "evidence.capture": gettext_lazy("Captures"),
    "listening.project": gettext_lazy("Listening projects"),
    "listening.listeningsource": gettext_lazy("Sources of listening projects"),
    "listening.weekcount": gettext_lazy("Counts of listening projects"),
    "listening.labelsheet": gettext_lazy("Labels of listening projects"),
    "looks.look": gettext_lazy("Looks"),
    "looks.retriage": gettext_lazy("Re-triages"),
    "looks.standingpurpose": gettext_lazy("Standing purposes"),
    "retention.legalhold": gettext_lazy("Legal holds"),
    "retention.rightsrequest": gettext_lazy("Requests about personal data"),
    "retention.complaint": gettext_lazy("Complaints about personal data"),
    "oversight.internalaudit": gettext_lazy("Internal audits"),
    "oversight.inspection": gettext_lazy("Inspections"),
    "oversight.errorreport": gettext_lazy("Error reports"),
    "foi.request": gettext_lazy("Requests for information"),
}
WIDEST = 200  # of a bar, in the picture's units


def title_of(table: str) -> str:
    """Name the kind of record of a table; one that goes with another alone by what its table is called."""
    return str(TITLES.get(table) or _plural(table))


def _plural(table: str) -> str:
    return str(apps.get_model(table)._meta.verbose_name_plural).capitalize()


@dataclass(frozen=True)
class PathwayStretch:
    """One kind of thing on its way: its classes, its places, how many, the oldest, overdue, held, deleted."""

    title: str
    kept_by: tuple[RetentionClass, ...]
    places: tuple[str, ...]
    count: int
    oldest: date | None
    overdue: int
    under_hold: int
    held_by_request: int
    by_hand: bool
    deleted: int
    deleted_last: date | None

    @property
    def is_settled(self) -> bool:
        """Whether the schedule has a class for it; else it has no end."""
        return bool(self.kept_by)


@dataclass(frozen=True)
class Pathway:
    """Every kind of thing, and when something was deleted last."""

    stretches: tuple[PathwayStretch, ...]
    deleted_last: date | None

    @property
    def in_use(self) -> list[PathwayStretch]:
        """The kinds that anything is held of, or was deleted of."""
        return [one for one in self.stretches if one.count or one.deleted]

    @property
    def empty(self) -> list[PathwayStretch]:
        """The kinds that nothing was ever held of, as far as is known."""
        return [one for one in self.stretches if not one.count and not one.deleted]

    @property
    def bars(self) -> list[dict[str, Any]]:
        """For each kind that anything is held of: its bar, with the part that is overdue."""
        shown = [one for one in self.stretches if one.count]
        most = max((one.count for one in shown), default=1)
        return [
            {
                "title": one.title,
                "count": one.count,
                "overdue": one.overdue,
                "width": max(1, round(WIDEST * one.count / most)),
                "overdue_width": round(WIDEST * one.overdue / most),
                "top": number * 40,
            }
            for number, one in enumerate(shown)
        ]


def pathway(*, on: date) -> Pathway:
    """Count everything that can fall due, as it stands now."""
    classes, placed, held = due.in_force(on), lock.everything_held(), held_by_requests()
    gone = deleted()
    stretches = tuple(
        _stretch(table, list(mine), classes, on=on, placed=placed, held=held, gone=gone)
        for table, mine in groupby(due.endings(), key=lambda one: one.table)
    )
    last = max((one.deleted_last for one in stretches if one.deleted_last), default=None)
    return Pathway(stretches, last)


def _stretch(
    table: Any,
    mine: list[Ending],
    classes: Classes,
    *,
    on: date,
    placed: frozenset[UUID],
    held: HeldThings,
    gone: Any,
) -> PathwayStretch:
    rows = table._default_manager.all()
    rows = rows.filter(corrected_by=None) if issubclass(table, Entry) else rows
    settled = [one for one in due.settled(classes) if one.table is table]
    told = gone.get(table._meta.db_table)
    asked_for = Q(pk__in=held.things) | held.tables.get(table._meta.label_lower, Q(pk__in=[]))
    counted = rows.order_by().aggregate(oldest=Min("recorded_at"))
    return PathwayStretch(
        title=str(TITLES[table._meta.label_lower]),
        kept_by=tuple(classes[one.code] for one in mine if one.code in classes),
        places=_places(table),
        count=rows.count(),
        oldest=london_day(oldest) if (oldest := counted["oldest"]) else None,
        overdue=sum(due.overdue(one, classes, on=on).count() for one in settled),
        under_hold=rows.filter(pk__in=placed).count(),
        held_by_request=rows.filter(asked_for).count(),
        by_hand=any(one.by_hand for one in mine),
        deleted=told.count if told else 0,
        deleted_last=london_day(told.last_at) if told else None,
    )


def _places(table: Any) -> tuple[str, ...]:
    """Return the places where things of a table lie, read from the table itself."""
    enveloped = issubclass(table, Enveloped)
    files = any(field.name in NAMES_A_FILE for field in table._meta.concrete_fields)
    found = [_("database, sealed under a key of its own") if enveloped else _("database, in the clear")]
    found += [_("file store")] if files else []
    found += [_("key folders, two copies")]
    return tuple(found)
