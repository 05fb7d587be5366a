"""The backups that are here and hold what was deleted: each goes once enough newer ones are made, so a day for that may pass."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.organisation.queries import today
from watchbook.web import wording

NAME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d{6})")


def until_in_words(day: date, went_at: datetime) -> str:
    """Say until when a backup may hold what went at a moment: until a day, and once that is past, until what is here is deleted."""
    if day >= today():
        return _("until {day}, if a backup is made each night").format(day=wording.day(day))
    if made := oldest_from_before(went_at):
        told = _("until the backup of {made} is deleted: that was due by {day}, but the backup is still here")
        return told.format(made=wording.day(london_day(made)), day=wording.day(day))
    told = _(
        "until the last backup from before the deletion expires: it should have expired by {day}, but Watchbook has no record that it did"
    )
    return told.format(day=wording.day(day))


def oldest_from_before(moment: datetime) -> datetime | None:
    """Return when the oldest backup here was made, if that was before a moment; None where this process may not read the folder."""
    with suppress(OSError):
        return min((made for made, _folder in made_here() if made <= moment), default=None)
    return None


def made_here() -> Iterator[tuple[datetime, Path]]:
    """Every finished backup here, with the moment in its name. A half one begins with a dot."""
    for folder in Path(settings.PLACES.backups).iterdir():
        if match := NAME.match(folder.name):
            yield datetime.strptime("T".join(match.groups()), "%Y-%m-%dT%H%M%S").replace(tzinfo=UTC), folder
