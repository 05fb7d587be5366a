"""Hashes of what lies sealed under keys: that of each envelope, and that of each wrapped key, for a certificate of their destruction."""

from collections import defaultdict
from collections.abc import Collection
from hashlib import sha256
from uuid import UUID

from django.apps import apps
from django.db.models import F
from django.db.models.functions import Coalesce

from watchbook.audit_log.models import EventSecret
from watchbook.keys import event_envelope
from watchbook.keys.envelope import Enveloped
from watchbook.keys.keyring import the_keyring


def envelopes_under(items: Collection[UUID]) -> dict[UUID, list[list[str]]]:
    """Kind and SHA-256 of every envelope under the keys of these items, those of events among them. One query for each table."""
    found: dict[UUID, list[list[str]]] = defaultdict(list)
    for table in (one for one in apps.get_models() if issubclass(one, Enveloped)):
        first, *others = table.ends_with
        under = Coalesce(first, *others) if others else F(first)
        rows = table._base_manager.annotate(under=under).filter(under__in=items)
        for item, envelope in rows.order_by("pk").values_list("under", "envelope"):
            found[item].append([table.kind_of_envelope, sha256(envelope).hexdigest()])
    told = (
        EventSecret.objects.filter(event__subject_id__in=items).exclude(sealed=b"").order_by("event__number")
    )
    for item, event, sealed in told.values_list("event__subject_id", "event_id", "sealed"):
        found[item].append([f"{event_envelope.KIND}.{event}", sha256(sealed).hexdigest()])
    return dict(found)


def wrapped_hashes(items: Collection[UUID]) -> dict[UUID, tuple[int, str, str]]:
    """The version of each of these keys, and the SHA-256 of its wrapped form in the first and in the second copy."""
    first, second = (copy.wrapped(items) for copy in the_keyring().copies)
    return {
        item: (one.version, sha256(one.content).hexdigest(), sha256(second[item].content).hexdigest())
        for item, one in first.items()
        if item in second
    }
