"""The folder for an outsider, from the database (docs/how-to/check-the-log.md): the log, its checkpoints, tokens and chosen receipts."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path
from uuid import UUID

from watchbook.audit_log.models import Event, PublishedCheckpoint, SignedCheckpoint, TimestampToken
from watchbook.audit_log.outsiders import Outsiders, short_name
from watchbook.audit_log.receipt import NotSealed, cosignatures, published_note, receipt_under
from watchbook.audit_log.sign import leaves
from watchbook.audit_log.timestamp_token import event_of
from watchbook.ledger import export
from watchbook.ledger.cosignature import CosignatureVerifier
from watchbook.ledger.note import Ed25519Verifier

AT_ONCE = 4096
TOLD_OF_A_TOKEN = frozenset({"name", "authority", "entries", "on", "token_sha256"})


class NothingToExport(Exception):
    """No checkpoint is signed yet."""


def write(
    folder: Path, *, key: Ed25519Verifier, outsiders: Outsiders, receipts: Mapping[UUID, Collection[str]]
) -> int:
    """Write the folder with receipts of these events, each with its named fields open; gives the log's size.

    Raises NothingToExport, NotSealed or Closed, and what `ledger.export.write` raises.
    """
    newest = SignedCheckpoint.objects.order_by("-size").first()
    if newest is None:
        raise NothingToExport
    published = list(PublishedCheckpoint.objects.filter(size__lte=newest.size).order_by("size", "on"))
    # The newest checkpoint has its cosignatures where it is a published one.
    signed = next(
        (published_note(one) for one in reversed(published) if one.size == newest.size), newest.note
    )
    # Whoever cosigned any of them, also if they are asked no more.
    cosigners = [CosignatureVerifier.parse(one.key) for one in cosignatures(*published)]
    contents = export.Contents(
        checkpoint=signed,
        log=key,
        witnesses=[*cosigners, *(one.verifier for one in outsiders.witnesses)],
        checkpoints=[published_note(one) for one in published],
        tokens=[one for row in published for one in _tokens(row, signed=signed)],
        receipts={
            str(event): receipt_under(signed, event=Event.objects.get(id=event), names=names)
            for event, names in receipts.items()
        },
    )
    size = newest.size
    batches = (leaves(begin, min(begin + AT_ONCE, size)) for begin in range(0, size, AT_ONCE))
    export.write(folder, leaves=chain.from_iterable(batches), contents=contents)
    return size


def _tokens(row: PublishedCheckpoint, *, signed: str) -> Iterator[export.Token]:
    """A publication's tokens whose digest is in the sealed log; of the others nobody could say that they are the ones."""
    for one in TimestampToken.objects.filter(checkpoint=row).order_by("authority"):
        event = event_of(one)
        if event is None:
            continue
        try:
            receipt = receipt_under(signed, event=event, names=TOLD_OF_A_TOKEN)
        except NotSealed:
            continue
        # With the day, since a size may be published twice.
        authority = f"{row.on}-{short_name(one.authority)}"
        yield export.Token(size=row.size, authority=authority, content=bytes(one.token), receipt=receipt)
