"""The command that checks bundles (`capture verify BUNDLE…`): hashes, signature and time stamps of each, and what fails."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from cryptography.x509 import load_pem_x509_certificates

from watchbook.capture import opinions, verify

KEY_BYTES = 32
ROOTS_HELP = "certificates (PEM) of the roots that time stamps must lead to, taken from a source of your own"


def add_verify(subparsers: Any) -> None:  # argparse's own type is private
    """Register the command under `capture`."""
    text = "check capture bundles: their files, who sealed them and since when they have existed"
    command: ArgumentParser = subparsers.add_parser("verify", help=text, description=text)
    command.add_argument("bundles", nargs="+", type=Path, metavar="BUNDLE")
    command.add_argument(
        "--key", type=key, help="the key that the authority publishes: 64 hexadecimal digits"
    )
    command.add_argument("--tsa-root", type=roots, default=b"", metavar="ROOTS.pem", help=ROOTS_HELP)
    command.add_argument("--json", action="store_true", help="an object a line for each bundle")
    command.set_defaults(run=run_verify, needs_database=False)


def run_verify(arguments: Namespace) -> int:
    """A report for each bundle; 1 if one of them does not hold."""
    trusted = {"key": arguments.key, "roots": arguments.tsa_root}
    reports = [(bundle, opinions.of(bundle, **trusted)) for bundle in arguments.bundles]
    for bundle, report in reports:
        said = json.dumps(_as_data(bundle, report)) if arguments.json else _as_text(bundle, report)
        print(said, flush=True)
    return int(any(report.bad for _, report in reports))


def _as_data(bundle: Path, report: verify.BundleReport) -> dict[str, Any]:
    stamps = [{"authority": name, "at": at.isoformat()} for name, at in report.tokens]
    found = {"file": str(bundle), "holds": not report.bad, "key": report.key}
    found |= {"time_stamps": stamps, "found": report.good}
    if not report.bad:
        return found
    error = {
        "what": "The bundle does not hold.",
        "why": " ".join(report.bad),
        "next": "Do not rely on it. Compare it with another copy, or ask whoever gave it to you for theirs.",
    }
    return found | {"error": error}


def _as_text(bundle: Path, report: verify.BundleReport) -> str:
    lines = [f"{bundle}: {'does NOT hold' if report.bad else 'holds'}"]
    lines += [f"  ok     {one}" for one in report.good] + [f"  WRONG  {one}" for one in report.bad]
    return "\n".join(lines)


def roots(text: str) -> bytes:
    """A file of trusted certificates."""
    try:
        content = Path(text).read_bytes()
        load_pem_x509_certificates(content)
    except (OSError, ValueError):
        raise ArgumentTypeError(f"{text} is no file of certificates as PEM") from None
    return content


def key(text: str) -> bytes:
    """A published key as it is typed."""
    try:
        typed = bytes.fromhex(text)
    except ValueError:
        typed = b""
    if len(typed) != KEY_BYTES:
        raise ArgumentTypeError("a key is 64 hexadecimal digits, as the authority publishes it")
    return typed
