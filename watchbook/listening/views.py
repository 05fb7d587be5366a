"""Pages of listening projects: the register for officers, and the list that the public reads."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watchbook.listening.models import Project, SourceKind
from watchbook.listening.permissions import may_propose_project, may_read_projects
from watchbook.listening.queries import is_in_force, published
from watchbook.listening.rules import lines_of
from watchbook.listening.taxonomy import TITLES
from watchbook.organisation.queries import today
from watchbook.register.views.acting import reader


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The register of projects, those proposed and refused as well. Four queries of its own."""
    may_read_projects(reader(request))
    rows = Project.objects.as_at(None).filter(is_struck=False).select_related("service")
    listed = [(row, is_in_force(row, on=today())) for row in rows]
    context = {"projects": listed, "may_propose_project": may_propose_project}
    return render(request, "listening/projects.html", context)


@login_not_required
@require_safe
def listening(request: HttpRequest) -> HttpResponse:
    """Show anybody each approved project with its queries, or the reason why they are withheld."""
    listed = [
        {
            "row": row,
            "is_in_force": is_in_force(row, on=today()),
            "topics": [TITLES[topic] for topic in row.topics],
            "sources": [SourceKind(source).label for source in row.sources],
            "places": lines_of(row.places),
            "queries": lines_of(row.search_words),
        }
        for row in published()
    ]
    return render(request, "listening/published.html", {"projects": listed})
