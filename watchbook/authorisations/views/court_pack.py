"""The papers for the court."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from watchbook.authorisations import court_pack as papers
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.authorisations.views.found import authorisation_or_404
from watchbook.register.views.acting import reader


@require_safe
def court_pack(request: HttpRequest, reference: str) -> HttpResponse:
    """One tagged PDF; that it was made is recorded before its first byte leaves."""
    row = authorisation_or_404(request, reference, may_read_authorisation)
    made = papers.make(row, by=reader(request), at=timezone.now())
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="court-pack-{row.reference}.pdf"'
    return response
