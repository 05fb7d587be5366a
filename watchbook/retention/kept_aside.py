"""The database and files that restores kept aside: they hold what is deleted since, in clear, until an operator drops them."""

import re
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import CharField, Func
from django.utils.translation import gettext as _

from watchbook.audit_log.models import SealedLog
from watchbook.web import wording

OLDEST = "SELECT min(datname::text) FROM pg_database WHERE starts_with(datname::text, current_database()::text || '_before_')"
DAY = re.compile(r"before[-_](\d{4})(\d\d)(\d\d)T")


def database() -> Func:
    """The name of the oldest database that a restore kept aside, as an annotation `kept_database`; NULL where there is none."""
    return Func(template=f"({OLDEST})", output_field=CharField())


def since(row: Any = None) -> date | None:
    """Return the day of the first restore that kept something which is still here. One query, none of a row with the annotation."""
    names = [path.name for path in settings.PLACES.files_before()]
    if hasattr(row, "kept_database"):
        names.append(row.kept_database or "")
    else:
        names += [name or "" for name in SealedLog.objects.values_list(database(), flat=True)]
    return min(filter(None, map(day_in, names)), default=None)


def day_in(name: str) -> date | None:
    """Return the day in the name of what a restore kept aside."""
    match = DAY.search(name)
    return date(*map(int, match.groups())) if match else None


def in_words(day: date) -> str:
    """Say where it still is, and until when."""
    told = _(
        "kept aside by the restore of {day}, until the operator drops that with `watchbook restore --drop-before`"
    )
    return told.format(day=wording.day(day))
