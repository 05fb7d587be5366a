"""The looks under a plan or an authorisation, and along its life, as moments and references alone: also those without a basis after its end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from watchbook.authorisations.models import AuthorisedSubject
from watchbook.looks.models import Basis, Look


def looks_along(
    authorisation: UUID, *, ended_at: datetime | None, at: datetime
) -> list[tuple[datetime, str]]:
    """Return when looks were made under it, with their references, and without a basis at whom it names once it had ended. One query."""
    theirs = Q(basis_id=authorisation)
    if ended_at is not None and ended_at <= at:
        named = AuthorisedSubject.objects.filter(authorisation=authorisation).values("subject")
        theirs |= Q(basis=Basis.NONE, subject__in=named, opened_at__gte=ended_at)
    rows = Look.objects.filter(theirs, opened_at__lte=at).order_by("opened_at")
    return list(rows.values_list("opened_at", "reference"))


@dataclass(frozen=True)
class LooksMadeUnder:
    """The looks made under a plan or an authorisation: how many, when the last, and whether one found or kept something."""

    count: int
    last: datetime | None
    found_something: bool


def made_under(basis_id: UUID, *, at: datetime) -> LooksMadeUnder:
    """Say what was looked at under a plan or an authorisation by a moment. One query."""
    rows = Look.objects.filter(basis_id=basis_id, opened_at__lte=at).order_by("-opened_at")
    found = list(rows.values_list("opened_at", "result", "kept_at"))
    is_something = any(result == "something" or kept is not None for _at, result, kept in found)
    return LooksMadeUnder(len(found), found[0][0] if found else None, is_something)
