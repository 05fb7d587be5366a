"""Sentences at the head of the pages of a project, a source and a ward: how each stands today, and what whoever decides must see."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from watchbook.listening.models import ListeningSource, Project, Ward
from watchbook.listening.neighbours import behind_source, behind_wards, beside_project, beside_source
from watchbook.listening.queries import is_in_force
from watchbook.listening.rules import lines_of
from watchbook.listening.standing import standing, states_of, who_starts_again
from watchbook.listening.states import MOVES, ProjectState
from watchbook.listening.watching import words_to_check
from watchbook.organisation.queries import today
from watchbook.web.wording import day


def notes_of(row: Project) -> list[str]:
    """Say how an approved project stands today, if it is not simply in force; of a proposal, what other projects share with it."""
    if row.state == ProjectState.APPROVED and (again := who_starts_again(row, on=today())):
        told = str(
            _(
                "State today: {standing}. Watchbook does not read a project’s sources while the project is not in force."
            )
        )
        return [told.format(standing=standing(row, on=today())), again, *behind_wards(row)]
    if row.state == ProjectState.PROPOSED:
        return [*_to_check(row), *behind_wards(row), *beside_project(row, on=today())]
    if row.state == ProjectState.APPROVED and not is_in_force(row, on=today()):
        told = _(
            "State today: {standing}. Watchbook does not read a project’s sources while the project is not in force."
        )
        return [str(told).format(standing=standing(row, on=today()))]
    return []


def _to_check(row: Project) -> list[str]:
    """Name the words of what we publish of a proposal that may be somebody's name."""
    names = [*lines_of(row.places), row.service.name]
    if not (words := words_to_check(row.title, row.purpose, names=names)):
        return []
    told = str(
        _(
            "These words may be names: {words}. If any of them is the name of a person, a group or an event, refuse the project."
        )
    )
    return [told.format(words=", ".join(f"“{word}”" for word in words))]


def source_notes(row: ListeningSource) -> list[str]:
    """Say whether a source is read, and before it is agreed to, which other projects read its host."""
    told = states_of(row.project_reference, [row], on=today())[row.reference]
    beside = [] if row.agreed_on else [*behind_source(row), *beside_source(row, on=today())]
    return [str(_("State today: {state}.")).format(state=told), *beside]


def to_be_approved(row: Project) -> bool:
    """Say of a project whether it can be approved: it is proposed, or approved and stopped."""
    return row.state == ProjectState.PROPOSED or bool(who_starts_again(row, on=today()))


def leads_to(to: ProjectState) -> Callable[[Project], bool]:
    """Say of a project whether it can come into a state."""
    return lambda row: to in MOVES[ProjectState(row.state)]


def ward_notes(row: Ward) -> list[str]:
    """Say whether a project can be about a ward."""
    if row.agreed_on:
        agreed = _("{person} agreed to this ward on {day}.")
        return [str(agreed).format(person=row.agreed_by, day=day(row.agreed_on))]
    return [str(_("No second officer has agreed to this ward yet, so projects cannot be about it."))]
