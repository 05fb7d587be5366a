"""Tables of oversight: audits, inspections, recommendations, and errors reported to the Commissioner."""

from watchbook.oversight.error_report.models import ErrorNotice, ErrorReport
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.internal_audit.models import InternalAudit
from watchbook.oversight.recommendation.models import Recommendation, RecommendationStep

__all__ = [
    "ErrorNotice",
    "ErrorReport",
    "Inspection",
    "InternalAudit",
    "Recommendation",
    "RecommendationStep",
]
