"""What waits for the SRO about errors: to establish or dismiss, and to report by a day."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from watchbook.home.waiting import Waiting
from watchbook.organisation.models import Person
from watchbook.oversight.models import ErrorReport
from watchbook.oversight.permissions import may_decide_error
from watchbook.oversight.queries.errors import suspected, to_report
from watchbook.oversight.states import ErrorState


def _suspected(_person: Person, _on: date) -> list[Waiting]:
    return [_waits(row, to_do=_("establish it, or say why it is no error")) for row in suspected()]


def _to_report(_person: Person, _on: date) -> list[Waiting]:
    return [
        _waits(
            row,
            to_do=_("report it to the Commissioner")
            if row.state == ErrorState.ESTABLISHED
            else _("send the full report"),
            by=row.due_on,
        )
        for row in to_report()
    ]


def _waits(row: ErrorReport, *, to_do: str, by: date | None = None) -> Waiting:
    what = _("Error {reference}: {kind}").format(reference=row.reference, kind=row.get_kind_display())
    return Waiting(what=what, to_do=to_do, href=reverse("oversight:error", args=[row.reference]), by=by)


LISTS: tuple[tuple[Callable[[Person], None], Callable[[Person, date], list[Waiting]]], ...] = (
    (may_decide_error, _suspected),
    (may_decide_error, _to_report),
)
