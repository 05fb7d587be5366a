"""The looks at what is decided on, for whoever decides: the part that keeps looks stands above this one and is named in the settings."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from watchbook.authorisations.models import Authorisation, AuthorisedSubject
from watchbook.investigations.models import Subject


def looks_beside(subjects: Iterable[Subject], *, at: datetime) -> list[Any]:
    """Tell of each subject how often and by whom it was looked at."""
    find: Callable[..., list[Any]] = import_string(settings.LOOKS_BESIDE)
    return find(subjects, at=at)


def looks_beside_application(row: Authorisation, *, at: datetime) -> list[Any]:
    """The same of the subjects that an application or an authorisation names."""
    named = AuthorisedSubject.objects.filter(authorisation=row, removed_at=None).values("subject")
    subjects = Subject.objects.filter(pk__in=named).select_related("investigation").order_by("number")
    return looks_beside(subjects, at=at)
