"""How the seal stands: what waits and since when, the last seal, the last published checkpoint, and who outside saw it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, Subquery

from watchbook.audit_log import models

VERIFIED_WITHIN = timedelta(hours=26)  # nightly, and time to do it
LONGEST_WAIT = timedelta(seconds=60)  # what waits longer says that the sealer does not run or is refused


@dataclass(frozen=True)
class SealHealth:
    """The seal at a moment."""

    waiting: int
    waiting_since: datetime | None
    sealed: models.SignedCheckpoint | None
    published: models.PublishedCheckpoint | None
    token: models.TimestampToken | None
    cosignature: models.Cosignature | None
    now: datetime

    @property
    def age(self) -> timedelta:
        """How long the oldest has waited."""
        return max(self.now - self.waiting_since, timedelta()) if self.waiting_since else timedelta()

    @property
    def is_well(self) -> bool:
        """Whether nothing waits longer than it may."""
        return self.age <= LONGEST_WAIT


def last_verified() -> models.Event | None:
    """The last nightly verification, whose fields say what it found. One query, by the subject's index."""
    return verifications().first()


def verifications() -> QuerySet[models.Event]:
    """The nightly verifications, the newest first."""
    about = models.SealedLog.objects.values("id")[:1]
    rows = models.Event.objects.filter(subject_id=Subquery(about), name="verification.completed")
    return rows.order_by("-recorded_at")


def seal_health(*, now: datetime) -> SealHealth:
    """How it stands now. Six queries, each by an index."""
    return SealHealth(
        waiting=models.Pending.objects.count(),
        waiting_since=models.Pending.objects.order_by("number").values_list("since", flat=True).first(),
        sealed=models.SignedCheckpoint.objects.order_by("-size").first(),
        published=models.PublishedCheckpoint.objects.order_by("-on").first(),
        token=models.TimestampToken.objects.order_by("-at").first(),
        cosignature=models.Cosignature.objects.order_by("-at").first(),
        now=now,
    )
