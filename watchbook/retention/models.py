"""Tables of retention: legal holds."""

from watchbook.retention.legal_hold.models import LegalHold

__all__ = ["LegalHold"]
