"""Imported authorisations without the date on which they ended, so that nobody can say how long they are kept."""

from datetime import date

from django.db.models import Q, QuerySet

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.states import AuthorisationState


def undated(*, on: date) -> QuerySet[Authorisation]:
    """Return those that ran out before a day and were never cancelled, or whose earlier record does not say when they ended."""
    ran_out = Q(state=AuthorisationState.EFFECTIVE, ends_on__lt=on)
    ended = ~Q(state=AuthorisationState.EFFECTIVE) & Q(cancelled_at=None, decided_at=None)
    return Authorisation.objects.filter(ran_out | ended, is_imported=True).order_by("reference")
