"""The London day of a moment: the days of the registers and of the law are those of London."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_day(moment: datetime) -> date:
    """Return the day that it was in London: 23:30 UTC in summer belongs to the next day."""
    if moment.tzinfo is None:
        raise ValueError("A moment without its time zone belongs to no day.")
    try:
        return moment.astimezone(LONDON).date()
    except OverflowError:  # the calendar's first and last day have no neighbour
        return moment.date()
