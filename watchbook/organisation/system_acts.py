"""Acts that a job does by itself: as the system person, and not before somebody has begun the register."""

import logging
from datetime import datetime
from functools import cache
from typing import Protocol

from django.utils import timezone

from watchbook.organisation.models import Person

log = logging.getLogger(__name__)


class Act(Protocol):
    """An act that a job does."""

    def __call__(self, *, by: Person, at: datetime) -> object: ...


def do(act: Act) -> None:
    """Do an act now as the system person; before set-up there is none, and nothing to do."""
    system = Person.objects.filter(is_system=True).first()
    if system is None:
        _say_once_that_it_waits()
        return
    act(by=system, at=timezone.now())


@cache
def _say_once_that_it_waits() -> None:
    log.info(
        "Jobs are waiting: nobody has set up this register yet. Open Watchbook in a browser to set it up."
    )
