"""The authorisations on the sheet “Are we defensible today?”: what is in force, and the faults that the page for inspectors finds."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.authorisations.forms.record import RIPA
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import (
    may_read_authorisation,
    may_read_central_record,
    require_readers,
)
from watchbook.authorisations.states import AuthorisationKind
from watchbook.figures.authorisation_tallies import in_force_on
from watchbook.home.sheet_looks import NAMED, Remarks, SheetRemark
from watchbook.organisation.models import Person
from watchbook.oversight.error_report.permissions import may_read_errors
from watchbook.reports.inspection_evidence import InspectionEvidence
from watchbook.reports.inspection_practice import cancelled_late, looks_out_of_time, overdue
from watchbook.web.wording import day

# The faults of question 13 of the page for inspectors, and who may open what each leads to.
FAULTS: tuple[tuple[Callable[[date], Iterable[InspectionEvidence]], Callable[[Person], None]], ...] = (
    (overdue, require_readers),
    (cancelled_late, require_readers),
    (looks_out_of_time, may_read_errors),
)


def authorisations_told(on: date, _now: datetime, reader: Person) -> Remarks:
    """Tell what is in force under RIPA and outside RIPA, with the dates of each; then the faults."""
    running = list(in_force_on(on, kinds=AuthorisationKind.values).order_by("ends_on", "reference"))
    outside = sum(one.kind == AuthorisationKind.NON_RIPA for one in running)
    under = len(running) - outside
    record = reverse("authorisations:record") if can(may_read_central_record, reader) else ""
    in_force = f"{record}?time=in_force&kind=" if record else ""
    yield SheetRemark(
        ngettext(
            "{count} authorisation under RIPA in force", "{count} authorisations under RIPA in force", under
        ).format(count=under),
        address=in_force and f"{in_force}{RIPA}",
    )
    yield SheetRemark(
        ngettext(
            "{count} authorisation outside RIPA in force",
            "{count} authorisations outside RIPA in force",
            outside,
        ).format(count=outside),
        address=in_force and f"{in_force}{AuthorisationKind.NON_RIPA}",
    )
    for row in running:
        page = reverse("authorisations:authorisation", args=[row.reference])
        yield SheetRemark(_dates(row), address=page if can(may_read_authorisation, reader, row) else "")
    for find, may_open in FAULTS:
        yield from _faults(list(find(on)), opens=can(may_open, reader))


def _dates(row: Authorisation) -> str:
    """Say when an authorisation is next reviewed, where a review is due, and when it ends."""
    told = {
        "reference": row.reference,
        "end": day(row.ends_on) if row.ends_on else "–",
        "review": day(row.review_due_on) if row.review_due_on else "",
    }
    words = (
        _("{reference}: next review due {review}, ends on {end}")
        if row.review_due_on
        else _("{reference} ends on {end}")
    )
    return words.format(**told)


def _faults(found: Sequence[InspectionEvidence], *, opens: bool) -> Remarks:
    for one in found[:NAMED]:
        yield SheetRemark(one.words, is_fault=True, address=one.address if opens else "")
    if len(found) > NAMED:
        yield SheetRemark(_("{count} more").format(count=len(found) - NAMED), is_fault=True)
