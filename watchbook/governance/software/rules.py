"""What the entry of a tool or a method must satisfy. Pure: facts in, the refusal's sentence out, or None."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

type Facts = Mapping[str, Any]  # of a tool or a method by column


def why_not(facts: Facts, *, today: date) -> str | None:
    """Why a tool cannot be recorded like this on a day, or None."""
    if not (facts["name"].strip() and facts["purpose"].strip()):
        return _("The name or the purpose of the tool is missing. Enter both.")
    if facts["from_on"] > today:
        return _(
            "The first date of use is in the future, and the register lists only tools that are or were in use. Record the tool on that date."
        )
    if facts["until_on"] and (refusal := why_no_end(facts["from_on"], until_on=facts["until_on"])):
        return refusal
    if facts["kind"] == "in_house_method" and facts["acquired"] != "made":
        return _(
            "An in-house method must be made by the authority. If the tool was bought, free or on trial, record it as software or hardware."
        )
    if facts["acquired"] == "bought" and not facts["supplier"].strip():
        return _(
            "The supplier of a bought tool is missing. Enter the name of the supplier, because requesters ask for it."
        )
    return None


def why_no_end(from_on: date, *, until_on: date) -> str | None:
    """Say why the use of a tool cannot have ended on a day, or None."""
    if until_on >= from_on:
        return None
    return _(
        "The last date of use is before the first date. Check both dates, and enter the later date as the last date of use."
    )
