"""Tables beside the keys: what an exact search finds by, and which items' keys are to be destroyed. Ids and hashes alone."""

from django.db import models
from django.db.models import Q

from watchbook.audit_log.guard import needs_event, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded


def _is_a_digest() -> Q:
    length = models.Func("digest", function="octet_length", output_field=models.IntegerField())
    return Q(models.lookups.Exact(length, 32))


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
            models.CheckConstraint(name="blind_index_digest_is_32_bytes", condition=_is_a_digest()),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item}"


class KeyDestruction(Recorded):
    """That an item's key is to be destroyed: written by the act that disposes of the item, carried out at its commit."""

    item = models.UUIDField(unique=True)

    class Meta:
        triggers = [needs_event(subject="item"), recorded_by_the_clock(), written_once()]

    def __str__(self) -> str:
        return str(self.item)
