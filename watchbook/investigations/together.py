"""Counting as one: subjects that have an account in common, and everything entered under one of their accounts; and as what.

Its SQL is written once: for the pages that count, and for the database's own check of a look.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from watchbook.acting.london_day import london_day
from watchbook.investigations.models import Account, Subject, SubjectKind
from watchbook.investigations.states import InvestigationState


def joined_and_items(
    subject: str,
    *,
    current: str = "{0}.parted_at IS NULL",
    is_open: str = "whole.state = 'open'",
) -> str:
    """Return two tables: `joined`, a subject and whatever has an account in common with it; `items`, all entered under one of those.

    From a subject to its accounts, to whatever is entered under one of them, to whose account that is, and on. Its text
    stands in a trigger: whoever changes it adds a migration.
    """
    under = f"""
                    JOIN investigations_account AS ours ON ours.subject_id = joined.subject AND {current.format("ours")}
                    JOIN keys_blindindexentry AS word ON word.kind = 'account' AND word.item = ours.id
                    JOIN keys_blindindexentry AS same ON same.kind = 'account' AND same.digest = word.digest"""
    return f"""
                WITH RECURSIVE joined AS (
                    SELECT {subject} AS subject
                    UNION
                    SELECT theirs.subject_id FROM joined{under}
                    JOIN investigations_account AS theirs ON theirs.id = same.item AND {current.format("theirs")}
                    JOIN investigations_subject AS subject ON subject.id = theirs.subject_id
                    JOIN investigations_investigation AS whole
                        ON whole.id = subject.investigation_id AND {is_open}
                ), items AS (
                    SELECT same.item FROM joined{under}
                )"""  # noqa: S608  # of constants alone


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
OF_PEOPLE = (SubjectKind.PERSON, SubjectKind.GROUP)


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


def is_confirmed(subject: Subject) -> bool:
    """Whether somebody else confirmed that it is no person, with all the accounts that it has. One query at most."""
    if subject.kind in OF_PEOPLE or subject.kind_confirmed_at is None:
        return False
    return not subject.accounts.filter(parted_at=None, recorded_at__gt=subject.kind_confirmed_at).exists()


def counts_as(subject: Subject | None, *, whole: CountedTogether) -> str:
    """Return the kind under which looks count: a person's, unless it was confirmed as no person's and is nobody's elsewhere."""
    if subject is None:
        return SubjectKind.PERSON
    if subject.kind in OF_PEOPLE:
        return subject.kind
    is_nobodys = is_confirmed(subject) and not _of_people(whole).exists()
    return subject.kind if is_nobodys else SubjectKind.PERSON


def _of_people(whole: CountedTogether) -> QuerySet[Subject]:
    """The people among those that have one of these accounts, also in an investigation that was closed since."""
    theirs = Account.objects.filter(pk__in=whole.items, parted_at=None).values("subject")
    return Subject.objects.filter(Q(pk__in=whole.subjects) | Q(pk__in=theirs), kind__in=OF_PEOPLE)
