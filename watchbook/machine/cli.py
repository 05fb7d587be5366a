"""The commands of the machine: setup, serve, web, worker, backup, restore, doctor."""

import json
import secrets
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from watchbook.audit_log import durable, signing_key
from watchbook.audit_log.asked_signer import the_signer
from watchbook.keys.keyring import the_keyring
from watchbook.machine import (
    backup,
    cluster,
    database,
    doctor,
    drill,
    installation,
    keys_doctor,
    machine_findings,
    may_serve,
    outsiders_asked,
    processes,
    programs,
    quarantine,
    restore,
    seal_doctor,
)
from watchbook.machine.capture_command import add_capture
from watchbook.machine.connection import Parameters, connect, value_of
from watchbook.machine.failure import Failure
from watchbook.machine.progress import say
from watchbook.machine.roles import grant_defaults
from watchbook.organisation import founding_address

NEWEST = Path("newest")
# Programs that may run by themselves, each in the foreground.
ALONE = {
    "web": "the web server alone, in the foreground",
    "worker": "the job queue's worker alone, in the foreground",
    "sealer": "the sealer of the audit log alone, in the foreground",
    "capture-worker": "a worker that takes captures alone, in the foreground; as many as there shall be",
}


def add_commands(subparsers: Any) -> None:  # argparse's own type is private
    """Register the commands; each sets `run`, and that it looks after the database server itself."""
    text = "make home, secrets, database and roles, and migrate; print where the register begins; again: what is missing"
    command = _command(subparsers, "setup", run=run_setup, text=text)
    command.add_argument(
        "--serve", action="store_true", help="go on serving, so that a browser is all it takes"
    )
    _command(
        subparsers, "serve", run=run_serve, text="start everything and keep it running until interrupted"
    )
    for name, text in ALONE.items():
        _command(subparsers, name, run=run_alone, text=text).set_defaults(program=name)
    text = "check each part and say whether it works"
    _command(subparsers, "doctor", run=run_doctor, text=text)
    command = _command(subparsers, "backup", run=run_backup, text="make a backup of database and files")
    command.add_argument("--keep", type=int, default=backup.KEEP, help=backup.KEEP_HELP)
    _add_restore(subparsers)
    add_capture(subparsers)


def _add_restore(subparsers: Any) -> None:
    text = "restore a backup; what was there is kept aside"
    command = _command(subparsers, "restore", run=run_restore, text=text)
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="a backup's folder")
    what.add_argument("--finish", action="store_true", help="finish a restore that was broken off")
    what.add_argument(
        "--replay",
        action="store_true",
        help="delete again the records deleted since the backup, and end the quarantine",
    )
    text = "restore a backup (the newest) beside the register, replay, report and drop it"
    what.add_argument("--drill", nargs="?", type=Path, const=NEWEST, metavar="FOLDER", help=text)
    what.add_argument("--drop-before", action="store_true", help="drop what earlier restores kept")
    command.add_argument("--server", metavar="ADDRESS", help="a role that may create databases elsewhere")
    text = "take a backup that this register's key did not sign; the audit log says that you did"
    command.add_argument("--unsigned", action="store_true", help=text)


def _command(subparsers: Any, name: str, *, run: Any, text: str) -> ArgumentParser:
    command: ArgumentParser = subparsers.add_parser(name, help=text, description=text)
    command.add_argument("--json", action="store_true", help="data as JSON on standard output")
    command.set_defaults(run=run, needs_database=False)
    return command


