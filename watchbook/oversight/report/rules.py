"""Rules of a report, of an audit and of an inspection alike. Pure: facts in, the refusal out, or None."""

from django.utils.translation import gettext as _


def why_not_under_way(has_report: bool) -> str | None:
    """Return why something without the day of its report cannot have a report, or None."""
    if not has_report:
        return None
    return _(
        "You gave findings or a report without the date of the report. Enter the date, or leave out the findings and the report."
    )


def why_not_withheld(*, is_withheld: bool, provision: str) -> str | None:
    """Return why a report cannot be withheld so, or given out so, or None."""
    if is_withheld == bool(provision):
        return None
    return _(
        "Enter a provision if you withhold the report or a part of it. If you do not, leave the provision blank."
    )
