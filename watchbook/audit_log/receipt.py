"""Receipts: an event's leaf proven to stand under a signed checkpoint, with the fields that its reader may see.

For the public under a published checkpoint only, since the newest would tell how fast the log grows.
"""

from collections.abc import Collection
from uuid import UUID

from watchbook.audit_log.event_opening import ALWAYS_SHOWN, leaf_of, opened
from watchbook.audit_log.models import (
    Cosignature,
    Event,
    Leaf,
    PublishedCheckpoint,
    SignedCheckpoint,
)
from watchbook.audit_log.seal import read_tile
from watchbook.ledger import checkpoint, note, receipt
from watchbook.ledger import slip as slips
from watchbook.ledger.checkpoint import with_cosignatures
from watchbook.ledger.note import Signature, Signer
from watchbook.ledger.tiles import node_reader
from watchbook.ledger.tree import inclusion_proof


class NotSealed(Exception):
    """The event is in no checkpoint of the kind that was asked for yet."""


def published_receipt(event: Event) -> str:
    """The public's receipt: the open fields, under the newest published checkpoint. Raises NotSealed."""
    row = newest_published()
    if row is None:
        raise NotSealed
    names = ALWAYS_SHOWN | event.fields.keys()
    return receipt_under(published_note(row), event=event, names=names)


def newest_receipt(event: Event, *, names: Collection[str]) -> str:
    """A receipt under the newest checkpoint with these fields open. Raises NotSealed, or Closed for one that cannot be."""
    head = SignedCheckpoint.objects.order_by("-size").first()
    if head is None:
        raise NotSealed
    return receipt_under(head.note, event=event, names=names)


def slip(event: Event, *, signer: Signer) -> str:
    """Return the log's promise that the event was accepted, sealed or not."""
    return slips.write(event.id, leaf_of(event), signer=signer)


def newest_published() -> PublishedCheckpoint | None:
    """The checkpoint that the public has now."""
    return PublishedCheckpoint.objects.order_by("-on").first()


def published_note(row: PublishedCheckpoint) -> str:
    """A published checkpoint with the cosignatures that it got, by the names of the witnesses."""
    return with_cosignatures(row.note, [Signature.parse(one.line) for one in cosignatures(row)])


def cosignatures(*rows: PublishedCheckpoint) -> list[Cosignature]:
    """The cosignatures of published checkpoints that can be checked, by the names of the witnesses, then their keys."""
    found = Cosignature.objects.filter(checkpoint__in=rows).exclude(key="")
    return sorted(found, key=lambda one: one.key.split("+"))


def published_entry(event_id: UUID, *, under: PublishedCheckpoint | None) -> int | None:
    """Which entry of the log an event is, where a published checkpoint covers it."""
    if under is None:
        return None
    return (
        Leaf.objects.filter(event_id=event_id, index__lt=under.size).values_list("index", flat=True).first()
    )


def receipt_under(signed: str, *, event: Event, names: Collection[str]) -> str:
    """A receipt under this signed checkpoint with these fields open. Raises NotSealed, or Closed for one that cannot be."""
    size = checkpoint.parse(note.parse(signed).text).size
    leaf = Leaf.objects.filter(event_id=event.id, index__lt=size).first()
    if leaf is None:
        raise NotSealed
    hashes = inclusion_proof(leaf.index, size=size, node=node_reader(read_tile, size=size))
    opening = opened(event, names=names)
    return receipt.write(opening, event=event.id, index=leaf.index, hashes=hashes, checkpoint=signed)