def run_setup(arguments: Namespace) -> int:
    """Make what is missing and leave what is there; one line of progress per step."""
    places = installation.places()
    say(f"Home: {places.home}.")
    for folder in places.made_at_set_up:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not places.secret_key.exists():
        durable.write(places.secret_key, content=f"{secrets.token_urlsafe(64)}\n".encode())
    _ensure_signing_key()
    if installation.is_embedded():
        cluster.make(places)
    with installation.server():
        _prepare_database()
        _ensure_keys()
        processes.run_steps(programs.migrations(), programs.static_files())  # neither needs the other
        has_begun = _has_begun()
        if not arguments.json and settings.MODE == "production":
            outsiders_asked.ask(settings.OUTSIDERS)
        _say_what_next(has_begun=has_begun, serves=arguments.serve, as_json=arguments.json)
        steps = [programs.age_of_the_keys()] if has_begun else []  # before it has begun, nothing was deleted
        return run_serve(arguments, steps) if arguments.serve else 0


def _ensure_keys() -> None:
    """Make the key store of a new register; never a new one beside records that lie under another."""
    if keys_doctor.keys_are_lost(installation.parameters("owner")):
        raise Failure(
            "The keys of this register are not where they should be.",
            why=f"Records about people lie in it under keys, and neither {' nor '.join(map(str, settings.KEY_FOLDERS))} holds any.",
            next_step="Mount or bring back the key folders, then run `watchbook setup` again.",
        )
    the_keyring().begin()


def run_serve(_: Namespace, steps: list[processes.Program] | None = None) -> int:
    """Everything, until interrupted; first these steps, or all where nothing was done just now."""
    _check_set_up()
    _finish_restore()
    may_serve.check("serve")
    machine_findings.look_at_guards()
    return processes.serve(
        installation.places(),
        steps=[programs.migrations(), programs.age_of_the_keys()] if steps is None else steps,
        programs=programs.kept_running(port=_port()),
        embedded=installation.is_embedded(),
    )


def run_alone(arguments: Namespace) -> int:
    """One of the programs in the foreground."""
    may_serve.check(arguments.program)
    running = {program.name.replace(" ", "-"): program for program in programs.kept_running(port=_port())}
    return processes.become(running[arguments.program])


def run_backup(arguments: Namespace) -> int:
    """A backup; prints its folder."""
    _check_set_up()
    with installation.server():
        source = installation.parameters("backup")
        places, prefix = installation.places(), installation.prefix()
        options = {"prefix": prefix, "keep": arguments.keep, "signer": the_signer()}
        folder = backup.make(places, source=source, **options)
    print(json.dumps({"folder": str(folder)}) if arguments.json else folder)
    return 0


def run_restore(arguments: Namespace) -> int:
    """A restore, or the end of one; prints what was kept or dropped."""
    _check_set_up()
    places, name = installation.places(), installation.database_name()
    key = None if arguments.unsigned else signing_key.read(settings.SIGNING_KEY).verifier
    with installation.server():
        admin = installation.administrator(arguments.server)
        if arguments.finish:
            restore.finish_swap(places, admin=admin)
            said: dict[str, Any] = {"finished": True}
        elif arguments.drop_before:
            said = {"dropped": restore.drop_before(places, admin=admin, name=name)}
        elif arguments.replay:
            said = _replayed()
        elif arguments.drill:
            return _run_drill(arguments, admin=admin)
        else:
            options: dict[str, Any] = {"name": name, "prefix": installation.prefix(), "key": key}
            swap = restore.restore(places, folder=arguments.folder, admin=admin, **options)
            said = {"kept_database": swap.before, "kept_files": swap.files_before, **_replayed()}
            machine_findings.of_a_restore(backup=arguments.folder.name, is_signed=not arguments.unsigned)
        _say_how_the_log_stands()
    machine_findings.look_at_guards()
    print(json.dumps(said))
    return 0


def _replayed() -> dict[str, Any]:
    """Delete again what was deleted since the backup, whose schema may be an older one; until then nothing serves it."""
    processes.run_steps(programs.migrations())
    told = quarantine.end(installation.places())
    for line in quarantine.lines(told):
        say(line)
    return told


