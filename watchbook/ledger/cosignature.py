"""Cosignatures (c2sp.org/tlog-cosignature, version 1): a witness says when it saw that a checkpoint only grew.

>>> from watchbook.ledger.note import Signer
>>> witness = Signer("witness.example", seed=bytes(32))
>>> known = CosignatureVerifier(witness.name, witness.public_key)
>>> known.line
'witness.example+2f6d70a4+BDtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
"""

from watchbook.ledger.note import BadNote, Signature, Verifier, is_signed

COSIGNATURE = 0x04
SIGNATURE_BYTES = 72
LATEST = 2**63 - 1


def message(text: str, *, time: int) -> bytes:
    """What a witness signs: two lines before the checkpoint's text; time is in seconds since 1970."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def time_of(signature: Signature) -> int:
    """When a witness says that it signed, in seconds since 1970. Raises BadNote for what is no cosignature."""
    if len(signature.content) != SIGNATURE_BYTES:
        raise BadNote(f"This signature of {signature.name} is not a cosignature.")
    return int.from_bytes(signature.content[:8])


class CosignatureVerifier(Verifier):
    """The public key of a witness."""

    algorithm = COSIGNATURE

    def verifies(self, text: str, *, content: bytes) -> bool:
        """Whether this witness has signed the checkpoint's text at the time that it says."""
        if len(content) != SIGNATURE_BYTES or (time := int.from_bytes(content[:8])) > LATEST:
            return False
        return is_signed(message(text, time=time), content=content[8:], key=self.key)
