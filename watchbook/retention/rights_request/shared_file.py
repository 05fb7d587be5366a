"""Files of records to be erased that another record has too: they stay. The officer reads so before the letter goes, and the person in it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.files import removal
from watchbook.organisation.models import Person
from watchbook.retention.deletion.in_clear import FILES_KEPT, tables_with_files
from watchbook.retention.deletion.list_pass import files_by_row
from watchbook.retention.deletion.models import DeletionGround, DeletionItem
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.reading_rights import by_duty, by_thing, require_right_to_read
from watchbook.retention.rights_request.models import FoundItem, RightsRequest
from watchbook.retention.rights_request.queries import told_of
from watchbook.retention.rights_request.rules import ItemDecision
from watchbook.retention.rights_request.told_records import ToldRecord


def that_stay(items: Iterable[FoundItem]) -> dict[UUID, set[str]]:
    """The files of each of these things, erased together, that a row besides them names too. A few queries for each with a file."""
    tables = {one.thing: one.table for one in items if one.table in tables_with_files()}
    files = {thing: Counter(files_by_row(table, [thing])) for thing, table in tables.items()}
    own: Counter[str] = sum(files.values(), Counter())
    named = removal.times_named(own) if own else own
    shared = {thing: {name for name in mine if named[name] > own[name]} for thing, mine in files.items()}
    return {thing: names for thing, names in shared.items() if names}


def warnings(row: RightsRequest, chosen: Iterable[FoundItem] = (), *, by: Person) -> Iterator[str]:
    """Say of each record that lies open and is to be erased, or is chosen, that another has its file; which, to who may read that."""
    items = {one.thing: one for one in (*told_of(row).filter(decision=ItemDecision.ERASE), *chosen)}
    found = set(row.founditems.filter(is_protected=False).values_list("thing_reference", flat=True))
    own = {one.thing_reference for one in items.values()}
    for thing, names in that_stay(items.values()).items():
        one = items[thing]
        if not one.is_protected:
            yield _warning(one, _reference(names, besides=own, by=by), found)


def _warning(one: FoundItem, other: str, found: Collection[str]) -> str:
    if not other:
        words = _(
            "{reference} has the same file as another record, which you cannot open. The file stays with that record. Ask the "
            "records manager for the name of the person who keeps the other record, then ask that person to decide on it too."
        )
    elif other in found:
        words = _("{reference} has the same file as {other}. The file stays unless you also erase {other}.")
    else:
        words = _(
            "{reference} has the same file as {other}, which the search for this request did not find. Open that record and decide on it too."
        )
    return words.format(reference=one.thing_reference, other=other)


def _reference(names: Collection[str], *, besides: Collection[str], by: Person) -> str:
    """Return the reference of a record with one of these files that somebody may read; "" where there is none."""
    rows = (row for model in _models() for row in _rows(model, names) if row.reference not in besides)
    may = (str(one.reference) for one in rows if can(require_right_to_read, by, one._meta.label_lower, one))
    return next(may, "")


@cache
def _models() -> tuple[type[Any], ...]:
    """The tables of records with a reference and a file, whose parts declare who may read them."""
    known = {*by_duty(), *by_thing()}
    return tuple(one for one in apps.get_models() if one._meta.label_lower in known and _columns(one))


def _columns(model: type[Any]) -> set[str]:
    columns = {one.name for one in model._meta.concrete_fields}
    return columns & removal.NAMES_A_FILE if "reference" in columns else set()


def _rows(model: type[Any], names: Collection[str]) -> Iterator[Any]:
    for column in _columns(model):
        yield from model._default_manager.filter(**{f"{column}__in": names})


def told(things: Collection[UUID], records: Mapping[UUID, ToldRecord]) -> str:
    """Say in a letter that the files of some records stay; "" of none."""
    stay = sorted({records[thing].number for thing in things if thing in records})
    words = ngettext(
        "We are keeping the file of record {numbers}, because another record has the same file.",
        "We are keeping the files of records {numbers}, because other records have the same files.",
        len(stay),
    )
    return words.format(numbers=", ".join(map(str, stay))) if stay else ""


def kept(row: RightsRequest) -> set[UUID]:
    """The things that a list of a request deleted and whose files are here still, since another record has them. Two queries at most."""
    return {one.item for one in still_kept().filter(deletion_list__because=row.reference) if _is_here(one)}


def lists_of(kept: Iterable[DeletionItem]) -> dict[str, set[UUID]]:
    """The same, where these are `still_kept`."""
    found: dict[str, set[UUID]] = {}
    for one in kept:
        if _is_here(one):
            found.setdefault(one.deletion_list.because, set()).add(one.deletion_list_id)
    return found


def still_kept() -> QuerySet[DeletionItem]:
    """The things that lists of requests deleted without their files. One query."""
    rows = DeletionItem.objects.filter(outcome=ItemOutcome.DELETED, clear__has_key=FILES_KEPT)
    return rows.filter(deletion_list__ground=DeletionGround.ERASURE).select_related("deletion_list")


def _is_here(one: DeletionItem) -> bool:
    return bool(removal.kept((one.clear or {})[FILES_KEPT]))
