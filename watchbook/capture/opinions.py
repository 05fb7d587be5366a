"""Two opinions on a time-stamp token: `rfc3161-client`, and openssl; a token that holds is never lost to a parser.

The first checks more (the pinned signer and the policy), the second reads more: a token with its authority's chain inside is
often badly spelt, and only openssl reads it (openssl issue 13142). What either reads and finds wrong is wrong. Where openssl
is not installed the first decides alone.
"""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from rfc3161_client import decode_timestamp_response

from watchbook.capture import verify
from watchbook.ledger import timestamp
from watchbook.ledger.note import is_signed
from watchbook.ledger.timestamp import BadTimestamp, TimestampAuthority


def stamped_at(
    response: bytes, *, message: bytes, certificates: bytes, name: str, policy: str, roots: bytes = b""
) -> datetime:
    """When the authority saw the message. Raises verify.Broken with the reason if the token shows nothing.

    `roots`, as PEM, are certificates that whoever checks trusts; whether the token leads to one of them openssl alone says.
    """
    at, digest = verify.token_says(response)
    if digest != sha256(message).digest():
        raise verify.Broken("its token is for something else")
    is_read = _is_read_by_the_first(response)
    if is_read:
        _hear_the_first(response, message=message, certificates=certificates, name=name, policy=policy)
    held = {"message": message, "certificates": certificates, "roots": roots}
    signed, words = verify.openssl_says(response, at=at, **held)
    if signed is False or not (signed or (is_read and not roots)):
        raise verify.Broken(f"openssl says of its token: {words}")
    return at


def _hear_the_first(response: bytes, *, message: bytes, certificates: bytes, name: str, policy: str) -> None:
    try:
        authority = TimestampAuthority.parse(certificates, name=name, address="", policy=policy)
        timestamp.check(response, message=message, authority=authority)
    except BadTimestamp as wrong:
        raise verify.Broken(str(wrong).rstrip(".")) from None


def _is_read_by_the_first(response: bytes) -> bool:
    try:
        return bool(decode_timestamp_response(response).signed_data.signer_infos)
    except ValueError:
        return False


def of(bundle: Path, *, key: bytes | None = None, roots: bytes = b"") -> verify.BundleReport:
    """Check a bundle with `cryptography` and both opinions on each token: what holds of it and what does not.

    `key` is the public key that the authority publishes, `roots` the certificates that its time stamps must lead to, as PEM.
    """
    return verify.examine(bundle, key=key, roots=roots, signed=is_signed, stamp=stamped_at)
