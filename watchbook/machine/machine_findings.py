"""Tell in the audit log what the machine found of itself: guards that were changed, a backup that came back, each verification."""

from collections.abc import Mapping, Sequence
from functools import partial

import psycopg
from django.db import connection

from watchbook.audit_log.log_findings import GUARDS_CHANGED, RESTORED, note
from watchbook.audit_log.record import Fact, Kind
from watchbook.machine import installation, schema_guards
from watchbook.machine.connection import connect
from watchbook.machine.failure import Failure
from watchbook.machine.migrated import has_every_migration
from watchbook.machine.progress import say
from watchbook.organisation import system_acts

SHOWN = 20


def look_at_guards() -> None:
    """Hold the database's guards against this release's; a difference is recorded and said, and nothing is put right unasked."""
    with installation.server():
        if not _is_of_this_release():
            return  # the upgrade comes first
        with connect(installation.parameters("app")) as straight:
            found = schema_guards.differences(straight, prefix=installation.prefix())
        if found:
            of_guards(found)
            say(
                f"Guards of the database were changed. {' '.join(found[:5])} `watchbook doctor` says what to do."
            )
        connection.close()


def _is_of_this_release() -> bool:
    try:
        return has_every_migration(installation.parameters("app"))
    except (psycopg.Error, Failure):
        return False


def of_guards(differences: Sequence[str]) -> None:
    """Record that guards are not as the release has them."""
    told = list(differences[:SHOWN])
    by_the_system(GUARDS_CHANGED, {"differences": told, "number_of_differences": len(differences)})


def of_a_restore(*, backup: str, is_signed: bool) -> None:
    """Record that a backup came back, and whether its signature was asked for."""
    by_the_system(RESTORED, {"backup": backup, "is_signed": is_signed})


def by_the_system(kind: Kind, facts: Mapping[str, Fact]) -> None:
    """Have the system person record it; before the register has begun there is nobody."""
    system_acts.do(partial(note, kind, facts))
