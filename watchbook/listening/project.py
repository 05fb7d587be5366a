"""Listening projects: proposed, changed while nobody has decided, approved or refused by another person, ended."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.audit_log.record import Kind
from watchbook.audit_log.reference import next_reference
from watchbook.governance.processing.models import Activity
from watchbook.governance.processing.queries import check_papers
from watchbook.listening.models import Project
from watchbook.listening.permissions import (
    may_change_project,
    may_decide_project,
    may_decide_projects,
    may_propose_project,
    may_start_again,
)
from watchbook.listening.platforms import why_not_kinds
from watchbook.listening.public_words import why_names_somebody, why_not_published
from watchbook.listening.queries import proposers_of, why_not_places
from watchbook.listening.rules import lines_of, why_not_days
from watchbook.listening.search_query import first_refused, to_triage, why_not_placed
from watchbook.listening.states import TRIED, ProjectState, check_move
from watchbook.listening.stopped import changers_since, is_stopped, missing_assessments
from watchbook.listening.watching import why_watches_somebody
from watchbook.organisation.models import Person
from watchbook.organisation.queries import the_authority
from watchbook.register import entry
from watchbook.register.entry import Values

FIELDS = (
    "reference", "service", "topics", "sources", "dpia_reference", "equality_reference", "from_on", "until_on", "state",
    "decided_on", "names_nobody", "ended_on", "corrects", "is_struck",
)  # fmt: skip
PERSONAL = (
    "title",
    "purpose",
    "lawful_basis",
    "places",
    "search_words",
    "withheld_why",
    "reason",
    "end_reason",
)
PROPOSED = Kind("project.proposed", FIELDS, PERSONAL, gettext_lazy("The listening project was proposed."))
CHANGED = Kind("project.changed", FIELDS, PERSONAL, gettext_lazy("The proposal was changed."))
APPROVED = Kind("project.approved", FIELDS, PERSONAL, gettext_lazy("The listening project was approved."))
REFUSED = Kind("project.refused", FIELDS, PERSONAL, gettext_lazy("The listening project was refused."))
ENDED = Kind("project.ended", FIELDS, PERSONAL, gettext_lazy("The listening project was ended."))
TAKEN_BACK = Kind("project.taken_back", FIELDS, PERSONAL, gettext_lazy("The proposal was taken back."))


@transaction.atomic
def propose(values: Values, *, by: Person, at: datetime) -> Project:
    """Propose a project under the next reference."""
    may_propose_project(by)
    row = Project(recorded_by=by, proposed_by=by, **entry.columns_of(values))
    _check(row, at=at)
    row.reference = next_reference("LISTEN")
    return entry.write(PROPOSED, row, by=by, at=at)


@transaction.atomic
def change(project: Project, values: Values, *, by: Person, at: datetime) -> Project:
    """Change a proposal that nobody has decided on, or propose a refused one again."""
    project = entry.lock(project)
    may_change_project(by, project.service_id, proposers_of(project))
    entry.check_newest(project, tried=TRIED[ProjectState.PROPOSED])
    check_move(ProjectState(project.state), to=ProjectState.PROPOSED)
    undecided = {"decided_by": None, "decided_on": None, "reason": "", "state": ProjectState.PROPOSED}
    changes = entry.columns_of(values) | undecided | {"proposed_by": by}
    newer = entry.next_version(project, by=by, changes=changes)
    _check(newer, at=at)
    return entry.write(CHANGED, newer, by=by, at=at)


@transaction.atomic
def approve(project: Project, values: Values, *, by: Person, at: datetime) -> Project:
    """Approve a project that names nobody, with a reason, from today at the earliest, or one that is stopped again. Both assessments must be in force."""
    _check_stopped(project, by=by, at=at)
    newer = _decided(project, ProjectState.APPROVED, values, by=by, at=at)
    newer.names_nobody = bool(values.get("names_nobody"))
    entry.check(why_not_confirmed(newer), tried=TRIED[ProjectState.APPROVED])
    _check(newer, at=at)
    if project.state == ProjectState.PROPOSED:  # nothing is approved for days that are over
        newer.from_on = max(newer.from_on, london_day(at))
    tried = TRIED[ProjectState.APPROVED]
    check_papers(Activity.LISTENING, newer.service_id, on=london_day(at), tried=str(tried))
    return entry.write(APPROVED, newer, by=by, at=at)


@transaction.atomic
def refuse(project: Project, values: Values, *, by: Person, at: datetime) -> Project:
    """Refuse a project with a reason."""
    return entry.write(REFUSED, _decided(project, ProjectState.REFUSED, values, by=by, at=at), by=by, at=at)


@transaction.atomic
def end(project: Project, values: Values, *, by: Person, at: datetime) -> Project:
    """End an approved project before its last date, with a reason. Anybody who may decide may end it."""
    project = entry.lock(project)
    may_decide_projects(by)
    entry.check_standing(project, tried=TRIED[ProjectState.ENDED])
    check_move(ProjectState(project.state), to=ProjectState.ENDED)
    today = london_day(at)
    over = _("The last date has passed, so the project is over already. You have nothing more to do.")
    entry.check(over if project.until_on < today else None, tried=TRIED[ProjectState.ENDED])
    ended = {"ended_by": by, "ended_on": today, "end_reason": entry.columns_of(values)["reason"]}
    changes: dict[str, Any] = {"state": ProjectState.ENDED, "until_on": max(project.from_on, today)}
    return entry.write(ENDED, entry.next_version(project, by=by, changes=changes | ended), by=by, at=at)


@transaction.atomic
def take_back(project: Project, *, by: Person, at: datetime) -> Project:
    """Take back a proposal that was made by mistake; an approved project is ended instead."""
    project = entry.lock(project)
    may_change_project(by, project.service_id, proposers_of(project))
    entry.check_standing(project, tried=_("You cannot take back this proposal"))
    check_move(ProjectState(project.state), to=ProjectState.PROPOSED)
    return entry.write(TAKEN_BACK, entry.taken_back(project, by=by), by=by, at=at)


def _decided(project: Project, to: ProjectState, values: Values, *, by: Person, at: datetime) -> Project:
    project = entry.lock(project)
    may_decide_project(by, proposers_of(project))
    entry.check_standing(project, tried=TRIED[to])
    check_move(ProjectState(project.state), to=to)
    changes: dict[str, Any] = {"state": to, "decided_by": by, "decided_on": london_day(at)}
    reason = entry.columns_of(values)["reason"]
    return entry.next_version(project, by=by, changes=changes | {"reason": reason})


def _check_stopped(project: Project, *, by: Person, at: datetime) -> None:
    """Raise unless a project that was approved before is stopped, and this person changed nothing of what stopped it."""
    if project.state != ProjectState.APPROVED:
        return
    why = _("the project is already approved and has not been stopped. Open its page to see its history.")
    may_decide_projects(by)
    entry.check_newest(project, tried=TRIED[ProjectState.APPROVED])
    entry.check(None if is_stopped(project, on=london_day(at)) else why, tried=TRIED[ProjectState.APPROVED])
    may_start_again(by, changers_since(project))


def _check(project: Project, *, at: datetime) -> None:
    """Raise WrongState with the first rule that the project breaks: its days, places, queries and assessments."""
    today = london_day(at)
    check = partial(entry.check, tried=TRIED[ProjectState(project.state)])
    check(why_not_days(project.from_on, project.until_on) or _why_over(project, today=today))
    places = lines_of(project.places)
    authority = the_authority()
    told = (project.title, project.purpose, project.withheld_why)
    regimes = authority.regimes if authority else []
    names = [*places, project.service.name]
    check(why_not_published(*told, on=today, names=names, regimes=regimes))
    check(why_names_somebody(project.purpose, project.lawful_basis, names=names))
    check(why_watches_somebody(project.purpose))
    check(why_not_places(places, project.from_on, project.until_on))
    queries = lines_of(project.search_words)
    check(why_not_kinds(project.sources, queries))
    if refused := first_refused(queries, topics=project.topics, places=places):
        check(f"{refused} {to_triage()}")
    check(why_not_placed(queries, places))
    if missing_assessments(project, on=today):
        check(
            _(
                "The data protection impact assessment or the equality impact assessment is not in force today. Record the approval of the assessment first."
            )
        )


def why_not_confirmed(project: Project) -> str | None:
    """Return why an approval cannot stand, or None: no rule knows every name, so the approver says that there is none."""
    if project.names_nobody:
        return None
    return _(
        "You have not confirmed that the title, purpose, lawful basis and published reason name no person, group or address. Tick the box to confirm this."
    )


def _why_over(project: Project, *, today: date) -> str | None:
    return _("The last date has passed. Enter a later date.") if project.until_on < today else None
