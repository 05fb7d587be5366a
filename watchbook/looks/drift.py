"""Drift: how often anybody in the authority looked at a subject, counted while nobody else can open a look at it.

What a page is told of another service's looks is a number, and only where a look is opened (docs/explanation/looks.md#what-another-service-learns).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from watchbook.acting.london_day import london_day
from watchbook.authorisations.queries.in_force import Basis, in_force_for
from watchbook.investigations.models import Subject, SubjectKind
from watchbook.looks.models import Look, ReTriage
from watchbook.looks.queries.drift import Row, Together, counted, looks_in, thresholds_on, together_with
from watchbook.looks.rules.drift import Standing, Thresholds, immediate_until, standing, window_begins
from watchbook.looks.rules.opening import IMMEDIATE, PLAN, RE_TRIAGE
from watchbook.looks.states import ReTriageState
from watchbook.organisation.queries import the_authority


@dataclass(frozen=True)
class Drift:
    """What stands for a subject at a moment: the count, what is in force, a signed re-triage, an immediate response."""

    standing: Standing
    in_force: tuple[Basis, ...]
    re_triage: ReTriage | None
    immediate: UUID | None
    immediate_until: datetime | None
    ran_out: bool


def hold(subject: Subject) -> Together:
    """Lock every subject that counts together with this one, so that what is counted stays true until the commit."""
    whole = together_with(subject)
    held: set[UUID] = set()
    while not whole.subjects <= held:
        rows = Subject.objects.select_for_update(no_key=True).filter(pk__in=whole.subjects).order_by("pk")
        held = set(rows.values_list("pk", flat=True))
        whole = together_with(subject)
    return whole


def drift_of(subject: Subject, *, service: UUID | None, at: datetime, whole: Together | None = None) -> Drift:
    """What a look at the subject by this service would meet now. Eight queries beside those for what counts together, and one a plan."""
    by_law = thresholds_on(london_day(at))
    rows = in_window(whole or together_with(subject), at=at, by_law=by_law)
    first, until, ran_out = _immediate(rows, service=service, at=at)
    return Drift(
        standing=standing(list(map(counted, rows)), kind=subject.kind, at=at, service=service, by_law=by_law),
        in_force=tuple(one for one in in_force_for(subject, at=at) if not _is_used_up(one)),
        re_triage=_signed(subject, at=at, by_law=by_law),
        immediate=first,
        immediate_until=until,
        ran_out=ran_out,
    )


def drift_under(whole: Together, *, service: UUID | None, at: datetime) -> Drift:
    """What stood for an account of which only looks are known and no subject: the count, and nothing in force."""
    by_law = thresholds_on(london_day(at))
    rows = in_window(whole, at=at, by_law=by_law)
    first, until, ran_out = _immediate(rows, service=service, at=at)
    stood = standing(list(map(counted, rows)), kind=SubjectKind.PERSON, at=at, service=service, by_law=by_law)
    return Drift(stood, in_force=(), re_triage=None, immediate=first, immediate_until=until, ran_out=ran_out)


def in_window(whole: Together, *, at: datetime, by_law: Thresholds) -> list[Row]:
    """The looks of the window that ends at a moment."""
    begins = window_begins(on=london_day(at), window_days=by_law.window_days)
    return looks_in(whole, first=begins, last=at)


def _immediate(
    rows: list[Row], *, service: UUID | None, at: datetime
) -> tuple[UUID | None, datetime | None, bool]:
    """The service's immediate response that still opens looks, until when, and whether one ran out without a new triage.

    Another service's opens and explains nothing here: of its looks a number is told. The time runs from the look that
    began it; those opened within it name it and do not make it longer.
    """
    authority = the_authority()
    nation = str(authority.nation) if authority else ""
    begun = [
        row for row in rows if row.service == service and row.basis == IMMEDIATE and row.basis_id is None
    ]
    for row in begun:
        until = immediate_until(row.opened_at, nation=nation)
        if at < until:
            return row.id, until, False
    answered = [row.opened_at for row in rows if row.service == service and row.basis == RE_TRIAGE]
    return None, None, any(not any(moment > row.opened_at for moment in answered) for row in begun)


def _signed(subject: Subject, *, at: datetime, by_law: Thresholds) -> ReTriage | None:
    """A signed re-triage of the subject that no look has used; it lapses with the window in which it was signed."""
    begins = window_begins(on=london_day(at), window_days=by_law.window_days)
    rows = subject.re_triages.filter(state=ReTriageState.SIGNED, decided_at__gte=begins, decided_at__lte=at)
    return rows.order_by("decided_at").first()


def _is_used_up(basis: Basis) -> bool:
    """Whether a plan's looks were all made."""
    if basis.kind != PLAN or basis.looks_at_most is None:
        return False
    return Look.objects.filter(basis_id=basis.id).count() >= basis.looks_at_most
