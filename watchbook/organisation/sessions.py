"""Sessions of a person: their own, which they end; all of a person's, which a system administrator ends."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record
from watchbook.organisation.jobs import tell_soon
from watchbook.organisation.models import Person
from watchbook.organisation.permissions import may_end_session, may_end_sessions_of
from watchbook.organisation.session_limits import BEGAN, SEEN
from watchbook.organisation.session_store import Session, SessionStore

ENDED = Kind(
    "sign_in.sessions_ended",
    fields=("sessions",),
    says=_("The person ended one or more of their own sessions."),
)
ENDED_BY_ANOTHER = Kind(
    "person.sessions_ended",
    fields=("sessions",),
    says=_("A system administrator ended the person’s sessions."),
)
BROWSER = "browser"
# Parts of what a browser says of itself, the more exact before the wider: Edge calls itself Chrome and Safari too.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Macintosh": "macOS",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class OpenSession:
    """A session as its holder sees it."""

    name: str
    began: datetime | None
    seen: datetime | None
    browser: str
    is_this: bool


def browser_of(says: str) -> str:
    """The kind of browser and of system, such as “Firefox on Windows”: enough to know one's own, too little to track anybody."""
    kinds = (next((name for part, name in of.items() if part in says), "") for of in (BROWSERS, SYSTEMS))
    return _(" on ").join(filter(None, kinds))


def open_sessions(person: Person, *, this: str) -> list[OpenSession]:
    """The sessions in which a person is signed in, the newest first. One query."""
    rows = Session.objects.filter(person=person, expire_date__gt=timezone.now()).order_by("-expire_date")
    return [_as_seen(row, this=this) for row in rows]


def _as_seen(row: Session, *, this: str) -> OpenSession:
    held = SessionStore().decode(row.session_data)
    began, seen = (datetime.fromtimestamp(held[key], UTC) if key in held else None for key in (BEGAN, SEEN))
    browser = held.get(BROWSER, "")
    return OpenSession(row.session_key, began, seen, browser, is_this=row.session_key == this)


@transaction.atomic
def end(session: Session, *, by: Person, at: datetime) -> None:
    """End one of one's own sessions."""
    session = locked(session)
    may_end_session(by, session)
    session.delete()
    record(ENDED, subject=by, by=by, at=at, sessions=1)


@transaction.atomic
def end_others(person: Person, *, this: str, by: Person, at: datetime) -> int:
    """End every session of one's own but this one. Return how many there were."""
    rows = Session.objects.select_for_update().filter(person=person).exclude(session_key=this)
    for row in rows:
        may_end_session(by, row)
    ended, _tables = rows.delete()
    record(ENDED, subject=by, by=by, at=at, sessions=ended)
    return ended


@transaction.atomic
def end_all(person: Person, *, by: Person, at: datetime) -> int:
    """End every session of somebody who left or whose browser is in other hands. Return how many there were."""
    person = locked(person)
    may_end_sessions_of(by, person)
    ended, _tables = Session.objects.filter(person=person).delete()
    tell_soon(record(ENDED_BY_ANOTHER, subject=person, by=by, at=at, sessions=ended))
    return ended
