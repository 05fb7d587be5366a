"""Count how often anybody in the authority looked at a subject, and say what that asks of the next look.

Looks count together that were made at a subject, at whatever has the same account, and at accounts joined to it. They are
found by keyed hashes alone: two services are counted together, and neither learns who, why, or under which
handle (docs/explanation/looks.md#what-another-service-learns).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from watchbook.acting.london_day import london_day
from watchbook.authorisations.queries.in_force import BasisInForce, granted_for, plans_among
from watchbook.governance.thresholds.queries import own_thresholds
from watchbook.investigations.models import Subject
from watchbook.investigations.together import CountedTogether, counts_as, together_with
from watchbook.keys import envelope
from watchbook.looks.models import Look, ReTriage
from watchbook.looks.rules.assessed import (
    AUTHORISATIONS,
    HIDDEN,
    IMMEDIATE,
    RE_TRIAGE,
    OpeningFacts,
    ReachedPlan,
    further_basis,
    is_as_strict,
)
from watchbook.looks.rules.drift import (
    CountedLook,
    Level,
    LookLimits,
    LooksStanding,
    immediate_response,
    standing,
    thresholds,
    window_begins,
)
from watchbook.looks.rules.opening import basis_of
from watchbook.looks.states import ReTriageState
from watchbook.organisation.queries import the_authority
from watchbook.triage.binding import binding_among, binding_elsewhere
from watchbook.triage.queries import AssessmentStanding, titles_of

UNSIGNED = {"is_departed": False, "is_departed_elsewhere": False}  # without a signed re-triage
COLUMNS = (
    "id", "opened_at", "opened_by_id", "service_id", "pages", "collateral", "kept_at", "basis", "basis_id",
)  # fmt: skip


class LookRow(NamedTuple):
    """A look as the count needs it."""

    id: UUID
    opened_at: datetime
    opened_by: UUID
    service: UUID | None
    pages: int
    collateral: int
    kept_at: datetime | None
    basis: str
    basis_id: UUID | None


@dataclass(frozen=True)
class Drift:
    """A subject at a moment: the count, what is in force, its newest assessment, a signed re-triage, an immediate response.

    `assessed` is what binds of the assessments that this service made of the subject, or of whatever counts together with it;
    `elsewhere` what binds of those that other services made. `reached` are the plans that leave no look.
    `counts`: whether looks at this kind of subject drift at all.
    """

    standing: LooksStanding
    counts: bool
    in_force: tuple[BasisInForce, ...]
    reached: tuple[ReachedPlan, ...]
    assessed: AssessmentStanding | None
    elsewhere: AssessmentStanding | None
    re_triage: ReTriage | None
    immediate: UUID | None
    immediate_until: datetime | None
    ran_out: bool

    @property
    def further_basis(self) -> str:
        """Say what opens a look where the limit on repeat looks is reached."""
        return further_basis()

    @property
    def is_departed(self) -> bool:
        """Whether the signed re-triage departs from the newest assessment as it stands."""
        return self.re_triage is not None and departs(self.re_triage, self.assessed)

    @property
    def is_departed_elsewhere(self) -> bool:
        """Whether the signed re-triage was signed over what another service assessed, as that stands."""
        return self.re_triage is not None and is_over(self.re_triage, self.elsewhere)


def drift_of(
    subject: Subject | None, *, service: UUID | None, at: datetime, whole: CountedTogether | None = None
) -> Drift:
    """Tell what a look by this service would meet now. Twelve queries beside those for what counts together, one a plan, and two of what is no person.

    Of an account without a subject, `whole` says what counts together, and nothing is in force.
    """
    by_law = thresholds_on(london_day(at))
    begins = window_begins(on=london_day(at), window_days=by_law.window_days)
    together = whole or together_with(subject)
    rows = looks_in(together, first=begins, last=at)
    kind = counts_as(subject, whole=together)
    in_force, reached = _in_force(subject, whole=together, service=service, at=at)
    looks = [counted(row) for row in rows]
    response = immediate_response(
        _begun(rows, service=service),
        answered=[row.opened_at for row in rows if row.service == service and row.basis == RE_TRIAGE],
        at=at,
        nation=str(authority.nation) if (authority := the_authority()) else "",
    )
    assessed = binding_among(together, service=service, at=at)
    elsewhere = binding_elsewhere(together, service=service, at=at)
    return Drift(
        standing=standing(looks, kind=kind, at=at, service=service, by_law=by_law),
        counts=kind in by_law.subject_kinds,
        in_force=in_force,
        reached=reached,
        assessed=assessed,
        elsewhere=elsewhere,
        re_triage=_signed(subject, since=begins, at=at, assessed=assessed, elsewhere=elsewhere),
        immediate=response.look,
        immediate_until=response.until,
        ran_out=response.ran_out,
    )


def bound_by(stands: Drift) -> dict[str, Any]:
    """Give what binds a look, as the rules of opening take it: what is in force, and the newest assessment."""
    return {
        "in_force": frozenset(one.kind for one in stands.in_force),
        "assessed": stands.assessed.outcomes if stands.assessed else (),
        "assessment": stands.assessed.assessment.reference if stands.assessed else "",
        "is_departed": stands.is_departed,
        "elsewhere": stands.elsewhere.outcomes if stands.elsewhere else (),
        "is_departed_elsewhere": stands.is_departed_elsewhere,
        "signed": stands.re_triage.reference if stands.re_triage else "",
        "reached": stands.reached,
        "references": tuple(f"{one.reference} ({titles_of([one.kind])})" for one in stands.in_force),
    }


def before_answers(stands: Drift) -> OpeningFacts:
    """Return what is known of a look before its officer answers anything."""
    return OpeningFacts(
        outcomes=("none",),
        level=stands.standing.level,
        has_re_triage=stands.re_triage is not None,
        is_within_immediate=stands.immediate is not None,
        ran_out=stands.ran_out,
        **bound_by(stands),
    )


def covering(stands: Drift) -> BasisInForce | None:
    """The plan or authorisation in force on which a look opens, unless its answers ask for more; None where there is none."""
    asked = OpeningFacts(outcomes=("none",), level=Level.NONE, **bound_by(stands) | UNSIGNED)
    if not stands.in_force or not is_as_strict(asked):
        return None
    kind = basis_of(asked)
    return next(one for one in stands.in_force if one.kind == kind)


def differing(signed: ReTriage | None, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the answers of a look that are not those that were signed; how often, the register counts."""
    if signed is None:
        return ()
    said = envelope.opened(signed)["facts"]
    return tuple(one for one in {**said, **facts} if one != "prior_looks" and said.get(one) != facts.get(one))


