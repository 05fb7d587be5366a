"""Judicial approval: what the court ordered on a grant or a renewal, with the signed order (RIPA ss.32A, 32B).

A grant has effect from the court's order and not from the officer's decision. In Scotland no court is asked.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState, check_allowed
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.court_appearance import PERSONAL as COURT_APPEARANCE
from watchbook.authorisations.court_appearance import CourtAppearance, check_appearance
from watchbook.authorisations.models import Authorisation, Hearing, Renewal
from watchbook.authorisations.permissions import may_record_order
from watchbook.authorisations.queries.officers import source_born
from watchbook.authorisations.rules.court import HearingFacts, last_day, ruling_on_order
from watchbook.authorisations.states import (
    BY_THE_COURT,
    AuthorisationKind,
    AuthorisationState,
    CourtOutcome,
    check_move,
)
from watchbook.files.paper import refuse_no_paper
from watchbook.files.upload import Content
from watchbook.keys.envelope import put
from watchbook.law.durations import ACTS, is_juvenile
from watchbook.organisation.models import Person
from watchbook.register.entry import keep_file

FIELDS = (
    "reference", "state", "ordered_at", "outcome", "is_authorised", "effective_from", "ends_on", "file_sha256",
)  # fmt: skip
PERSONAL = ("court", "magistrate", "reasons", *COURT_APPEARANCE)
ORDERED: dict[str, Any] = {"is_grave": True, "fields": FIELDS, "personal": PERSONAL}
APPROVED = Kind(
    "judicial_approval.granted",
    **ORDERED,
    says=gettext_lazy("The court approved the authorisation, with effect from its order."),
)
NOT_APPROVED = Kind("judicial_approval.refused", **ORDERED, says=gettext_lazy("The court refused approval."))
QUASHED = Kind(
    "judicial_approval.quashed",
    **ORDERED,
    says=gettext_lazy("The court refused approval and quashed the grant."),
)
# What each order makes of the grant, and the event that tells of it.
OUTCOME_OF = {
    CourtOutcome.APPROVED: (AuthorisationState.EFFECTIVE, APPROVED),
    CourtOutcome.REFUSED: (AuthorisationState.COURT_REFUSED, NOT_APPROVED),
    CourtOutcome.QUASHED: (AuthorisationState.QUASHED, QUASHED),
}


@dataclass(frozen=True)
class CourtOrder:
    """The order of the court, when it was made, who sat, and who appeared for the authority on which of its decisions."""

    outcome: str
    ordered_at: datetime
    court: str
    magistrate: str
    appears: str
    authorised_by: str
    is_authorised: bool = True  # to appear; if not, `authorised_by` says why
    reasons: str = ""


@transaction.atomic
def record_order(
    authorisation: Authorisation, order: CourtOrder, *, file: Content | None, by: Person, at: datetime
) -> Authorisation:
    """Record the order on a grant: approved, refused, or refused and quashed."""
    row = locked(authorisation)
    may_record_order(by, row)
    state, kind = OUTCOME_OF[CourtOutcome(order.outcome)]
    check_move(AuthorisationState(row.state), to=state, moves=BY_THE_COURT)
    assert row.decided_at is not None  # noqa: S101  # what was granted has its day: the table demands it
    check_order(row, order, decided_at=row.decided_at, file=file, at=at)
    row.state = state
    if state is AuthorisationState.EFFECTIVE:
        take_effect(row, at=order.ordered_at)
    row.save(force_update=True)
    hearing = hearing_of(row, order, file=file, renewal=None, attended_by=by, recorded_at=at)
    hearing.save(force_insert=True)
    record_row(kind, row, by=by, at=at, file_sha256=hearing.file_sha256, **asdict(order))
    return row


def take_effect(row: Authorisation, *, at: datetime) -> None:
    """Set the times of a row that its act is about to save: the whole statutory period, which nobody may shorten.

    The court's order calls it, and the officer's decision where no court is asked (RIPA ss.32A, 43).
    """
    first, born = london_day(at), source_born(row)
    granted_on = london_day(row.decided_at) if row.decided_at else first
    row.state = AuthorisationState.EFFECTIVE
    row.effective_from = at
    row.ends_on = last_day(row.kind, nation=row.nation, first_day=first, born=born, granted_on=granted_on)
    if row.kind == AuthorisationKind.CHIS:
        row.source_is_juvenile = born is not None and is_juvenile(born, on=granted_on, act=ACTS[row.nation])


def check_order(
    row: Authorisation,
    order: CourtOrder,
    *,
    decided_at: datetime,
    file: Content | None,
    at: datetime,
    renewal: Renewal | None = None,
) -> None:
    """Raise WrongState unless the order fits: after the decision, not in the future, with the signed order; Refused if the file shows no order."""
    refused = row.hearings.filter(outcome=CourtOutcome.REFUSED, renewal=renewal)
    refused_at = refused.values_list("ordered_at", flat=True).first()
    facts = HearingFacts(
        row.nation, decided_at, order.ordered_at, recorded_at=at, outcome=order.outcome, refused_at=refused_at
    )
    check_allowed(ruling_on_order(facts), tried=_("You cannot record this order"))
    if not order.court.strip() or not order.magistrate.strip():
        why = _(
            "You cannot record this order yet. Enter the court and the magistrate or sheriff who sat: the central record names both."
        )
        raise WrongState(why)
    check_appearance(CourtAppearance(order.appears, order.authorised_by))
    if file is None and order.outcome == CourtOutcome.APPROVED:
        why = _(
            "You cannot record this order without a copy of the signed order. Upload the copy: the Code requires you to keep it with the authorisation."
        )
        raise WrongState(why)
    if file:
        refuse_no_paper(file)


def hearing_of(
    row: Authorisation,
    order: CourtOrder,
    *,
    file: Content | None,
    renewal: Renewal | None,
    attended_by: Person,
    recorded_at: datetime,
) -> Hearing:
    """The hearing as its act is about to save it, its file kept first."""
    decided = {"ordered_at": order.ordered_at, "outcome": order.outcome}
    hearing = Hearing(authorisation=row, renewal=renewal, by=attended_by, at=recorded_at, **decided)
    told = asdict(order)
    put(hearing, {name: told[name] for name in (*PERSONAL, "is_authorised")})
    keep_file(hearing, file)
    return hearing
