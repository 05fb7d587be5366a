"""The inspection page: what is overdue, then the fifteen questions with their evidence; and the pack of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from watchbook.organisation.queries import today
from watchbook.register.views.acting import reader
from watchbook.reports import inspection_page
from watchbook.reports.inspection_practice import overdue


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Return the fifteen questions with their evidence, as the registers stand now."""
    answers = inspection_page.read(by=reader(request), at=timezone.now())
    context = {"answers": answers, "overdue": overdue(today())}
    return render(request, "reports/inspection.html", context)


@require_POST
def pack(request: HttpRequest) -> HttpResponse:
    """All of it as one archive with its list of hashes."""
    made = inspection_page.make_pack(by=reader(request), at=timezone.now())
    response = HttpResponse(made.zipped(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="inspection-{today().isoformat()}.zip"'
    return response
