"""Addresses of listening projects, and what the engine is told of their pages."""

from collections.abc import Callable

from django.urls import path
from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind, Words
from watchbook.listening import project
from watchbook.listening.forms import ProjectDecisionForm, project_form
from watchbook.listening.models import Project, SourceKind
from watchbook.listening.permissions import may_decide_projects, may_propose_project, may_read_projects
from watchbook.listening.states import MOVES, ProjectState
from watchbook.listening.taxonomy import TITLES
from watchbook.listening.views import listening, projects
from watchbook.register.spreadsheet import Register
from watchbook.register.views.entries import EntryStep, Pages, adding, correcting, entry_paths, taking_back

PROPOSED, APPROVED, REFUSED, ENDED = (
    ProjectState.PROPOSED,
    ProjectState.APPROVED,
    ProjectState.REFUSED,
    ProjectState.ENDED,
)
LONG = ColumnKind.LONG_TEXT
COLUMNS = (
    Column("title", _("Title")),
    Column("state", _("State"), ColumnKind.CHOICE, choices=dict(ProjectState.choices)),
    Column("purpose", _("Purpose"), LONG),
    Column("lawful_basis", _("Lawful basis"), LONG),
    Column("service", _("Service")),
    Column("topics", _("Topics"), ColumnKind.CHOICES, choices=TITLES),
    Column("places", _("Places"), LONG),
    Column("sources", _("Sources"), ColumnKind.CHOICES, choices=dict(SourceKind.choices)),
    Column("search_words", _("Queries"), LONG),
    Column("withheld_why", _("Why the queries are not published"), LONG),
    Column("dpia_reference", _("Data protection impact assessment")),
    Column("equality_reference", _("Equality impact assessment")),
    Column("from_on", _("First date"), ColumnKind.DAY),
    Column("until_on", _("Last date"), ColumnKind.DAY),
    Column("proposed_by", _("Proposed by")),
    Column("decided_by", _("Decided by")),
    Column("decided_on", _("Date of the decision"), ColumnKind.DAY),
    Column("reason", _("Reason"), LONG),
)
ABOUT = _(
    "Another person decides on the project. We publish it once it is approved. This version of Watchbook does not collect posts yet."
)
PROJECTS = Register(
    name="listening_projects",
    title=_("listening projects"),
    columns=COLUMNS,
    may=may_propose_project,
    import_row=project.propose,
    home="listening:projects",
)


def step(
    name: str, title: Words, act: Callable[..., Project], words: Words, *, to: ProjectState
) -> EntryStep:
    """A decision on a project, offered where the table of moves has it."""
    return EntryStep(
        name, title, act, (), words, form=ProjectDecisionForm, may=may_decide_projects, fits=leads_to(to)
    )


def leads_to(to: ProjectState) -> Callable[[Project], bool]:
    """Say of a project whether it can come into a state."""
    return lambda row: to in MOVES[ProjectState(row.state)]


PAGES = Pages(
    PROJECTS,
    Project,
    "project",
    may_read=may_read_projects,
    adding=adding(_("Propose a project"), project.propose, form=project_form, explains=ABOUT),
    steps=(
        correcting(project.change, form=project_form, fits=leads_to(PROPOSED)),
        step("approve", _("Approve project"), project.approve, _("Project approved."), to=APPROVED),
        step("refuse", _("Refuse project"), project.refuse, _("Project refused."), to=REFUSED),
        step("end", _("End project"), project.end, _("Project ended."), to=ENDED),
        taking_back(project.take_back, fits=leads_to(PROPOSED)),
    ),
)
app_name = "listening"
urlpatterns = [
    path("", listening, name="published"),
    path("projects/", projects, name="projects"),
    *entry_paths(PAGES, under="projects/"),
]
