"""Deleting again, in a restored database, what was deleted since its backup: as a step of a restore, or in a drill."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from django.conf import settings
from django.utils import timezone

from watchbook.audit_log.head import BadHead, HeadFiles
from watchbook.audit_log.models import SealedLog
from watchbook.files import removal
from watchbook.keys import destruction
from watchbook.organisation.models import Person
from watchbook.retention.deletion import outside
from watchbook.retention.deletion.older_keys import destroyed_again, older_keys, recorded
from watchbook.retention.deletion.replay import Replayed, replay
from watchbook.retention.deletion.signed_lists import signed_lists
from watchbook.retention.legal_hold import outside as held_outside
from watchbook.retention.legal_hold.signed_notes import newest_note

CHANGED = (
    "The deletion list {file} in {folder} was changed after Watchbook wrote it, or is not from this register. Nothing was deleted again. "
    "Put an unchanged copy of the file in its place. If you have none, keep the file as evidence in another folder and run the command "
    "again: it says what to do about a list that is missing."
)
MISSING = (
    "The deletion list {file} in {folder} is missing. It was carried out, perhaps after this backup. Nothing was deleted again. Put it back "
    "from a copy of that folder. If you have none, "
    "make an empty file {place}.lost there and run the command again. The records of that list then come back. What is not encrypted, such as "
    "letters, can be read then; for the rest its keys are destroyed. The audit log says that a list was lost, and nothing is deleted until the records "
    "manager, the DPO and the SRO have said in the register that they looked for its records."
)
OLDER = (
    "The key folders are older than deletion lists that were carried out, and a list is said to be lost: with these keys its records could be "
    "read. Nothing was deleted again. Put the newest key folders back, or the missing lists in {folder}, and run the command again. If you "
    "have neither, restore a newer backup."
)


def run(options: Sequence[str]) -> int:
    """Replay and print what came of it. In a drill the live register's keys and files are let alone."""
    system = Person.objects.filter(is_system=True).first()  # nobody before the register was begun
    signed = signed_lists(HeadFiles(settings.SEALING_FOLDER))
    try:
        found = (
            replay(by=system, at=timezone.now(), entries_lost=_entries_lost(), signed=signed)
            if system
            else Replayed()
        )
    except outside.ListChanged as changed:
        print(CHANGED.format(file=changed, folder=outside.folder()), file=sys.stderr)
        return 1
    except outside.ListMissing as missing:
        told = {"file": missing, "folder": outside.folder(), "place": missing.place}
        print(MISSING.format(**told), file=sys.stderr)
        return 1
    except outside.KeysOlder:
        print(OLDER.format(folder=outside.folder()), file=sys.stderr)
        return 1
    if "--drill" not in options:
        destruction.carry_out(found.keys)
        if system and not found.left_readable and older_keys(signed, known := recorded()):
            destroyed_again(signed, known)
        removal.remove(found.files)
        outside.note_left(found.waiting)
        if system:  # else there is no key store yet that would remember notes
            held_outside.warn_if_older(newest_note(HeadFiles(settings.SEALING_FOLDER)))
    told = asdict(found)
    del told["keys"], told["files"], told["waiting"]
    print(json.dumps(told))
    return 0


def _entries_lost() -> int | None:
    """Count the signed entries that the database lacks: the signer's head is never put back to an older state.

    None where the log was sealed and there is no head: then nobody knows.
    """
    sealed = SealedLog.objects.get().size
    try:
        head = HeadFiles(settings.SEALING_FOLDER).read()
    except BadHead:  # the doctor says so
        head = None
    if head is None:
        return None if sealed else 0
    return max(0, head.log.size - sealed)
