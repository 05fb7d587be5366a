"""The product's own check of a bundle: the stand-alone one, with `cryptography`, and both opinions on each token."""

from pathlib import Path

from watchbook.capture import opinions, verify
from watchbook.ledger.note import is_signed


def of(bundle: Path, *, key: bytes | None = None, roots: bytes = b"") -> verify.BundleReport:
    """What holds of a bundle and what does not.

    `key` is the public key that the authority publishes, `roots` the certificates that its time stamps must lead to, as PEM.
    """
    return verify.examine(bundle, key=key, roots=roots, signed=is_signed, stamp=opinions.stamped_at)
