"""Reading questions about protected records: those that wait for somebody, those that are late, and those decided."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet

from watchbook.acting.london_day import LONDON, london_day
from watchbook.audit_log.asked_once import asking_once
from watchbook.law.parameters import number
from watchbook.organisation.models import Person
from watchbook.register.asked_together import Reader, SqlQuestion, Wants, with_related
from watchbook.retention.rights_request.clock import keepers_decide_by
from watchbook.retention.rights_request.models import NOT_AGREED, FoundItem, RightsRequest
from watchbook.retention.rights_request.need_to_know import is_author, readable, readable_ones
from watchbook.retention.rights_request.rules import ItemDecision
from watchbook.retention.rights_request.states import WORKED_ON, RightsState

STATES = (*WORKED_ON, RightsState.ANSWERED)  # a protected record waits for its decision also after the answer
UNDECIDED = Q(is_protected=True, decision="")
PAGE = 50  # records that one decision takes at once
# From each request and day that was found on to the next one: however often one was searched, the index is asked once for each.
SEARCHED = f"""
    WITH RECURSIVE searched (request_id, day) AS (
        (
            SELECT request_id, (recorded_at AT TIME ZONE 'Europe/London')::date FROM retention_subjectsearch
            WHERE recorded_at >= %s ORDER BY request_id, recorded_at LIMIT 1
        )
        UNION ALL SELECT later.* FROM searched, LATERAL (
            SELECT search.request_id, (search.recorded_at AT TIME ZONE 'Europe/London')::date FROM retention_subjectsearch AS search
            WHERE search.recorded_at >= %s AND (search.request_id, search.recorded_at)
                >= (searched.request_id, (searched.day + 1)::timestamp AT TIME ZONE 'Europe/London')
            ORDER BY search.request_id, search.recorded_at LIMIT 1
        ) AS later
    )
    SELECT searched.request_id, searched.day FROM searched JOIN retention_rightsrequest AS request ON request.id = searched.request_id
    WHERE request.state IN ({", ".join(f"'{one}'" for one in STATES)})
