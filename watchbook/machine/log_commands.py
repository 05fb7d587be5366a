"""`watchbook audit-log`: verify the whole log, export it for an outsider, give a receipt, rejoin after a restore."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import ProgrammingError
from django.utils import timezone

from watchbook.audit_log import (
    export,
    missing_events,
    moments,
    outsiders,
    receipt,
    rejoin,
    row_verification,
    signing_key,
)
from watchbook.audit_log.asked_signer import the_signer
from watchbook.audit_log.event_opening import ALWAYS_SHOWN, FieldNotOpened
from watchbook.audit_log.head import BadHead
from watchbook.audit_log.models import Event
from watchbook.audit_log.outsiders import BadOutsiders
from watchbook.audit_log.receipt import NotSealed
from watchbook.audit_log.sign import SigningRefused, the_head_files, the_signing_place
from watchbook.audit_log.signing_key import NoSigningKey
from watchbook.audit_log.verification import Verified
from watchbook.ledger.export import DoesNotFit
from watchbook.ledger.note import BadNote, Ed25519Verifier
from watchbook.machine import installation, nightly_verification, programs
from watchbook.machine.failure import Failure
from watchbook.machine.processes import only_one, run_steps
from watchbook.organisation.models import Person

NOT_WRITTEN = "Nothing was written."
LOOK = "Mend what it names and give the command again."


def add_commands(subparsers: Any) -> None:  # argparse's own type is private
    """Register `audit-log` and what it can do; each but `rejoin` and `adopt` only reads."""
    text = "the audit log: verify it, export it for an outsider, give a receipt, rejoin it after a restore"
    parser: ArgumentParser = subparsers.add_parser("audit-log", help=text, description=text)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands, run_verify, "recompute the whole log and say everything that does not hold")
    command = _command(commands, run_export, "write the folder that an outsider checks with its verify.py")
    command.add_argument("folder", type=Path, metavar="DIR", help="a folder that is not there yet")
    command.add_argument(
        "--receipt", action="append", default=[], type=_chosen, metavar="EVENT[:FIELD,…]", help="repeatable"
    )
    command = _command(commands, run_receipt, "print the receipt of one event")
    command.add_argument("event", type=_chosen, metavar="EVENT[:FIELD,…]", help="and which fields it opens")
    command = _command(commands, run_slip, "print the slip of an event: the promise that it was accepted")
    command.add_argument("event", type=UUID, metavar="EVENT", help="its id")
    _command(commands, run_rejoin, "after an older database was restored: put back what was signed since")
    command = _command(commands, run_adopt, "begin the signer's head anew where it was lost")
    command.add_argument(
        "--trust", type=Path, required=True, metavar="CHECKPOINT", help="a checkpoint that somebody kept"
    )


def run_verify(arguments: Namespace) -> int:
    """Verify; 1 if anything does not hold."""
    with _refusals():
        key = signing_key.read(settings.SIGNING_KEY).verifier
        guards, others, done = nightly_verification.examine(key=key, since=None)
        found = [*guards, *others]
        lost, apart = missing_events.lost_by_restores(), list(moments.two_times_apart())
    if arguments.json:
        print(
            json.dumps(
                {
                    "holds": not found,
                    "problems": found,
                    "two_times_apart": apart,
                    "entries_without_event": lost,
                }
            )
        )
    else:
        print("\n".join(found or ["Everything holds.", *_held(done, key=key)]))
        print("".join(f"{line}\n" for line in [*row_verification.vouched_from(), *apart]), end="")
        if lost:
            print(f"{lost} entries have lost their event: an older backup was restored, and the log says so.")
    return int(bool(found))


def _held(done: Verified | None, *, key: Ed25519Verifier) -> Iterator[str]:
    """Say what was held against what, for whoever files it."""
    if done:
        counts = done.rows.counts
        yield (
            f"Verified on {timezone.localtime():%-d %B %Y at %H:%M}: {done.log.size:,} entries signed with {key.line},"
            f" {sum(counts.values()):,} rows of {len(counts)} tables, the guards of the database, the indexes, the stored files,"
            " the keys of content and the newest backup. It is not the nightly run, and no event says that it ran."
        )


def run_export(arguments: Namespace) -> int:
    """Write the folder and say what it is for."""
    with _refusals():
        size = export.write(
            arguments.folder,
            key=signing_key.read(settings.SIGNING_KEY).verifier,
            outsiders=outsiders.read(settings.OUTSIDERS),
            receipts=dict(arguments.receipt),
        )
    said = {"folder": str(arguments.folder), "entries": size}
    told = f"{size} entries in {arguments.folder}. Its READ-ME.txt says how to check them."
    print(json.dumps(said) if arguments.json else told)
    return 0


def run_receipt(arguments: Namespace) -> int:
    """Print a receipt."""
    event, names = arguments.event
    with _refusals():
        text = receipt.newest_receipt(Event.objects.get(id=event), names=names)
    print(json.dumps({"event": str(event), "receipt": text}) if arguments.json else text, end="")
    return 0


def run_slip(arguments: Namespace) -> int:
    """Print a slip."""
    with _refusals():
        text = receipt.slip(Event.objects.get(id=arguments.event), signer=the_signer())
    print(json.dumps({"event": str(arguments.event), "slip": text}) if arguments.json else text, end="")
    return 0


def run_rejoin(arguments: Namespace) -> int:
    """Record that signed entries come back, then have the sealer put them back; while no `serve` runs."""
    with only_one(installation.places()), installation.server(), _refusals():
        system = Person.objects.get(is_system=True)
        lost = rejoin.note(the_head_files(), by=system, at=timezone.now())
        run_steps(programs.sealer("--rejoin", "--once"))
    said = {"entries_without_event": lost}
    told = f"The log is what was signed again; {lost} of its entries have lost their event with the database."
    print(json.dumps(said) if arguments.json else told)
    return 0


def run_adopt(arguments: Namespace) -> int:
    """A new head, held against a checkpoint that somebody kept."""
    with only_one(installation.places()), installation.server(), _refusals():
        size = rejoin.adopt(the_signing_place(), trusted=arguments.trust.read_text(encoding="utf-8"))
    told = f"The signer goes on from {size} entries."
    print(json.dumps({"entries": size}) if arguments.json else told)
    return 0


def _command(commands: Any, run: Any, text: str) -> ArgumentParser:
    name = run.__name__.removeprefix("run_")
    command: ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.add_argument("--json", action="store_true", help="data as JSON on standard output")
    command.set_defaults(run=run, needs_database=run not in {run_rejoin, run_adopt})
    return command


def _chosen(text: str) -> tuple[UUID, frozenset[str]]:
    """`EVENT` or `EVENT:field,field`: whose receipt, and what it opens beside what every receipt shows."""
    event, _, names = text.partition(":")
    try:
        return UUID(event), ALWAYS_SHOWN | frozenset(filter(None, names.split(",")))
    except ValueError:
        raise ArgumentTypeError("write it as the event's id, and fields after a colon") from None


@contextmanager
def _refusals() -> Iterator[None]:
    """What the log refuses, as the machine tells failures."""
    try:
        yield
    except SigningRefused as refusal:
        raise Failure(refusal.what, why=refusal.why, next_step=refusal.next_step) from refusal
    except ProgrammingError as missing_table:
        raise Failure(
            "The database is not as this release wants it.",
            why=f"It said: {str(missing_table).strip().splitlines()[0]}",
            next_step="Run `watchbook setup`, which applies what is missing; `watchbook doctor` says if something was taken away.",
        ) from missing_table
    except Event.DoesNotExist as missing:
        next_step = "Take the id from the event's details on a page."
        raise Failure("There is no such event.", why=NOT_WRITTEN, next_step=next_step) from missing
    except (NotSealed, export.NothingToExport) as early:
        next_step = "Wait a second and try again; `watchbook doctor` says whether the sealer runs."
        raise Failure("It is not sealed yet.", why=NOT_WRITTEN, next_step=next_step) from early
    except (NoSigningKey, BadHead, BadNote, BadOutsiders, FieldNotOpened, DoesNotFit, OSError) as wrong:
        raise Failure(str(wrong), why=NOT_WRITTEN, next_step=LOOK) from wrong
