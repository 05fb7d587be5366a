"""To whom a covert source's records are open at a moment."""

from datetime import datetime

from django.db.models import Q, QuerySet

from watchbook.authorisations.models import Authorisation, SourceOpening
from watchbook.organisation.models import Person


def is_opened_to(person: Person, authorisation: Authorisation, *, at: datetime) -> bool:
    """Whether an officer's opening to this person runs at a moment."""
    return openings_at(at).filter(authorisation=authorisation, inspector=person).exists()


def openings_at(at: datetime) -> QuerySet[SourceOpening]:
    """The openings that run at a moment."""
    return SourceOpening.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=at), at__lte=at, until_at__gt=at
    ).select_related("inspector", "authorisation")
