"""Work that an answered request still wants of the officers who answer: a further letter, or a deletion proposed, now or later."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from watchbook.audit_log.models import Event
from watchbook.organisation.queries import today
from watchbook.register.asked_together import Reader, Wants, gathered
from watchbook.retention.deletion.basis import not_ended
from watchbook.retention.deletion.models import DeletionItem
from watchbook.retention.deletion.noted_outside import NOTED
from watchbook.retention.due import Item, existing
from watchbook.retention.rights_request import erasure, shared_file
from watchbook.retention.rights_request.erasable import held, kept_until
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.queries import told_of
from watchbook.retention.rights_request.rules import TOLD
from watchbook.retention.rights_request.states import ANSWERS, RightsState

# The events by which a decision comes to be told: an erasure only once a second keeper agreed.
DECIDED_BY = ("rights_question.decided", "rights_question.erasure_agreed")


class WorkAfterAnswer(NamedTuple):
    """Work that an answered request still wants: what to do, from which day if not now, and whether it is to propose a deletion."""

    row: RightsRequest
    to_do: str
    by: date | None = None
    is_to_propose: bool = False


def after_answers() -> list[tuple[RightsRequest, str]]:
    """The answered requests that want something more of the officers who answer: a further letter, or a deletion proposed."""
    return [
        (one.row, one.to_do) for one in gathered([work_after_answers(*since_answers())]) if one.by is None
    ]


type SinceAnswers = tuple[QuerySet[FoundItem], QuerySet[FoundItem], QuerySet[DeletionItem]]


def since_answers(only: RightsRequest | None = None) -> SinceAnswers:
    """Of all answered requests or of one: what was decided since, what is left to erase, and the files that lists kept."""
    mine = {"request": only} if only else {}
    told = FoundItem.objects.filter(is_protected=True, decision__in=TOLD)
    after = Q(decided_on__gte=F("request__closed_on")) | Q(agreed_on__gte=F("request__closed_on"))
    since = told.filter(after, request__state=RightsState.ANSWERED, **mine).select_related("request")
    to_erase, kept_files = left_to_erase().filter(**mine), shared_file.still_kept()
    if only:
        kept_files = kept_files.filter(deletion_list__because=only.reference)
    return since, to_erase, kept_files


def work_after_answers(
    since: QuerySet[FoundItem], to_erase: QuerySet[FoundItem], kept_files: QuerySet[DeletionItem]
) -> Reader[WorkAfterAnswer]:
    """The same of what `since_answers` asks, asked for together with others, and the deletions promised for later."""
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
    yield from (WorkAfterAnswer(row, to_do) for row, to_do in found)
    free = _to_erase_now(left)
    yield from (WorkAfterAnswer(row, propose, is_to_propose=True) for row in free)
    later = ((row, items) for row, items in left.items() if row not in free)
    promised = _("propose deletion of the records that we promised to erase later")
    days = ((row, _first_day_free(row, items)) for row, items in later)
    yield from (WorkAfterAnswer(row, promised, day, is_to_propose=True) for row, day in days if day)


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
