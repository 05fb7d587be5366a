"""The signature that a foreign WACZ may carry (WACZ-auth 0.1.0, `signedData`): whether it holds by the key that lies beside it.

That it holds shows that nothing was changed since somebody signed it, not who that was: the key came with the file.
"""

import base64
import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509 import load_pem_x509_certificate

from watchbook.capture import foreign_wacz
from watchbook.capture.foreign_wacz import DIGEST, PACKAGE

LIMIT = 16 * 1024**2
NONE, HOLDS, BROKEN, UNKNOWN, UNREADABLE, CUT = "none", "holds", "broken", "unknown", "unreadable", "cut"
WRONG = (ValueError, TypeError, AttributeError, RecursionError, KeyError)


def state_of(path: Path) -> str:
    """Return the state of the signature in a file."""
    with path.open("rb") as file:
        return state(file)


def state(file: BinaryIO) -> str:
    """`none`, `holds`, `broken`, `unknown` for a kind that cannot be checked here, `unreadable`, or `cut` off; after every limit was held against the file."""
    try:
        with ZipFile(file) as archive:
            members = _members(archive)
        if members is None:
            return UNREADABLE
        package, digest = members
        signed = _signed(digest)
        if signed is None:
            return NONE
        return _state(signed, package) if isinstance(signed, dict) else UNREADABLE
    except BadZipFile:  # it is cut off: what it has of a signature cannot be read
        return CUT
    except (*WRONG, *foreign_wacz.BROKEN):
        return BROKEN


def _signed(digest: bytes) -> object:
    """Return what the digest says was signed, and how; None where it says nothing of it, and anything else where that cannot be read."""
    try:
        told = json.loads(digest or b"{}")
    except (ValueError, RecursionError):
        return digest
    return told.get("signedData") if isinstance(told, dict) else digest


def _members(archive: ZipFile) -> tuple[bytes, bytes] | None:
    """The data package and its digest; nothing where one is missing, None where one is longer than any."""
    names = {PACKAGE, DIGEST}
    if not names <= {*archive.namelist()}:
        return b"", b""
    if any(archive.getinfo(one).file_size > LIMIT for one in names):
        return None
    return archive.read(PACKAGE), archive.read(DIGEST)


def _state(signed: Mapping[str, Any], package: bytes) -> str:
    said = str(signed["hash"])
    if said.removeprefix("sha256:") != sha256(package).hexdigest():
        return BROKEN
    key = _key(signed)
    if key is None:
        return UNKNOWN
    content = base64.b64decode(str(signed["signature"]), validate=True)
    texts = (said.encode(), said.removeprefix("sha256:").encode())
    return HOLDS if any(_holds(key, content, text) for text in texts) else BROKEN


def _key(signed: Mapping[str, Any]) -> EllipticCurvePublicKey | None:
    """The key beside it: bare, or in the certificate of a domain."""
    try:
        if "publicKey" in signed:
            key: object = load_der_public_key(base64.b64decode(str(signed["publicKey"]), validate=True))
        else:
            key = load_pem_x509_certificate(str(signed["domainCert"]).encode()).public_key()
    except (UnsupportedAlgorithm, KeyError):
        return None
    return key if isinstance(key, EllipticCurvePublicKey) else None


def _holds(key: EllipticCurvePublicKey, content: bytes, text: bytes) -> bool:
    """By either way to write a signature: two numbers of equal length, or DER."""
    half = (key.curve.key_size + 7) // 8
    if len(content) == 2 * half:
        numbers = int.from_bytes(content[:half], "big"), int.from_bytes(content[half:], "big")
        content = encode_dss_signature(*numbers)
    try:
        key.verify(content, text, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True
