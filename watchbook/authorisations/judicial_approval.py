"""Judicial approval: what the court ordered on a grant or a renewal, with the signed order (RIPA ss.32A, 32B).

A grant has effect from the court's order and not from the officer's decision. In Scotland no court is asked.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind, record
from watchbook.authorisations.application import locked
from watchbook.authorisations.authorising import check_allowed
from watchbook.authorisations.effect import take_effect
from watchbook.authorisations.models import Authorisation, Hearing, Renewal
from watchbook.authorisations.permissions import may_record_order
from watchbook.authorisations.queries.officers import source_born
from watchbook.authorisations.rules.court import HearingFacts, Outcome, ruling_on_order
from watchbook.authorisations.states import AuthorisationState, check_move
from watchbook.files.store import the_store
from watchbook.files.upload import Content
from watchbook.keys.envelope import put
from watchbook.organisation.models import Person

FIELDS = ("reference", "state", "ordered_at", "outcome", "effective_from", "ends_on", "file_sha256")
PERSONAL = ("court", "magistrate", "reasons")
APPROVED = Kind(
    "judicial_approval.granted",
    is_grave=True,
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The court approved it: in force from its order."),
)
NOT_APPROVED = Kind(
    "judicial_approval.refused",
    is_grave=True,
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The court refused to approve it."),
)
QUASHED = Kind(
    "judicial_approval.quashed",
    is_grave=True,
    fields=FIELDS,
    personal=PERSONAL,
    says=gettext_lazy("The court refused to approve it and quashed it."),
)
KINDS = {Outcome.APPROVED: APPROVED, Outcome.REFUSED: NOT_APPROVED, Outcome.QUASHED: QUASHED}
LEADS_TO = {
    Outcome.APPROVED: AuthorisationState.EFFECTIVE,
    Outcome.REFUSED: AuthorisationState.COURT_REFUSED,
    Outcome.QUASHED: AuthorisationState.QUASHED,
}


@dataclass(frozen=True)
class Order:
    """What the court ordered, when, and who sat."""

    outcome: str
    ordered_at: datetime
    court: str
    magistrate: str
    reasons: str = ""


@transaction.atomic
def order(
    authorisation: Authorisation, told: Order, *, file: Content | None, by: Person, at: datetime
) -> Authorisation:
    """Record the order on a grant: approved, refused, or refused and quashed."""
    row = locked(authorisation)
    may_record_order(by, row)
    outcome = Outcome(told.outcome)
    check_move(AuthorisationState(row.state), to=LEADS_TO[outcome])
    assert row.decided_at is not None  # noqa: S101  # what was granted has its day: the table demands it
    check_order(row, told, decided_at=row.decided_at, file=file, at=at)
    row.state = LEADS_TO[outcome]
    if outcome is Outcome.APPROVED:
        take_effect(row, at=told.ordered_at, born=source_born(row))
    row.save(force_update=True)
    hearing = hearing_of(row, told, renewal=None, attended_by=by, recorded_at=at)
    with_order(hearing, file).save(force_insert=True)
    record(
        KINDS[outcome],
        subject=row,
        by=by,
        at=at,
        reference=row.reference,
        state=row.state,
        ordered_at=told.ordered_at,
        outcome=told.outcome,
        effective_from=row.effective_from,
        ends_on=row.ends_on,
        file_sha256=hearing.file_sha256,
        court=told.court,
        magistrate=told.magistrate,
        reasons=told.reasons,
    )
    return row


def check_order(
    row: Authorisation,
    told: Order,
    *,
    decided_at: datetime,
    file: Content | None,
    at: datetime,
    renewal: Renewal | None = None,
) -> None:
    """Raise WrongState unless the order fits: after the decision, not in the future, the signed order beside it."""
    refused = row.hearings.filter(outcome=Outcome.REFUSED, renewal=renewal).order_by("ordered_at").first()
    facts = HearingFacts(
        nation=row.nation,
        decided_at=decided_at,
        ordered_at=told.ordered_at,
        recorded_at=at,
        outcome=told.outcome,
        refused_at=refused.ordered_at if refused else None,
    )
    check_allowed(ruling_on_order(facts), tried=_("You cannot record this order"))
    if not told.court.strip() or not told.magistrate.strip():
        raise WrongState(
            _("You cannot record this order without the court and who sat: the central record names both.")
        )
    if file is None and told.outcome == Outcome.APPROVED:
        raise WrongState(
            _(
                "You cannot record this order without a copy of the signed order: the Code keeps it with the authorisation."
            )
        )


def hearing_of(
    row: Authorisation, told: Order, *, renewal: Renewal | None, attended_by: Person, recorded_at: datetime
) -> Hearing:
    """The hearing as its act is about to save it."""
    hearing = Hearing(
        authorisation=row,
        renewal=renewal,
        ordered_at=told.ordered_at,
        outcome=told.outcome,
        by=attended_by,
        at=recorded_at,
    )
    put(hearing, {"court": told.court, "magistrate": told.magistrate, "reasons": told.reasons})
    return hearing


def with_order(hearing: Hearing, file: Content | None) -> Hearing:
    """The same with the signed order, whose bytes are kept first: a row may never name a file that is not there."""
    if file is not None:
        hearing.file_sha256 = the_store().put(file.data)
        hearing.file_name, hearing.file_media_type = file.name, file.media_type
        hearing.file_size = len(file.data)
    return hearing
