"""The retention of one thing: until when it is kept, and why, for its own page and the page of its retention."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.ending import Ending
from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.governance.retention_schedule.models import RetentionClass
from watchbook.governance.retention_schedule.rules import period_in_words
from watchbook.organisation.queries import today
from watchbook.retention import due, fate
from watchbook.retention.due import Item
from watchbook.retention.legal_hold import lock
from watchbook.retention.legal_hold.queries import UNDER_LEGAL_HOLD
from watchbook.retention.permissions import may_read_retention
from watchbook.web import wording

RESTRICTED_USE = gettext_lazy(
    "A request about personal data led to the restriction of this record. We keep it as evidence, because it is in dispute, or for another reason that the law "
    "allows. Do not use the record for any other purpose."
)
LINE_ENDS = SafeString("<br>")
# One question for both: a page of a thing asks no more for being marked.
HELD_OR_RESTRICTED = (
    "SELECT EXISTS (SELECT FROM retention_holds_on(%s::uuid[])), retention_is_restricted(%s::uuid[])"
)


@dataclass(frozen=True)
class ItemRetention:
    """The retention of a thing: what begins its time, on which day it began, its class, its last day and when it was recorded.

    `began_on` is None while its time has not begun, and then `to_come` says for how long it is kept from which event;
    `last_on` also where the schedule gives no number for its class.
    """

    item: Item
    ending: Ending
    began_on: date | None
    last_on: date | None
    kept_by: RetentionClass | None
    recorded_on: date
    to_come: tuple[str, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether it was recorded after its last day, as imported history is."""
        return self.last_on is not None and self.last_on < self.recorded_on

    @property
    def has_one_class(self) -> bool:
        """Whether only one class of the schedule can be its own: its time has begun, or only one event can begin it."""
        return self.began_on is not None or len(self.to_come) == 1

    @property
    def words(self) -> str:
        """Return until when, in a sentence."""
        if self.began_on is None:
            periods = _("; or ").join(self.to_come)
            return _("{periods}. The retention period has not begun yet.").format(
                periods=f"{periods[:1].upper()}{periods[1:]}"
            )
        if self.kept_by is None and not self.ending.by_hand:
            return _(
                "No retention schedule in force has a period for this record. The records manager must adopt a schedule that has one."
            )
        if self.last_on is None and self.kept_by is not None:
            return _("{period}, from {event}.").format(
                period=period_in_words(self.kept_by), event=self.ending.event
            )
        if self.last_on is None or self.kept_by is None or self.ending.by_hand:
            return wording.day(self.last_on) if self.last_on else ""
        return _("{day}, counted from {event}, {began}").format(
            day=wording.day(self.last_on), event=self.ending.event, began=wording.day(self.began_on)
        )


def kept(row: Any) -> ItemRetention:
    """Return how long a thing is kept, as the schedule in force today says it of what began its time."""
    classes = due.in_force(today())
    mine = due.endings_of(row._meta.label_lower)
    begun = ((one, one.rows().filter(pk=row.pk).first()) for one in mine)
    ending, there = next(((one, found) for one, found in begun if found is not None), (mine[0], None))
    began = getattr(there, ending.began) if there is not None else None
    return ItemRetention(
        item=Item(row._meta.label_lower, row.pk, str(row)),
        ending=ending,
        began_on=due.day_of(began) if began is not None else None,
        last_on=due.last_day(ending, classes, began) if began is not None else None,
        kept_by=due.class_of(ending, classes, row),
        recorded_on=london_day(row.recorded_at),
        to_come=tuple(dict.fromkeys(_to_come(one, classes) for one in mine)) if began is None else (),
    )


def _to_come(ending: Ending, classes: due.Classes) -> str:
    """Say for how long a thing will be kept from an event that has not happened yet."""
    if ending.by_hand:
        return _("until {event}").format(event=ending.event)
    kept_by = classes.get(ending.code)
    if kept_by is None:
        return _("from {event}; no retention schedule in force says how long").format(event=ending.event)
    return _("{period} from {event}").format(period=period_in_words(kept_by), event=ending.event)


def kept_of(table: str, key: UUID) -> ItemRetention | None:
    """The same of the thing of a table with an id; None where it is gone."""
    row = due.row_of(table, key)
    return kept(row) if row is not None else None


def kept_row(row: Any, person: Any, ends_with: Any = None) -> dict[str, Any]:
    """Return until when a thing is kept, as a row of its page, and that it is under legal hold or restricted; the link leads on to all that holds it.

    `ends_with` is the thing with which it is deleted, and whose time counts; none where it has its own.
    """
    one = kept(ends_with or row)
    ((is_held, is_restricted),) = lock.answers_to(HELD_OR_RESTRICTED, [row.pk], [row.pk])
    also = {f"{UNDER_LEGAL_HOLD}.": is_held, f"{_('Restricted')}: {RESTRICTED_USE}": is_restricted}
    lines = [one.words, *(says for says, is_so in also.items() if is_so)]
    if can(may_read_retention, person) and fate.knows_of(person, row):
        address = reverse("retention:kept", args=[one.item.table, one.item.id])
        link = format_html('<a class="govuk-link" href="{}">{}</a>', address, _("Retention and legal holds"))
        lines.append(link)
    return {
        "key": {"text": _("Kept until")},
        "value": {"html": format_html_join(LINE_ENDS, "{}", zip(lines))},
    }
