"""The central record as a list and as files: CSV, a spreadsheet, a tagged PDF; with names for those who may take them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.reference import passed_over
from watchbook.authorisations import named_export
from watchbook.authorisations.exports import (
    Words,
    central_record_csv,
    central_record_pdf,
    central_record_xlsx,
)
from watchbook.authorisations.forms.record import FilterForm
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import (
    may_export_names,
    may_have_calendar,
    may_import_central_record,
    may_read_central_record,
    require_readers,
)
from watchbook.authorisations.queries.central_record import gaps, gaps_of_earlier, shown_to
from watchbook.authorisations.rules.in_force import last_day_of
from watchbook.authorisations.standing import stands_as
from watchbook.files.workbook import MEDIA_TYPE
from watchbook.organisation.models import Authority
from watchbook.organisation.queries import today
from watchbook.register.views.acting import reader
from watchbook.web.long_list import cut

AT_MOST_ON_PAPER = 500


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The central record, filtered and sorted; refused applications too."""
    may_read_central_record(by := reader(request))
    now = timezone.now()
    form = FilterForm(request.GET or None)
    rows, opens, missing = shown_to(by), can(require_readers, by), gaps()
    shown = form.filtered(rows)
    context: dict[str, Any] = {
        "page": cut(request, shown, counted=shown.count()),
        "form": form,
        "passed_over": passed_over() if missing else 0,
        "gaps": (*missing, *(gaps_of_earlier() if opens and form.asks_for_imported() else ())),
        "address": form.address(),
        "not_saying": form.not_saying(rows),
        "may_export_names": may_export_names,
        "may_import": may_import_central_record,
        "may_have_calendar": may_have_calendar,
        "opens": opens,
        "last_day_of": last_day_of,
        "stands_as": lambda row: stands_as(row, at=now),
    }
    return render(request, "authorisations/record.html", context)


@require_safe
def record_csv(request: HttpRequest) -> HttpResponse:
    """The central record as CSV."""
    rows, words = _asked(request)
    return _file(central_record_csv(rows, words=words), "csv", "text/csv; charset=utf-8")


@require_safe
def record_xlsx(request: HttpRequest) -> HttpResponse:
    """The central record as a spreadsheet."""
    rows, words = _asked(request)
    return _file(central_record_xlsx(rows, words=words), "xlsx", MEDIA_TYPE)


@require_safe
def record_pdf(request: HttpRequest) -> HttpResponse:
    """The central record as a tagged PDF."""
    may_read_central_record(by := reader(request))
    if FilterForm(request.GET or None).filtered(shown_to(by)).count() > AT_MOST_ON_PAPER:
        raise WrongState(
            _(
                "You cannot make a PDF of so many authorisations: the limit is {most}. Filter the record, or download the spreadsheet."
            ).format(most=AT_MOST_ON_PAPER)
        )
    rows, words = _asked(request)
    authority = Authority.objects.get()
    made = central_record_pdf(rows, authority=authority, day=today(), words=words)
    return _file(made, "pdf", "application/pdf")


def _asked(request: HttpRequest) -> tuple[QuerySet[Authorisation], Words | None]:
    """The rows that are asked for, and what their envelopes hold where that is asked for too; recorded first."""
    by = reader(request)
    may_read_central_record(by)
    rows = FilterForm(request.GET or None).filtered(shown_to(by))
    if request.GET.get("names") != "yes":
        return rows, None
    return rows, named_export.take(rows, by=by, at=timezone.now())


def _file(data: bytes, ending: str, media_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="central-record.{ending}"'
    return response
