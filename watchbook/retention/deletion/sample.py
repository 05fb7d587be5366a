"""The sample of a deletion list: the records that somebody opens before anybody may approve the list.

A record counts as opened when its page was delivered to a person who may read it and who asked for it from the list. The
second person opens each record that they may read. Of one that they may not, they read what the list says of it, and
somebody who may read it opens it for them: never whoever proposed the list. Both are in the audit log, and the approval says
how many of each there were.
"""

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.lock import locked
from watchbook.audit_log.models import Event
from watchbook.audit_log.record import Kind, record_row
from watchbook.organisation.models import Person
from watchbook.retention import due
from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.deletion.permissions import may_decide_deletion, may_open_listed
from watchbook.retention.deletion.states import ItemOutcome, ListState

SAMPLE = 10
LOOKED_AT = Kind(
    "deletion.sampled",
    ("reference", "number"),
    says=gettext_lazy("The list’s entry for a record in the sample was read."),
)
OPENED = Kind(
    "deletion.sample_read",
    ("reference", "number"),
    says=gettext_lazy("A record in the sample was opened and read."),
)

READ_AS = {OPENED.name: gettext_lazy("record opened"), LOOKED_AT.name: gettext_lazy("entry read")}


@dataclass(frozen=True)
class SampledRecord:
    """A record of the sample as one person has it: its row while it is there, whether they may open it, and who did what."""

    thing: DeletionItem
    href: str
    may_open: bool
    opened: tuple[Event, ...]
    has_read_entry: bool
    by: UUID
    proposed_by: UUID

    @property
    def has_page(self) -> bool:
        """Whether there is a page to open: not of a protected record, nor of one that is gone or has none."""
        return bool(self.href)

    @property
    def opened_by_them(self) -> Event | None:
        """The last event by which this person opened it."""
        return next((one for one in reversed(self.opened) if one.by == self.by), None)

    @property
    def opened_by_another(self) -> Event | None:
        """The last event by which somebody else, who might read it and did not propose the list, opened it."""
        none_of = (self.by, self.proposed_by)
        return next((one for one in reversed(self.opened) if one.by not in none_of), None)

    @property
    def is_to_be_opened(self) -> bool:
        """Whether this person has yet to open it themselves."""
        return self.has_page and self.may_open and self.opened_by_them is None

    @property
    def needs_another(self) -> bool:
        """Whether somebody else has yet to open it, since this person may not."""
        return self.has_page and not self.may_open and self.opened_by_another is None

    @property
    def is_entry_to_be_read(self) -> bool:
        """Whether this person has yet to read what the list says of it, since they cannot open it."""
        return not (self.has_page and self.may_open) and not self.has_read_entry


@transaction.atomic
def look_at(deletion_list: DeletionList, number: int, *, by: Person, at: datetime) -> DeletionItem:
    """Read what the list says of a record of the sample. While the list waits for a decision, the log says who did."""
    row = locked(deletion_list)
    may_decide_deletion(by, row)
    thing = row.items.get(number=number)
    if row.state == ListState.PROPOSED:
        record_row(LOOKED_AT, row, by=by, at=at, number=number)
    return thing


@transaction.atomic
def open_record(deletion_list: DeletionList, number: int, *, by: Person, at: datetime) -> DeletionItem:
    """Count a record of the sample as opened by somebody who may read it and did not propose the list, while the list waits."""
    row = locked(deletion_list)
    thing = row.items.get(number=number)
    may_open_listed(by, thing, _rows([thing]).get(thing.item))
    _page(thing)
    if (
        row.state == ListState.PROPOSED
        and thing.outcome == ItemOutcome.WAITING
        and by.id != row.proposed_by_id
    ):
        record_row(OPENED, row, by=by, at=at, number=number)
    return thing


def page_of(thing: DeletionItem, *, by: Person) -> str:
    """Return the page of a record of the sample, for somebody who may read it."""
    may_open_listed(by, thing, _rows([thing]).get(thing.item))
    return _page(thing)


def _page(thing: DeletionItem) -> str:
    href = due.address(due.Item(thing.table, thing.item, thing.item_reference))
    if not href:
        raise WrongState(
            _("You cannot open this record: it has no page of its own. Read its entry on the list.")
        )
    return href


def is_open_to(thing: DeletionItem, *, by: Person) -> bool:
    """Whether somebody may open a record of a list. Two queries."""
    return can(may_open_listed, by, thing, _rows([thing]).get(thing.item))


