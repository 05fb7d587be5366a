"""Time-stamp tokens (RFC 3161): an authority outside says when it saw a checkpoint.

Two traps, both met with a real `openssl ts`:

- A response with more than one certificate in it is often not in DER order, and strict readers refuse it
  (openssl issue 13142). We pin the authority's certificate anyway, so the request asks for none in the response.
- Some bits of a token can be changed and it still verifies (version numbers, an unsigned algorithm name). Time and
  digest cannot, but the bytes are no identity: log the SHA-256 of the response and hold it against that.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from watchbook.ledger.post import Post, post

MEDIA_TYPE = "application/timestamp-query"
# What the readers of certificates and CMS raise for bytes that nobody meant.
_UNREADABLE = (VerificationError, ValueError, KeyError, x509.InvalidVersion, UnsupportedAlgorithm)


class BadTimestamp(ValueError):
    """A response that does not stamp what was asked, with the reason."""


@dataclass(frozen=True)
class TimestampAuthority:
    """A time-stamp authority: its name and address, its certificate pinned, the chain above it, and its policy."""

    name: str
    address: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    policy: str

    @classmethod
    def parse(cls, certificates: bytes, *, name: str, address: str, policy: str) -> "TimestampAuthority":
        """An authority from PEM: its own certificate first, then those above it up to the root. Raises ValueError."""
        own, *chain = x509.load_pem_x509_certificates(certificates)
        return cls(name, address, own, tuple(chain) or (own,), policy)


@dataclass(frozen=True)
class Timestamp:
    """What a token says, and the digest of the whole response by which it is known."""

    at: datetime
    serial_number: int
    sha256: bytes


def request(message: bytes) -> TimeStampRequest:
    """A request to stamp a message, by its SHA-256, with a fresh nonce and no certificate in the response."""
    asked = TimestampRequestBuilder(
        data=message, hash_algorithm=HashAlgorithm.SHA256, nonce=True, cert_req=False
    )
    return asked.build()


def stamped(message: bytes, *, authority: TimestampAuthority, send: Post = post) -> bytes:
    """The authority's response for a message, checked. Raises BadTimestamp, or Unreachable to try again later."""
    asked = request(message)
    reply = send(authority.address, asked.as_bytes(), MEDIA_TYPE)
    if reply.status != HTTPStatus.OK:
        raise BadTimestamp(f"{authority.name} gave no token and answered {reply.words}")
    check(reply.content, message=message, authority=authority, nonce=asked.nonce)
    return reply.content


def check(
    response: bytes, *, message: bytes, authority: TimestampAuthority, nonce: int | None = None
) -> Timestamp:
    """What a response says of a message. Without a nonce it is held as an old one: the digest of its bytes is logged.

    Raises BadTimestamp unless the pinned certificate signed this message's digest, under the policy, with the nonce.
    """
    try:
        given = decode_timestamp_response(response)
    except ValueError as wrong:
        why = "more than one certificate, not in DER order" if "SetOrdering" in str(wrong) else str(wrong)
        raise BadTimestamp(
            f"{authority.name} answered what cannot be read as a time stamp ({why}). Ask for one without certificates."
        ) from wrong
    _check_signer(given, authority=authority)
    builder = VerifierBuilder(
        policy_id=x509.ObjectIdentifier(authority.policy),
        tsa_certificate=authority.certificate,
        roots=list(authority.chain),
        nonce=nonce,
    )
    try:
        builder.build().verify(given, sha256(message).digest())
    except _UNREADABLE as wrong:
        raise BadTimestamp(f"The token of {authority.name} does not hold: {wrong}") from wrong
    return Timestamp(given.tst_info.gen_time, given.tst_info.serial_number, sha256(response).digest())


def _check_signer(given: TimeStampResponse, *, authority: TimestampAuthority) -> None:
    """Refuse a token that somebody else of the chain has signed, or that was not granted."""
    try:
        signers = given.signed_data.signer_infos
        names = {(one.issuer, one.serial_number) for one in signers}
    except _UNREADABLE as wrong:
        raise BadTimestamp(f"{authority.name} granted no token that can be read: {wrong}") from wrong
    if names != {(authority.certificate.issuer, authority.certificate.serial_number)}:
        raise BadTimestamp(f"The token is not signed by the certificate that is pinned for {authority.name}.")
