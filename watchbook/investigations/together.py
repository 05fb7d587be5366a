"""Counting as one: subjects that have an account in common, and everything entered under one of their accounts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from watchbook.acting.london_day import london_day
from watchbook.investigations.joined import joined_and_items
from watchbook.investigations.models import Account, Subject
from watchbook.investigations.states import InvestigationState

CURRENT = "({0}.parted_at IS NULL OR {0}.parted_at > %(as_at)s) AND (%(as_at)s::timestamptz IS NULL OR {0}.recorded_at <= %(as_at)s)"
TOGETHER = f"""{
    joined_and_items(
        "%(subject)s",
        current=CURRENT,
        is_open="(whole.state = 'open' OR whole.closed_on >= %(day)s)",
    )
}
SELECT
    array(SELECT subject FROM joined),
    array(SELECT item FROM items),
    array(
        SELECT id FROM investigations_account JOIN joined ON joined.subject = subject_id
        WHERE parted_at <= coalesce(%(as_at)s::timestamptz, 'infinity')
    )
"""  # noqa: S608  # of constants alone


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
    day = london_day(as_at) if as_at else None  # as it was on that day, whatever was closed since
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER, {"subject": subject.id, "as_at": as_at, "day": day})
        subjects, items, parted = map(frozenset, cursor.fetchone())
    return CountedTogether(subjects, items, parted)


def hold(subject: Subject) -> CountedTogether:
    """Lock every subject that counts together with this one, so that what is counted stays true until the commit."""
    whole = together_with(subject)
    held: set[UUID] = set()
    while not whole.subjects <= held:
        rows = Subject.objects.select_for_update(no_key=True).filter(pk__in=whole.subjects).order_by("pk")
        held = set(rows.values_list("pk", flat=True))
        whole = together_with(subject)
    return whole


def together_under(items: Collection[UUID]) -> CountedTogether:
    """What counts together with an account that is not yet a subject's, given everything entered under it."""
    has_account = Account.objects.filter(subject=OuterRef("pk"), parted_at=None, pk__in=items)
    first = Subject.objects.filter(Exists(has_account), investigation__state=InvestigationState.OPEN).first()
    return together_with(first) if first else CountedTogether(frozenset(), frozenset(items), frozenset())
