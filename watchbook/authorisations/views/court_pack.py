"""The papers for the court, and each official form as a paper."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from watchbook.authorisations import court_pack as for_court
from watchbook.authorisations import papers
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.authorisations.views.found import authorisation_or_404
from watchbook.register.views.acting import reader


@require_safe
def court_pack(request: HttpRequest, reference: str) -> HttpResponse:
    """One tagged PDF; that it was made is recorded before its first byte leaves."""
    row = authorisation_or_404(request, reference, may_read_authorisation)
    made = for_court.make(row, by=reader(request), at=timezone.now())
    return _download(made, name=f"court-pack-{row.reference}.pdf")


@require_safe
def paper(request: HttpRequest, reference: str, step: str, number: int) -> HttpResponse:
    """One form filled in; that it was made is recorded before its first byte leaves."""
    row = authorisation_or_404(request, reference, may_read_authorisation)
    made = papers.make(row, step=step, number=number, by=reader(request), at=timezone.now())
    return _download(made, name=f"{step}-{number}-{row.reference}.pdf")


def _download(made: bytes, *, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
