"""The first part of the page of an investigation: its power, its looks, its captures, what is next; each of the part that owns it.

A part above adds its share by a function and its dotted path in `INVESTIGATION_OVERVIEW`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.acting.refusals import can
from watchbook.investigations.models import Investigation
from watchbook.investigations.permissions import may_change_investigation
from watchbook.investigations.states import InvestigationState
from watchbook.organisation.models import Person
from watchbook.web.overview import DrawnFigures, LinkedWords, StepAhead


@dataclass(frozen=True)
class OverviewShare:
    """Share of one part: facts by name, pictures, what this reader has to do, and what waits for somebody else."""

    facts: tuple[tuple[str, tuple[LinkedWords, ...]], ...] = ()
    picture: DrawnFigures | None = None
    nexts: tuple[StepAhead, ...] = ()
    waits: tuple[StepAhead, ...] = ()


@dataclass(frozen=True)
class Overview:
    """All of it: facts, pictures, and the one thing that is next."""

    facts: tuple[tuple[str, tuple[LinkedWords, ...]], ...]
    pictures: tuple[DrawnFigures, ...]
    next: StepAhead


def overview(investigation: Investigation, *, reader: Person, at: datetime) -> Overview:
    """Ask each part; what is next is the first that one of them names for this reader, else for somebody else."""
    asked: list[Callable[..., OverviewShare]] = [
        import_string(path) for path in settings.INVESTIGATION_OVERVIEW
    ]
    shares = [
        _own(investigation, reader=reader),
        *(one(investigation, reader=reader, at=at) for one in asked),
    ]
    nexts = [step for share in shares for step in share.nexts]
    nexts += [step for share in shares for step in share.waits]
    return Overview(
        facts=tuple(fact for share in shares for fact in share.facts),
        pictures=tuple(share.picture for share in shares if share.picture),
        next=nexts[0] if nexts else _at_rest(investigation, reader=reader),
    )


def _at_rest(investigation: Investigation, *, reader: Person) -> StepAhead:
    """Say what can be done where it waits for nobody."""
    if not can(may_change_investigation, reader, investigation):
        return StepAhead(_("The investigation is open, and is not waiting for anybody."))
    says = _("You can look at a subject, or close the investigation if it is finished.")
    return StepAhead(says, _("Go to the looks"), reverse("looks:of", args=[investigation.reference]))


def _own(investigation: Investigation, *, reader: Person) -> OverviewShare:
    """The subjects, and how many there are: their names stand on their own tab, where reading them is recorded."""
    count = investigation.subjects.count()
    words = ngettext("{count} subject", "{count} subjects", count).format(count=count)
    href = reverse("investigations:subjects", args=[investigation.reference])
    is_open = investigation.state == InvestigationState.OPEN
    nexts: tuple[StepAhead, ...] = ()
    if not count and is_open and can(may_change_investigation, reader, investigation):
        to = reverse("investigations:subject_add", args=[investigation.reference])
        nexts = (
            StepAhead(
                _("Add each subject of the investigation: a person, an organisation or a place."),
                _("Add a subject"),
                to,
            ),
        )
    return OverviewShare(facts=((_("Subjects"), (LinkedWords(words, href),)),), nexts=nexts)
