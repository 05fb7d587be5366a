"""Reports that an officer asked for and that have not come: found in the log, which alone keeps the asking."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from watchbook.audit_log.models import Event
from watchbook.authorisations.models import ApplicantReport, Authorisation, Review
from watchbook.authorisations.states import ReportStep

ASKED = "applicant_report.asked"


class ReportRequest(NamedTuple):
    """For the report of which step an officer asked, and when."""

    step: ReportStep
    at: datetime


def still_asked(rows: QuerySet[Authorisation]) -> QuerySet[Authorisation]:
    """Return those of these of which the report that was asked for last has not come; `asking_of` tells which.

    A review without it ends the asking too.
    """
    newest = Event.objects.filter(subject_id=OuterRef("pk"), name=ASKED).order_by("-number")
    step = newest.annotate(step=KT("fields__step")).values("step")
    since = {"authorisation": OuterRef("pk"), "at__gte": OuterRef("asked_at")}
    sent = ApplicantReport.objects.filter(step=OuterRef("asked_for"), **since)
    reviewed = Exists(Review.objects.filter(**since))
    is_asked = Q(asked_at__isnull=False) & ~Exists(sent) & ~(Q(asked_for=ReportStep.REVIEW) & reviewed)
    return rows.annotate(asked_at=Subquery(newest.values("at")[:1]), asked_for=Subquery(step[:1])).filter(
        is_asked
    )


def asking_of(row: Authorisation) -> ReportRequest:
    """Tell which report was asked for, of one that `still_asked` found."""
    told = vars(row)
    return ReportRequest(ReportStep(told["asked_for"]), told["asked_at"])


def asked_about(row: Authorisation) -> ReportRequest | None:
    """Tell which report of an authorisation was asked for and has not come. One query."""
    found = still_asked(Authorisation.objects.filter(pk=row.pk)).first()
    return asking_of(found) if found else None
