"""Tables of retention: legal holds, lists of deletion, rights requests and complaints about personal data."""

from watchbook.retention.complaint.models import Complaint, ComplaintStep
from watchbook.retention.deletion.models import DeletionItem, DeletionList
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.rights_request.models import (
    FoundItem,
    ProcessingPurpose,
    RightsRequest,
    RightsStep,
    SubjectSearch,
)

__all__ = [
    "Complaint",
    "ComplaintStep",
    "DeletionItem",
    "DeletionList",
    "FoundItem",
    "LegalHold",
    "ProcessingPurpose",
    "RightsRequest",
    "RightsStep",
    "SubjectSearch",
]
