"""The looks at what is decided on, for whoever decides: the part that keeps looks stands above this one and is named in the settings."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from watchbook.authorisations.models import Authorisation, AuthorisedSubject
from watchbook.investigations.models import Subject


class LooksUnder(Protocol):
    """The looks made under an authorisation: how many, when the last, and whether one found or kept something."""

    count: int
    last: datetime | None
    found_something: bool


def looks_under(row: Authorisation, *, at: datetime) -> LooksUnder:
    """Say what was looked at under an authorisation by a moment."""
    find: Callable[..., LooksUnder] = import_string(settings.LOOKS_UNDER)
    return find(row.id, at=at)


def looks_beside(subjects: Iterable[Subject], *, decided: UUID | None, at: datetime) -> list[Any]:
    """Tell of each subject how often and by whom it was looked at; `decided` is the authorisation decided on, None for a plan."""
    find: Callable[..., list[Any]] = import_string(settings.LOOKS_BESIDE)
    return find(subjects, decided=decided, at=at)


def looks_beside_application(row: Authorisation, *, at: datetime) -> list[Any]:
    """The same of the subjects that an application or an authorisation names."""
    named = AuthorisedSubject.objects.filter(authorisation=row, removed_at=None).values("subject")
    subjects = Subject.objects.filter(pk__in=named).select_related("investigation").order_by("number")
    return looks_beside(subjects, decided=row.id, at=at)