def _run_drill(arguments: Namespace, *, admin: Parameters) -> int:
    """A drill of a restore; prints its report, and is 1 where it is not passed."""
    places = installation.places()
    finished = backup.finished(places)
    folder = finished[-1] if arguments.drill == NEWEST and finished else arguments.drill
    name, prefix = installation.database_name(), installation.prefix()
    key = None if arguments.unsigned else signing_key.read(settings.SIGNING_KEY).verifier
    done = drill.drill(places, folder=folder, admin=admin, name=name, prefix=prefix, key=key)
    print(json.dumps(asdict(done)) if arguments.json else "\n".join(done.lines()))
    return int(not done.is_passed)


def _say_how_the_log_stands() -> None:
    """A restored database holds fewer entries than were signed: whoever restores is told before they serve."""
    for finding in seal_doctor.seal_findings(
        settings.SIGNING_KEY, settings.SEALING_FOLDER, installation.parameters
    ):
        if not finding.ok:
            say(finding.line())


def run_doctor(arguments: Namespace) -> int:
    """A line for each thing; 1 when something is not well."""
    well = True
    # The doctor comes before set-up too.
    with installation.server() if cluster.is_made(installation.places()) else nullcontext():
        for finding in doctor.examine():
            well = well and finding.ok
            print(json.dumps(finding.as_data()) if arguments.json else finding.line(), flush=True)
    return 0 if well else 1


def _has_begun() -> bool:
    with connect(installation.parameters("app")) as connection:
        return bool(value_of(connection, "SELECT EXISTS (SELECT FROM organisation_authority)"))


def _say_what_next(*, has_begun: bool, serves: bool, as_json: bool) -> None:
    """Where the register begins, printed this once; or that it has begun. A demonstration has no such address."""
    say("Set-up is done." if serves else "Set-up is done. Start with: watchbook serve")
    if has_begun or settings.MODE == "demo":
        say(f"Sign in at {_address()}" if has_begun else "The demonstration is loaded by: watchbook demo")
        return
    token = founding_address.make(installation.places().founding_address, at=datetime.now(UTC))
    address = f"{_address()}begin/{token}/"
    if as_json:
        print(json.dumps({"begin": address}), flush=True)
        return
    print("\nThe register begins here, once, within three days, as soon as the web server answers:\n")
    print(f"  {address}\n", flush=True)


def _address() -> str:
    """Where browsers find this service."""
    host = settings.ALLOWED_HOSTS[0]
    if settings.ENVIRONMENT.https:
        return f"https://{host}/"
    host = "localhost" if host == "127.0.0.1" and "localhost" in settings.ALLOWED_HOSTS else host
    return f"http://{host}:{_port()}/" if host in {"localhost", "127.0.0.1"} else f"http://{host}/"


def _port() -> int:
    return int(settings.ENVIRONMENT.values.get("WATCHBOOK_PORT") or 8000)


def _check_set_up() -> None:
    if installation.is_embedded():
        cluster.check_made(installation.places())


def _finish_restore() -> None:
    """A restore that was broken off is finished before anything reads the database."""
    places = installation.places()
    if not restore.is_unfinished(places):
        return
    with installation.server():
        restore.finish_swap(places, admin=installation.administrator(None))


def _ensure_signing_key() -> None:
    """The key that signs the audit log, made once; whoever sets up is told to keep a copy of it."""
    file = settings.SIGNING_KEY
    if file.exists():
        return
    origin = settings.ENVIRONMENT.log_origin or signing_key.a_new_origin(settings.ALLOWED_HOSTS[0])
    signing_key.make(file, origin=origin)
    say(
        f"The audit log is called {origin}. Its key is {file}: copy it to a safe place now, for no backup holds it."
    )


def _prepare_database() -> None:
    """Roles, database and rights on our own server; on another one only the rights, as its owner."""
    places, prefix = installation.places(), installation.prefix()
    if not installation.is_embedded():
        grant_defaults(installation.parameters("owner"), prefix=prefix)
        return
    say("Preparing roles and database.")
    admin = installation.administrator(None)
    database.prepare(admin, database=installation.database_name(), prefix=prefix, places=places)
