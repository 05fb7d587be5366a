"""Check before anybody is served that there is no quarantine, and no key folder older than deletions that were carried out."""

from collections.abc import Iterator

from django.conf import settings

from watchbook.audit_log.head import BadHead, HeadFiles
from watchbook.machine import installation, quarantine
from watchbook.machine.failure import Failure
from watchbook.machine.finding import HealthFinding
from watchbook.retention.deletion import outside
from watchbook.retention.deletion.older_keys import OlderKeys, older_keys
from watchbook.retention.deletion.signed_lists import signed_lists

SUBJECT = "Age of the keys"
HOLD_KEYS = ("serve", "web", "worker")
WHY = "They may hold keys that were destroyed since, or an older key over them. With those, deleted records could be read."
NEXT = (
    "Put the newest key folders back. If one of the two alone is older, run `watchbook keys mend`. If you have no newer ones, run "
    "`watchbook restore --replay`: it destroys those keys again, by the deletion lists in {folder}."
)


def check(program: str) -> None:
    """Refuse to run a program that serves, or holds keys, where it must not be served."""
    quarantine.check_none(installation.places())
    if program == "web":
        installation.check_secret_key()
    if program in HOLD_KEYS and (found := _older()):
        raise Failure(_what(found), why=WHY, next_step=_next())


def age_findings() -> Iterator[HealthFinding]:
    """One finding once a deletion list was carried out; none before."""
    if found := _older():
        yield HealthFinding(SUBJECT, _what(found), WHY, _next())
    elif why := _unknown():
        yield HealthFinding(
            SUBJECT,
            "nobody knows whether the key folders are the newest.",
            f"The signer's folder remembers each deletion list, and {why}",
            f"Mount {settings.SEALING_FOLDER}, or put it back as it was when it last signed.",
        )
    elif _signed():
        yield HealthFinding(SUBJECT, "no deletion list is newer than the key folders.")


def _older() -> OlderKeys | None:
    return older_keys(_signed())


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
    return NEXT.format(folder=outside.folder())
