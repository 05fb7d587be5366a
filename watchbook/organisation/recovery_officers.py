"""Officers who hear of recoveries and of what administrators do: who can sign in today, and which office is empty."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from watchbook.organisation.models import Duty, Person
from watchbook.organisation.permissions import TOLD_OF_RECOVERIES
from watchbook.organisation.queries import in_force_on, today
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.organisation.states import DutyState

OFFICES = Duty.objects.filter(kind__in=TOLD_OF_RECOVERIES)


def offices_held(*but: Person) -> list[DutyKind]:
    """The offices that somebody with an open account holds today, other than these people. One query."""
    kinds = set(kinds_held(*but))
    return [kind for kind in TOLD_OF_RECOVERIES if kind in kinds]


def kinds_held(*but: Person) -> QuerySet[Duty, str]:
    """The kind of each office that somebody with an open account holds today, other than these people."""
    held = OFFICES.filter(in_force_on(today()), person__is_active=True).exclude(person__in=but)
    return held.order_by().values_list("kind", flat=True)


def empty_offices() -> list[DutyKind]:
    """The offices that nobody with an open account holds today; none in a register where neither was ever granted. Two queries at most."""
    return empty_without(kinds_held())


def empty_without(held: Iterable[str]) -> list[DutyKind]:
    """The same, where these are held. One query where one is empty."""
    kinds = set(held)
    empty = [kind for kind in TOLD_OF_RECOVERIES if kind not in kinds]
    ever = OFFICES.filter(state__in=[DutyState.GRANTED, DutyState.ENDED])
    return empty if empty and ever.exists() else []


def named(kinds: list[DutyKind], *, after: str = "") -> str:
    """Name these officers in a sentence, after somebody else; nothing where there is no officer."""
    if not kinds:
        return ""
    *others, last = [*filter(None, [after]), *(_("the {title}").format(title=TITLES[kind]) for kind in kinds)]
    return _(" and ").join(filter(None, [", ".join(others), last]))
