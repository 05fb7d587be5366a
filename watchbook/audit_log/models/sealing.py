"""Tables of the seal (docs/explanation/integrity.md#what-is-stored): leaves and tiles in order, signed checkpoints, and what outsiders say of them.

The sealer's database role alone writes them, and reads of the rest of the log opaque leaves only. No row is ever taken
back; what a row gains is held by `only_grows`. The log's Merkle tree is `ledger.tree`, its tiles `ledger.tiles`.
"""

from django.db import models
from django.db.models.functions import Now

from watchbook.audit_log.guard import append_only, only_grows
from watchbook.audit_log.identifiers import uuidv7


class SealedLog(models.Model):
    """The log as far as it is sealed: one row, locked by whoever seals. `hashes` is the compact range, 32 bytes each."""

    id = models.UUIDField(primary_key=True, default=uuidv7, editable=False)
    only = models.BooleanField(unique=True, default=True)
    size = models.PositiveBigIntegerField(default=0)
    hashes = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.CheckConstraint(name="sealedlog_is_one_row", condition=models.Q(only=True)),
        ]
        triggers = only_grows(condition="NEW.id = OLD.id AND NEW.size > OLD.size")

    def __str__(self) -> str:
        return str(self.size)


class Leaf(models.Model):
    """A sealed leaf: which entry of the log an event is."""

    index = models.PositiveBigIntegerField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    leaf = models.BinaryField()

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.index)


class Tile(models.Model):
    """Up to 256 hashes of a level, side by side. A tile grows at its end until it is full (c2sp.org/tlog-tiles)."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    content = models.BinaryField()

    class Meta:
        triggers = only_grows(
            condition="NEW.level = OLD.level AND NEW.index = OLD.index"
            " AND substring(NEW.content FOR octet_length(OLD.content)) = OLD.content"
        )

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class SignedCheckpoint(models.Model):
    """A head of the log as the signer signed it: a C2SP checkpoint. What it covers is sealed."""

    size = models.PositiveBigIntegerField(primary_key=True)
    note = models.TextField()
    signed_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.size)


class PublishedCheckpoint(models.Model):
    """A checkpoint that the public gets: one a week, so that nobody can read from its growth what is going on."""

    on = models.DateField(primary_key=True)
    key = models.TextField()
    size = models.PositiveBigIntegerField()
    note = models.TextField()
    published_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.on)


class TimestampToken(models.Model):
    """What a time-stamp authority says of a published checkpoint (RFC 3161); held by the hash of its bytes."""

    pk = models.CompositePrimaryKey("checkpoint_id", "authority")
    checkpoint = models.ForeignKey(PublishedCheckpoint, on_delete=models.PROTECT)
    authority = models.CharField(max_length=80)
    token = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.checkpoint_id} {self.authority}"


class Cosignature(models.Model):
    """The line by which a witness signs that a published checkpoint grew out of all that it saw before, and its key."""

    pk = models.CompositePrimaryKey("checkpoint_id", "witness")
    checkpoint = models.ForeignKey(PublishedCheckpoint, on_delete=models.PROTECT)
    witness = models.CharField(max_length=200)
    key = models.TextField(default="")
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.checkpoint_id} {self.witness}"
