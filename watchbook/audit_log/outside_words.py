"""Time stamps and cosignatures held against what was logged of them."""

from collections.abc import Iterator
from hashlib import sha256

from watchbook.audit_log import models, timestamp_token
from watchbook.ledger import note
from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.note import BadNote, Signature


def outside_problems() -> Iterator[str]:
    """Say of time stamps that are not the ones that were logged, and cosignatures that do not hold."""
    kept = set()
    for token in models.TimestampToken.objects.order_by("checkpoint_id", "authority"):
        kept.add(sha256(bytes(token.token)).hexdigest())
        if token.sha256 not in kept:
            yield f"The time stamp by {token.authority} of the checkpoint of {token.checkpoint_id} was changed."
    for event, digest in timestamp_token.noted():
        if digest not in kept:
            yield f"A time stamp that was logged (event {event}) is not kept any more, or was changed."
    for one in models.Cosignature.objects.select_related("checkpoint").order_by("checkpoint_id", "witness"):
        try:
            text, line = note.parse(one.checkpoint.note).text, Signature.parse(one.line)
            note.read(note.write(text, [line]), verifiers=[CosignatureVerifier.parse(one.key)])
        except BadNote as wrong:
            yield f"What {one.witness} signed of the checkpoint of {one.checkpoint_id} does not hold: {wrong}"
