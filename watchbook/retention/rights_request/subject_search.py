"""The search for a person through every part: what was searched, what was found, and nothing left out (UK GDPR art 15(1A))."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record
from watchbook.keys import blind_index, envelope
from watchbook.keys.models import BlindIndexEntry
from watchbook.organisation.models import Person
from watchbook.retention.due import Item
from watchbook.retention.legal_hold.lock import wait_for_deletions
from watchbook.retention.rights_request.models import FoundItem, RightsRequest, SubjectSearch
from watchbook.retention.rights_request.permissions import may_search_for_person
from watchbook.retention.rights_request.states import RightsState, check_open

MOST_NAMES = 20
LONGEST_REFERENCE = 60
SEARCHED = Kind(
    "rights_request.searched",
    ("reference", "parts", "things", "new"),
    ("names",),
    gettext_lazy("Every register was searched for the person."),
)


@transaction.atomic
def search(request: RightsRequest, names: Sequence[str], *, by: Person, at: datetime) -> SubjectSearch:
    """Search every part for these names and handles, however they are spelt; what is new joins the things to decide on."""
    row = locked(request)
    may_search_for_person(by)
    tried = _("You cannot search for this person")
    check_open(RightsState(row.state), tried=tried)
    sought = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not sought:
        raise WrongState(
            cannot(tried, _("You have given no name. Enter each name and handle that they use."))
        )
    if len(sought) > MOST_NAMES:
        why = _(
            "You have given more than {most} names. Search for {most} of them first, and then for the others."
        )
        raise WrongState(cannot(tried, why.format(most=MOST_NAMES)))
    wait_for_deletions()  # what is found is held from now on: nothing of it may be going at this moment
    found = {part: found_in(part, sought, besides=row.id) for part in settings.DISPOSAL}
    searched = SubjectSearch(
        request=row, found={part: len(items) for part, items in found.items()}, searched_by=by
    )
    envelope.put(searched, {"names": sought})
    searched.save(force_insert=True)
    new = _join(row, [item for items in found.values() for item in items])
    record(
        SEARCHED,
        subject=row,
        by=by,
        at=at,
        reference=row.reference,
        parts=len(found),
        things=sum(searched.found.values()),
        new=new,
        names=sought,
    )
    return searched


def found_in(part: str, names: Iterable[str], *, besides: UUID) -> list[Item]:
    """The things of a part in which one of these names stands, by its own `find` and by the exact index; never the request itself."""
    module = import_module(part)
    named = {key for name in names for key in module.find(name)} - {besides}
    sought = named | {key for name in names for key in _indexed(name)}
    tables = dict.fromkeys(field.rpartition(".")[0] for field in module.PERSONAL_FIELDS)
    found = [item for table in tables for item in _of_table(table, sought)]
    lost = named - {item.id for item in found}  # of a table that holds no personal field of its own
    return found + [Item("", key, str(key)) for key in sorted(lost)]


def _of_table(label: str, keys: set[UUID]) -> list[Item]:
    table: Any = apps.get_model(label)
    rows = table._default_manager.filter(pk__in=keys)
    return [Item(table._meta.label_lower, row.pk, _reference(row)) for row in rows]


def _reference(row: Any) -> str:
    """Return the name that people give a thing; of an account its id, since its name is the person's."""
    named = getattr(row, "reference", "") or (row.pk if isinstance(row, Person) else row)
    return str(named)[:LONGEST_REFERENCE]


def _indexed(name: str) -> set[UUID]:
    kinds = BlindIndexEntry.objects.order_by().values_list("kind", flat=True).distinct()
    return {key for kind in kinds for key in blind_index.found(name, kind=kind)}


def _join(row: RightsRequest, items: list[Item]) -> int:
    """Add what was not found before to the things of a request; how many there are."""
    known = set(row.founditems.values_list("thing", flat=True))
    new = {item.id: item for item in items if item.id not in known}
    for number, item in enumerate(new.values(), start=len(known) + 1):
        one = FoundItem(
            request=row, number=number, table=item.table, thing=item.id, thing_reference=item.reference
        )
        envelope.put(one, {"why": ""})
        one.save(force_insert=True)
    return len(new)
