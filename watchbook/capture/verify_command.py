"""The command that checks bundles (`capture verify BUNDLE…`): hashes, signature and time stamps of each, and what fails."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import Any

from cryptography.x509 import load_pem_x509_certificates

from watchbook.capture import opinions, verify

KEY_UNKNOWN = 3  # the exit code
UNKNOWN_KEY = {
    "what": "Nobody can tell from this whether the bundle is the authority’s.",
    "why": "No key was given, so the bundle was checked with the key that lies in it.",
    "next": "Take the key from where the authority publishes it and give it as --key.",
}
ROOTS_HELP = "certificates (PEM) of the roots that time stamps must lead to, taken from a source of your own"


def add_verify(subparsers: Any) -> None:  # argparse's own type is private
    """Register the command under `capture`."""
    text = "check capture bundles: their files, who sealed them and since when they have existed"
    command: ArgumentParser = subparsers.add_parser("verify", help=text, description=text)
    command.add_argument("bundles", nargs="+", type=Path, metavar="BUNDLE")
    command.add_argument(
        "--key",
        type=verify.key_of,
        help="the line that the authority publishes, or the key’s 64 hexadecimal digits",
    )
    command.add_argument("--tsa-root", type=roots, default=b"", metavar="ROOTS.pem", help=ROOTS_HELP)
    command.add_argument("--json", action="store_true", help="an object a line for each bundle")
    command.set_defaults(run=run_verify, needs_database=False)


def run_verify(arguments: Namespace) -> int:
    """A report for each bundle; 1 if one of them does not hold, 3 if all agree with themselves and no key was given."""
    trusted = {"key": arguments.key, "roots": arguments.tsa_root}
    reports = [(bundle, opinions.of(bundle, **trusted)) for bundle in arguments.bundles]
    for bundle, report in reports:
        said = json.dumps(_as_data(bundle, report)) if arguments.json else _as_text(bundle, report)
        print(said, flush=True)
    if any(report.bad for _, report in reports):
        return 1
    return 0 if arguments.key else KEY_UNKNOWN


def _as_data(bundle: Path, report: verify.BundleReport) -> dict[str, Any]:
    stamps = [{"authority": name, "at": at.isoformat()} for name, at in report.tokens]
    holds = not report.bad and report.is_key_known
    found = {"file": str(bundle), "holds": holds, "agrees_with_itself": not report.bad}
    found |= {"key": report.key, "is_key_known": report.is_key_known}
    found |= {"time_stamps": stamps, "found": report.good}
    if holds:
        return found
    if not report.bad:
        return found | {"error": UNKNOWN_KEY}
    error = {
        "what": "The bundle does not hold.",
        "why": " ".join(report.bad),
        "next": "Do not rely on it. Compare it with another copy, or ask whoever gave it to you for theirs.",
    }
    return found | {"error": error}


def _as_text(bundle: Path, report: verify.BundleReport) -> str:
    is_unknown = not report.bad and not report.is_key_known
    agrees = f"agrees with itself. {verify.UNKNOWN}" if is_unknown else "holds"
    lines = [f"{bundle}: {'does NOT hold' if report.bad else agrees}"]
    lines += [f"  ok     {one}" for one in report.good] + [f"  WRONG  {one}" for one in report.bad]
    return "\n".join(
        [*lines, f"  note   {verify.UNKNOWN}, and check again with --key."] if is_unknown else lines
    )


def roots(text: str) -> bytes:
    """A file of trusted certificates."""
    try:
        content = Path(text).read_bytes()
        load_pem_x509_certificates(content)
    except (OSError, ValueError):
        raise ArgumentTypeError(f"{text} is no file of certificates as PEM") from None
    return content
