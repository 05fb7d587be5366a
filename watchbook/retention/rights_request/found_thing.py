"""A found thing as those who may read it see it: its kind, its day, whose it is, the words with the name, and its page."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from importlib import import_module
from itertools import chain
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.investigations.models import Subject
from watchbook.keys.envelope import Enveloped, opened_all, words_of
from watchbook.reading.name_spelling import is_named
from watchbook.retention import due
from watchbook.retention.deletion.queue import OWNERS, leads
from watchbook.retention.rights_request.models import FoundItem
from watchbook.retention.titles import TITLES
from watchbook.web import wording

LONGEST, MOST = 300, 5  # letters of an excerpt, and excerpts
KINDS = TITLES | {
    "investigations.subject": _("Subjects"),
    "investigations.breakglass": _("Emergency access"),
    "foi.publication": _("Published answers"),
}


@dataclass(frozen=True)
class FoundThing:
    """A thing that was found; without its day, owner and words where it is gone."""

    kind: str
    on: date | None = None
    owner: str = ""
    words: tuple[str, ...] = ()
    href: str = ""

    @property
    def in_words(self) -> str:
        """The same in one line, to stand beside a box."""
        day = wording.day(self.on) if self.on else ""
        return ". ".join(
            [", ".join(filter(None, [self.kind, day, self.owner])), *(one.rstrip(".") for one in self.words)]
        )


def found_thing(item: FoundItem, names: Collection[str]) -> FoundThing:
    """Show a thing to somebody who may read it, with the words in which one of the names stands."""
    kind = kind_of(item.table)
    table: Any = apps.get_model(item.table) if item.table else None
    row = table._default_manager.filter(pk=item.thing).first() if table else None
    if row is None:
        return FoundThing(kind)
    path = next((path for path in OWNERS if leads(table, path)), "")
    owner = reduce(lambda of, step: getattr(of, step, None), path.split("__"), row) if path else None
    words = (one for one in _words(row) if any(is_named(name, one) for name in names))
    shown = tuple(one[:LONGEST] for one, _number in zip(dict.fromkeys(words), range(MOST), strict=False))
    return FoundThing(kind, london_day(row.recorded_at), str(owner or ""), shown, _address(row, item))


def kind_of(table: str) -> str:
    """Return the kind of a thing by its table, as a page says it."""
    return str(KINDS.get(table, _("Other records")))


def _words(row: models.Model) -> Iterator[str]:
    """Every text of a thing and of what hangs on it, opened where it is sealed."""
    parts = [row, *parts_of(row)]
    said = opened_all([one for one in parts if isinstance(one, Enveloped)])
    for one in parts:
        yield from words_of(said.get(one.pk, {}))
        yield from words_of([getattr(one, name) for name in _texts(type(one))])


def parts_of(row: models.Model) -> Iterator[Any]:
    """Every row of the same part that names this row."""
    yield from chain.from_iterable(_parts(row))


def _parts(row: models.Model) -> Iterator[Any]:
    for table in row._meta.app_config.get_models():
        for field in table._meta.concrete_fields:
            if field.related_model is type(row) and issubclass(table, Enveloped):
                yield table._default_manager.filter(**{field.name: row})


def _texts(table: type[models.Model]) -> Iterator[str]:
    fields = table._meta.concrete_fields
    return (
        one.name for one in fields if isinstance(one, models.CharField | models.TextField | models.JSONField)
    )


@cache
def _pages() -> dict[str, Callable[[Any], str]]:
    """The page of things that never fall due, by their table, as their part declares it."""
    return {
        table._meta.label_lower: page_of
        for module in map(import_module, settings.DISPOSAL)
        for table, page_of in getattr(module, "PAGES", {}).items()
    }


def _address(row: Any, item: FoundItem) -> str:
    """The page of a thing; nothing where it has none of its own."""
    if isinstance(row, Subject):
        return reverse("investigations:subject", args=[row.investigation.reference, row.number])
    if page_of := _pages().get(item.table):
        return page_of(row)
    return due.address(due.Item(item.table, item.thing, "")) if item.table in due.disposals() else ""
