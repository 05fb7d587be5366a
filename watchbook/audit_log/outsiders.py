"""Who outside is asked to look: time-stamp authorities and witnesses, as a file of the operator names them; none unless set.

[[timestamp_authority]]
name = "Example TSA"
address = "https://tsa.example/"
certificates = "example-tsa.pem"    # its own certificate first, then those above it; beside this file
policy = "1.2.3.4.1"

[[witness]]
address = "https://witness.example/"
key = "witness.example+2f6d70a4+BDtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.note import BadNote
from watchbook.ledger.timestamp import TimestampAuthority
from watchbook.ledger.witness import Witness

KINDS = {
    "timestamp_authority": {"name", "address", "certificates", "policy"},
    "witness": {"address", "key"},
}


class BadOutsiders(Exception):
    """The file names somebody in a way that cannot be used."""


@dataclass(frozen=True)
class Outsiders:
    """Those who are asked about each published checkpoint."""

    authorities: tuple[TimestampAuthority, ...] = ()
    witnesses: tuple[Witness, ...] = ()


def read(file: Path) -> Outsiders:
    """Those of the file; nobody where there is none. Raises BadOutsiders."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        _check_names(told)
        authorities = tuple(_authority(one, beside=file) for one in told.get("timestamp_authority", []))
        witnesses = tuple(
            Witness(address=one["address"], verifier=CosignatureVerifier.parse(one["key"]))
            for one in told.get("witness", [])
        )
        # What each said is kept under its name, also as a part of a file's name.
        for names in (
            [short_name(one.name) for one in authorities],
            [one.verifier.name for one in witnesses],
        ):
            if "" in names or len(set(names)) < len(names):
                raise ValueError(
                    "two have the same name, or one has a name without a letter or digit of A to Z."
                )
        return Outsiders(authorities, witnesses)
    except FileNotFoundError as missing:
        if missing.filename == str(file):
            return Outsiders()
        raise BadOutsiders(f"{file} names {missing.filename}, which is not there.") from missing
    except (BadNote, ValueError, TypeError) as wrong:
        raise BadOutsiders(f"{file} cannot be used: {wrong}") from wrong


def short_name(authority: str) -> str:
    """An authority's name as a part of a file's name."""
    return re.sub("[^0-9A-Za-z]", "-", authority).strip("-")


def _check_names(told: Mapping[str, Any]) -> None:
    if unknown := told.keys() - KINDS.keys():
        raise ValueError(f"it names {', '.join(sorted(unknown))}; known are {', '.join(sorted(KINDS))}.")
    for kind, wanted in KINDS.items():
        for one in told.get(kind, []):
            if set(one) != wanted:
                raise ValueError(f"each {kind} has {', '.join(sorted(wanted))} and nothing else.")


def _authority(told: Mapping[str, str], *, beside: Path) -> TimestampAuthority:
    certificates = (beside.parent / told["certificates"]).read_bytes()
    return TimestampAuthority.parse(
        certificates, name=told["name"], address=told["address"], policy=told["policy"]
    )
