"""Tables of captures and what is taken in, of exhibits, and of custody."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock, written_once
from watchbook.audit_log.models import Recorded
from watchbook.audit_log.row_digests import pass_over
from watchbook.evidence.states import CaptureState
from watchbook.investigations.models import Investigation
from watchbook.keys.envelope import Enveloped
from watchbook.looks.models import Basis, Look
from watchbook.organisation.models import Person

# The others that change are told by the worker while it works; they are no part of the record and need no event.
TOLD_BY_EVENTS = (
    "state",
    "stop_asked_at",
    "envelope",
    "status",
    "plain_sha256",
    "file_sha256",
    "manifest_sha256",
    "is_relevant",
    "relevance_decided_by_id",
    "relevance_decided_at",
)
# Of an exhibit: it stands as it was produced.
FIXED = ("reference", "mark", "capture", "investigation", "basis", "basis_id", "produced_by", "produced_at")
SHA256 = r"^[0-9a-f]{64}$"


class Origin(models.TextChoices):
    """Who made it: our browser, or somebody else's tool."""

    TAKEN = "taken", _("captured here")
    IMPORTED = "imported", _("made elsewhere and added")


class ContentKind(models.TextChoices):
    """What the content is, found by its bytes."""

    BUNDLE = "bundle", _("a sealed bundle from Watchbook")
    WACZ = "WACZ", _("a web archive (WACZ)")
    WARC = "WARC", _("a web archive (WARC)")
    MHTML = "MHTML", _("a saved page (MHTML)")
    IMAGE = "image", _("a picture")
    PDF = "PDF", _("a PDF document")


pass_over("evidence_capture", "begun_at", "steps", "stored", "bytes_came", "told_at")


