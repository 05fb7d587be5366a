"""Looks at subjects beside a decision about them: whoever decides has the register's own count, and not the applicant's word alone.

A look under a source stands only beside decisions on that source, and one under directed surveillance beside no overt plan: whoever
signs a plan learns of neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation, OvertPlan
from watchbook.authorisations.queries.lighter_assessments import answers_give
from watchbook.investigations.models import Subject
from watchbook.investigations.together import together_with
from watchbook.looks.models import Look
from watchbook.looks.queries.drift import looks_in, thresholds_on
from watchbook.looks.rules.assessed import HIDDEN, SOURCE
from watchbook.looks.rules.drift import window_begins
from watchbook.triage.binding import binding_among
from watchbook.triage.queries import AssessmentStanding, titles_of

LISTED = 10


@dataclass(frozen=True)
class LookBeside:
    """A look as a decision has it beside it: by whom, on what, and whether it was more than looking."""

    look: Look
    basis: str


@dataclass(frozen=True)
class LooksBeside:
    """The looks of the service at a subject, the newest ten by name, and of those of other services a number."""

    subject: Subject
    looks: tuple[LookBeside, ...]
    total: int
    officers: int
    in_window: int
    window_days: int
    others: int
    assessed: AssessmentStanding | None

    @property
    def answers_give(self) -> str:
        """Name what the answers of its newest assessment give."""
        return titles_of(answers_give(self.assessed)) if self.assessed else ""

    @property
    def made_openly(self) -> str:
        """Say how the newest look was made, as its officer answered: a plan itself does not say what makes its looks open."""
        if not self.looks:
            return _("not recorded: there are no looks yet")
        newest = self.looks[0].look
        return _("{look}, the newest look: {manner}").format(look=newest.reference, manner=newest.manner_told)


def looks_beside(subjects: Iterable[Subject], *, decided: UUID | None, at: datetime) -> list[LooksBeside]:
    """Tell of each subject how often and by whom it was looked at, and how it was assessed last.

    `decided` is the authorisation that is decided on; None where an overt plan is.
    """
    return [_of_subject(one, decided=decided, at=at) for one in subjects]


def _of_subject(subject: Subject, *, decided: UUID | None, at: datetime) -> LooksBeside:
    service, by_law = subject.investigation.service_id, thresholds_on(london_day(at))
    whole = together_with(subject)
    rows = looks_in(whole, first=datetime.min.replace(tzinfo=UTC), last=at)
    hidden = {SOURCE} if decided else HIDDEN
    own = [
        one for one in rows if one.service == service and (one.basis not in hidden or one.basis_id == decided)
    ]
    begins = window_begins(on=london_day(at), window_days=by_law.window_days)
    newest = Look.objects.filter(pk__in=[one.id for one in own[-LISTED:]]).select_related("opened_by")
    listed = list(newest.order_by("-opened_at"))
    named = _references({one.basis_id for one in listed if one.basis_id})
    return LooksBeside(
        subject=subject,
        looks=tuple(LookBeside(one, _on(one, named.get(one.basis_id, ""))) for one in listed),
        total=len(own),
        officers=len({one.opened_by for one in own}),
        in_window=len([one for one in own if one.opened_at >= begins]),
        window_days=by_law.window_days,
        others=len([one for one in rows if one.service != service and one.basis not in HIDDEN]),
        assessed=binding_among(whole, service=service, at=at),
    )


def _on(look: Look, reference: str) -> str:
    basis = str(look.get_basis_display())
    return f"{basis}, {reference}" if reference else basis


def _references(ids: set[UUID]) -> dict[UUID | None, str]:
    found: dict[UUID | None, str] = dict(
        Authorisation.objects.filter(pk__in=ids).values_list("id", "reference")
    )
    return found | dict(OvertPlan.objects.filter(pk__in=ids).values_list("id", "reference"))
