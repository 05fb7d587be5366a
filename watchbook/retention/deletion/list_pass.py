"""A pass over the things of a list: holds and basis are asked for all of them at once, then each is taken by the part that has it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.organisation.models import Person
from watchbook.retention.deletion.basis import why_not
from watchbook.retention.deletion.disposals import KeysAndFiles, take
from watchbook.retention.deletion.models import DeletionItem
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.legal_hold import lock
from watchbook.retention.legal_hold.legal_hold import UnderLegalHold, under_hold
from watchbook.retention.legal_hold.queries import why_held

type TakesOne = Callable[[DeletionItem, WrongState | None], KeysAndFiles]


@dataclass
class ListPass:
    """A pass over a list: what it took, and why it could not take the others, each by the thing's number."""

    taken: dict[int, KeysAndFiles] = field(default_factory=dict)
    refused: dict[int, tuple[ItemOutcome, str]] = field(default_factory=dict)


def _why_kept(things: list[DeletionItem], *, on: date) -> dict[int, WrongState]:
    """Ask for holds and for the basis of everything that is to go, in a few queries: from here on neither changes."""
    lock.wait_for_holds()
    held = why_held({one.item for one in things})
    kept = {number: WrongState(why) for number, why in why_not(things, on=on).items()}
    return kept | {one.number: under_hold(held[one.item]) for one in things if one.item in held}


def as_if_deleted(things: list[DeletionItem], *, person: Person, moment: datetime) -> ListPass:
    """Find what would go with each thing: it is deleted, and that is undone, for the parts alone know what belongs to it."""
    with transaction.atomic():
        found = delete_all(
            things, lambda one, kept: take_one(one, kept, person=person, moment=moment), on=london_day(moment)
        )
        transaction.set_rollback(True)
    return found


def delete_all(things: list[DeletionItem], take_it: TakesOne, *, on: date) -> ListPass:
    """Take each thing; what rests on another of the list goes once that one went."""
    found, waiting = ListPass(), things
    while waiting:
        left, kept = [], _why_kept(waiting, on=on)
        for one in waiting:
            try:
                found.taken[one.number] = take_it(one, kept.get(one.number))
                found.refused.pop(one.number, None)
            except (WrongState, ProtectedError, IntegrityError) as refusal:
                found.refused[one.number] = outcome_of(refusal)
                left.append(one)
        if len(left) == len(waiting):
            break
        waiting = left
    return found


def outcome_of(refusal: Exception) -> tuple[ItemOutcome, str]:
    """Say what became of a thing that was refused: by a rule, by what rests on it, or by the guard of what is held in it."""
    if isinstance(refusal, ProtectedError):
        return ItemOutcome.REFUSED, _(
            "Another record that is kept depends on it. Delete that record first, once it is due."
        )
    if isinstance(refusal, IntegrityError):
        return ItemOutcome.HELD, _(
            "A record inside it is under legal hold or held by a request. Open that record to see which."
        )
    return ItemOutcome.HELD if isinstance(refusal, UnderLegalHold) else ItemOutcome.REFUSED, str(refusal)[
        :500
    ]


def take_one(one: DeletionItem, kept: WrongState | None, *, person: Person, moment: datetime) -> KeysAndFiles:
    """Take one thing of a list that nothing keeps; a hold is said first, then what its own part refuses, then its basis."""
    if isinstance(kept, UnderLegalHold):
        raise kept
    try:
        with transaction.atomic():
            taken = take(one.table, one.item, person=person, moment=moment)
            if kept:
                raise kept
    except IntegrityError as guarded:
        raise kept or guarded from None
    return taken
