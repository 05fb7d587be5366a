"""Which looks count together: those at a subject, at whatever has the same account, and at accounts joined to it.

By keyed hashes alone: two services are counted together and neither learns who, why, or under which handle (docs/explanation/looks.md#what-another-service-learns).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from watchbook.acting.london_day import london_day
from watchbook.governance.thresholds.queries import own_thresholds
from watchbook.investigations.account import INDEX
from watchbook.investigations.models import Account, Subject
from watchbook.investigations.states import InvestigationState
from watchbook.keys.models import BlindIndexEntry
from watchbook.looks.models import Look
from watchbook.looks.rules.drift import Counted, Thresholds, thresholds
from watchbook.looks.rules.opening import AUTHORISATIONS, HIDDEN


@dataclass(frozen=True)
class Together:
    """What is counted as one: subjects, and everything entered under one of their accounts, parted accounts left out."""

    subjects: frozenset[UUID]
    items: frozenset[UUID]
    parted: frozenset[UUID]


class Row(NamedTuple):
    """A look as the count needs it."""

    id: UUID
    opened_at: datetime
    opened_by: UUID
    service: UUID | None
    pages: int
    collateral: int
    kept_at: datetime | None
    basis: str
    basis_id: UUID | None


COLUMNS = (
    "id", "opened_at", "opened_by_id", "service_id", "pages", "collateral", "kept_at", "basis", "basis_id",
)  # fmt: skip


def thresholds_on(day: date) -> Thresholds:
    """The numbers that apply on a day: the authority's own, else those that the rules propose. One query."""
    with own_thresholds(on=day):
        return thresholds(on=day)


def together_with(subject: Subject, *, as_at: datetime | None = None) -> Together:
    """What counts together with a subject, as recorded by a moment (None: now).

    A joining counts while its investigation is open, and whoever looks at one of the joined accounts elsewhere counts too.
    """
    subjects, digests, items = {subject.id}, set[bytes](), set[UUID]()
    while new := _digests(subjects, as_at=as_at) - digests:
        digests |= new
        items = _items(digests)
        subjects = {subject.id} | _owners(items, as_at=as_at)
    parted = Account.objects.filter(subject__in=subjects, parted_at__isnull=False)
    if as_at is not None:
        parted = parted.filter(parted_at__lte=as_at)
    left_out = frozenset(parted.values_list("id", flat=True))
    return Together(frozenset(subjects), frozenset(items), left_out)


def together_under(items: Collection[UUID]) -> Together:
    """What counts together with an account that is not yet a subject's, given everything entered under it."""
    owners = _owners(items, as_at=None)
    first = Subject.objects.filter(pk__in=owners).first()
    if first is None:
        return Together(frozenset(), frozenset(items), frozenset())
    return together_with(first)


def looks_in(whole: Together, *, first: datetime, last: datetime, as_at: datetime | None = None) -> list[Row]:
    """The looks that count together in a window, the oldest first. One query."""
    theirs = Q(subject__in=whole.subjects)
    if whole.parted:
        theirs &= Q(account=None) | ~Q(account__in=whole.parted)
    rows = Look.objects.filter(theirs | Q(account__in=whole.items) | Q(pk__in=whole.items))
    rows = rows.filter(opened_at__gte=first, opened_at__lte=last)
    if as_at is not None:
        rows = rows.filter(recorded_at__lte=as_at)
    return [Row(*row) for row in rows.order_by("opened_at", "id").values_list(*COLUMNS)]


def counted(row: Row) -> Counted:
    """A look as the rule takes it: material kept under an authorisation asks nothing of the next look."""
    return Counted(
        at=row.opened_at,
        officer=row.opened_by,
        service=row.service,
        pages=row.pages,
        collateral=row.collateral,
        was_kept=row.kept_at is not None and row.basis not in AUTHORISATIONS,
        is_hidden=row.basis in HIDDEN,
    )


def _current(as_at: datetime | None) -> QuerySet[Account]:
    """The accounts that subjects had."""
    if as_at is None:
        return Account.objects.filter(parted_at=None)
    return Account.objects.filter(Q(parted_at=None) | Q(parted_at__gt=as_at), recorded_at__lte=as_at)


def _digests(subjects: Collection[UUID], *, as_at: datetime | None) -> set[bytes]:
    accounts = _current(as_at).filter(subject__in=subjects).values("id")
    entries = BlindIndexEntry.objects.filter(kind=INDEX, item__in=accounts)
    return {bytes(digest) for digest in entries.values_list("digest", flat=True)}


def _items(digests: Collection[bytes]) -> set[UUID]:
    rows = BlindIndexEntry.objects.filter(kind=INDEX, digest__in=digests)
    return set(rows.values_list("item", flat=True))


def _owners(items: Collection[UUID], *, as_at: datetime | None) -> set[UUID]:
    is_open = Q(subject__investigation__state=InvestigationState.OPEN)
    if as_at is not None:  # as it was on that day, whatever was closed since
        is_open |= Q(subject__investigation__closed_on__gte=london_day(as_at))
    rows = _current(as_at).filter(is_open, pk__in=items)
    return set(rows.values_list("subject_id", flat=True))