def thresholds_on(day: date) -> LookLimits:
    """The numbers that apply on a day: the authority's own, else those that the rules propose. One query."""
    with own_thresholds(on=day):
        return thresholds(on=day)


def counted(row: LookRow) -> CountedLook:
    """A look as the rule takes it: material kept under an authorisation asks nothing of the next look."""
    return CountedLook(
        at=row.opened_at,
        officer=row.opened_by,
        service=row.service,
        pages=row.pages,
        collateral=row.collateral,
        was_kept=row.kept_at is not None and row.basis not in AUTHORISATIONS,
        is_hidden=row.basis in HIDDEN,
    )


def _begun(rows: Sequence[LookRow], *, service: UUID | None) -> dict[UUID, datetime]:
    """The looks that began an immediate response of the service; another's opens and explains nothing here."""
    return {
        row.id: row.opened_at
        for row in rows
        if row.service == service and row.basis == IMMEDIATE and row.basis_id is None
    }


def _in_force(
    subject: Subject | None, *, whole: CountedTogether, service: UUID | None, at: datetime
) -> tuple[tuple[BasisInForce, ...], tuple[ReachedPlan, ...]]:
    """Return what a look may rest on, and the plans that leave none at the moment.

    A plan covers its own subject. Its limits hold for whatever counts together with that in the service: the same account
    in another investigation is no second allowance.
    """
    granted = granted_for(subject, at=at) if subject is not None else []
    plans = plans_among(whole.subjects, at=at)
    since = min((one.since for one in plans if one.since is not None), default=at)
    rows = looks_in(whole, first=since, last=max(one.until for one in plans)) if plans else []
    reached = {one.id: said for one in plans if (said := reached_at(one, rows, at=at))}
    own = [one for one in plans if subject is not None and one.subject == subject.id]
    binding = [one for one in plans if one in own or one.service == service]
    return (
        (*granted, *(one for one in own if one.id not in reached)),
        tuple(reached[one.id] for one in binding if one.id in reached),
    )


