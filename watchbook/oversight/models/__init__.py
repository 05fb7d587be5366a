"""Tables of oversight: audits, inspections, recommendations, and errors reported to the Commissioner."""

from watchbook.oversight.models.errors import ErrorKind, ErrorNotice, ErrorReport
from watchbook.oversight.models.registers import (
    WITHHELD,
    Extent,
    Inspection,
    InternalAudit,
    Rating,
    Recommendation,
    RecommendationStep,
    Release,
    Trigger,
)

__all__ = [
    "WITHHELD",
    "ErrorKind",
    "ErrorNotice",
    "ErrorReport",
    "Extent",
    "Inspection",
    "InternalAudit",
    "Rating",
    "Recommendation",
    "RecommendationStep",
    "Release",
    "Trigger",
]
