"""Tables of the audit log: events, their secrets, what waits to be sealed; the clock and the counters of registers; the seal.

The sealer's database role alone writes the tables of the seal (docs/explanation/integrity.md#what-is-stored), and reads of
the rest of the log opaque leaves only. No row is ever taken back; what a row gains is held by `only_grows`.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import (  # fmt: skip
    append_only,
    needs_event,
    only_by_its_act,
    only_erased,
    only_grows,
    recorded_by_the_clock,
)
from watchbook.audit_log.identifiers import uuidv7


def has_bytes(column: str, number: int) -> models.Q:
    """The condition that a binary column is so long."""
    length = models.Func(column, function="octet_length", output_field=models.IntegerField())
    return models.Q(models.lookups.Exact(length, number))


class TransactionId(models.Field):  # type: ignore[type-arg]  # an opaque column, never set from Python
    """PostgreSQL's 64-bit transaction id (xid8), filled in by the database."""

    def db_type(self, connection: object) -> str:
        """The column's type."""
        return "xid8"


class CurrentTransactionId(models.Func):
    """pg_current_xact_id()."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = TransactionId()


class NextNumber(models.Func):
    """The next number of the sequence that numbers events in the order in which they are written."""

    template = "nextval('audit_log_event_number')"
    arity = 0
    output_field = models.BigIntegerField()


class Installation(models.Model):
    """What this database is for: one row, written by the owner at set-up; the app role can only read it."""

    class Mode(models.TextChoices):
        """As `WATCHBOOK_MODE`; a database never changes from demo to production."""

        PRODUCTION = "production", _("production")
        DEMO = "demo", _("demonstration")
        TEST = "test", _("test")

    only = models.BooleanField(primary_key=True, default=True)
    mode = models.CharField(max_length=10, choices=Mode)

    class Meta:
        constraints = [
            models.CheckConstraint(name="installation_is_one_row", condition=models.Q(only=True)),
            models.CheckConstraint(
                name="installation_mode_is_known", condition=models.Q(mode__in=["production", "demo", "test"])
            ),
        ]

    def __str__(self) -> str:
        return self.mode


class RegisterCounter(models.Model):
    """The last reference given in a register; locked while the next is taken, so that none is skipped."""

    register = models.CharField(primary_key=True, max_length=40)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.register} {self.last}"


class Recorded(models.Model):
    """A row of a register: its id, and when the database recorded it (apart from when it was so)."""

    id = models.UUIDField(primary_key=True, default=uuidv7, editable=False)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
        triggers = [needs_event(), recorded_by_the_clock()]

    def __str__(self) -> str:
        return str(self.pk)


class Event(models.Model):
    """One thing that happened: what, about what, by whom, when it was so and when it was recorded.

    `by` and `subject_id` are bare ids: the log has no foreign key to a person, so nothing done to a person's row can
    touch it. Personal values are not here but in `EventSecret`. `number` is the order of writing; numbers of acts that
    were undone are missing, so it counts nothing. What can be proved is the index of its `Leaf`.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=80)
    subject_table = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    by = models.UUIDField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    fields = models.JSONField()
    commitment = models.BinaryField(null=True)  # of an event of before rows were committed
    transaction = TransactionId(db_default=CurrentTransactionId(), editable=False)
    number = models.BigIntegerField(db_default=NextNumber(), editable=False)

    class Meta:
        triggers = [recorded_by_the_clock(), *append_only()]
        indexes = [
            models.Index(name="event_of_subject", fields=["subject_id", "recorded_at"]),
            BrinIndex(name="event_by_moment", fields=["recorded_at"]),
            models.Index(name="event_by_number", fields=["-number"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_commitment_is_32_bytes", condition=has_bytes("commitment", 32)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EventSecret(models.Model):
    """What proves an event's commitment, kept apart: the seed of the open fields' salts, the hash of each personal one.

    The personal values lie with a seed of their own in `sealed`, which opens as long as the row that the event is
    about has its key. Erasure (`erasure`) is the one change: `sealed` goes. Afterwards the open fields and these hashes
    still verify, and no guess at a value can be tried.
    """

    # Both rows come by one statement and neither is ever deleted: a constraint would only cost every act its check.
    event = models.OneToOneField(Event, primary_key=True, on_delete=models.PROTECT, db_constraint=False)
    seed = models.BinaryField()
    hashes = models.JSONField(default=dict)
    sealed = models.BinaryField(default=bytes)

    class Meta:
        triggers = only_erased()

    def __str__(self) -> str:
        return str(self.event_id)


class Pending(models.Model):
    """A leaf that waits for the sealer, or the parts of which it is made with what became of the event's rows."""

    event_id = models.UUIDField(primary_key=True)
    leaf = models.BinaryField(null=True)
    number = models.BigIntegerField()
    since = models.DateTimeField(db_default=Now(), editable=False)
    parts = ArrayField(models.BinaryField(), null=True)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="pending_leaf_is_49_bytes", condition=has_bytes("leaf", 49)),
        ]

    def __str__(self) -> str:
        return str(self.event_id)


class RowDigest(models.Model):
    """The state of a row after an event (its number): the SHA-256 of the row's content, or none where the row is gone.

    Written at the commit by the trigger that `row_digests` puts on each table; the event's leaf commits all of its own.
    """

    pk = models.CompositePrimaryKey("row_table", "row_id", "number")
    row_table = models.CharField(max_length=63, db_collation="C")
    row_id = models.CharField(max_length=100, db_collation="C")
    number = models.BigIntegerField()
    digest = models.BinaryField(null=True)

    class Meta:
        triggers = only_by_its_act()
        indexes = [BrinIndex(name="rowdigest_of_event", fields=["number"], pages_per_range=16)]

    def __str__(self) -> str:
        return f"{self.row_table} {self.row_id}"


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


class SignedCheckpoint(models.Model):
    """A head of the log as the signer signed it: a C2SP checkpoint. What it covers is sealed."""

    size = models.PositiveBigIntegerField(primary_key=True)
    note = models.TextField()
    signed_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = append_only()


class PublishedCheckpoint(models.Model):
    """A checkpoint that the public gets: one a week, so that nobody can read from its growth what is going on."""

    on = models.DateField(primary_key=True)
    key = models.TextField()
    size = models.PositiveBigIntegerField()
    note = models.TextField()
    published_at = models.DateTimeField(db_default=Now())

    class Meta:
        triggers = append_only()


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
