"""The search for a person through every part: what was searched, what was found, and nothing left out (UK GDPR art 15(1A))."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record
from watchbook.audit_log.written_once import QueryMaker, objects
from watchbook.investigations.account import items_named
from watchbook.investigations.account_address import recognised
from watchbook.investigations.models import Account
from watchbook.keys import blind_index, envelope
from watchbook.organisation.models import Person
from watchbook.register.written import SOME_IDS
from watchbook.retention.due import Item
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.retention.reading_rights import open_tables
from watchbook.retention.rights_request.common_names import MOST_RECORDS, common
from watchbook.retention.rights_request.found_thing import kind_of
from watchbook.retention.rights_request.models import FoundItem, RightsRequest, SubjectSearch
from watchbook.retention.rights_request.permissions import may_search_for_person
from watchbook.retention.rights_request.states import RightsState, check_open
from watchbook.web import wording

MOST_NAMES = 20
LONGEST_REFERENCE = 60
SEARCHED = Kind(
    "rights_request.searched",
    ("reference", "parts"),
    ("names",),
    gettext_lazy("All registers were searched for the person."),
)
# Recorded of each search, whatever it found: so it tells nothing.
ASKED = Kind(
    "subject_search.asked",
    says=gettext_lazy("Officers who may read protected records can decide on any that this search found."),
)


@dataclass(frozen=True)
class Sought:
    """The names that were sought, and what each part had."""

    names: list[str]
    found: dict[str, list[Item]]


def read(request: RightsRequest, names: Sequence[str], *, by: Person) -> Sought:
    """Read every part for these names and handles, however they are spelt, before the transaction of the search: it takes seconds."""
    may_search_for_person(by)
    tried = _("You cannot search for this person")
    check_open(RightsState(request.state), tried=tried)
    sought = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not sought:
        raise WrongState(
            cannot(tried, _("You have given no name. Enter each name and handle that the person uses."))
        )
    if len(sought) > MOST_NAMES:
        why = _(
            "You have given more than {most} names. Search for {most} of the names first, and then for the others."
        )
        raise WrongState(cannot(tried, why.format(most=MOST_NAMES)))
    is_second = by.id != request.recorded_by_id
    if (names_of_all := common(sought)) and not is_second:
        raise WrongState(cannot(tried, _second_person(names_of_all)))
    indexed = {key for name in sought for key in _indexed(name)}
    found = {part: found_in(part, sought, indexed, besides=request.id) for part in settings.DISPOSAL}
    # Of what is protected nothing is counted: that it is there must not be told.
    is_open = open_tables(by)
    if not is_second and sum(one.table in is_open for mine in found.values() for one in mine) > MOST_RECORDS:
        raise WrongState(cannot(tried, _second_person(sought)))
    return Sought(sought, found)


def _second_person(names: Sequence[str]) -> str:
    """Say that a name finds so much that whoever recorded the request does not search for it alone."""
    why = _(
        "A search for {names} would find records about many people, and we would have to hold all those records. You recorded the request, so ask another officer "
        "who answers requests to check each name and to search for it, or correct the request."
    )
    return why.format(names=", ".join(_("“{name}”").format(name=name) for name in names))


@transaction.atomic
def search(request: RightsRequest, sought: Sought, *, by: Person, at: datetime) -> SubjectSearch:
    """Record a search: what it found and is still there joins the things to decide on, and is held from now on."""
    row = locked(request)
    may_search_for_person(by)
    check_open(RightsState(row.state), tried=_("You cannot search for this person"))
    wait_for_deletions()  # nothing of it may be going at this moment
    items = [item for part, mine in sought.found.items() for item in _still_there(part, mine, besides=row.id)]
    searched = SubjectSearch(request=row, parts=list(settings.DISPOSAL), searched_by=by)
    envelope.put(searched, {"names": sought.names, "rights": list(row.rights)})
    searched.save(force_insert=True)
    _join(row, searched, items, is_open=open_tables(by))
    parts = len(searched.parts)
    record(SEARCHED, subject=row, by=by, at=at, reference=row.reference, parts=parts, names=sought.names)
    record(ASKED, subject=searched, by=by, at=at)
    return searched


def found_in(part: str, names: Iterable[str], indexed: set[UUID], *, besides: UUID) -> list[Item]:
    """The things of a part in which one of these names stands, by its own `find` or because the exact index has them; never the request itself."""
    module = import_module(part)
    named = set(module.find(*names)) - {besides}
    tables = [*getattr(module, "READERS", ()), *getattr(module, "NEED_TO_KNOW", ())]
    found = [item for table in tables for item in _of_table(table, named | indexed, besides=besides)]
    lost = named - {item.id for item in found}  # of a table that holds no personal field of its own
    return found + [Item("", key, str(key)) for key in sorted(lost)]


def _still_there(part: str, items: list[Item], *, besides: UUID) -> list[Item]:
    """Return what a part found and still has, asked of each of its tables alike; what is of no table of its own stays."""
    module = import_module(part)
    tables = [*getattr(module, "READERS", ()), *getattr(module, "NEED_TO_KNOW", ())]
    keys = {one.id for one in items if one.table}
    there = [item for table in tables for item in _of_table(table, keys, besides=besides)]
    return there + [one for one in items if not one.table]


def _of_table(table: Any, keys: set[UUID], *, besides: UUID) -> list[Item]:
    """The rows of a table with these ids. Asked also for none: a query less would tell that nothing was found."""
    rows = objects(_named_in(table), {SOME_IDS: list(keys - {besides})})
    return [Item(table._meta.label_lower, row.pk, _reference(row)) for row in rows]


@cache
def _named_in(table: Any) -> QueryMaker:
    return lambda: cast(QuerySet[Any, Any], table._default_manager.filter(pk__among=SOME_IDS))


def _reference(row: Any) -> str:
    """Return the name that people give a thing; of an account its kind and day, since its name is the person's."""
    named = getattr(row, "reference", "") or row
    if isinstance(row, Person):
        named = f"{kind_of(row._meta.label_lower)}, {wording.day(london_day(row.recorded_at))}"
    return str(named)[:LONGEST_REFERENCE]


