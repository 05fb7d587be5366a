"""The looks along the life of an authorisation, as moments and references alone: those that rest on it, and those without a basis after its end."""

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
