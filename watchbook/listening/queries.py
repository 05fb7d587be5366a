"""Reading listening projects: which are in force on a day, and which the public reads of."""

from datetime import date
from uuid import UUID

from watchbook.governance.documents.models import DocumentKind
from watchbook.governance.documents.queries import documents_in_force
from watchbook.listening.models import Project
from watchbook.listening.states import ProjectState

ASSESSMENTS = {
    "dpia_reference": DocumentKind.DPIA,
    "equality_reference": DocumentKind.EQUALITY_ASSESSMENT,
}


def assessments_in_force(on: date) -> dict[str, dict[str, str]]:
    """Return the assessments in force on a day, reference and title, by the column of a project that names one. Three queries."""
    held = [one.document for one in documents_in_force(*ASSESSMENTS.values(), on=on)]
    return {
        column: {row.reference: f"{row.reference}: {row.title}" for row in held if row.kind == kind}
        for column, kind in ASSESSMENTS.items()
    }


def missing_assessment(project: Project, *, on: date) -> bool:
    """Whether an assessment that the project names is not in force on a day."""
    held = assessments_in_force(on)
    return any(getattr(project, column) not in held[column] for column in ASSESSMENTS)


def proposers_of(project: Project) -> set[UUID]:
    """Return whoever proposed a version of a project. One query."""
    rows = Project.objects.filter(reference=project.reference, state=ProjectState.PROPOSED)
    return set(rows.values_list("recorded_by_id", flat=True))


def is_in_force(project: Project, *, on: date) -> bool:
    """Whether a project is in force on a day: approved, within its days, and with both assessments in force."""
    begun = project.state == ProjectState.APPROVED and project.from_on <= on <= project.until_on
    return begun and not project.is_struck and not missing_assessment(project, on=on)


def published() -> list[Project]:
    """Return the projects that the public reads of: those approved, also once they have ended. One query."""
    rows = Project.objects.as_at(None).filter(
        state__in=[ProjectState.APPROVED, ProjectState.ENDED], is_struck=False
    )
    return list(rows.select_related("service"))
