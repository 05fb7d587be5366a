"""The wait of an agreed recovery: an hour in which people are at work, so that somebody can object."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.utils import timezone

from watchbook.law.bank_holidays import BeyondTheTable
from watchbook.law.working_days import CALENDARS, UK, Calendar, is_weekend, is_working_day
from watchbook.organisation.models import Recovery
from watchbook.organisation.queries import the_authority
from watchbook.organisation.rules import end_of_wait


def opens_at(recovery: Recovery) -> datetime | None:
    """Return when an agreed recovery may be completed: those concerned have an hour at work until then to stop it."""
    if not recovery.decided_at:
        return None
    return end_of_wait(
        timezone.localtime(recovery.decided_at),
        wait=settings.RECOVERY_WAITS,
        hours=settings.OFFICE_HOURS,
        is_working_day=_working_days(),
    )


def _working_days() -> Callable[[date], bool]:
    """Return what tells whether the authority works on a day: beyond the tables of bank holidays, whether it is in the week."""
    authority = the_authority()
    return partial(_is_working_day, calendar=CALENDARS[authority.nation] if authority else UK)


def _is_working_day(day: date, *, calendar: Calendar) -> bool:
    try:
        return is_working_day(day, calendar=calendar)
    except BeyondTheTable:
        return not is_weekend(day)
