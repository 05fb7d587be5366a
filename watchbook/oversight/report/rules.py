"""Rules of a report, of an audit and of an inspection alike. Pure: facts in, the refusal out, or None."""

from django.utils.translation import gettext as _


def why_not_under_way(has_report: bool) -> str | None:
    """Return why something without the day of its report cannot have a report, or None."""
    if not has_report:
        return None
    return _(
        "Findings or a report are given without the day of the report. Enter that day, or leave them out."
    )


def why_not_withheld(*, is_withheld: bool, provision: str) -> str | None:
    """Return why a report cannot be withheld so, or given out so, or None."""
    if is_withheld == bool(provision):
        return None
    return _("Say under which provision the report or a part of it is withheld, and only then one.")
