"""Reading questions about protected records: those that wait for somebody, those that are late, and those decided."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from watchbook.acting.london_day import LONDON, london_day
from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.models import Event
from watchbook.law.parameters import number
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.asked_together import Reader, Wants, gathered, with_related
from watchbook.retention.deletion.basis import not_ended
from watchbook.retention.deletion.models import DeletionItem
from watchbook.retention.deletion.noting import NOTED
from watchbook.retention.due import Item, existing
from watchbook.retention.rights_request import erasure, shared_file
from watchbook.retention.rights_request.clock import keepers_decide_by
from watchbook.retention.rights_request.erasable import held, kept_until
from watchbook.retention.rights_request.models import (
    NOT_AGREED,
    FoundItem,
    RightsRequest,
    SubjectSearch,
)
from watchbook.retention.rights_request.need_to_know import is_author, readable, readable_ones
from watchbook.retention.rights_request.queries import told_of
from watchbook.retention.rights_request.rules import TOLD, ItemDecision
from watchbook.retention.rights_request.states import ANSWERS, WORKED_ON, RightsState

STATES = (*WORKED_ON, RightsState.ANSWERED)  # a protected record waits for its decision also after the answer
UNDECIDED = Q(is_protected=True, decision="")
PAGE = 50  # records that one decision takes at once
# The events by which a decision comes to be told: an erasure only once a second keeper agreed.
DECIDED_BY = ("rights_question.decided", "rights_question.erasure_agreed")


@dataclass(frozen=True)
class RightsQuestion:
    """The protected records of one kind that wait for one decision for one right of a request, and the last day for it."""

    items: list[FoundItem]
    decide_by: date

    @property
    def first(self) -> FoundItem:
        """The record whose page decides on all of them."""
        return self.items[0]


class FollowUp(NamedTuple):
    """Work that an answered request still wants: what to do, from which day if not now, and whether it is to propose a deletion."""

    row: RightsRequest
    to_do: str
    by: date | None = None
    is_to_propose: bool = False


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


def to_chase(on: date) -> Reader[int]:
    """Count the requests of which the day for such decisions is near, or was within as many days as they have, whatever was found.

    A count of missing decisions would tell, where one request is open, that its person is in a protected record.
    """
    searched = searched_on(on)
    yield Wants(searched)
    requests = RightsRequest.objects.filter(pk__in={key for key, _found_on in searched})
    yield from with_related(requests, "steps")
    by_key = {one.pk: one for one in requests}
    with asking_once():
        yield len({key for key, found_on in searched if _is_to_chase(by_key[key], found_on, on=on)})


def searched_on(on: date) -> QuerySet[SubjectSearch, tuple[UUID, date]]:
    """The open requests with the days on which they were searched, of each day whose decisions may be near or late, each once."""
    days = _days("decide", on=on)
    days = max(days, _days("decide", on=on - 2 * days))  # the authority may have shortened them since
    first = datetime.combine(on - 2 * days, time(), tzinfo=LONDON)
    recent = SubjectSearch.objects.filter(recorded_at__gte=first, request__state__in=STATES)
    each = recent.order_by().values_list("request", TruncDate("recorded_at", tzinfo=LONDON))
    return each.distinct()


def _days(name: str, *, on: date) -> timedelta:
    return timedelta(days=number(f"authority.protected_records.{name}_days", on=on))


def _is_to_chase(request: RightsRequest, found_on: date, *, on: date) -> bool:
    by = keepers_decide_by(request, found_on=found_on)
    return by - _days("warn", on=on) <= on <= by + _days("decide", on=on)


def after_answers() -> list[tuple[RightsRequest, str]]:
    """The answered requests that want something more of the officers who answer: a further letter, or a deletion proposed."""
    return [(one.row, one.to_do) for one in gathered([answers_followed()]) if one.by is None]


def answers_followed(only: RightsRequest | None = None) -> Reader[FollowUp]:
    """The same of all or of one, asked for together with others, and the deletions promised for later."""
    mine = {"request": only} if only else {}
    told = FoundItem.objects.filter(is_protected=True, decision__in=TOLD)
    after = Q(decided_on__gte=F("request__closed_on")) | Q(agreed_on__gte=F("request__closed_on"))
    since = told.filter(after, request__state=RightsState.ANSWERED, **mine).select_related("request")
    to_erase, kept_files = left_to_erase().filter(**mine), shared_file.still_kept()
    if only:
        kept_files = kept_files.filter(deletion_list__because=only.reference)
    yield Wants(since, to_erase, kept_files)
    further = _("send a further answer: a decision was made after the last answer")
    late = {one.request for one in since}
    found = [(row, further) for row in sorted(late, key=str) if _is_decided_since(row)]
    propose = _("propose deletion of the records to be erased")
    kept = _("send a further answer: we kept a record that the letter said we would erase")
    left: dict[RightsRequest, list[FoundItem]] = {}
    for one in to_erase:
        left.setdefault(one.request, []).append(one)
    found += [(row, kept) for row, items in left.items() if _is_kept_since(row, items)]
    file = _("send a further answer: we kept the file of a record that the letter said we would erase")
    found += [(row, file) for row in _with_files_kept(kept_files) if (row, kept) not in found]
    yield from (FollowUp(row, to_do) for row, to_do in found)
    free = _to_erase_now(left)
    yield from (FollowUp(row, propose, is_to_propose=True) for row in free)
    later = ((row, items) for row, items in left.items() if row not in free)
    promised = _("propose deletion of the records that we promised to erase later")
    days = ((row, _first_day_free(row, items)) for row, items in later)
    yield from (FollowUp(row, promised, day, is_to_propose=True) for row, day in days if day)


def left_to_erase() -> QuerySet[FoundItem]:
    """The records to be erased that are on no list, or that a list kept, of answered requests."""
    return erasure.to_propose().filter(request__state=RightsState.ANSWERED).select_related("request")


def _to_erase_now(left: Mapping[RightsRequest, list[FoundItem]]) -> list[RightsRequest]:
    """Return those of these requests with such a record that is still there, has ended, and is held for nothing else."""
    items = [Item(one.table, one.thing, "") for mine in left.values() for one in mine]
    there = existing(items)
    free = there - not_ended((one for one in items if one.id in there), on=today()).keys()
    return [
        row
        for row, items in left.items()
        if (mine := {one.thing for one in items} & free) and mine - held(mine, besides=row)
    ]


def _first_day_free(row: RightsRequest, items: Collection[FoundItem]) -> date | None:
    """Return the day after the last on which the first of these records is kept; None where no such day is known."""
    last = kept_until(items, besides=row, on=today())
    return min(last.values()) + timedelta(days=1) if last else None


def _is_kept_since(row: RightsRequest, items: Iterable[FoundItem]) -> bool:
    """Whether a list kept a record of which the last answer said that we would erase it, by the order of the log."""
    lists = erasure.kept_by_lists(row.reference).filter(item__in={one.thing for one in items})
    about = set(lists.values_list("deletion_list_id", flat=True))
    kept = Event.objects.filter(name__in=erasure.KEPT_BY, subject_id__in=about).aggregate(last=Max("number"))
    return (kept["last"] or 0) > _last_answer(row)


def _with_files_kept(kept: Iterable[DeletionItem]) -> list[RightsRequest]:
    """Return the answered requests of which a list deleted a record since the last answer, and not its file. No query as a rule."""
    if not (lists := shared_file.lists_of(kept)):
        return []
    answered = RightsRequest.objects.filter(state=RightsState.ANSWERED, reference__in=lists)
    return [row for row in answered if _is_noted_since(row, lists[row.reference])]


def _is_noted_since(row: RightsRequest, lists: Collection[UUID]) -> bool:
    noted = Event.objects.filter(name=NOTED.name, subject_id__in=lists).aggregate(last=Max("number"))
    return (noted["last"] or 0) > _last_answer(row)


def _is_decided_since(row: RightsRequest) -> bool:
    """Whether a protected record was decided to be told of after the last answer went, by the order of the log."""
    told = told_of(row).filter(is_protected=True)
    about = set(told.values_list("told_about", flat=True))
    decided = Event.objects.filter(name__in=DECIDED_BY, subject_id__in=about)
    mine = {str(one) for one in told.values_list("pk", flat=True)}
    newest = max((one.number for one in decided if one.fields.get("found_item") in mine), default=0)
    return newest > _last_answer(row)


def _last_answer(row: RightsRequest) -> int:
    """The number of the event of the last answer of a request; 0 before the first."""
    steps = Event.objects.filter(name="rights_request.step_recorded", subject_id=row.id)
    return max((one.number for one in steps if one.fields.get("kind") in ANSWERS), default=0)


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
