"""Tables of deletion: a list that two people agree on, and each thing on it with what was written down before it went.

Ids, references, days and hashes alone: a list outlives what it deleted, so nothing in it may name a person.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.audit_log.row_digests import VouchedTable, vouch_for
from watchbook.organisation.models import Person
from watchbook.retention.deletion.states import ItemOutcome, ListState

EDITION = 6  # of the certificate's form, for lists that begin now
BEGUN = (ListState.PROPOSED, ListState.RETURNED, ListState.GIVEN_UP)
FIXED = (
    "reference", "ground", "because", "retention_class", "proposed_by", "proposed_at", "certificate_edition"
)  # fmt: skip


class DeletionGround(models.TextChoices):
    """The ground on which a deletion rests."""

    SCHEDULE = "schedule", _("the retention schedule")
    ERASURE = "erasure", _("a request for erasure")


class WantedChange(models.TextChoices):
    """A change that the second person wants: chosen, not typed, so that a list names nobody."""

    NEEDED = "needed", _("Some of these records are still needed")
    WRONG_CLASS = "wrong_class", _("Some of these records are in the wrong class")
    ASK_OWNER = "ask_owner", _("First ask the service that owns these records")
    SMALLER = "smaller", _("Propose fewer records at a time")


class ChangeMade(models.TextChoices):
    """The answer of whoever sends a list again: chosen, not typed. The log keeps it."""

    LEFT_OUT = "left_out", _("I left some records out")
    OWNER_AGREES = (
        "owner_agrees",
        _("I asked the service that owns the records, and it agrees to the deletion"),
    )
    CHECKED = "checked", _("I checked every record again, and all of them can stay on the list")


class DeletionList(Recorded):
    """A list of things to delete: its ground, who proposed and who approved it, and when it came to each of its ends."""

    reference = models.CharField(max_length=20, unique=True)
    ground = models.CharField(max_length=10, choices=DeletionGround)
    # The reference of the schedule's edition or of the request.
    because = models.CharField(max_length=60)
    retention_class = models.SlugField(max_length=60, blank=True, default="")
    # As the schedule said it on the day of the proposal.
    rule = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(max_length=14, choices=ListState, default=ListState.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    asked_of = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    change = models.CharField(max_length=12, choices=WantedChange, blank=True, default="")
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    hold_checked_at = models.DateTimeField(null=True, blank=True)
    # When each copy of the key store said that it has none of the keys any more.
    first_copy_at = models.DateTimeField(null=True, blank=True)
    second_copy_at = models.DateTimeField(null=True, blank=True)
    unreadable_at = models.DateTimeField(null=True, blank=True)
    irrecoverable_at = models.DateTimeField(null=True, blank=True)
    # Every version of the key-encryption key before this one is destroyed.
    key_version = models.PositiveIntegerField(null=True, blank=True)
    keeper = models.CharField(max_length=200, blank=True, default="")
    gone_at = models.DateTimeField(null=True, blank=True)
    # The edition of the certificate's form, none for the first: what the log has the hash of is written again as it was.
    certificate_edition = models.PositiveSmallIntegerField(null=True, blank=True)

    # What let its records go from a hold, as the person who approved it saw it: words, and the people in them; none before the approval.
    let_go: Any = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at"]
        triggers = [needs_event(), recorded_by_the_clock(), never_changed(*FIXED)]
        indexes = [models.Index(name="deletion_lists_in_order", fields=["-proposed_at", "id"])]
        constraints = [
            models.CheckConstraint(
                name="deletion_is_approved_by_another",
                condition=Q(state__in=BEGUN, approved_by=None, approved_at=None)
                | ~Q(state__in=BEGUN)
                & ~Q(approved_by=F("proposed_by"))
                # Who approved it, and when, a restore may have lost.
                & (Q(approved_at__isnull=False) | Q(state=ListState.EARLIER)),
            ),
            models.CheckConstraint(
                name="deletion_ends_step_by_step",
                condition=Q(unreadable_at=None, irrecoverable_at=None, gone_at=None)
                | Q(first_copy_at__isnull=False, second_copy_at__isnull=False, hold_checked_at__isnull=False)
                & (
                    Q(irrecoverable_at=None, gone_at=None)
                    | Q(irrecoverable_at__gte=F("unreadable_at"), key_version__isnull=False)
                    & (Q(gone_at=None) | Q(gone_at__gte=F("irrecoverable_at")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def has_second_keepers(self) -> bool:
        """Whether its protected records went only once a second keeper agreed, and its certificate tells nothing of their time."""
        return self.certificate_edition is not None


class DeletionItem(Recorded):
    """One thing on a list, with what became of it, and each key that went with it.

    `keys`: for each the item it was of, its version, the SHA-256 of its wrapped form in each copy, and those of what was
    sealed under it.
    """

    deletion_list = models.ForeignKey(DeletionList, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    table = models.CharField(max_length=60)
    item = models.UUIDField()
    item_reference = models.CharField(max_length=60)
    # Whoever reads lists may not know what it is: no page and no certificate tells its kind or its reference.
    is_protected = models.BooleanField(default=False)
    last_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=ItemOutcome, default=ItemOutcome.WAITING)
    why = models.CharField(max_length=500, blank=True, default="")
    keys: Any = models.JSONField(default=list)
    # The names of its files in the store: SHA-256 of their bytes.
    files: Any = models.JSONField(default=list)
    # What of it no key covered (deletion/in_clear.py); none where everything lay under a key.
    clear: Any = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        triggers = [
            recorded_by_the_clock(),
            never_changed(
                "deletion_list", "number", "table", "item", "item_reference", "last_on", "is_protected"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_thing_is_on_one_list",
                fields=["item"],
                condition=Q(outcome__in=[ItemOutcome.WAITING, ItemOutcome.DELETED]),
            ),
            models.UniqueConstraint(name="a_number_is_one_things", fields=["deletion_list", "number"]),
        ]
        indexes = [
            models.Index(
                name="deletion_item_of_table",
                fields=["table", "item"],
                condition=Q(outcome__in=[ItemOutcome.WAITING, ItemOutcome.DELETED]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.deletion_list_id}/{self.number}"

    @property
    def called(self) -> str:
        """Return the name by which a page calls it."""
        return gettext("A protected record") if self.is_protected else self.item_reference or str(self.item)


# A list may have a hundred thousand things: each act on it records its event before it writes them.
vouch_for(VouchedTable("retention_deletionitem", subject="deletion_list_id", at_once=True))
