"""Find what counts together: subjects with the same account, and accounts joined to them, by keyed hashes alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from watchbook.acting.london_day import london_day
from watchbook.investigations.account import INDEX
from watchbook.investigations.models import Account, Subject
from watchbook.investigations.states import InvestigationState
from watchbook.keys.models import BlindIndexEntry


@dataclass(frozen=True)
class CountedTogether:
    """What is counted as one: subjects, and everything entered under one of their accounts, parted accounts left out."""

    subjects: frozenset[UUID]
    items: frozenset[UUID]
    parted: frozenset[UUID]


def together_with(subject: Subject | None, *, as_at: datetime | None = None) -> CountedTogether:
    """Return what counts together with a subject, as recorded by a moment (None: now); nothing, where there is none.

    A joining counts while its investigation is open, and whoever looks at one of the joined accounts elsewhere counts too.
    """
    if subject is None:
        return CountedTogether(frozenset(), frozenset(), frozenset())
    subjects, digests, items = {subject.id}, set[bytes](), set[UUID]()
    while new := _digests(subjects, as_at=as_at) - digests:
        digests |= new
        items = _items(digests)
        subjects = {subject.id} | _owners(items, as_at=as_at)
    parted = Account.objects.filter(subject__in=subjects, parted_at__isnull=False)
    if as_at is not None:
        parted = parted.filter(parted_at__lte=as_at)
    left_out = frozenset(parted.values_list("id", flat=True))
    return CountedTogether(frozenset(subjects), frozenset(items), left_out)


def together_under(items: Collection[UUID]) -> CountedTogether:
    """What counts together with an account that is not yet a subject's, given everything entered under it."""
    owners = _owners(items, as_at=None)
    first = Subject.objects.filter(pk__in=owners).first()
    return together_with(first) if first else CountedTogether(frozenset(), frozenset(items), frozenset())


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