def _indexed(name: str) -> set[UUID]:
    """Return what was entered under this very name, handle or address of an account; an account goes with its subject alone."""
    found = blind_index.found_anywhere(name) | items_named(recognised(name))
    return found | set(Account.objects.filter(pk__among=found).values_list("subject_id", flat=True))


def _join(row: RightsRequest, searched: SubjectSearch, items: list[Item], *, is_open: frozenset[str]) -> None:
    """Add what was not found before, open or protected, to the things of a request, once for each right that it uses now.

    With as many queries for none as for some.
    """
    every = list(row.founditems.all())
    known, asked = {one.thing: one for one in every}, {(one.thing, one.right) for one in every}
    count = Counter(one.is_protected for one in known.values())
    # Once, whatever was found: as many calls to the key store for none as for some.
    undecided = envelope.seal({"why": ""}, item=row.id, kind=FoundItem.kind_of_envelope)
    found = [
        (one.number, one.is_protected, Item(one.table, one.thing, one.thing_reference))
        for one in known.values()
    ]
    for item in {one.id: one for one in items if one.id not in known}.values():
        is_protected = item.table not in is_open
        count[is_protected] += 1
        found.append((count[is_protected], is_protected, item))
    new = [
        FoundItem(
            request=row,
            number=number,
            right=right,
            is_protected=is_protected,
            told_about=searched.id if is_protected else row.id,
            table=item.table,
            thing=item.id,
            thing_reference=item.reference,
            envelope=undecided,
        )
        for number, is_protected, item in found
        for right in row.rights
        if (item.id, right) not in asked
    ]
    if new:
        FoundItem.objects.bulk_create(new)
    else:
        FoundItem.objects.filter(pk=searched.id).exists()  # the time that a search takes must not tell either
