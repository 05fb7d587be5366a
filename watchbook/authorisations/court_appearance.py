"""The officers who appear before the court for the authority, and the decision that authorises them (LGA 1972 s.223).

Named before the hearing, so that the papers tell the court; what came of it is recorded with the order.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.own_words import has_words
from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_record_order
from watchbook.authorisations.states import BEFORE_DECISION, AuthorisationState, CourtOutcome
from watchbook.keys.envelope import opened, put
from watchbook.organisation.models import Person

PERSONAL = ("appears", "authorised_by")
NAMED = Kind(
    "court_appearance.named",
    fields=("reference",),
    personal=PERSONAL,
    says=gettext_lazy("The officers to appear before the court were named."),
)


@dataclass(frozen=True)
class CourtAppearance:
    """The names and posts of the officers who appear, and the decision of the authority that authorises them."""

    appears: str
    authorised_by: str


@transaction.atomic
def name(
    authorisation: Authorisation, appearance: CourtAppearance, *, by: Person, at: datetime
) -> Authorisation:
    """Name who appears on a grant or a renewal; the papers for the court say it."""
    row = locked(authorisation)
    may_record_order(by, row)
    check_before_court(row, tried=_("You cannot name the officers who will appear before the court"))
    check_appearance(appearance)
    told = {"appears": appearance.appears.strip(), "authorised_by": appearance.authorised_by.strip()}
    put(row, opened(row) | told)
    row.save(update_fields=["envelope"])
    record_row(NAMED, row, by=by, at=at, **told)
    return row


def appearance_of(row: Authorisation) -> CourtAppearance:
    """Return who was named to appear; empty where nobody was."""
    said = opened(row)
    return CourtAppearance(said.get("appears", ""), said.get("authorised_by", ""))


def check_before_court(row: Authorisation, *, tried: str) -> None:
    """Raise WrongState unless the court has yet to decide: on the grant, or on a renewal."""
    is_renewed = row.state == AuthorisationState.EFFECTIVE and waiting_renewal(row) is not None
    if row.needs_court and (row.state == AuthorisationState.GRANTED or is_renewed):
        return
    if row.state in BEFORE_DECISION:
        why = _("This authorisation has not been granted yet. Open its page to see who acts next.")
    elif row.state == AuthorisationState.EFFECTIVE and not row.needs_court:
        why = _("This authorisation does not need a court’s approval.")
    else:
        why = _(
            "No decision on this authorisation is waiting for the court. Open its page to see its history."
        )
    raise WrongState(cannot(tried, why))


def waiting_renewal(row: Authorisation) -> int | None:
    """The number of a renewal that waits for the court, if one does."""
    granted = row.renewals.filter(number=row.times_renewed + 1, is_granted=True)
    waits = granted.exclude(hearings__outcome__in=[CourtOutcome.REFUSED, CourtOutcome.QUASHED])
    return row.times_renewed + 1 if row.needs_court and waits.exists() else None


def check_appearance(appearance: CourtAppearance) -> None:
    """Raise WrongState unless it says who appears, and on which decision or why on none."""
    if not has_words(appearance.appears) or not has_words(appearance.authorised_by):
        raise WrongState(
            _(
                "You cannot save this page yet: it must say which officers will appear before the court. Enter their names and posts, and the authority’s decision "
                "that authorises them. If there is no such decision, say so, and ask the solicitor before the hearing."
            )
        )
