"""Pages of listening projects: the register for officers, and what the public reads of projects and of their counts."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.law.parameters import number
from watchbook.law.provisions import provision
from watchbook.listening import label_sheet
from watchbook.listening.calibration import progress, published_progress
from watchbook.listening.charts import as_csv, charts, fewest, why_no_net
from watchbook.listening.forms import label_form
from watchbook.listening.models import Project, SourceKind
from watchbook.listening.permissions import (
    may_label_posts,
    may_label_project,
    may_propose_project,
    may_read_projects,
    may_record_source,
)
from watchbook.listening.queries import (
    all_sources,
    approved_projects,
    counted_weeks,
    is_in_force,
    published_sources,
    standing_project,
)
from watchbook.listening.rules import AREA, lines_of
from watchbook.listening.search_query import places_looked_for
from watchbook.listening.standing import is_over, never_began, standing, states_of
from watchbook.listening.states import ProjectState
from watchbook.listening.taxonomy import TITLES
from watchbook.organisation.queries import the_authority, today
from watchbook.organisation.service_choice import service_choice
from watchbook.register.views.acting import METHODS, done, or_404, reader
from watchbook.web.long_list import ListChoice, cut
from watchbook.web.welsh import in_welsh_too

PROJECT_ORDERS = {
    "project": "reference",
    "service": ("service__name", "reference"),
    "first": "from_on",
    "last": "until_on",
}
STATES = ListChoice(gettext_lazy("State"), "state", ProjectState.choices)
KINDS = ListChoice(gettext_lazy("Kind"), "kind", SourceKind.choices)
SOURCE_ORDERS = {
    "source": "reference",
    "project": "project_reference",
    "kind": "kind",
    "terms": "terms_read_on",
}


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The register of projects, those proposed and refused as well. Five queries of its own."""
    may_read_projects(reader(request))
    rows = cut(
        request,
        Project.objects.as_at(None).filter(is_struck=False).select_related("service"),
        sort=PROJECT_ORDERS,
        choose={"service": service_choice(), "state": STATES},
    )
    listed = [(row, is_in_force(row, on=today()), standing(row, on=today())) for row in rows]
    context = {
        "page": rows,
        "projects": listed,
        "may_propose_project": may_propose_project,
        "may_label_project": may_label_project,
    }
    return render(request, "listening/projects.html", context)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The sources of every project, and whether each is read. Six queries a project, and one."""
    may_read_projects(reader(request))
    found = cut(request, all_sources(), sort=SOURCE_ORDERS, choose={"kind": KINDS})
    states: dict[str, str] = {}
    for reference in {one.project_reference for one in found}:
        states |= states_of(
            reference, [one for one in found if one.project_reference == reference], on=today()
        )
    context = {"sources": found, "states": states, "may_record_source": may_record_source}
    return render(request, "listening/sources.html", context)


@require_http_methods(METHODS)
def labels(request: HttpRequest, reference: str) -> HttpResponse:
    """Some texts of a project for an officer to label, and how far the labelling is. That they were read is recorded first."""
    person, now = reader(request), timezone.now()
    may_label_posts(person)
    project = or_404(standing_project(reference))
    if request.method == "POST":
        form = label_form(request, {})
        number = label_sheet.label(project, form.given(), by=person, at=now) if form.is_valid() else 0
        words = ngettext("{count} label saved.", "{count} labels saved.", number).format(count=number)
        return done(request, words, "listening:labels", reference)
    texts = {one["mark"]: one["text"] for one in label_sheet.read(project, by=person, at=now)}
    context = {
        "project": project,
        "form": label_form(request, texts),
        "progress": progress(reference, on=today()),
        "standing": "" if is_in_force(project, on=today()) else standing(project, on=today()),
    }
    return render(request, "listening/labels.html", context)


@login_not_required
@in_welsh_too
@require_safe
def listening(request: HttpRequest) -> HttpResponse:
    """Show anybody each approved project with its queries, or the reason why they are withheld."""
    listed = [
        {
            "row": row,
            "standing": standing(row, on=today()),
            "has_begun": not never_began(row),
            "topics": [TITLES[topic] for topic in row.topics],
            "sources": [SourceKind(source).label for source in row.sources],
            "places": places_looked_for(queries := lines_of(row.search_words), lines_of(row.places)),
            "queries": queries,
        }
        for row in approved_projects()
    ]
    return render(request, "listening/published.html", {"projects": listed})


@login_not_required
@in_welsh_too
@require_safe
def counts(request: HttpRequest, reference: str) -> HttpResponse:
    """Show anybody the counts of a project, their method and their sources. Five queries of its own."""
    project = _published(reference)
    context = {
        "project": project,
        "charts": charts(
            project, counted_weeks(reference) if (read_from := published_sources(reference)) else []
        ),
        "why_no_net": why_no_net,
        "standing": "" if is_in_force(project, on=today()) else standing(project, on=today()),
        "is_over": is_over(project, on=today()),
        "is_invented": settings.MODE == "demo",
        "sources": read_from,
        "states": states_of(reference, read_from, on=today()),
        "keeps_texts": set(project.sources) != {SourceKind.INBOX},
        "reached": _reached(),
        "objection": provision("ukgdpr.art21").title,
        "fewest": fewest(today()),
        "progress": published_progress(reference, on=today()),
        "widest": number(f"{AREA}widest_interval", on=today()),
        "kept_days": number(f"{AREA}texts_kept_days", on=today()),
    }
    return render(request, "listening/counts.html", context)


@login_not_required
@require_safe
def counts_csv(request: HttpRequest, reference: str) -> HttpResponse:
    """Give anybody the counts of a project as a table, a topic of a week a line. Three queries of its own."""
    project = _published(reference)
    made = as_csv(project, counted_weeks(reference) if published_sources(reference) else [], on=today())
    response = HttpResponse(made, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{project.reference}.csv"'
    return response


def _published(reference: str) -> Project:
    found = next((row for row in approved_projects() if row.reference == reference), None)
    if found is None:
        raise Http404
    return found


def _reached() -> list[str]:
    """Return how the authority is reached; before it is set up there is nothing to say."""
    authority = the_authority()
    if authority is None:
        return []
    told = (authority.contact, authority.address, authority.telephone, authority.email)
    return list(dict.fromkeys(filter(None, told)))
