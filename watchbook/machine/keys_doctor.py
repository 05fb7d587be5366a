"""The doctor's look at the keys: both copies there, whole and alike; and records that lie under keys still open."""

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError

from watchbook.keys import repair
from watchbook.keys.keyring import the_keyring
from watchbook.keys.refused import KeysMissing, WrappingFailed
from watchbook.machine import keys_verified
from watchbook.machine.connection import Parameters, connect, value_of
from watchbook.machine.finding import HealthFinding

SEALED = "SELECT EXISTS (SELECT FROM audit_log_eventsecret WHERE sealed <> '')"
MEND = "Run `watchbook keys mend`: what one copy lacks comes back from the other."
BRING_BACK = "Mount or bring back the key folders from where they are kept."
UNREADABLE = "You cannot read personal data without them."
COLUMN = """
    SELECT EXISTS (
        SELECT FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = 'audit_log_eventsecret' AND column_name = 'sealed'
    )
"""


def keys_findings() -> Iterator[HealthFinding]:
    """What there is to say of the keys."""
    folders = [str(folder) for folder in settings.KEY_FOLDERS]
    if not any(copy.is_there() for copy in the_keyring().copies):
        yield HealthFinding("Keys", f"neither {' nor '.join(folders)} holds any.", UNREADABLE, BRING_BACK)
        return
    try:
        said = repair.amiss()
        attested = the_keyring().wrapping.attest()
    except (KeysMissing, WrappingFailed) as refusal:
        yield HealthFinding("Keys", str(refusal), UNREADABLE, MEND)
        return
    if said:
        yield HealthFinding("Keys", " ".join(said), "You need two whole copies in case you lose one.", MEND)
    else:
        yield HealthFinding("Keys", f"two whole copies, in {' and '.join(folders)}; {attested}.")


def records_findings(*, are_newest: bool = True) -> Iterator[HealthFinding]:
    """Whether each record that lies under a key has it, or an act ordered its end; nothing where that cannot be asked.

    `are_newest` is false while the key folders are known to be older than deletions, or nobody knows: then newer ones come first.
    """
    try:
        lost = keys_verified.lost()
    except (KeysMissing, WrappingFailed, DatabaseError):
        return
    if lost:
        one = len(lost) == 1
        what = f"{'that of 1 record is' if one else f'those of {len(lost)} records are'} gone, and no act in this register ordered it."
        if are_newest:
            yield HealthFinding(
                "Keys of records",
                what,
                "Somebody destroyed them past the audit log, or a backup brought the records back. What lies under them cannot be read.",
                "If you did not restore a backup, bring back older copies of both key folders and find out who destroyed the keys.",
            )
        else:
            yield HealthFinding(
                "Keys of records",
                what,
                "Records made after these key folders were copied have their keys in the newest folders.",
                "First do what “Age of the keys” says above, then run `watchbook doctor` again.",
            )
    else:
        yield HealthFinding("Keys of records", "each has its key.")


def keys_are_lost(owner: Parameters) -> bool:
    """Whether the database holds what lies under keys and no folder holds any key."""
    if any(copy.is_there() for copy in the_keyring().copies):
        return False
    with connect(owner) as sql:
        return bool(value_of(sql, COLUMN) and value_of(sql, SEALED))
