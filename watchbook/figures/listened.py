"""Listening projects in figures: each that was approved, of the time asked about, told beside what else a finding says."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from watchbook.figures.evidence import of_project
from watchbook.figures.findings import Finding, Inquiry, Status, searched_in
from watchbook.figures.register_names import PROJECTS
from watchbook.figures.sentences import in_words, joined
from watchbook.figures.times import in_days, runs_in
from watchbook.listening.models import Project
from watchbook.listening.queries import approved_projects
from watchbook.reading.times.time_of_question import TimeOfQuestion


def projects_of(inquiry: Inquiry, *, time: TimeOfQuestion) -> list[Project]:
    """Every listening project approved before the request arrived, ended or not; of a time, what ran on a day of it. One query."""
    known = [one for one in approved_projects(as_at=inquiry.as_at) if one.from_on <= inquiry.on]
    return [one for one in known if runs_in(time, one.from_on, one.until_on)]


def beside_projects(
    finding: Finding, projects: Sequence[Project], told: Sequence[str], *, query: str, time: TimeOfQuestion
) -> Finding:
    """Tell sentences on listening projects beside a finding; where a person must search, they must for both."""
    if finding.status is Status.TO_BE_SEARCHED:
        return finding
    supplied = projects and finding.status is Status.NIL
    return replace(
        finding,
        status=Status.HELD_SUPPLIED if supplied else finding.status,
        answer=" ".join([finding.answer, *(told if projects else ())]),
        evidence=(*finding.evidence, *map(of_project, projects)),
        searched=finding.searched + searched_in(PROJECTS, query, in_days(time), len(projects)),
    )


def named(projects: Sequence[Project]) -> str:
    """Name projects with their days, in one list."""
    said = _("{reference} from {first} to {last}")
    return joined(
        [
            said.format(reference=one.reference, first=in_words(one.from_on), last=in_words(one.until_on))
            for one in projects
        ]
    )


def in_the_open(projects: Sequence[Project]) -> str:
    """Say that listening is no secret: each project stands on a public page."""
    return _(
        "Besides, we listen openly: our website publishes each listening project with its purpose and counts ({references}). They look at no person, group or address."
    ).format(references=joined([one.reference for one in projects]))
