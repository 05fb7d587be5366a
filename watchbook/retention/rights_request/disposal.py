"""Disposal of rights requests: due once they are closed and nothing is restricted by them (called by retention)."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from watchbook.acting import ending
from watchbook.acting.ending import Ending
from watchbook.audit_log.record import Kind
from watchbook.files.disposal import Going, disposing
from watchbook.keys import envelope
from watchbook.keys.envelope import Enveloped
from watchbook.retention.rights_request.models import (
    FoundItem,
    ProcessingPurpose,
    RightsRequest,
    RightsStep,
    SubjectSearch,
)
from watchbook.retention.rights_request.permissions import may_read_rights_requests
from watchbook.retention.rights_request.rules import ItemDecision

DISPOSED = Kind(
    "rights_request.disposed",
    fields=("reference", "received_on"),
    says=_("The request about personal data was deleted at the end of its retention period."),
    is_grave=True,
)
SEARCH_DISPOSED = Kind(
    "subject_search.disposed", says=_("The search was deleted with its request."), is_grave=True
)
CLASS = "rights_request"
TABLES: tuple[type[Enveloped], ...] = (
    RightsRequest,
    RightsStep,
    SubjectSearch,
    ProcessingPurpose,
    FoundItem,
)
PERSONAL_FIELDS = {f"{table._meta.label}.envelope": CLASS for table in TABLES}


def closed() -> QuerySet[RightsRequest]:
    """The requests that are closed, save those by which something is still restricted."""
    restricting = FoundItem.objects.filter(
        request=OuterRef("pk"), decision=ItemDecision.RESTRICT, lifted_on=None
    )
    return RightsRequest.objects.filter(~Exists(restricting), closed_on__isnull=False)


ENDINGS = (
    Ending(
        RightsRequest,
        rows=closed,
        began="closed_on",
        code=CLASS,
        event=_("the answer, or the end of the request without an answer"),
        page=lambda row: reverse("retention:rights_request", args=[row.reference]),
    ),
)

READERS = {RightsRequest: may_read_rights_requests}


def due(on: date) -> list[UUID]:
    """Requests that were closed before a day."""
    return ending.due(ENDINGS, on)


def find(*texts: str) -> list[UUID]:
    """Requests that hold one of these texts in themselves or in what belongs to them, however it is spelt."""
    rows = [row for table in TABLES for row in table._default_manager.all()]
    return list(dict.fromkeys(row.item for row in envelope.holding(rows, *texts)))


OF_REQUEST = ("request_id",)
GOES = (
    Going(
        RightsRequest,
        DISPOSED,
        parts=(
            Going(FoundItem, by=OF_REQUEST),
            Going(ProcessingPurpose, by=OF_REQUEST),
            Going(SubjectSearch, SEARCH_DISPOSED, by=OF_REQUEST),
            Going(RightsStep, by=OF_REQUEST),
        ),
    ),
)
dispose = disposing(GOES)
