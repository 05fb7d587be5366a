"""Tables beside the keys: what an exact search finds by, and which items' keys are to be destroyed. Ids and hashes alone."""

from django.db import models

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded, has_bytes
from watchbook.audit_log.row_digests import VouchedTable, vouch_for


class BlindIndexEntry(Recorded):
    """That an item is found by a word: its keyed hash, which tells nobody the word without the key files."""

    item = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=40)
    digest = models.BinaryField()

    class Meta:
        triggers = [needs_event(subject="item"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(
                name="blind_index_entry_is_once_an_items", fields=["kind", "digest", "item"]
            ),
            models.CheckConstraint(name="blind_index_digest_is_32_bytes", condition=has_bytes("digest", 32)),
        ]


class KeyDestruction(Recorded):
    """That an item's key is to be destroyed: written by the act that disposes of the item, carried out at its commit."""

    item = models.UUIDField(unique=True)

    class Meta:
        triggers = [recorded_by_the_clock(), written_once()]


# An act orders the end of many keys by one statement, after the event about each.
vouch_for(VouchedTable("keys_keydestruction", subject="item", at_once=True))
