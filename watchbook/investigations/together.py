"""Counting as one: subjects that have an account in common, and everything entered under one of their accounts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from watchbook.acting.london_day import london_day
from watchbook.investigations.account import INDEX as ACCOUNTS
from watchbook.investigations.models import Account, Subject
from watchbook.investigations.states import InvestigationState

# From a subject to its accounts, to whatever is entered under one of them, to whose account that is, and on.
CURRENT = "({0}.parted_at IS NULL OR {0}.parted_at > %(as_at)s) AND (%(as_at)s::timestamptz IS NULL OR {0}.recorded_at <= %(as_at)s)"
UNDER_ONE_ACCOUNT = f"""
    FROM together
    JOIN investigations_account AS ours ON ours.subject_id = together.subject AND {CURRENT.format("ours")}
    JOIN keys_blindindexentry AS word ON word.kind = %(kind)s AND word.item = ours.id
    JOIN keys_blindindexentry AS same ON same.kind = word.kind AND same.digest = word.digest
"""
TOGETHER = f"""
WITH RECURSIVE together AS (
    SELECT %(subject)s AS subject
    UNION
    SELECT theirs.subject_id {UNDER_ONE_ACCOUNT}
    JOIN investigations_account AS theirs ON theirs.id = same.item AND {CURRENT.format("theirs")}
    JOIN investigations_subject AS subject ON subject.id = theirs.subject_id
    JOIN investigations_investigation AS whole ON whole.id = subject.investigation_id
    WHERE whole.state = 'open' OR whole.closed_on >= %(day)s
)
SELECT
    array(SELECT subject FROM together),
    array(SELECT same.item {UNDER_ONE_ACCOUNT}),
    array(
        SELECT id FROM investigations_account JOIN together ON together.subject = subject_id
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
        cursor.execute(TOGETHER, {"subject": subject.id, "kind": ACCOUNTS, "as_at": as_at, "day": day})
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
