"""Activities with their papers, the register of processing as a paper, and the transparency record of each tool."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watchbook.audit_log.asked_once import asking_once
from watchbook.files.document.pdf import PdfPaper
from watchbook.governance.processing.permissions import may_read_processing
from watchbook.governance.software.models import Tool
from watchbook.governance.software.queries import tools
from watchbook.organisation.queries import today
from watchbook.register.views.acting import or_404, reader
from watchbook.reports.permissions import may_read_papers_of_activities
from watchbook.reports.processing_page import with_papers
from watchbook.reports.processing_paper import register_paper, source_words, tool_paper, tool_record
from watchbook.reports.views.samples import WRITERS


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Each activity with its papers; those that lack one say so."""
    may_read_papers_of_activities(reader(request))
    on = today()
    with asking_once():
        context = {
            "activities": with_papers(on),
            "tools": tools(on=on),
            "may_read_processing": may_read_processing,
        }
    return render(request, "reports/processing.html", context)


@require_safe
def register(request: HttpRequest, ending: str) -> HttpResponse:
    """The register of processing as a paper."""
    may_read_papers_of_activities(reader(request))
    with asking_once():
        return answered(register_paper(today()), name="register-of-processing", ending=ending)


@require_safe
def tool(request: HttpRequest, reference: str) -> HttpResponse:
    """The transparency record of a tool."""
    may_read_papers_of_activities(reader(request))
    row = or_404(Tool.objects.newest(reference=reference, is_struck=False))
    with asking_once():
        context = {"tool": row, "parts": tool_record(row, on=today()), "source": source_words()}
    return render(request, "reports/tool_record.html", context)


@require_safe
def tool_file(request: HttpRequest, reference: str, ending: str) -> HttpResponse:
    """The same as a paper to publish."""
    may_read_papers_of_activities(reader(request))
    row = or_404(Tool.objects.newest(reference=reference, is_struck=False))
    with asking_once():
        return answered(
            tool_paper(row, on=today()), name=f"transparency-record-{row.reference}", ending=ending
        )


def answered(paper: PdfPaper, *, name: str, ending: str) -> HttpResponse:
    """A paper as PDF or as a Word document."""
    if ending not in WRITERS:
        raise Http404
    write, media_type = WRITERS[ending]
    response = HttpResponse(write(paper), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
