"""What the entry of a tool or a method must satisfy. Pure: facts in, the refusal's sentence out, or None."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

type Facts = Mapping[str, Any]  # of a tool or a method by column


def why_not(facts: Facts, *, today: date) -> str | None:
    """Why a tool cannot be recorded like this on a day, or None."""
    return next((refusal for rule in RULES if (refusal := rule(facts, today))), None)


def why_no_end(from_on: date, *, until_on: date) -> str | None:
    """Say why the use of a tool cannot have ended on a day, or None."""
    if until_on >= from_on:
        return None
    return _(
        "Its use would have ended before it began. Check both dates; give the later one as the last day."
    )


def _is_named(facts: Facts, _today: date) -> str | None:
    if facts["name"].strip() and facts["purpose"].strip():
        return None
    return _("Its name or its purpose is missing. Enter both.")


def _has_begun(facts: Facts, today: date) -> str | None:
    if facts["from_on"] <= today:
        return None
    return _(
        "The register holds what is or was in use, so the first day cannot be in the future. Record it on that day."
    )


def _ends_after_it_begins(facts: Facts, _today: date) -> str | None:
    return why_no_end(facts["from_on"], until_on=facts["until_on"]) if facts["until_on"] else None


def _method_is_made_here(facts: Facts, _today: date) -> str | None:
    if facts["kind"] != "in_house_method" or facts["acquired"] == "made":
        return None
    return _(
        "An in-house method is made by the authority. What was bought, free or on trial is software or hardware."
    )


def _bought_from_somebody(facts: Facts, _today: date) -> str | None:
    if facts["acquired"] != "bought" or facts["supplier"].strip():
        return None
    return _("The supplier of a bought tool is missing. Enter the name: requesters ask for it.")


RULES: tuple[Callable[[Facts, date], str | None], ...] = (
    _is_named,
    _has_begun,
    _ends_after_it_begins,
    _method_is_made_here,
    _bought_from_somebody,
)