class Capture(Recorded, Enveloped):
    """One capture of one address in one look. In its envelope: the address, what was shown, its title, why it failed.

    `plain_sha256` is of the content as it was sealed or came; `file_sha256` names its ciphertext in the store.
    """

    kind_of_envelope: ClassVar[str] = "evidence.capture"
    reference = models.CharField(max_length=20, unique=True)
    origin = models.CharField(max_length=8, choices=Origin)
    state = models.CharField(max_length=8, choices=CaptureState, default=CaptureState.WAITING)
    look = models.ForeignKey(Look, on_delete=models.PROTECT, related_name="captures")
    # An id alone: disposal takes the earlier one when its time is over, and the later one stays as it was written.
    repeats = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="repeated_by",
    )
    in_full = models.BooleanField(default=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    steps = models.PositiveIntegerField(default=0)
    stored = models.PositiveIntegerField(default=0)
    bytes_came = models.PositiveBigIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    # COMPLETE, PARTIAL, … as the record says.
    status = models.CharField(max_length=12, blank=True, default="")
    reasons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    content_kind = models.CharField(max_length=8, choices=ContentKind, blank=True, default="")
    plain_sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    plain_bytes = models.PositiveBigIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    file_bytes = models.PositiveBigIntegerField(default=0)
    manifest_sha256 = models.CharField(max_length=64, blank=True, default="")
    stamps_missing = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    # Of what was taken in, as it came; `plain_sha256` is then of the bundle around it.
    came_sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    # Whether the investigation needs it, as somebody decided; the reason is in the log.
    is_relevant = models.BooleanField(null=True)
    relevance_decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    relevance_decided_at = models.DateTimeField(null=True, blank=True)
    # Of what was taken in: none, holds, broken, …
    came_signed = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        ordering = ["-asked_at"]
        triggers = [
            needs_event(only=TOLD_BY_EVENTS),
            recorded_by_the_clock(),
            never_changed("reference", "origin", "look", "repeats", "asked_by", "asked_at", "in_full"),
        ]
        indexes = [
            models.Index(name="capture_of_look", fields=["look", "asked_at"]),
            models.Index(
                name="capture_under_way",
                fields=["asked_at"],
                condition=Q(state__in=["waiting", "running", "storing"]),
            ),
            models.Index(
                name="capture_relevance_decided",
                fields=["is_relevant", "relevance_decided_at", "id"],
                condition=Q(state="held"),
            ),
            models.Index(
                name="capture_failed",
                fields=["ended_at", "id"],
                condition=Q(state__in=["failed", "given_up"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="capture_held_is_named_whole",
                condition=~Q(state__in=["storing", "held"])
                | (
                    Q(plain_sha256__regex=SHA256, file_sha256__regex=SHA256, ended_at__isnull=False)
                    & ~Q(content_kind="")
                ),
            ),
            models.CheckConstraint(
                name="capture_of_ours_is_a_signed_bundle",
                condition=Q(origin="imported")
                | ~Q(state="held")
                | Q(content_kind="bundle", manifest_sha256__regex=SHA256),
            ),
            models.CheckConstraint(
                name="capture_relevance_says_by_whom_and_when",
                condition=Q(is_relevant=None, relevance_decided_by=None, relevance_decided_at=None)
                | Q(
                    state="held",
                    is_relevant__isnull=False,
                    relevance_decided_by__isnull=False,
                    relevance_decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="capture_waits_before_it_begins",
                condition=Q(state__in=["waiting", "given_up"], begun_at=None)
                | (
                    ~Q(state__in=["waiting", "given_up"])
                    & Q(begun_at__isnull=False, begun_at__gte=F("asked_at"))
                ),
            ),
            models.CheckConstraint(
                name="capture_ended_when_it_is_over",
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | (
                    ~Q(state__in=["waiting", "running"])
                    & Q(ended_at__isnull=False, ended_at__gte=F("asked_at"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Handling(models.TextChoices):
    """What somebody did with the content."""

    VIEWED = "viewed", _("viewed")
    COMPARED = "compared", _("compared with another capture")
    COPIED = "copied", _("copied")
    PRINTED = "printed", _("printed")
    TRANSFERRED = "transferred", _("handed over")
    VERIFIED = "verified", _("checked")


class CustodyEntry(Recorded, Enveloped):
    """One handling. In its envelope, under the capture's key: why, and to whom it was handed over."""

    kind_of_envelope: ClassVar[str] = "evidence.custody"
    ends_with = ("capture_id",)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="custody")
    number = models.PositiveIntegerField()
    handling = models.CharField(max_length=12, choices=Handling)
    # Which part of the content: pictures, text, bundle, …
    part = models.CharField(max_length=40, blank=True, default="")
    handled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        triggers = [needs_event(subject="capture_id"), recorded_by_the_clock(), written_once()]
        constraints = [
            models.UniqueConstraint(name="custody_number_is_one", fields=["capture", "number"]),
            models.CheckConstraint(
                name="custody_part_is_an_id", condition=models.Q(part__regex=r"^([a-z][a-z0-9_]*)?$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capture}/{self.number}"


class Sensitivity(models.TextChoices):
    """What a reader is warned of; anything but none is blurred until they ask to see it."""

    NONE = "none", _("no warning")
    DISTRESSING = "distressing", _("distressing")
    VIOLENCE = "violence", _("violence")
    SEXUAL = "sexual", _("sexual content")
    CHILD = "child", _("a child can be recognised")
    CONFIDENTIAL = "confidential", _("possible confidential information")


class Exhibit(Recorded, Enveloped):
    """An exhibit, marked initials/number. In its envelope: what it shows, and how intrusion on others was kept small.

    It rests on its capture's look and on that look's basis, copied here so that it stands when it was produced.
    """

    kind_of_envelope: ClassVar[str] = "evidence.exhibit"
    reference = models.CharField(max_length=20, unique=True)
    mark = models.CharField(max_length=12, unique=True)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="exhibits")
    investigation = models.ForeignKey(
        Investigation, null=True, blank=True, on_delete=models.PROTECT, related_name="exhibits"
    )
    basis = models.CharField(max_length=24, choices=Basis)
    basis_id = models.UUIDField(null=True, blank=True)
    collateral = models.PositiveSmallIntegerField()
    sensitivity = models.CharField(max_length=12, choices=Sensitivity, default=Sensitivity.NONE)
    retention_class = models.SlugField(max_length=60)
    retain_until = models.DateField()
    produced_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    produced_at = models.DateTimeField()

    class Meta:
        ordering = ["-produced_at"]
        triggers = [needs_event(), recorded_by_the_clock(), never_changed(*FIXED)]
        indexes = [
            models.Index(name="exhibit_of_investigation", fields=["investigation", "produced_at"]),
            models.Index(name="exhibit_by_last_day", fields=["retain_until", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="exhibit_mark_is_initials_and_number", condition=Q(mark__regex=r"^[A-Z]{1,6}/[0-9]+$")
            ),
            models.CheckConstraint(
                name="exhibit_is_kept_at_least_a_day", condition=Q(retain_until__gt=F("produced_at__date"))
            ),
        ]

    def __str__(self) -> str:
        return self.mark
