"""Addresses of listening projects and of their sources, and what the engine is told of their pages."""

from collections.abc import Callable

from django.urls import path
from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind, Words
from watchbook.listening import listening_source, project, ward
from watchbook.listening.forms import (
    AgreeForm,
    AgreeWardForm,
    ApprovalForm,
    ProjectDecisionForm,
    ProjectEndForm,
    project_form,
)
from watchbook.listening.models import ListeningSource, Project, SourceKind, Ward
from watchbook.listening.notes import leads_to, notes_of, source_notes, to_be_approved, ward_notes
from watchbook.listening.permissions import (
    may_agree_sources,
    may_agree_wards,
    may_change_project,
    may_decide_projects,
    may_propose_project,
    may_read_projects,
    may_read_wards,
    may_record_source,
    may_record_ward,
)
from watchbook.listening.queries import proposers_of
from watchbook.listening.states import ProjectState
from watchbook.listening.taxonomy import TITLES
from watchbook.listening.views import counts, counts_csv, labels, listening, projects, sources
from watchbook.register.forms import RegisterForm
from watchbook.register.spreadsheet import Register
from watchbook.register.views.entries import (
    EntryStep,
    Pages,
    adding,
    correcting,
    entry_paths,
    paths,
    taking_back,
)

PROPOSED, APPROVED, REFUSED, ENDED = (
    ProjectState.PROPOSED,
    ProjectState.APPROVED,
    ProjectState.REFUSED,
    ProjectState.ENDED,
)
LONG = ColumnKind.LONG_TEXT
DECISION = ("decided_by", "decided_on", "reason", "names_nobody", "ended_by", "ended_on", "end_reason")
COLUMNS = (
    Column("title", _("Title")),
    Column("state", _("State"), ColumnKind.CHOICE, choices=dict(ProjectState.choices)),
    Column("purpose", _("Purpose"), LONG),
    Column("lawful_basis", _("Lawful basis"), LONG),
    Column("service", _("Service")),
    Column("topics", _("Topics"), ColumnKind.CHOICES, choices=TITLES),
    Column("places", _("Places"), LONG, blank=_("none: posts about any place are counted")),
    Column("sources", _("Sources"), ColumnKind.CHOICES, choices=dict(SourceKind.choices)),
    Column("search_words", _("Queries"), LONG),
    Column(
        "withheld_why",
        _("Reason for not publishing the queries"),
        LONG,
        blank=_("none: the queries are published"),
    ),
    Column("dpia_reference", _("Data protection impact assessment")),
    Column("equality_reference", _("Equality impact assessment")),
    Column("from_on", _("First date"), ColumnKind.DAY),
    Column("until_on", _("Last date"), ColumnKind.DAY),
    Column("proposed_by", _("Proposed by")),
    Column("decided_by", _("Decided by")),
    Column("decided_on", _("Date of the decision"), ColumnKind.DAY),
    Column("reason", _("Reason"), LONG),
    Column(
        "names_nobody",
        _("Approver’s confirmation that no person, group or address is named"),
        ColumnKind.YES_NO,
    ),
    Column("ended_by", _("Ended by")),
    Column("ended_on", _("Ended on"), ColumnKind.DAY),
    Column("end_reason", _("Reason for ending"), LONG),
)
ABOUT = _(
    "Another person decides on the project. We publish the project once it is approved. Watchbook counts no posts until the "
    "project has a source that a second officer has agreed to."
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
    name: str,
    title: Words,
    act: Callable[..., Project],
    words: Words,
    *,
    to: ProjectState,
    form: type[RegisterForm] = ProjectDecisionForm,
    fits: Callable[[Project], bool] | None = None,
) -> EntryStep:
    """A decision on a project, offered where the table of moves has it."""
    return EntryStep(
        name, title, act, (), words, form=form, may=may_decide_projects, fits=fits or leads_to(to)
    )


