"""Tables of captures and what is taken in, of exhibits, and of custody."""

from watchbook.evidence.models.captures import Capture, ContentKind, Origin
from watchbook.evidence.models.custody import CustodyEntry, Handling
from watchbook.evidence.models.exhibits import Exhibit, Sensitivity

__all__ = [
    "Capture",
    "ContentKind",
    "CustodyEntry",
    "Exhibit",
    "Handling",
    "Origin",
    "Sensitivity",
]
