"""The digest of each time-stamp token is an event of the log: a token's own bytes are no identity (docs/explanation/integrity.md#time)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.models import Event, SealedLog, TimestampToken
from watchbook.audit_log.record import Actor, Kind, record

RECEIVED = Kind(
    "timestamp_token.received",
    fields=("on", "entries", "authority", "token_sha256"),
    says=_("A time-stamp authority stamped a published checkpoint of the audit log."),
)


@transaction.atomic
def note_received(*, by: Actor, at: datetime) -> int:
    """Record each token that the sealer received and nobody recorded yet; gives how many."""
    log = SealedLog.objects.get()
    noted = set(_events().values_list("fields__token_sha256", flat=True))
    tokens = [one for one in TimestampToken.objects.select_related("checkpoint") if one.sha256 not in noted]
    for one in tokens:
        record(
            RECEIVED,
            subject=log,
            by=by,
            at=at,
            on=one.checkpoint.on,
            entries=one.checkpoint.size,
            authority=one.authority,
            token_sha256=one.sha256,
        )
    return len(tokens)


def event_of(token: TimestampToken) -> Event | None:
    """The event that holds a token's digest."""
    return _events().filter(fields__token_sha256=token.sha256).first()


def noted() -> Iterator[tuple[UUID, str]]:
    """Each event that holds a token's digest, and that digest."""
    yield from _events().values_list("id", "fields__token_sha256")


def _events() -> QuerySet[Event]:
    return Event.objects.filter(subject_id=SealedLog.objects.get().id, name=RECEIVED.name)
