"""A person's dates as an iCalendar file (RFC 5545): references, what is due and the day, and no word about anybody."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.queries.waiting import in_effect
from watchbook.law.parameters import number
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of
from watchbook.organisation.rules import DutyKind

OCTETS = 75
ALL_OF_THEM = {DutyKind.RIPA_COORDINATOR.value, DutyKind.SENIOR_RESPONSIBLE_OFFICER.value}


class CalendarEntry(NamedTuple):
    """A day, what is on it, and a name of its own that stays when the day moves."""

    uid: str
    on: date
    says: str


def feed(person: Person, *, today: date, stamp: datetime) -> bytes:
    """The file; the same day and register give the same bytes but for the stamp."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Watchbook//Authorisations//EN", "METHOD:PUBLISH"]
    moment = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for entry in entries(person, today=today):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.uid}",
            f"DTSTAMP:{moment}",
            f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(entry.says)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return b"".join(folded for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def entries(person: Person, *, today: date) -> list[CalendarEntry]:
    """Reviews, ends and what comes before an end, of the authorisations that are the person's to see to. One query."""
    return entries_of(mine_in_effect(person, today=today), today=today)


def mine_in_effect(person: Person, *, today: date) -> QuerySet[Authorisation]:
    """The authorisations in effect that are the person's to see to."""
    rows = in_effect()
    if not duties_of(person, on=today) & ALL_OF_THEM:
        rows = rows.filter(Q(applicant=person) | Q(decided_by=person))
    return rows


def entries_of(rows: Iterable[Authorisation], *, today: date) -> list[CalendarEntry]:
    """The same of these. No query."""
    return [entry for row in rows for entry in _of(row, today=today)]


def _of(row: Authorisation, *, today: date) -> Iterator[CalendarEntry]:
    if row.ends_on is None:
        return
    steps = (
        ("prepare", "prepare_days", _("prepare the renewal or the cancellation")),
        ("decide", "decide_days", _("decide on the renewal")),
    )
    if row.review_due_on and row.review_due_on <= row.ends_on:
        yield _entry(row, "review", row.review_due_on, _("review due"))
    for name, days, says in steps:
        yield _entry(row, name, row.ends_on - _days(days, on=today), says)
    if row.needs_court:
        yield _entry(
            row,
            "court",
            row.ends_on - _days("court_days", on=today),
            _("last date to ask the court for a hearing if the authorisation is to be renewed"),
        )
    yield _entry(row, "end", row.ends_on, _("last date in force: cancel or renew the authorisation"))


def _entry(row: Authorisation, name: str, on: date, says: str) -> CalendarEntry:
    return CalendarEntry(f"{row.id}-{name}@watchbook", on, f"{row.reference}: {says}")


def _days(name: str, *, on: date) -> timedelta:
    return timedelta(days=number(f"authority.renewal.{name}", on=on))


def _escaped(text: str) -> str:
    """As a text value: backslash, semicolon, comma and line ends are escaped (RFC 5545 §3.3.11)."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[bytes]:
    """The line in pieces of at most 75 octets, none of which cuts a letter in two (RFC 5545 §3.1)."""
    piece = b""
    for letter in line:
        more = letter.encode()
        if len(piece) + len(more) > OCTETS:
            yield piece + b"\r\n"
            piece = b" "
        piece += more
    yield piece + b"\r\n"
