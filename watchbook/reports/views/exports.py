"""Whole exports: the tables that one may take, and each as CSV, workbook or JSON."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from watchbook.files.workbook import MEDIA_TYPE
from watchbook.register.views.acting import reader
from watchbook.reports.export_engine import as_csv, as_json, as_xlsx
from watchbook.reports.exported import EXPORTED, exported_to, kept_from, take
from watchbook.reports.permissions import may_take_exports

MAKERS: dict[str, tuple[Callable[[Any], Iterator[bytes] | bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, MEDIA_TYPE),
    "json": (as_json, "application/json"),
}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The tables that one may take whole."""
    by = reader(request)
    may_take_exports(by)
    context = {"tables": exported_to(by), "kept": kept_from(by), "endings": list(MAKERS)}
    return render(request, "reports/exports.html", context)


@require_safe
def export(request: HttpRequest, label: str, ending: str) -> HttpResponseBase:
    """One table, whole."""
    by = reader(request)
    may_take_exports(by)  # before it is told which tables there are
    if label not in EXPORTED or ending not in MAKERS:
        raise Http404
    make, media_type = MAKERS[ending]
    made = take(label, make, ending=ending, by=by, at=timezone.now())
    answer = HttpResponse if isinstance(made, bytes) else StreamingHttpResponse
    response = answer(made, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{label}.{ending}"'
    return response
