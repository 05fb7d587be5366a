"""The central record: every application that was decided, granted or refused, with what its columns are asked for (LAW §5.1).

As at a moment means: what was recorded by then, each act by its own time. Names lie in envelopes and are not read here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from watchbook.authorisations.models import Authorisation, Hearing
from watchbook.authorisations.rules.in_force import days_in_force
from watchbook.authorisations.rules.kinds import AuthorisationKind
from watchbook.authorisations.states import AuthorisationState
from watchbook.organisation.queries import london_day

RIPA = (AuthorisationKind.DIRECTED_SURVEILLANCE, AuthorisationKind.CHIS)


def central_record(*, as_at: datetime | None = None) -> QuerySet[Authorisation]:
    """Whatever had been decided by a moment (None: now), refused applications too; the newest decision first."""
    rows = Authorisation.objects.filter(decided_at__isnull=False)
    if as_at is not None:
        rows = rows.filter(recorded_at__lte=as_at, decided_at__lte=as_at)
    return rows.select_related("service", "applicant", "decided_by", "investigation").order_by(
        "-decided_at", "reference"
    )


def granted(*, as_at: datetime | None = None, kinds: Iterable[str] = RIPA) -> QuerySet[Authorisation]:
    """Those that an officer granted, whatever a court did afterwards."""
    return central_record(as_at=as_at).filter(kind__in=list(kinds)).exclude(state=AuthorisationState.REFUSED)


def took_effect(*, as_at: datetime | None = None, kinds: Iterable[str] = RIPA) -> QuerySet[Authorisation]:
    """Those that took effect: approved by a court where one is asked."""
    rows = granted(as_at=as_at, kinds=kinds).filter(effective_from__isnull=False)
    return rows if as_at is None else rows.filter(effective_from__lte=as_at)


def refused_by_officer(
    *, as_at: datetime | None = None, kinds: Iterable[str] = RIPA
) -> QuerySet[Authorisation]:
    """Applications that the authority's own officer refused."""
    return central_record(as_at=as_at).filter(kind__in=list(kinds), state=AuthorisationState.REFUSED)


def refused_by_court(*, as_at: datetime | None = None) -> QuerySet[Hearing]:
    """Orders by which a court refused a grant or a renewal."""
    rows = Hearing.objects.filter(outcome="refused", authorisation__kind__in=RIPA).select_related(
        "authorisation"
    )
    return rows if as_at is None else rows.filter(recorded_at__lte=as_at)


def first_entry_on(*, as_at: datetime | None = None) -> date | None:
    """The day of the oldest decision on record. One query."""
    first = central_record(as_at=as_at).order_by("decided_at").values_list("decided_at", flat=True).first()
    return london_day(first) if first else None


def ran_for(row: Authorisation, *, until: datetime) -> int:
    """For how many days it was in force by a moment."""
    return days_in_force(row.times, until=until)


@dataclass(frozen=True)
class Gap:
    """References of a register that no row bears: to be explained, for a number is never used again."""

    register: str
    missing: tuple[int, ...]


def gaps() -> tuple[Gap, ...]:
    """Numbers that were given and that no row bears (invariant I9). One query."""
    numbers: dict[str, set[int]] = {}
    for reference in Authorisation.objects.filter(is_imported=False).values_list("reference", flat=True):
        register, _sep, number = reference.rpartition("-")
        numbers.setdefault(register, set()).add(int(number))
    missing = {
        register: tuple(sorted(set(range(1, max(found) + 1)) - found)) for register, found in numbers.items()
    }
    return tuple(Gap(register, left) for register, left in sorted(missing.items()) if left)
