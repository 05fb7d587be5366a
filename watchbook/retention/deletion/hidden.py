"""Reasons for which a protected record stays that its list must not tell: one sentence stands for all of them.

That somebody's request holds a record is known only to people with access to it. Said of one record alone it would tell
whoever answers that request that its person is in it.
"""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from watchbook.retention.deletion.models import DeletionItem
from watchbook.retention.legal_hold.queries import why_shown
from watchbook.retention.reading_rights import open_tables

KEPT = _(
    "Something keeps it or has changed since the list was proposed. Only people with access to it may know what."
)


def hidden_among(things: Sequence[DeletionItem]) -> frozenset[UUID]:
    """Return those of these things, all of which stay, that are of a protected kind and held by nothing that pages show."""
    if not things:
        return frozenset()
    shown, is_open = why_shown([one.item for one in things]), open_tables()
    return frozenset(one.item for one in things if one.table not in is_open and one.item not in shown)