def _signed(
    subject: Subject | None,
    *,
    since: datetime,
    at: datetime,
    assessed: AssessmentStanding | None,
    elsewhere: AssessmentStanding | None,
) -> ReTriage | None:
    """A signed re-triage of the subject that no look has used, first one that departs from what was assessed.

    It lapses with the window in which it was signed.
    """
    if subject is None:
        return None
    rows = subject.re_triages.filter(state=ReTriageState.SIGNED, decided_at__gte=since, decided_at__lte=at)
    signed = rows.order_by("decided_at")
    return max(signed, key=lambda row: (departs(row, assessed), is_over(row, elsewhere)), default=None)


def departs(row: ReTriage, assessed: AssessmentStanding | None) -> bool:
    """Whether a re-triage was asked for and signed over this very assessment, and nobody changed that afterwards."""
    return assessed is not None and row.departs_from == assessed.assessment.id and is_over(row, assessed)


def is_over(row: ReTriage, assessed: AssessmentStanding | None) -> bool:
    """Whether a re-triage was signed over an assessment as it stands; one that was committed later was not in front of the signer."""
    return assessed is not None and assessed.as_it_stands in row.signed_over


def looks_in(
    whole: CountedTogether, *, first: datetime, last: datetime, as_at: datetime | None = None
) -> list[LookRow]:
    """The looks that count together in a window, the oldest first. One query."""
    theirs = Q(subject__in=whole.subjects)
    if whole.parted:
        theirs &= Q(account=None) | ~Q(account__in=whole.parted)
    rows = Look.objects.filter(theirs | Q(account__in=whole.items) | Q(pk__in=whole.items))
    rows = rows.filter(opened_at__gte=first, opened_at__lte=last)
    if as_at is not None:
        rows = rows.filter(recorded_at__lte=as_at)
    return [LookRow(*row) for row in rows.order_by("opened_at", "id").values_list(*COLUMNS)]


def reached_at(plan: BasisInForce, rows: Sequence[LookRow], *, at: datetime) -> ReachedPlan | None:
    """Tell which limit of a plan a look at a moment would go over; None where it keeps to both.

    In all, the looks under the plan count. How often, every look of the service since it was signed does, on whatever it
    rested but an authorisation: otherwise a look on triage beside the plan would double it.
    """
    if plan.looks_at_most is not None and sum(row.basis_id == plan.id for row in rows) >= plan.looks_at_most:
        return ReachedPlan(plan.reference, looks_at_most=plan.looks_at_most)
    made = [london_day(row.opened_at) for row in rows if _counts(row, plan)]
    if plan.often is None or plan.often.has_room(made, on=london_day(at)):
        return None
    next_on = plan.often.next_day(made, on=london_day(at))
    return ReachedPlan(
        plan.reference, often=str(plan.often), next_on=next_on if next_on <= plan.last_day else None
    )


def _counts(row: LookRow, plan: BasisInForce) -> bool:
    is_since = plan.since is not None and row.opened_at >= plan.since
    return is_since and row.service == plan.service and row.basis not in AUTHORISATIONS
