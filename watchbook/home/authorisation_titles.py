"""The titles of the authorisations and investigations on a page of “Your work”: only those that the reader may read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from watchbook.acting.refusals import can
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import require_readers
from watchbook.home.waiting import Titled, WaitingMatter
from watchbook.investigations.models import Investigation
from watchbook.investigations.queries import investigations_of
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.asked_together import Reader, Wants, gathered
from watchbook.register.written import ASKED_AT, SOME_IDS, among, written_by_services

SHOWN = 100  # characters of a title


def readable_of(found: Iterable[WaitingMatter], *, reader: Person) -> list[Titled]:
    """Return what gives these lines a title that the reader may read. One query at most."""
    told: list[Titled] = []
    asked: list[Titled] = []
    for one in found:
        if one.titled_by:
            (told if one.tells_title else asked).append(one.titled_by)
    return told + _readable(asked, reader)


def with_titles(
    found: Iterable[WaitingMatter], readable: Iterable[Titled], titles: Mapping[UUID, str]
) -> list[WaitingMatter]:
    """Return these lines, those about what may be read with its title."""
    shown = {row.pk: titles[row.pk] for row in readable}
    return [
        replace(one, what=titled(one.what, shown[one.titled_by.pk]))
        if one.titled_by and one.titled_by.pk in shown
        else one
        for one in found
    ]


def titled(what: str, title: str) -> str:
    """Add a title to what it is of; an earlier record may have none, or a whole description."""
    shown = Truncator(title).chars(SHOWN)
    return _("{what}: {title}").format(what=what, title=shown) if shown else what


def _readable(rows: Collection[Titled], reader: Person) -> list[Titled]:
    """Return those of these that somebody may read, as `may_read_authorisation` and `may_read_investigation` say of each."""
    reads_all = can(require_readers, reader)
    asks = {_matter_of(row) for row in rows if not (reads_all and isinstance(row, Authorisation))}
    readable = set(gathered([_readable_matters(asks, reader)])) if asks else set()
    return [row for row in rows if _matter_of(row) in readable or _matter_of(row) not in asks]


def _matter_of(row: Titled) -> UUID | None:
    return row.pk if isinstance(row, Investigation) else row.investigation_id


def _readable_matters(ids: Iterable[UUID | None], reader: Person) -> Reader[UUID]:
    matters = _matters(reader, today())
    among((matters,), filter(None, ids))
    yield Wants(matters)
    yield from (row[0] for row in matters)


@written_by_services
def _matters(person: Person, _on: date) -> QuerySet[Any, Any]:
    """Of some investigations those that somebody may read."""
    matters = investigations_of(person, at=ASKED_AT).select_related(None)
    return matters.filter(pk__among=SOME_IDS).order_by().values_list("pk")
