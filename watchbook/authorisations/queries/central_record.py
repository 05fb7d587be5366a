"""The central record: every application that was decided, granted or refused, with what its columns are asked for (docs/law/central-record.md#columns).

As at a moment means: what was recorded by then, each act by its own time. Names lie in envelopes and are not read here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice, pairwise
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.audit_log.asked_once import asked_once
from watchbook.audit_log.models import Event, RegisterCounter
from watchbook.authorisations.models import Authorisation, Hearing, Renewal
from watchbook.authorisations.permissions import require_readers
from watchbook.authorisations.rules.in_force import days_in_force
from watchbook.authorisations.rules.kinds import REGISTERS
from watchbook.authorisations.states import AuthorisationKind, AuthorisationState
from watchbook.organisation.models import Person

RIPA = (AuthorisationKind.DIRECTED_SURVEILLANCE, AuthorisationKind.CHIS)


def central_record(*, as_at: datetime | None = None) -> QuerySet[Authorisation]:
    """Whatever had been decided by a moment (None: now), refused applications too; the newest decision first."""
    rows = Authorisation.objects.filter(decided_at__isnull=False)
    if as_at is not None:
        rows = rows.filter(recorded_at__lte=as_at, decided_at__lte=as_at)
    return rows.select_related("service", "applicant", "decided_by", "investigation").order_by(
        "-decided_at", "reference"
    )


def shown_to(person: Person) -> QuerySet[Authorisation]:
    """Return the central record as somebody is shown it: to who opens no authorisation, without what the schedule has ended.

    That such a line is still there would tell that something holds it, such as a request in which a person was found.
    """
    rows = central_record()
    if not can(require_readers, person):
        for over in import_string(settings.TIME_OVER)(Authorisation._meta.label_lower):
            rows = rows.exclude(pk__in=over)
    return rows


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
    """Orders by which a court refused a grant or a renewal. Before it quashes it refused; an earlier record has one of both."""
    refused = Q(outcome="refused") | Q(outcome="quashed", authorisation__is_imported=True)
    rows = Hearing.objects.filter(refused, authorisation__kind__in=RIPA).select_related("authorisation")
    return rows if as_at is None else rows.filter(recorded_at__lte=as_at)


def lines() -> Any:
    """The ids of erased authorisations whose line the record keeps: they are counted like the others."""
    return Authorisation.objects.filter(envelope=b"").values("pk")


@asked_once
def first_entry_on(*, as_at: datetime | None = None) -> date | None:
    """The day of the oldest decision on record. One query."""
    first = central_record(as_at=as_at).order_by("decided_at").values_list("decided_at", flat=True).first()
    return london_day(first) if first else None


def ran_for(row: Authorisation, *, until: datetime) -> int:
    """For how many days it was in force by a moment."""
    return days_in_force(row.times, until=until)


def with_course(rows: QuerySet[Authorisation]) -> QuerySet[Authorisation]:
    """The rows with what its columns read of each: orders, reviews, renewals and who decided. Four queries for all."""
    return rows.select_related("service", "investigation", "decided_by").prefetch_related(
        Prefetch("hearings", Hearing.objects.select_related("renewal")),
        "reviews",
        Prefetch("renewals", Renewal.objects.select_related("by")),
    )


def reviews_on(row: Authorisation) -> list[date]:
    """On which days it was reviewed."""
    return [*row.earlier_reviews, *(one.reviewed_on for one in row.reviews.all())]


def not_saying_social_media(rows: QuerySet[Authorisation]) -> int:
    """How many do not say whether they concerned social media: with any, a count of those that did is a part. One query."""
    return rows.filter(is_social_media=None).count()


@dataclass(frozen=True)
class Gap:
    """References of a register that no row bears: to be explained, for a number is never used again."""

    register: str
    missing: tuple[int, ...]
    more: int = 0


DISPOSED = "application.disposed"
SHOWN = 50
NUMBERED = re.compile(r"(.*?)([0-9]{1,6})")


def gaps() -> tuple[Gap, ...]:
    """Numbers up to each register's counter that no row bears and no disposal names (invariant I9). Two queries.

    Where something is missing, or was disposed of, every number is looked at in two more.
    """
    last = dict(
        RegisterCounter.objects.filter(register__in=REGISTERS.values()).values_list("register", "last")
    )
    counted = Authorisation.objects.filter(is_imported=False).order_by().values_list("kind")
    borne = {REGISTERS[kind]: count for kind, count in counted.annotate(Count("id"))}
    return () if borne == last else tuple(_ours(last))


def _ours(last: Mapping[str, int]) -> Iterator[Gap]:
    """Numbers that were given, less those that a row bears and those that went with a row that was disposed of."""
    held = Authorisation.objects.filter(is_imported=False).values_list("reference", flat=True)
    gone = Event.objects.filter(name=DISPOSED).values_list("fields__reference", flat=True)
    known = {*held, *gone}
    for register in sorted(last):
        gap = _gap(register, (n for n in range(1, last[register] + 1) if f"{register}-{n:04d}" not in known))
        if gap.missing:
            yield gap


def gaps_of_earlier() -> tuple[Gap, ...]:
    """What is missing in each series of the earlier record, which had no counter of ours. One query.

    Between the first and the last number of each: what stood before or after them nobody here can know.
    """
    return tuple(_between_the_earlier())


def _between_the_earlier() -> Iterator[Gap]:
    references = Authorisation.objects.filter(is_imported=True).values_list("earlier_reference", flat=True)
    series: dict[str, set[int]] = {}
    for found in filter(None, map(NUMBERED.fullmatch, references)):
        series.setdefault(found[1], set()).add(int(found[2]))
    for prefix, numbers in sorted(series.items()):
        between = (range(low + 1, high) for low, high in pairwise(sorted(numbers)))
        if len(numbers) < max(numbers) - min(numbers) + 1:
            yield _gap(prefix or _("the earlier record"), chain.from_iterable(between))


def _gap(register: str, missing: Iterable[int]) -> Gap:
    every = iter(missing)
    shown = tuple(islice(every, SHOWN))
    return Gap(register, shown, more=sum(1 for _number in every))
