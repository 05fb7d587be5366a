"""Holds that were lifted from records of a list: who did it, and when, for whoever decides on the list.

With the approval it is written into the list as the person who approved saw it: once the records are gone, nothing else tells.
"""

from importlib import import_module
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.holding import LetGo
from watchbook.acting.london_day import london_day
from watchbook.organisation.models import Person
from watchbook.retention.deletion.basis import no_longer_erased
from watchbook.retention.deletion.models import DeletionGround, DeletionList
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.legal_hold import lock
from watchbook.retention.legal_hold.queries import freed_by, holds
from watchbook.web import wording


def why_not_approved(row: DeletionList, *, by: Person) -> str:
    """Say why somebody cannot approve a list whatever was opened: its request erases less, or they ended a hold on it or had a hand in its request; "" if they can."""
    waiting = row.items.filter(outcome=ItemOutcome.WAITING).values_list("item", flat=True)
    ended = _(
        "You ended a legal hold on a record on this list, or you answered or ended a request that covered a record on this list. Ask another person to decide."
    )
    if why := no_longer_erased(row) or (ended if freed_by(by, list(waiting)) else ""):
        return why
    theirs = Q(decided_by=by) | Q(agreed_by=by) | Q(lifted_by=by)
    keepers = apps.get_model("retention.founditem")._default_manager.filter(theirs, is_protected=True)
    kept = row.items.filter(item__in=keepers.values("thing"))  # by the schedule too
    own = _("You decided on a protected record on this list yourself. Ask another person to decide.")
    if kept.exists():
        return own
    return _of_request(row, "why_not_approved", by=by) if row.ground == DeletionGround.ERASURE else ""


def rests_on(row: DeletionList, *, by: Person) -> list[str]:
    """Say to whoever decides on what a deletion at somebody's request rests; nothing where the schedule is the ground."""
    if row.ground != DeletionGround.ERASURE:
        return []
    waiting = row.items.filter(outcome=ItemOutcome.WAITING, is_protected=False)
    told: list[str] = _of_request(
        row, "told_to_approver", list(waiting.values_list("item", flat=True)), by=by
    )
    return told


def are_opened_by_second_keepers(row: DeletionList, *things: UUID) -> bool:
    """Whether a second keeper opened each of these protected records of a list; for all words to say only what is so."""
    return bool(_of_request(row, "were_opened", things))


def _of_request(row: DeletionList, name: str, *further: Any, **facts: Any) -> Any:
    """Ask the part that decides on erasure (settings.ERASURE) about the request of a list."""
    return getattr(import_module(settings.ERASURE), name)(row.because, *further, **facts)


def lifted(row: DeletionList) -> list[str]:
    """Say who lifted which hold from records of a list, and when: as it stood at the approval, or as it stands while the list waits."""
    found = [LetGo(*one) for one in row.let_go] if row.let_go is not None else let_go(row)
    named = Person.objects.filter(pk__in={person for one in found for person in one.people})
    names = {str(key): name for key, name in named.values_list("id", "name")}
    nobody = _("somebody whose name was deleted")
    return [one.words.format(*(names.get(str(person)) or nobody for person in one.people)) for one in found]


def let_go(row: DeletionList) -> list[LetGo]:
    """List the holds that were lifted from waiting records of a list; of protected records nothing is told."""
    items = row.items.filter(outcome=ItemOutcome.WAITING, is_protected=False)
    things = set(items.values_list("item", flat=True))
    told: list[LetGo] = []
    for hold in holds().filter(ended_at__isnull=False):
        held = {hold.thing, *(item for item, _container in lock.inside([hold.thing]))}
        if count := len(held & things):
            said = ngettext(
                "Legal hold {reference} was on {count} record on this list, for {ground}. {placed_by} placed it, and {ended_by} ended it on {day}.",
                "Legal hold {reference} was on {count} records on this list, for {ground}. {placed_by} placed it, and {ended_by} ended it on {day}.",
                count,
            )
            words = said.format(
                reference=hold.reference,
                count=count,
                ground=hold.get_ground_display(),
                placed_by="{0}",
                ended_by="{1}" if hold.ended_by_id else _("somebody"),
                day=wording.day(london_day(hold.ended_at)) if hold.ended_at else "",
            )
            told.append(LetGo(words, (hold.placed_by_id, *filter(None, [hold.ended_by_id]))))
    for name in settings.HOLDS:
        if of_part := getattr(import_module(name), "let_go", None):
            told += of_part(things)
    return told
