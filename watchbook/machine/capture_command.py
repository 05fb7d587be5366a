"""`watchbook capture URL --out DIR`: a capture by itself, for tests and the demonstration; `capture verify BUNDLE` checks one.

In production every capture belongs to a look, which has a basis; one without is refused. What this one makes says "no basis".
"""

import json
import os
import secrets
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from watchbook.capture import seal, start
from watchbook.capture.completeness import in_words
from watchbook.capture.plan import NO_BASIS, Limits, Plan, parts_of
from watchbook.capture.refusal import CaptureRefused
from watchbook.capture.verify import key_of
from watchbook.capture.verify_command import ROOTS_HELP, roots, run_verify
from watchbook.ledger.note import Signer
from watchbook.machine import chromium
from watchbook.machine.failure import Failure
from watchbook.machine.progress import say

VERIFY = "verify"
BUNDLE = "capture.zip"
THROW_AWAY = "a key made for this capture alone and thrown away"


def add_capture(subparsers: Any) -> None:  # argparse's own type is private
    """Register `capture`."""
    text = "capture an address of the tests’ list into a folder, or check bundles: capture URL --out DIR, capture verify BUNDLE…"
    command: ArgumentParser = subparsers.add_parser("capture", help=text, description=text)
    command.add_argument(
        "address",
        metavar="URL|verify",
        help="a page on the list in WATCHBOOK_CAPTURE_ALLOW, or the word verify",
    )
    command.add_argument(
        "bundles", nargs="*", type=Path, metavar="BUNDLE", help="after verify: the bundles to check"
    )
    command.add_argument(
        "--out", type=Path, metavar="DIR", help="the folder to make; it must not be there or be empty"
    )
    command.add_argument(
        "--seconds", type=float, default=Limits.seconds, help="the time it may take (default %(default)s)"
    )
    command.add_argument(
        "--without-pictures", action="store_true", help="the first view alone: no steps and no tiles"
    )
    command.add_argument(
        "--key", type=key_of, help="after verify: the key as the authority publishes it, or its hex digits"
    )
    command.add_argument(
        "--tsa-root", type=roots, default=b"", metavar="ROOTS.pem", help=f"after verify: {ROOTS_HELP}"
    )
    command.add_argument("--json", action="store_true", help="data as JSON on standard output")
    command.set_defaults(run=run_capture, needs_database=False)


def run_capture(arguments: Namespace) -> int:
    """Capture and report, or check bundles."""
    if arguments.address == VERIFY:
        return run_verify(arguments)
    try:
        folder = _folder(arguments.out)
        record = start.captured(_plan(arguments, folder=folder), progress=_tell)
    except CaptureRefused as refusal:
        raise Failure(refusal.what, why=refusal.why, next_step=refusal.next_step) from None
    bundle = _sealed(folder, record=record)
    print(json.dumps(_summary(record, bundle=bundle)) if arguments.json else _in_text(record, bundle=bundle))
    return 0


def _plan(arguments: Namespace, *, folder: Path) -> Plan:
    if settings.MODE == "production":
        raise CaptureRefused(
            "A capture by itself is not made in production.",
            why="There every capture belongs to a look, whose basis was asked of the law first.",
            next_step="Begin a look, or set WATCHBOOK_MODE to demo or test on a machine that holds no register.",
        )
    allowed = listed("WATCHBOOK_CAPTURE_ALLOW")
    parts = parts_of(arguments.address)
    where = f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
    if where not in {one.partition("=")[0] for one in allowed}:
        raise CaptureRefused(
            f"{where} is not on the list of addresses that may be captured without a look.",
            why="A capture by itself is for tests and the demonstration, and takes only what they list.",
            next_step=f"Add it: WATCHBOOK_CAPTURE_ALLOW={','.join([*allowed, where])}.",
        )
    program = the_browser()
    return Plan(
        url=arguments.address, folder=folder, program=program, mode=settings.MODE, allowed=allowed,
        trusted_keys=listed("WATCHBOOK_CAPTURE_TRUST"), own_addresses=settings.OWN_ADDRESSES, in_full=not arguments.without_pictures,
        limits=Limits(seconds=arguments.seconds, closing_seconds=min(Limits.closing_seconds, arguments.seconds / 4)),
    )  # fmt: skip


def the_browser() -> Path:
    """This machine's Chromium. Raises CaptureRefused where there is none."""
    program = chromium.find(os.environ, folder=chromium.default_folder())
    if program is None:
        raise CaptureRefused(
            "There is no Chromium on this machine.",
            why="A capture needs a real browser.",
            next_step="Run `python -m watchbook.machine.chromium --install`, or name one in WATCHBOOK_CHROMIUM.",
        )
    return program


def _folder(out: Path | None) -> Path:
    if out is None or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise CaptureRefused(
            "There is no folder to capture into.",
            why="--out was not given." if out is None else f"{out} is there already and is not empty.",
            next_step="Name a new folder with --out DIR.",
        )
    return out.absolute()


def listed(variable: str) -> tuple[str, ...]:
    """The entries of a variable that only tests and the demonstration have."""
    return tuple(one.strip() for one in os.environ.get(variable, "").split(",") if one.strip())


def _sealed(folder: Path, *, record: dict[str, Any]) -> Path:
    """One file of it, sealed by a key that vouches for nothing but that nothing changed since."""
    files = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    about = {
        "basis": NO_BASIS,
        "status": record["status"],
        "address": record["address"]["requested"],
        "key": THROW_AWAY,
    }
    signer = Signer("watchbook.invalid/stand-alone", seed=secrets.token_bytes(32))
    bundle = folder / BUNDLE
    seal.seal(files, to=bundle, signer=signer, about=about, authorities=[], at=datetime.now(UTC))
    return bundle


def _tell(progress: dict[str, Any]) -> None:
    say(f"{progress['steps']} views, {progress['stored']} answers kept, {progress['bytes'] / 1e6:.1f} MB.")


def _summary(record: dict[str, Any], *, bundle: Path) -> dict[str, Any]:
    kept = ("status", "reasons", "basis", "address", "times", "looked", "requests", "browser_gone")
    return {name: record[name] for name in kept} | {"bundle": str(bundle)}


def _in_text(record: dict[str, Any], *, bundle: Path) -> str:
    requests, looked = record["requests"], record["looked"]
    lines = [f"{record['status']}: {record['address']['shown']}"]
    lines += [f"  {in_words(one['reason'])}" for one in record["reasons"]]
    lines += [
        f"  Posts in view: {looked['posts_in_view'] or 'not known, since the page does not mark its posts'}. The site itself said that this was the end: "
        f"{'yes' if looked['site_said_it_was_the_end'] else 'no'}.",
        f"  Requests: {requests['made']} made, {requests['stored']} kept, {requests['failed']} failed, "
        f"{requests['refused']} refused, {requests['truncated']} cut off.",
        f"  Basis: {NO_BASIS}. Browser gone: {'yes' if record['browser_gone']['processes'] == 0 else 'NO'}.",
        f"  {bundle}",
    ]
    return "\n".join(lines)
