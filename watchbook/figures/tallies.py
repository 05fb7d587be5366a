"""Every tally by its name: what an answer to a request and a report count, each thing once and in one way."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import DateField, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import LONDON, london_day
from watchbook.authorisations.models import CovertProfile
from watchbook.figures.authorisation_tallies import AUTHORISATIONS
from watchbook.figures.tally import Rows, Tally, counted, recorded
from watchbook.governance.training.models import Attendance, Course, TrainingSession
from watchbook.organisation.queries import today
from watchbook.oversight.error_report.models import ErrorReport
from watchbook.oversight.error_report.states import ErrorState
from watchbook.reading.times.period import Period
from watchbook.retention.complaint.models import Complaint
from watchbook.retention.deleted import month_began
from watchbook.retention.deletion.models import DeletionItem
from watchbook.retention.deletion.states import ItemOutcome
from watchbook.retention.rights_request.models import RightsRequest
from watchbook.triage.models import Assessment, Departure

ESTABLISHED = (ErrorState.ESTABLISHED, ErrorState.INTERIM, ErrorState.REPORTED)


def _on_social_media(table: type[TrainingSession] | type[Attendance]) -> Callable[[datetime | None], Rows]:
    """Find the entries of a table that are of a course about social media."""

    def rows(as_at: datetime | None) -> Rows:
        known = Course.objects.as_at(as_at).filter(is_struck=False, covers_social_media=True)
        entries: Rows = table.objects.as_at(as_at).filter(is_struck=False)
        return entries.filter(course_reference__in=known.values("reference"))

    return rows


def _deleted(as_at: datetime | None) -> Rows:
    """Find what was deleted in months that have ended, each on the first day of its month: two figures, before and after a list, tell nothing of it."""
    gone = DeletionItem.objects.filter(
        outcome=ItemOutcome.DELETED, deletion_list__unreadable_at__lt=_month_began(as_at)
    )
    return gone.annotate(
        counted_on=TruncMonth("deletion_list__unreadable_at", output_field=DateField(), tzinfo=LONDON)
    )


def _deleted_in_backups(as_at: datetime | None) -> Rows:
    """Find of these those that a backup still held when the last month ended."""
    fell_out = Q(deletion_list__gone_at__lt=_month_began(as_at))
    return _deleted(as_at).exclude(fell_out)


def _month_began(as_at: datetime | None) -> datetime:
    return month_began(london_day(as_at) if as_at else today())


TALLIES: dict[str, Tally] = AUTHORISATIONS | {
    "assessments": Tally(_("Assessments"), recorded(Assessment.objects.all), "assessed_at", is_moment=True),
    "departures": Tally(
        _(
            "Signed decisions that changed an assessment’s outcome or gave the answer that the assessment asked for"
        ),
        recorded(Departure.objects.all),
        "decided_at",
        is_moment=True,
    ),
    "covert_profiles": Tally(
        _("Covert profiles on the register, approved or not"),
        recorded(CovertProfile.objects.all),
        "created_on",
        until="retired_on",
    ),
    "profiles_retired": Tally(
        _("Covert profiles retired"), recorded(CovertProfile.objects.all), "retired_on"
    ),
    "errors": Tally(_("Possible errors found"), recorded(ErrorReport.objects.all), "discovered_on"),
    "errors_established": Tally(
        _("Errors established"),
        recorded(lambda: ErrorReport.objects.filter(state__in=ESTABLISHED)),
        "discovered_on",
    ),
    "errors_reported": Tally(
        _("Errors reported in full to the Commissioner"),
        recorded(lambda: ErrorReport.objects.filter(state=ErrorState.REPORTED)),
        "discovered_on",
    ),
    "training_sessions": Tally(
        _("Training sessions on social media"), _on_social_media(TrainingSession), "held_on"
    ),
    "training_given": Tally(
        _("Attendances at training on social media"), _on_social_media(Attendance), "completed_on"
    ),
    "deletions": Tally(
        _("Records deleted with a certificate, in months that have ended"), _deleted, "counted_on"
    ),
    "deletions_in_backups": Tally(
        _(
            "Deleted records that nobody in the authority can read, but that old backups still held at the end of last month"
        ),
        _deleted_in_backups,
        "counted_on",
    ),
    "rights_requests": Tally(
        _("Requests about personal data"), recorded(RightsRequest.objects.all), "received_on"
    ),
    "complaints": Tally(_("Complaints about personal data"), recorded(Complaint.objects.all), "received_on"),
}


def tally(
    name: str, periods: Sequence[Period], *, by: str = "", as_at: datetime | None = None
) -> dict[Any, tuple[int, ...]]:
    """Count a tally by its name."""
    return counted(TALLIES[name], periods, by=by, as_at=as_at)
