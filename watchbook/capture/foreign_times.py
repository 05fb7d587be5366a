"""Times that a file made elsewhere gives: the moment that is written, and where two of them do not agree."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from watchbook.capture.foreign_wacz import ForeignPage

MAILS_UTC = "-0000"  # as mails write a time in UTC whose place is not told
AGREE_WITHIN = timedelta(
    days=1
)  # what belongs to a page may answer hours later, and a list may be in another time zone
_OF_A_RECORD = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")


def moment_of(spelled: str) -> datetime | None:
    """The moment that a WARC, a WACZ or a mail writes; None without a time of day and a time zone."""
    try:
        found = _read(spelled.strip())
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _read(spelled: str) -> datetime:
    if not spelled[:1].isalpha():
        return datetime.fromisoformat(spelled)
    found = parsedate_to_datetime(spelled)
    return found.replace(tzinfo=UTC) if spelled.endswith(MAILS_UTC) else found


def is_later(one: str, other: str) -> bool:
    """Whether a time is so much later than another that both cannot be of one capture."""
    first, second = moment_of(one), moment_of(other)
    return first is not None and second is not None and first - second > AGREE_WITHIN


def later_of(one: str, other: str) -> str:
    """Return the later of two times of records; one that is written otherwise does not count."""
    return max((time for time in (one, other) if _OF_A_RECORD.fullmatch(time)), default="")


def listed_otherwise(
    listed: Sequence[ForeignPage], held: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str, str], ...]:
    """Find the pages to which a list gives another time than each of their records: address, time of the list and of the last record."""
    of_records: dict[str, list[str]] = {}
    for address, at in held:
        of_records.setdefault(address, []).append(at)
    return tuple(
        (one.address, one.at, of_records[one.address][-1])
        for one in listed
        if one.address in of_records
        and moment_of(one.at)
        and all(is_later(one.at, at) or is_later(at, one.at) for at in of_records[one.address])
    )
