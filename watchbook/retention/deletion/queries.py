"""Reading lists of deletion: each with its counts, and which things are on one."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.audit_log.models import Event
from watchbook.organisation.models import Person
from watchbook.organisation.queries import holders_of, today
from watchbook.register.asked_together import Reader, Wants
from watchbook.retention import fate, kept_aside
from watchbook.retention.deletion import in_clear
from watchbook.retention.deletion.carried_out_again import EARLIER, END_REOPENED
from watchbook.retention.deletion.models import (
    ChangeMade,
    DeletionGround,
    DeletionItem,
    DeletionList,
    WantedChange,
)
from watchbook.retention.deletion.permissions import APPROVERS
from watchbook.retention.deletion.states import CARRIED_OUT, NOTHING_DELETED, ItemOutcome, ListState
from watchbook.retention.due import Item
from watchbook.retention.permissions import may_read_retention
from watchbook.retention.reading_rights import page_for
from watchbook.web import wording
from watchbook.web.long_list import ListChoice

T1 = ListState.IRRECOVERABLE
STEPS = (
    ListState.PROPOSED,
    ListState.APPROVED,
    ListState.WRITTEN_DOWN,
    ListState.UNREADABLE,
    ListState.IRRECOVERABLE,
    ListState.GONE,
)


def lists() -> QuerySet[DeletionList]:
    """Every list, the newest first, each with whether it was carried out and every record of it kept, and whether something of it lay in clear."""
    goes = taken().filter(deletion_list=OuterRef("pk"))
    kept = ExpressionWrapper(Q(state__in=CARRIED_OUT) & ~Exists(goes), output_field=BooleanField())
    rows = DeletionList.objects.select_related("proposed_by", "approved_by", "asked_of")
    clear = Exists(DeletionItem.objects.filter(in_clear.is_in_clear(), deletion_list=OuterRef("pk")))
    return rows.annotate(
        is_nothing_deleted=kept,
        has_clear=clear,
        kept_databases=kept_aside.databases(),
        oldest_deleted=Subquery(in_clear.oldest_deleted(OuterRef("pk"))),
    )


def is_nothing_deleted(row: DeletionList) -> bool:
    """Whether a list was carried out and every record of it was kept. One query."""
    return row.state in CARRIED_OUT and not taken().filter(deletion_list=row).exists()


CARRIED = "carried_out"  # as everybody may know it
TOLD = [
    *((one.value, one.label) for one in ListState if one not in CARRIED_OUT),
    (CARRIED, gettext_lazy("carried out")),
]
LIST_CHOICES = {
    "ground": ListChoice(gettext_lazy("Ground"), "ground", DeletionGround.choices),
    "state": ListChoice(gettext_lazy("State"), "told", TOLD),
}


def state_in_words(row: Any) -> str:
    """Return the state of one of these lists as pages say it."""
    if row.is_nothing_deleted:
        return str(NOTHING_DELETED)
    return in_clear.end_in_words(ListState(row.state), row, is_clear=row.has_clear)


def counted() -> QuerySet[DeletionList]:
    """The same, each with how many things are on it, and its state as everybody may know it: by that they can be sorted."""
    on_it = DeletionItem.objects.filter(deletion_list=OuterRef("pk")).exclude(outcome=ItemOutcome.RELEASED)
    numbers = on_it.order_by().values("deletion_list").annotate(number=Count("pk")).values("number")
    things = Coalesce(Subquery(numbers), 0)
    told = Case(When(state__in=CARRIED_OUT, then=Value(CARRIED)), default=F("state"))
    return lists().annotate(things=things, told=told).order_by("-proposed_at")


def waiting_for(person: Person) -> QuerySet[DeletionList]:
    """Lists that wait for a decision that this person could make: of nobody in particular, or asked of them."""
    mine = Q(asked_of=None) | Q(asked_of=person)
    return lists().filter(mine, state=ListState.PROPOSED).exclude(proposed_by=person)


def sent_back_to(person: Person) -> QuerySet[DeletionList]:
    """Lists that this person proposed and somebody sent back."""
    return lists().filter(state=ListState.RETURNED, proposed_by=person)


def on_lists(items: Collection[UUID]) -> dict[UUID, DeletionList]:
    """Return the list that goes on with each of these things that is on one and not protected. One query."""
    return {one.item: one.deletion_list for one in _waiting(items).select_related("deletion_list")}


def those_on_lists(items: Collection[UUID]) -> Reader[Collection[UUID]]:
    """Read which of these things are among them, together with others."""
    rows = _waiting(items).values_list("item", flat=True)
    yield Wants(rows)
    yield set(rows)


def _waiting(items: Collection[UUID]) -> QuerySet[DeletionItem]:
    return DeletionItem.objects.filter(item__in=items, outcome=ItemOutcome.WAITING, is_protected=False)


def taken() -> QuerySet[DeletionItem]:
    """List the things that wait on a list or were deleted by one: no other list takes them."""
    return DeletionItem.objects.filter(outcome__in=(ItemOutcome.WAITING, ItemOutcome.DELETED))


def is_going(thing: UUID) -> bool:
    """Whether two people agreed on the deletion of a thing and it was not kept: it is gone, or on its way. One query."""
    begun = (ListState.PROPOSED, ListState.RETURNED)
    return taken().filter(item=thing).exclude(deletion_list__state__in=begun).exists()


def steps_in_words(row: Any) -> list[tuple[str, str]]:
    """Name each step of one of these lists: where something lies in clear, nobody is without it once the keys are replaced."""
    return [
        (one.value, str(in_clear.KEYS_REPLACED if row.has_clear and one == T1 else one.label))
        for one in steps(row)
    ]


def steps(row: DeletionList) -> tuple[ListState, ...]:
    """The steps that a list takes; one of which every record was kept takes none after its approval."""
    return STEPS[: STEPS.index(ListState.WRITTEN_DOWN)] if is_nothing_deleted(row) else STEPS


def awaited(row: DeletionList) -> dict[str, str]:
    """Say for each step after the keys are destroyed here what it waits for, and until which day a backup may hold the ciphertext."""
    if row.unreadable_at is None:
        return {}
    last = london_day(row.unreadable_at) + timedelta(days=settings.BACKUPS_KEPT)
    aside = in_clear.kept_aside_since(row)
    backup = _("not yet: the last backup here that may hold the data should expire by {day}")
    if last < today():
        backup = _("not yet: the data is in backups {until}")
    return {
        ListState.IRRECOVERABLE: _(
            "not yet: this happens tonight, when the key that protects the other keys is replaced"
        ),
        ListState.GONE: _("not yet: a copy of the data is {where}").format(where=kept_aside.in_words(aside))
        if aside
        else backup.format(day=wording.day(last), until=in_clear.until_in_words(row, last)),
    }


def outcomes(row: DeletionList) -> dict[str, int]:
    """Count the things of a list by outcome, in words; what is kept is one count, for whatever reason. One query."""
    counts: dict[str, int] = {}
    for outcome, count in row.items.order_by().values_list("outcome").annotate(count=Count("pk")):
        words = fate.kept_or(outcome, str(ItemOutcome(outcome).label))
        counts[words] = counts.get(words, 0) + count
    return counts


def fates(things: Iterable[DeletionItem], *, by: Person) -> dict[int, str]:
    """Say what became of things of a list, by their numbers, as somebody may know it. A few queries where any was kept."""
    every = list(things)
    kept = [one for one in every if one.outcome in fate.STAYS]
    protected = fate.protected_among(one.table for one in kept) if kept else frozenset[str]()
    closed = [one for one in kept if one.is_protected or one.table in protected]
    told = fate.known(by, ((one.table, one.item) for one in closed if not one.is_protected))
    unknown = {one.number for one in closed if one.item not in told}
    return {
        one.number: fate.outcome_told(
            one.outcome,
            str(one.get_outcome_display()),
            "" if one.why == str(fate.INSIDE) else one.why,  # who may read it is given a link to the reason
            knows=one.number not in unknown,
        )
        for one in every
    }


def ways_to(things: Iterable[DeletionItem], *, by: Person) -> dict[int, tuple[str, str]]:
    """Return a link for things of a list, by their numbers: to why one stayed that somebody may read, and to one that a restore brought back.

    Some queries for each of a list that a restore lost.
    """
    every = [one for one in things if not one.is_protected]
    lost = (one for one in every if one.outcome == ItemOutcome.LOST)
    back = {one.number: page_for(by, Item(one.table, one.item, one.item_reference)) for one in lost}
    ways = {number: (href, _("This record is back in the register")) for number, href in back.items() if href}
    kept = [one for one in every if one.outcome in fate.STAYS]
    hidden = fate.protected_among(one.table for one in kept) if kept else frozenset[str]()
    known = fate.known(by, ((one.table, one.item) for one in kept if one.table in hidden))
    if known and can(may_read_retention, by):
        ways |= {
            one.number: (
                reverse("retention:kept", args=[one.table, one.item]),
                _("Retention and legal holds"),
            )
            for one in kept
            if one.item in known
        }
    return ways


def carried_out_earlier(events: Iterable[Event]) -> str:
    """Say of a list that was carried out before a restore, or has an end that it lost, which certificate counts; "" of any other."""
    event = next((one for one in events if one.name in (EARLIER.name, END_REOPENED.name)), None)
    if event is None:
        return ""
    told = event.fields
    if event.name == END_REOPENED.name:
        day = wording.day(date.fromisoformat(told["certified_on"]))
        return _(
            "A restore lost a later step of this deletion, dated {day}. Watchbook checks the step and records it again, so the "
            "certificate here gives a later date for the step. The certificate that you gave out before the restore still "
            "counts."
        ).format(day=day)
    if told["is_lost"]:
        return _(
            "This list was carried out before the register was restored, and the file of the list is lost. The records may be back in the register. Use the "
            "certificate that you gave out to find them, and propose them on a new list."
        )
    no_other = _("Watchbook will not make another certificate with this number.")
    if not told["certified_on"]:
        said = _(
            "This list was carried out before the register was restored. If a certificate was given out for the list, that certificate still counts."
        )
    else:
        said = _(
            "This list was carried out before the register was restored. The certificate given out on {day} still counts."
        ).format(day=wording.day(date.fromisoformat(told["certified_on"])))
    return f"{said} {no_other}"


def recorded_late(events: Iterable[Event]) -> int:
    """Return how many records of a list were recorded after their last day, as its proposal says; 0 where it says nothing."""
    return next(
        (int(one.fields.get("recorded_late", 0)) for one in events if one.name == "deletion.proposed"), 0
    )


def sent_again(events: Iterable[Event]) -> dict[str, Any]:
    """Return what was asked for, what was done about it and by whom, when a list was last sent again; empty if it never was."""
    told = [one for one in events if one.name == "deletion.resubmitted" and "made" in one.fields]
    if not told:
        return {}
    last = told[-1]
    wanted, made = WantedChange(last.fields["wanted"]).label, ChangeMade(last.fields["made"]).label
    return {"wanted": wanted, "made": made, "left_out": last.fields["left_out"], "event": last}


def who_could_decide(row: DeletionList) -> list[Person]:
    """List who could be asked to decide on a list."""
    able = {one for kind in APPROVERS for one in holders_of(kind, on=today())}
    return sorted((one for one in able if one.id != row.proposed_by_id), key=lambda one: one.name)
