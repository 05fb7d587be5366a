"""Rules on an activity with personal data. Pure: facts in, the refusal's sentence out, or None."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

TOOLS = "tools"


def why_not(facts: Mapping[str, Any], *, today: date) -> str | None:
    """Return why an activity cannot be recorded like this on a day, or None."""
    if facts["until_on"] and facts["until_on"] < facts["from_on"]:
        return _("The last date of the activity is before the first date. Check both dates.")
    if facts["from_on"] > today:
        return _("The first date is in the future. Record the activity once it has begun.")
    if facts["activity"] == TOOLS and not facts["tool"]:
        return _("The tool is missing. Enter the reference that the tool has in the register of tools.")
    if facts["activity"] != TOOLS and facts["tool"]:
        return _(
            "A tool is entered, but the activity is not the use of a tool. Leave the tool blank, or select “a tool or a method” as the activity."
        )
    return None


def why_no_paper(named: str, *, held: Collection[str], title: str) -> str | None:
    """Return why a reference cannot stand for a paper of this sort, or None. A blank one is a paper that is missing: that may be said."""
    if not named or named in held:
        return None
    return _(
        "No {title} is recorded with the reference “{named}”. Correct the reference, or leave it blank."
    ).format(named=named, title=title)


def why_not_twice(other: object | None) -> str | None:
    """Return why an activity cannot be recorded beside another entry of it, or None: of two, nobody could tell which one counts."""
    if other is None:
        return None
    return _(
        "Another entry, {reference}, describes the same activity of the same service or tool on some of these dates. Correct that entry, or enter its last date first."
    ).format(reference=other)