def sampled(deletion_list: DeletionList, *, by: Person) -> list[SampledRecord]:
    """The records of the sample as a person has them. Two queries, one for each table, and what its right asks of each row."""
    things = list(deletion_list.items.filter(is_sample=True, outcome=ItemOutcome.WAITING))
    if not things:
        return []
    told = Event.objects.filter(subject_id=deletion_list.id, name__in=(LOOKED_AT.name, OPENED.name))
    events = list(told.order_by("number"))
    rows = _rows(things)
    proposed_by = deletion_list.proposed_by_id
    return [
        _sampled_record(one, rows.get(one.item), events, by=by, proposed_by=proposed_by) for one in things
    ]


def why_not_opened(found: Iterable[SampledRecord]) -> str:
    """Say what is left to do before a person may approve a list; "" if nothing is."""
    records = list(found)
    for count, words in (
        (sum(one.is_to_be_opened for one in records), _to_open),
        (sum(one.is_entry_to_be_read for one in records), _to_read),
        (sum(one.needs_another for one in records), _for_another),
    ):
        if count:
            return words(count)
    return ""


def openers(deletion_list: DeletionList) -> set[UUID]:
    """Everybody who opened a record of the sample, save who proposed the list. One query."""
    opened = Event.objects.filter(subject_id=deletion_list.id, name=OPENED.name)
    opened = opened.exclude(by=deletion_list.proposed_by_id)
    return set(opened.values_list("by", flat=True))


def readings(deletion_list: DeletionList) -> list[Event]:
    """List who opened which record of the sample or read its entry before the decision, save who proposed the list. Two queries.

    Protected records are left out: who may read one is told to nobody who may not.
    """
    told = Event.objects.filter(subject_id=deletion_list.id, name__in=(LOOKED_AT.name, OPENED.name))
    hidden = set(deletion_list.items.filter(is_protected=True).values_list("number", flat=True))
    read = told.exclude(by=deletion_list.proposed_by_id).order_by("number")
    return [one for one in read if one.fields["number"] not in hidden]


def what_was_read(event: Event) -> str:
    """Say which of the two a reading of a sample was."""
    return str(READ_AS[event.name])


def drawn(count: int, *, first: Collection[int] = ()) -> list[int]:
    """Draw the places of a sample among so many: half of it among the first, if there are any, and the rest among all others."""
    draw = random.SystemRandom().sample
    chosen = draw(list(first), min(SAMPLE // 2, len(first)))
    others = [place for place in range(count) if place not in set(chosen)]
    return chosen + draw(others, min(SAMPLE - len(chosen), len(others)))


def fill(row: DeletionList) -> None:
    """Draw as many things into the sample as it lacks of its size; where everything was to be looked at, everything is left."""
    waiting = row.items.filter(outcome=ItemOutcome.WAITING)
    others = list(waiting.filter(is_sample=False).values_list("pk", flat=True))
    lacking = SAMPLE - waiting.filter(is_sample=True).count()
    if others and lacking > 0:
        more = random.SystemRandom().sample(others, min(lacking, len(others)))
        waiting.filter(pk__in=more).update(is_sample=True)


def _to_open(count: int) -> str:
    return ngettext(
        "You have {count} more record to open in the sample.",
        "You have {count} more records to open in the sample.",
        count,
    ).format(count=count)


def _to_read(count: int) -> str:
    return ngettext(
        "You have {count} more entry to read in the sample.",
        "You have {count} more entries to read in the sample.",
        count,
    ).format(count=count)


def _for_another(count: int) -> str:
    return ngettext(
        "You are not allowed to read {count} record in the sample, and no person with access has opened it. Ask a line manager of the service, an auditor or the "
        "senior responsible officer to open the record. Choose somebody who did not propose the list.",
        "You are not allowed to read {count} records in the sample, and no person with access has opened them. Ask a line manager of the service, an auditor or "
        "the senior responsible officer to open the records. Choose somebody who did not propose the list.",
        count,
    ).format(count=count)


def _rows(things: Sequence[DeletionItem]) -> dict[UUID, Any]:
    """The rows of those that are there and not protected, by their ids. One query for each table."""
    found: dict[UUID, Any] = {}
    for table in {one.table for one in things if not one.is_protected}:
        ids = [one.item for one in things if one.table == table and not one.is_protected]
        found |= apps.get_model(table)._default_manager.in_bulk(ids)
    return found


def _sampled_record(
    thing: DeletionItem, row: Any, events: Sequence[Event], *, by: Person, proposed_by: UUID
) -> SampledRecord:
    mine = [one for one in events if one.fields["number"] == thing.number]
    return SampledRecord(
        thing=thing,
        href="" if row is None else due.page_of(row),
        may_open=can(may_open_listed, by, thing, row),
        opened=tuple(one for one in mine if one.name == OPENED.name),
        has_read_entry=any(one.name == LOOKED_AT.name and one.by == by.id for one in mine),
        by=by.id,
        proposed_by=proposed_by,
    )
