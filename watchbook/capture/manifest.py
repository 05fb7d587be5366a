"""The manifest of a capture: every file with its SHA-256, in the one spelling of RFC 8785, and the seal that comes after it.

The manifest is what is signed, stamped and logged. The seal lists what can only come later (the tokens that stamp the
manifest, the proof that the log holds it) and is signed too, so that no byte of a token can be changed: of a token alone some
bits can (`ledger.timestamp`). Whole numbers, text, lists and objects only: no two programs write a fraction alike.
"""

import base64
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import rfc8785

from watchbook.capture import verify
from watchbook.capture.bundle import Member
from watchbook.ledger.timestamp import TimestampAuthority

type Authorities = Sequence[TimestampAuthority]
type Value = str | int | bool | Sequence["Value"] | Mapping[str, "Value"] | None


def write(
    members: Sequence[Member],
    *,
    key: bytes,
    about: Mapping[str, Value],
    authorities: Authorities,
    at: datetime,
) -> bytes:
    """The manifest's bytes. `about` is what the caller says of the capture: id, address, status, basis."""
    _refuse_fractions(about)
    asked = [
        {"name": one.name, "policy": one.policy, "token": token(nth), "certificates": certificates(nth)}
        for nth, one in enumerate(authorities, start=1)
    ]
    whole = {
        "format": verify.FORMAT,
        "made_at": at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "key": base64.b64encode(key).decode(),
        "capture": _plain(about),
        "authorities": asked,
        "files": [one.as_data() for one in members],
    }
    return rfc8785.dumps(whole)


def write_seal(members: Sequence[Member], *, manifest_sha256: str) -> bytes:
    """The seal's bytes: what came after the manifest."""
    files = [one.as_data() for one in members]
    return rfc8785.dumps({"format": verify.SEAL_FORMAT, "manifest_sha256": manifest_sha256, "files": files})


def token(place: int) -> str:
    """The name of an authority's token in the bundle."""
    return f"tsa-{place}.tsr"


def certificates(place: int) -> str:
    """The name of an authority's certificates in the bundle."""
    return f"tsa-{place}.pem"


def _plain(value: Value) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value


def _refuse_fractions(value: object) -> None:
    """Raise ValueError for what two programs could spell in two ways: fractions, and keys that are not plain ASCII."""
    if isinstance(value, float):
        whole = "whole numbers, for example of milliseconds"
        raise ValueError(f"{value} is a fraction; a manifest holds {whole}.")
    if isinstance(value, Mapping):
        for key, one in value.items():
            if not str(key).isascii():
                raise ValueError(f"The key {key!r} is not plain ASCII.")
            _refuse_fractions(one)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            _refuse_fractions(one)
