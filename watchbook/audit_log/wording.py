"""How pages tell the open fields of an event: names in words, yes and no, days as days, people by name, nothing empty."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.models import Event
from watchbook.audit_log.record import KINDS, what_happened
from watchbook.ledger import leaf as ledger
from watchbook.web.wording import day, moment

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
ANSWER = re.compile(r"(?P<asked>[a-z][a-z0-9_.]*)=(?P<answer>.*)")
# Where the name of a field in words would not be read at once.
LABELS: dict[str, str | Promise] = {
    "characters": _("Number of characters"),
    "counts_for_months": _("Number of months for which the training counts"),
    "dated_on": _("Dated"),
    "dpia_reference": _("Data protection impact assessment"),
    "equality_reference": _("Equality impact assessment"),
    "does_sentiment_analysis": _("Analyses sentiment"),
    "file_sha256": _("SHA-256 of the file"),
    "first_on": _("First date"),
    "from_on": _("First date"),
    "holder": _("Person"),
    "headings_sha256": _("SHA-256 of the column headings"),
    "identity": _("Identity check"),
    "in_use_from": _("In use from"),
    "is_of_another": _("Another person’s page"),
    "is_struck": _("Taken back"),
    "last_on": _("Last date"),
    "level": _("Needed because of repeat looks"),
    "logo_sha256": _("SHA-256 of the logo"),
    "looks_at_most": _("Maximum number of looks"),
    "often_looks": _("Maximum number of looks in each period"),
    "often_days": _("Length of each period in days"),
    "look_in_window": _("Number of the look in the counted period"),
    "names_nobody": _("Confirmed that no person is named"),
    "of_kind": _("Kind"),
    "on": _("Day"),
    "parcel_sha256": _("SHA-256 of the data sent"),
    "review_on": _("Next review"),
    "text_sha256": _("SHA-256 of the text"),
    "tool_kind": _("Kind"),
    "unit": _("Unit of the period"),
    "until_on": _("Last date"),
    "way": _("Method of recording"),
}

# By what an event decides: the verb of its name, or its noun where the verb is only that it was recorded.
DECIDED = frozenset(
    {
        "adopted", "agreed", "approved", "declined", "discharged", "dismissed", "established", "granted", "lifted",
        "quashed", "refused", "signed", "stop_instructed",
    }
)  # fmt: skip
DECIDED_ON = frozenset({"cancellation", "review"})


FOLDED_FROM = 3  # neighbours that read the same


class FieldWords(NamedTuple):
    """One field of an event as a page tells it."""

    name: str
    value: str
    is_digest: bool


def ids_in(events: Iterable[Event]) -> set[UUID]:
    """The ids of whoever acted and of the rows that open fields name."""
    found: set[UUID] = set()
    for event in events:
        found |= {event.by, *(UUID(one) for value in event.fields.values() for one in _ids(value))}
    return found


def without_reads(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """Events in their order: what was done, and apart from it what was merely read."""
    told: list[Event] = []
    reads: list[Event] = []
    for one in events:
        (reads if one.name.endswith("read") else told).append(one)
    return told, reads


def folded(events: Iterable[Event]) -> list[list[Event]]:
    """Events in their order, with neighbours that read the same together: three or more that one person did to one row, no decision among them."""
    groups: list[list[Event]] = []
    for _alike, found in groupby(events, key=lambda one: (what_happened(one), one.by, one.subject_id)):
        group = list(found)
        is_one = len(group) >= FOLDED_FROM and not is_decision(group[0])
        groups += [group] if is_one else [[one] for one in group]
    return groups


def is_decision(event: Event) -> bool:
    """Whether somebody decided something by it, so that it stands out among what was merely done."""
    noun, _dot, verb = event.name.partition(".")
    return noun in DECIDED_ON or verb in DECIDED


def fields_told(event: Event, names: Mapping[UUID, str]) -> list[FieldWords]:
    """The open fields of an event that hold something; a row's id only where `names` has a name for it."""
    told = []
    kind = KINDS.get(event.name)
    # As the kind declares them, for the database keeps no order; those that it declares no more come last.
    for name in dict.fromkeys([*(kind.fields if kind else ()), *event.fields]):
        labels = (kind.choices.get(name) if kind else None) or _labels(event.subject_table, name)
        words = _words(event.fields.get(name), names=names, labels=labels)
        was_not_taken_back = name == "is_struck" and not event.fields.get(name)
        if words and not was_not_taken_back:
            label = LABELS.get(name) or name.removesuffix("_on").replace("_", " ").capitalize()
            told.append(FieldWords(str(label), words, is_digest=name.endswith("_sha256")))
    return told


def _ids(value: ledger.Value) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and ID.fullmatch(one)]


def _words(value: ledger.Value, *, names: Mapping[UUID, str], labels: Mapping[object, object]) -> str:
    """A value in words; nothing for what is empty or would only be an id."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(filter(None, (_words(one, names=names, labels=labels) for one in value)))
    if value in labels:
        return str(labels[value])
    if isinstance(value, str):
        return _text(value, names=names)
    return "" if value is None else str(value)


def _text(value: str, *, names: Mapping[UUID, str]) -> str:
    if ID.fullmatch(value):
        return names.get(UUID(value), "")
    if when := _when(value):
        return when
    if answer := ANSWER.fullmatch(value):
        asked = answer["asked"].replace("_", " ").replace(".", " ")
        return f"{asked}: {_text(answer['answer'], names=names)}"
    return value.replace("_", " ") if CODE.fullmatch(value) else value


def _when(value: str) -> str:
    try:
        if DAY.fullmatch(value):
            return day(date.fromisoformat(value))
        return moment(datetime.fromisoformat(value)) if MOMENT.fullmatch(value) else ""
    except ValueError:
        return ""  # what somebody numbered so that it only looks like a day


def _labels(table: str, name: str) -> dict[object, object]:
    """What the choices of a column are called, where a table has a column of this name with choices."""
    model = _tables().get(table)
    try:
        column = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return {}
    column = getattr(column, "base_field", column)  # of a list, what it lists
    return dict(column.flatchoices) if isinstance(column, models.Field) and column.choices else {}


@cache
def _tables() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models()}
