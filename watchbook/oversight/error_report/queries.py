"""Errors: what looks like one and is not on record yet, what waits to be established, and what must be reported by when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.authorisations.models import Authorisation, AuthorisedSubject
from watchbook.authorisations.rules.in_force import is_in_force
from watchbook.law.error_report import error_report_warned
from watchbook.looks.models import Basis, Look
from watchbook.looks.queries.looks import at_fault
from watchbook.organisation.models import Person
from watchbook.oversight.error_report.models import ErrorKind, ErrorReport
from watchbook.oversight.error_report.permissions import may_read_errors
from watchbook.oversight.error_report.states import ErrorState

OUT_OF_TIME = frozenset({ErrorKind.BEFORE_ORDER, ErrorKind.AFTER_END})


@dataclass(frozen=True)
class Suggestion:
    """A look that may be an error, of which kind, and the authorisation that did not cover it, where there is one."""

    look: Look
    kind: ErrorKind
    authorisation: Authorisation | None = None

    @property
    def what(self) -> str:
        """Say what seems to have gone wrong."""
        if self.kind != ErrorKind.OTHER:
            return str(self.kind.label)
        if self.look.did_more:
            return _("a look in which the officer did more than look")
        return _(
            "another fault in a look: read the record of the look, or ask the line manager of its service"
        )


def suggestions(*, looks: Iterable[Look] | None = None) -> list[Suggestion]:
    """Looks that no report is about and that may be errors, the newest first. Four queries.

    Those without a basis; those with another fault that nobody has explained; and those that triage alone let open, at
    somebody whom an authorisation named, before it took effect or after it ended.
    """
    rows = list(unreported() if looks is None else looks)
    faulty = set(at_fault().filter(pk__in=[row.id for row in rows]).values_list("pk", flat=True))
    investigations = {row.investigation_id for row in rows if row.investigation_id}
    granted: dict[UUID, list[Authorisation]] = defaultdict(list)
    known = Authorisation.objects.filter(investigation__in=investigations, decided_at__isnull=False)
    for one in known.order_by("decided_at"):
        if one.investigation_id:
            granted[one.investigation_id].append(one)
    named = _named(known)
    found = [_suggested(row, granted[row.investigation_id or row.id], named) for row in rows]
    out_of_time = {one.look.id for one in found if one.look.basis == Basis.NONE or one.kind in OUT_OF_TIME}
    return [
        one if one.look.id in out_of_time else Suggestion(one.look, ErrorKind.OTHER)
        for one in found
        if one.look.id in out_of_time | faulty
    ]


def suggestion_of(look: Look) -> Suggestion:
    """What one look would be suggested as."""
    found = suggestions(looks=[look])
    return found[0] if found else Suggestion(look, ErrorKind.OTHER)


def reports() -> QuerySet[ErrorReport]:
    """Every error report, the newest first."""
    return ErrorReport.objects.select_related("opened_by", "decided_by")


def waiting_errors() -> QuerySet[ErrorReport]:
    """Those that wait: to be established or found to be none, or to be reported, by the day on which that is due."""
    waits = [ErrorState.SUSPECTED, ErrorState.ESTABLISHED, ErrorState.INTERIM]
    return reports().filter(state__in=waits).order_by("due_on", "recorded_at")


def discovered(
    periods: Iterable[tuple[date, date]], *, as_at: datetime | None = None
) -> QuerySet[ErrorReport]:
    """Those that were found out on the days of some periods, as recorded by a moment."""
    within = Q(pk__in=[])
    for days in periods:
        within |= Q(discovered_on__range=days)
    rows = reports().filter(within)
    return rows if as_at is None else rows.filter(recorded_at__lte=as_at)


def is_warned(report: ErrorReport, *, nation: str, today: date) -> bool:
    """Whether its time runs out and no notice was sent."""
    if report.state != ErrorState.ESTABLISHED or report.established_on is None:
        return False
    return today >= error_report_warned(report.established_on, nation=nation)


def has_report() -> Exists:
    """Whether a report is about a look, as a condition on looks."""
    return Exists(ErrorReport.objects.filter(look=OuterRef("pk")))


def report_of_look(look: Look, reader: Person) -> ErrorReport | None:
    """The report about a look, for a reader who may open it."""
    return reports_of_looks([look], reader).get(look.id)


def reports_of_looks(looks: Iterable[Look], reader: Person) -> dict[UUID, ErrorReport]:
    """The newest report about each of these looks, for a reader who may open it. One query."""
    if not can(may_read_errors, reader):
        return {}
    rows = ErrorReport.objects.filter(look__in=[one.id for one in looks]).order_by("recorded_at")
    return {row.look: row for row in rows if row.look is not None}


def decided_of_look(look: Look) -> str:
    """Say to whoever reads a look what was decided about its error, and no more; nothing where no report is about it."""
    row = ErrorReport.objects.filter(look=look.id).order_by("-recorded_at").first()
    if row is None:
        return ""
    if row.state == ErrorState.SUSPECTED:
        return _(
            "This look is recorded as a possible error. The senior responsible officer has not decided on it yet."
        )
    if row.state == ErrorState.DISMISSED:
        return _("The senior responsible officer decided that this look is not an error to report.")
    if row.state == ErrorState.REPORTED:
        return _(
            "The senior responsible officer decided that this look is an error, and the error has been reported."
        )
    return _("The senior responsible officer decided that this look is an error to report.")


def unreported() -> QuerySet[Look]:
    """Looks that no report is about, at fault or by triage alone at somebody whom an authorisation named, the newest first."""
    return _without_report(*_without_question(), _triaged())


def without_question() -> QuerySet[Look]:
    """Of these, the looks that may be errors whatever was authorised: without a basis, or at fault."""
    return _without_report(*_without_question())


def by_triage() -> QuerySet[Look]:
    """Of these, the others, which may be errors if no authorisation was in force: `suggestions` says of which that is so."""
    others = _without_report(_triaged())
    return others.exclude(pk__in=at_fault().order_by().values("pk"))


def _without_question() -> tuple[QuerySet[Look], QuerySet[Look]]:
    return Look.objects.filter(basis=Basis.NONE), at_fault()


def _triaged() -> QuerySet[Look]:
    """Return the looks by triage alone at somebody named: found by the few who were."""
    named = AuthorisedSubject.objects.filter(
        subject=OuterRef("subject"), authorisation__decided_at__lte=OuterRef("opened_at")
    )
    return Look.objects.filter(Exists(named), basis=Basis.TRIAGE)


def _without_report(first: QuerySet[Look], *others: QuerySet[Look]) -> QuerySet[Look]:
    # Sets of keys, since the database would look through every look for what is in one or the other.
    some, *more = (rows.order_by().values("pk") for rows in (first, *others))
    found = Look.objects.filter(pk__in=some.union(*more) if more else some).exclude(has_report())
    return found.select_related("service", "subject", "opened_by", "investigation").order_by("-opened_at")


def _named(rows: QuerySet[Authorisation]) -> dict[UUID, list[AuthorisedSubject]]:
    found: dict[UUID, list[AuthorisedSubject]] = defaultdict(list)
    for one in AuthorisedSubject.objects.filter(authorisation__in=rows):
        found[one.authorisation_id].append(one)
    return found


def _suggested(
    look: Look, granted: list[Authorisation], named: dict[UUID, list[AuthorisedSubject]]
) -> Suggestion:
    """The nearest authorisation that did not cover it says of which kind it is."""
    at = look.opened_at
    decided = [row for row in granted if row.decided_at and row.decided_at <= at and row.state != "refused"]
    theirs = [row for row in decided if _names(named[row.id], look.subject_id, at=at)]
    for row in reversed(theirs):
        if is_in_force(
            row.times, at=at
        ):  # its review was overdue, its order was not on record yet, or it was of another kind
            return Suggestion(look, ErrorKind.NO_BASIS, row)
        if row.effective_from is None or at < row.effective_from:
            return Suggestion(look, ErrorKind.BEFORE_ORDER, row)
        return Suggestion(look, ErrorKind.AFTER_END, row)
    for row in reversed(decided):
        if row not in theirs and is_in_force(row.times, at=at):
            return Suggestion(look, ErrorKind.OUTSIDE, row)
    return Suggestion(look, ErrorKind.NO_BASIS)


def _names(rows: list[AuthorisedSubject], subject: UUID | None, *, at: datetime) -> bool:
    """Whether it named the subject at the moment of the look."""
    return any(
        one.subject_id == subject and one.added_at <= at and (one.removed_at is None or one.removed_at > at)
        for one in rows
    )
