"""What waits for the SRO about errors: to establish or dismiss, and to report by a day."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.home.waiting import WaitingMatter
from watchbook.organisation.models import Person
from watchbook.oversight.error_report.models import ErrorReport
from watchbook.oversight.error_report.permissions import may_decide_error
from watchbook.oversight.error_report.queries import waiting_errors
from watchbook.oversight.error_report.states import ErrorState

TO_DO = {
    ErrorState.SUSPECTED: gettext_lazy("establish it, or say why it is no error"),
    ErrorState.ESTABLISHED: gettext_lazy("report it to the Commissioner"),
    ErrorState.INTERIM: gettext_lazy("send the full report"),
}


def _errors(_person: Person, _on: date) -> list[WaitingMatter]:
    """Every error that waits for the SRO. One query."""
    return [_waits(row) for row in waiting_errors()]


def _waits(row: ErrorReport) -> WaitingMatter:
    what = _("Error {reference}: {kind}").format(reference=row.reference, kind=row.get_kind_display())
    to_do = str(TO_DO[ErrorState(row.state)])
    return WaitingMatter(
        what=what, to_do=to_do, href=reverse("oversight:error", args=[row.reference]), by=row.due_on
    )


LISTS: tuple[tuple[Callable[[Person], None], Callable[[Person, date], list[WaitingMatter]]], ...] = (
    (may_decide_error, _errors),
)
