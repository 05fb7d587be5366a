"""Check before anybody is served that there is no quarantine, and no key folder older than deletions that were carried out."""

from collections.abc import Iterator
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, OperationalError

from watchbook.audit_log.head import BadHead, HeadFiles
from watchbook.machine import installation, quarantine
from watchbook.machine.failure import Failure
from watchbook.machine.finding import HealthFinding
from watchbook.retention.deletion import outside
from watchbook.retention.deletion.older_keys import OlderKeys, RecordedDeletions, older_keys, recorded
from watchbook.retention.deletion.signed_lists import signed_lists

SUBJECT = "Age of the keys"
HOLD_KEYS = ("serve", "web", "worker")
NEEDS_DATABASE = ("web", "worker")  # `serve` starts it, and has it compared afterwards (`age_checker`)
WHY = "They may hold keys that were destroyed since, or an older key over them. With those, deleted records could be read."
NEXT = (
    "Put the newest key folders back, and {folder} and {sealing} too if they are older. If one key folder alone is older, run "
    "`watchbook keys mend`. If you have no newer ones, run "
    "`watchbook restore --replay`: it destroys those keys again, by the deletion lists in {folder} and by the register itself."
)


def check(program: str) -> None:
    """Refuse to run a program that serves, or holds keys, where it must not be served."""
    quarantine.check_none(installation.places())
    if program == "web":
        installation.check_secret_key()
    if program in HOLD_KEYS:
        check_keys(_asked() if program in NEEDS_DATABASE else RecordedDeletions())


def check_keys(known: RecordedDeletions) -> None:
    """Refuse key folders that are older than a list of which the signer, the lists outside or the database know."""
    if found := older_keys(_signed(), known):
        raise Failure(_what(found), why=WHY, next_step=_next())


def age_findings() -> Iterator[HealthFinding]:
    """One finding once a deletion list was carried out; none before."""
    known = RecordedDeletions()
    with suppress(DatabaseError):  # that it cannot be reached, or lacks tables, is told elsewhere
        known = recorded()
    if found := older_keys(_signed(), known):
        yield HealthFinding(SUBJECT, _what(found), WHY, _next())
    elif why := _unknown():
        yield HealthFinding(
            SUBJECT,
            "nobody knows whether the key folders are the newest.",
            f"The signer's folder remembers each deletion list, and {why}",
            f"Mount {settings.SEALING_FOLDER}, or put it back as it was when it last signed.",
        )
    elif known.references or _signed():
        yield HealthFinding(SUBJECT, "no deletion list is newer than the key folders.")


def _asked() -> RecordedDeletions:
    try:
        return recorded()
    except OperationalError as refusal:
        raise Failure(
            "The database cannot be asked which deletion lists were carried out.",
            why=f"Nobody is served with key folders that may be older than one of them. It said: {refusal}",
            next_step="Start the database, then give the same command again.",
        ) from None


def _signed() -> dict[int, str]:
    """Return the lists that the signer remembers; none where its folder is not there or is another user's: the doctor says so."""
    try:
        return signed_lists(HeadFiles(settings.SEALING_FOLDER))
    except OSError:
        return {}


def _unknown() -> str:
    """Say why the signer's memory cannot be asked; nothing where it can, or where nothing was deleted."""
    try:
        head = HeadFiles(settings.SEALING_FOLDER).read()
    except (BadHead, OSError) as refusal:
        return f"it cannot be read: {refusal}."
    return "" if head or not outside.came_to_an_end() else "it is not there."


def _what(found: OlderKeys) -> str:
    folders = " and ".join(map(str, found.folders))
    return f"The key folders are older than the deletion list {found.reference}, which was carried out: {folders}."


def _next() -> str:
    return NEXT.format(folder=outside.folder(), sealing=settings.SEALING_FOLDER)
