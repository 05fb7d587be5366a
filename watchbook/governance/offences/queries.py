"""Reading the register of offences."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.governance.law_confirmation.queries import registered
from watchbook.law.offences import latest, offence_ids, offences


def is_confirmed(offence_id: str) -> bool:
    """Whether the newest entry of an offence is confirmed."""
    return registered([latest(offence_id)])[0].is_confirmed


def offence_choices(*, on: date, now: str = "") -> list[tuple[str, Any]]:
    """Return the offences of a day to choose from, by name, with the one chosen before even if it is no longer one."""
    known = [(one.id, f"{one.title} ({one.act}, {one.section})") for one in offences(on=on)]
    if now and now not in dict(known):
        known.append((now, offence_name(now)))
    return [("", _("No offence, or not known yet")), *sorted(known, key=lambda one: one[1])]


def offence_name(offence: str) -> str:
    """Return an offence by name, whether or not it still is one; what the register does not know as it was written."""
    return latest(offence).title if offence in offence_ids() else offence