"""  # noqa: S608  # words of ours, values are bound


@dataclass(frozen=True)
class RightsQuestion:
    """The protected records of one kind that wait for one decision for one right of a request, and the last day for it."""

    items: list[FoundItem]
    decide_by: date

    @property
    def first(self) -> FoundItem:
        """The record whose page decides on all of them."""
        return self.items[0]


def first_of_each(mine: Q) -> QuerySet[FoundItem]:
    """Of these undecided things the first of each request, right and kind of record, the first found first.

    The last day for a decision is within days of that, and in the order of those days the database would read every request.
    """
    same = {name: OuterRef(name) for name in ("request", "table", "right")}
    earlier = FoundItem.objects.filter(UNDECIDED, mine, **same, number__lt=OuterRef("number"))
    return undecided().filter(mine, ~Exists(earlier)).order_by("recorded_at", "pk")


def asked_of(first: Collection[FoundItem], *, mine: Q) -> list[RightsQuestion]:
    """Return what is asked with these first ones, each with all that are like it, the first to be decided first. Two queries."""
    keys = set(map(_alike, first))
    near = _undecided().filter(mine, request__in={one.request_id for one in first}).order_by("number")
    rows = sorted((one for one in near if _alike(one) in keys), key=_alike)
    found = [list(same) for _key, same in groupby(rows, key=_alike)]
    with asking_once():
        asked = [RightsQuestion(one, _first_day(one)) for one in found]
    return sorted(asked, key=lambda one: one.decide_by)


def _first_day(items: Iterable[FoundItem]) -> date:
    """The first of the last days for things of one request, asked once for each day on which some were found."""
    return min(map(decide_by, {london_day(one.recorded_at): one for one in items}.values()))


def alike(item: FoundItem, person: Person) -> list[FoundItem]:
    """The records of the same kind, found for the same request, on which somebody can decide for the same right with this one."""
    rows = _undecided().filter(request=item.request, table=item.table, right=item.right).exclude(pk=item.pk)
    return readable(person, list(rows.order_by("number")))[: PAGE - 1]


def decide_by(item: FoundItem) -> date:
    """The last day for the decision on a protected record. Two queries, one where the steps were fetched with it."""
    return keepers_decide_by(item.request, found_on=london_day(item.recorded_at))


def first_day(items: Iterable[FoundItem]) -> date:
    """The first of the last days for decisions on some protected records, of at least one. Two queries for each search."""
    searches = {one.told_about: one for one in items}
    return min(map(decide_by, searches.values()))


def to_chase(searched: SqlQuestion, *, on: date) -> Reader[int]:
    """Count the requests that were searched (`searched_on`) of which the day for such decisions is near, or was within as many days as they have, whatever was found.

    A count of missing decisions would tell, where one request is open, that its person is in a protected record.
    """
    yield Wants(searched)
    if not searched.answers:
        yield 0
        return
    requests = RightsRequest.objects.filter(pk__in={key for key, _found_on in searched.answers})
    yield from with_related(requests, "steps")
    by_key = {one.pk: one for one in requests}
    with asking_once():
        yield len({key for key, found_on in searched.answers if _is_to_chase(by_key[key], found_on, on=on)})


def searched_on(on: date) -> SqlQuestion:
    """Ask for the open requests with the days on which they were searched, of each day whose decisions may be near or late, each once."""
    days = _days("decide", on=on)
    days = max(days, _days("decide", on=on - 2 * days))  # the authority may have shortened them since
    first = datetime.combine(on - 2 * days, time(), tzinfo=LONDON)
    return SqlQuestion(SEARCHED, first, first)


def _days(name: str, *, on: date) -> timedelta:
    return timedelta(days=number(f"authority.protected_records.{name}_days", on=on))


def _is_to_chase(request: RightsRequest, found_on: date, *, on: date) -> bool:
    by = keepers_decide_by(request, found_on=found_on)
    return by - _days("warn", on=on) <= on <= by + _days("decide", on=on)


def restricted_for(person: Person) -> QuerySet[FoundItem]:
    """The protected things that somebody may read and that are restricted: they stay until that is lifted, or decided anew."""
    rows = FoundItem.objects.filter(is_protected=True, decision=ItemDecision.RESTRICT, lifted_on=None)
    return rows.filter(readable_ones(person, rows)).select_related("request").order_by("recorded_at", "pk")


def decided_for(person: Person) -> QuerySet[FoundItem]:
    """The protected things that somebody may read and that were decided on, of requests that are not closed yet."""
    rows = FoundItem.objects.filter(is_protected=True, request__state__in=WORKED_ON).exclude(decision="")
    mine = rows.filter(readable_ones(person, rows)).select_related("request", "decided_by")
    return mine.order_by("recorded_at", "pk")


def to_agree_for(person: Person) -> list[FoundItem]:
    """The protected things that another keeper decided to erase and to which somebody, who is not their author, can agree."""
    return agreeable(person, list(not_agreed(person)))


def not_agreed(person: Person) -> QuerySet[FoundItem]:
    """Return those that another keeper than this decided to erase."""
    rows = FoundItem.objects.filter(NOT_AGREED, request__state__in=STATES)
    return rows.exclude(decided_by=person).select_related("request", "decided_by").order_by("recorded_at")


def agreeable(person: Person, items: list[FoundItem]) -> list[FoundItem]:
    """Return those of `not_agreed` to which somebody can agree. No query for none."""
    return [one for one in readable(person, items) if not is_author(person, one)]


def undecided() -> QuerySet[FoundItem]:
    """The protected things that nobody has decided on: which of them somebody may read, `readable` says."""
    rows = FoundItem.objects.filter(UNDECIDED, request__state__in=STATES)
    return rows.select_related("request")


def _undecided() -> QuerySet[FoundItem]:
    return undecided().prefetch_related("request__steps")


def _alike(item: FoundItem) -> tuple[str, str, str]:
    return item.request.reference, item.table, item.right
