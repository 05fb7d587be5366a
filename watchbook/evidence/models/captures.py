"""The table of captures: what our browser made in a look, and what was made elsewhere and taken in."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.guard import needs_event, never_changed, recorded_by_the_clock
from watchbook.audit_log.models import Recorded
from watchbook.evidence.states import CaptureState
from watchbook.keys.envelope import Enveloped
from watchbook.looks.models import Look
from watchbook.organisation.models import Person

# Told by the worker while it works; they are no part of the record and need no event.
PROGRESS = ("steps", "stored", "bytes_came", "told_at")


class Origin(models.TextChoices):
    """Who made it: our browser, or somebody else's tool."""

    TAKEN = "taken", _("captured here")
    IMPORTED = "imported", _("made elsewhere and taken in")


class ContentKind(models.TextChoices):
    """What the content is, found by its bytes."""

    BUNDLE = "bundle", _("a sealed bundle of ours")
    WACZ = "WACZ", _("a web archive (WACZ)")
    WARC = "WARC", _("a web archive (WARC)")
    MHTML = "MHTML", _("a saved page (MHTML)")
    IMAGE = "image", _("a picture")
    PDF = "PDF", _("a PDF document")


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
    status = models.CharField(
        max_length=12, blank=True, default=""
    )  # COMPLETE, PARTIAL, … as the record says
    reasons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    content_kind = models.CharField(max_length=8, choices=ContentKind, blank=True, default="")
    plain_sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    plain_bytes = models.PositiveBigIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    file_bytes = models.PositiveBigIntegerField(default=0)
    manifest_sha256 = models.CharField(max_length=64, blank=True, default="")
    stamps_missing = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    came_sha256 = models.CharField(
        max_length=64, blank=True, default="", db_index=True
    )  # of what was taken in, as it came; `plain_sha256` is then of the bundle around it
    came_signed = models.CharField(
        max_length=20, blank=True, default=""
    )  # of what was taken in: none, holds, broken, …

    class Meta:
        ordering = ["-asked_at"]
        triggers = [
            needs_event(
                only=(
                    "state",
                    "stop_asked_at",
                    "envelope",
                    "status",
                    "plain_sha256",
                    "file_sha256",
                    "manifest_sha256",
                )
            ),
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
        ]
        constraints = [
            models.CheckConstraint(
                name="capture_held_is_named_whole",
                condition=~Q(state__in=["storing", "held"])
                | (
                    Q(
                        plain_sha256__regex=r"^[0-9a-f]{64}$",
                        file_sha256__regex=r"^[0-9a-f]{64}$",
                        ended_at__isnull=False,
                    )
                    & ~Q(content_kind="")
                ),
            ),
            models.CheckConstraint(
                name="capture_of_ours_is_a_signed_bundle",
                condition=Q(origin="imported")
                | ~Q(state="held")
                | Q(content_kind="bundle", manifest_sha256__regex=r"^[0-9a-f]{64}$"),
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
