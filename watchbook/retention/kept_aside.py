"""The database and files that restores kept aside: they hold what is deleted since, in clear, until an operator drops them.

Each holds what was recorded before that restore. An id tells when its row was made (UUID version 7).
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Func
from django.utils.translation import gettext as _

from watchbook.audit_log.models import SealedLog
from watchbook.web import wording

EVERY = "SELECT string_agg(datname::text, ' ') FROM pg_database WHERE starts_with(datname::text, current_database()::text || '_before_')"
MOMENT = re.compile(
    r"before[-_](\d{8})T(\d{0,6})"
)  # PostgreSQL cuts a long name off: then the latest moment that it may be
LAST = "235959"


def databases() -> Func:
    """The names of the databases that restores kept aside, as an annotation `kept_databases`; NULL where there is none."""
    return Func(template=f"({EVERY})", output_field=CharField())


def since(row: Any = None, *, thing: UUID | None = None) -> date | None:
    """Return the day of the first restore that kept something which is still here, or which holds a thing."""
    return holding(moments(row), thing)


def moments(row: Any = None) -> list[datetime]:
    """Return the moments of the restores that kept something which is still here. One query, none of a row with the annotation."""
    names = [path.name for path in settings.PLACES.files_before()]
    if hasattr(row, "kept_databases"):
        names.append(row.kept_databases or "")
    else:
        names += [name or "" for name in SealedLog.objects.values_list(databases(), flat=True)]
    return moments_in(" ".join(names))


def holding(asides: Iterable[datetime], thing: UUID | None) -> date | None:
    """Return the day of the first of these restores, or of the first after a thing was recorded: only that can hold it."""
    made = recorded_at(thing) if thing else None
    within = made.replace(microsecond=0) if made else None  # names tell no part of a second
    return min((one.date() for one in asides if within is None or within <= one), default=None)


def moments_in(names: str) -> list[datetime]:
    """Return the moments of restores, as the names of what they kept aside say them."""
    found = (f"{day}T{at}{LAST[len(at) :]}" for day, at in MOMENT.findall(names))
    return [datetime.strptime(one, "%Y%m%dT%H%M%S").replace(tzinfo=UTC) for one in found]


def recorded_at(thing: UUID) -> datetime | None:
    """Return when a row was made, by its id; None where its id does not tell."""
    if thing.version != 7:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=thing.int >> 80)


def in_words(day: date) -> str:
    """Say where it still is, and until when."""
    told = _(
        "kept from before the restore on {day}, until the operator deletes that copy with `watchbook restore --drop-before`"
    )
    return told.format(day=wording.day(day))