PAGES = Pages(
    PROJECTS,
    Project,
    "project",
    told_once_filled=DECISION,
    may_read=may_read_projects,
    notes=notes_of,
    leads=((_("Record a source of a project"), "listening:source_add", may_record_source),),
    may_change=lambda by, row: may_change_project(by, row.service_id, proposers_of(row)),
    adding=adding(_("Propose a project"), project.propose, form=project_form, explains=ABOUT),
    steps=(
        correcting(project.change, form=project_form, fits=leads_to(PROPOSED)),
        step(
            "approve",
            _("Approve project"),
            project.approve,
            _("Project approved."),
            to=APPROVED,
            form=ApprovalForm,
            fits=to_be_approved,
        ),
        step("refuse", _("Refuse project"), project.refuse, _("Project refused."), to=REFUSED),
        step("end", _("End project"), project.end, _("Project ended."), to=ENDED, form=ProjectEndForm),
        taking_back(project.take_back, fits=leads_to(PROPOSED)),
    ),
)
SOURCE = (
    Column(
        "project_reference",
        _("Project"),
        longest=20,
        explains=_("Enter the project’s reference, such as LISTEN-0001."),
    ),
    Column("kind", _("Kind"), ColumnKind.CHOICE, choices=dict(SourceKind.choices)),
    Column(
        "address",
        _("Address"),
        longest=300,
        explains=_(
            "We publish this address. Enter the address of the feed, or of the Mastodon or Bluesky server. Never enter one "
            "person’s feed. For an inbox, enter the name of its export, such as contact-form.csv."
        ),
    ),
    Column(
        "terms_address",
        _("Address of the terms"),
        longest=300,
        explains=_("We publish this address. For an inbox, enter the address of its privacy notice."),
    ),
    Column(
        "terms_say",
        _("Wording of the terms about programs that read posts"),
        LONG,
        longest=1000,
        explains=_("Do not record a source whose terms forbid programs to read posts."),
    ),
    Column("terms_read_on", _("Date on which you read the terms"), ColumnKind.DAY),
)
AGREED = (
    Column("agreed_by", _("Agreed by"), blank=_("no second officer yet, so the source is not read")),
    Column("agreed_on", _("Agreed on"), ColumnKind.DAY),
)
SOURCES = Register(
    name="listening_sources",
    title=_("sources of listening projects"),
    columns=SOURCE + AGREED,
    may=may_record_source,
    import_row=listening_source.add,
    home="listening:sources",
)
SOURCE_PAGES = Pages(
    SOURCES,
    ListeningSource,
    "source",
    may_read=may_read_projects,
    notes=source_notes,
    adding=adding(_("Record a source"), listening_source.add, SOURCE),
    steps=(
        EntryStep(
            "agree",
            _("Agree to this source"),
            lambda row, _ticked, **told: listening_source.agree(row, **told),
            done=_("You agreed to the source. Watchbook reads it while its project is in force."),
            explains=_(
                "Open the address of the source and its terms first. Agree only if both match this record."
            ),
            form=AgreeForm,
            may=may_agree_sources,
            fits=lambda row: row.agreed_on is None,
        ),
        correcting(listening_source.correct, SOURCE),
        taking_back(listening_source.take_back),
    ),
)
WARD = (
    Column(
        "called",
        _("Ward"),
        example="Acton ward",
        explains=_("Enter the full name, with “ward” or “division”."),
    ),
    Column("from_on", _("First date"), ColumnKind.DAY, example="2022-05-05"),
    Column("until_on", _("Last date"), ColumnKind.DAY, required=False),
    Column(
        "source",
        _("Source"),
        longest=300,
        explains=_(
            "Enter the ward’s Office for National Statistics code, such as E05000001, or the address of a public body’s page that lists the ward."
        ),
        example="https://www.legislation.gov.uk/",
    ),
)


WARDS = Register(
    name="wards",
    title=_("wards and electoral divisions"),
    columns=WARD,
    may=may_record_ward,
    import_row=ward.add,
    home="listening:wards",
)
WARD_PAGES = Pages(
    WARDS,
    Ward,
    "ward",
    intro=_(
        "This register lists the wards that a listening project may be about, in addition to the services. Administrators maintain the list, and a second officer "
        "agrees to each ward."
    ),
    empty=_(
        "No wards yet. A project can be about a ward only once the ward is recorded and a second officer has agreed to it."
    ),
    listed=("from_on", "until_on", "source"),
    notes=ward_notes,
    may_read=may_read_wards,
    adding=adding(_("Record a ward"), ward.add, WARD),
    steps=(
        EntryStep(
            "agree",
            _("Agree to this ward"),
            lambda row, _ticked, **told: ward.agree(row, **told),
            done=_("You agreed to the ward. Projects can now be about this ward."),
            explains=_(
                "Find the ward in its source first. If the source is a code, use the website of the Office for National Statistics. Agree only if the source gives "
                "the ward this name."
            ),
            form=AgreeWardForm,
            may=may_agree_wards,
            fits=lambda row: row.agreed_on is None,
        ),
        correcting(ward.correct, WARD),
        taking_back(ward.take_back),
    ),
)
app_name = "listening"
urlpatterns = [
    path("", listening, name="published"),
    path("counts/<slug:reference>/", counts, name="counts"),
    path("counts/<slug:reference>/counts.csv", counts_csv, name="counts_csv"),
    path("labels/<slug:reference>/", labels, name="labels"),
    path("projects/", projects, name="projects"),
    *entry_paths(PAGES, under="projects/"),
    path("sources/", sources, name="sources"),
    *entry_paths(SOURCE_PAGES, under="sources/"),
    *paths(WARD_PAGES, under="wards/"),
]
