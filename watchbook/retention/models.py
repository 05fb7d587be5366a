"""Tables of retention: legal holds, and lists of deletion."""

from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.legal_hold.models import LegalHold

__all__ = ["DeletionItem", "DeletionList", "LegalHold"]
