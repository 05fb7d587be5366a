"""The central record as kept before: each authorisation brought in under the reference that it had, and marked as imported.

Nothing is decided anew: what the earlier record says stands, and what it does not say stays not said. Whom it names, its
officer and the court lie in the envelope as in any other authorisation.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState, cannot
from watchbook.audit_log.record import Kind, record_row
from watchbook.audit_log.reference import next_reference
from watchbook.authorisations.models import Authorisation, Hearing
from watchbook.authorisations.permissions import may_import_central_record
from watchbook.authorisations.rules.earlier import EarlierDays, Stood, stood, why_not_earlier
from watchbook.authorisations.rules.in_force import ends_at
from watchbook.authorisations.states import AuthorisationKind, AuthorisationState
from watchbook.keys.envelope import put
from watchbook.organisation.models import Authority, Person, Service

REGISTER = "E"
A_MINUTE = timedelta(minutes=1)
WORDS = ("title", "subjects", "offence", "officer", "court", "magistrate", "refused_because", "pseudonym")
IMPORTED = Kind(
    "central_record.imported",
    fields=(
        "reference",
        "kind",
        "service",
        "state",
        "decided_on",
        "effective_from",
        "ends_on",
        "is_social_media",
    ),
    personal=("earlier_reference", "officer_rank", *WORDS),
    says=gettext_lazy("The entry was imported from an earlier central record."),
)


@dataclass(frozen=True)
class EarlierWords:
    """What an earlier record says in words; empty where it says nothing."""

    title: str = ""
    subjects: str = ""
    offence: str = ""
    officer: str = ""
    court: str = ""
    magistrate: str = ""
    refused_because: str = ""
    pseudonym: str = ""


@dataclass(frozen=True)
class EarlierAuthorisation:
    """One authorisation of an earlier record; None is “not said” and is never read as no."""

    reference: str
    service: Service
    days: EarlierDays
    said: EarlierWords
    operation: str = ""
    officer_rank: str = ""
    ground: str = ""
    offence: str = ""
    why_not_ripa: str = ""
    is_social_media: bool | None = None
    uses_company: bool | None = None
    is_confidential: bool | None = None
    officer_takes_part: bool = False
    was_urgent: bool | None = None
    is_vulnerable: bool | None = None
    product: str = ""
    outcome: str = ""


@transaction.atomic
def bring_in(told: EarlierAuthorisation, *, by: Person, at: datetime) -> Authorisation:
    """Bring one in. A reference that was brought in already is refused: none is ever used twice (invariant I9)."""
    may_import_central_record(by)
    _check(told)
    stands = stood(told.days)
    row = _row(told, stands, at=at)
    put(row, {"answers": {}, "born": None, **{name: getattr(told.said, name) for name in WORDS}})
    row.save(force_insert=True)
    if told.days.court_on is not None:
        hearing = Hearing(
            authorisation=row,
            ordered_at=_begins(told.days.court_on),
            outcome=told.days.court_outcome,
            by=by,
            at=at,
        )
        put(hearing, {"court": told.said.court, "magistrate": told.said.magistrate, "reasons": ""})
        hearing.save(force_insert=True)
    record_row(
        IMPORTED,
        row,
        by=by,
        at=at,
        decided_on=told.days.decided_on,
        **{name: getattr(told.said, name) for name in WORDS},
    )
    return row


def _check(told: EarlierAuthorisation) -> None:
    if why := why_not_earlier(told.days):
        raise WrongState(cannot(_("You cannot record this entry"), why))
    if told.days.kind != AuthorisationKind.CHIS and (
        told.said.pseudonym or told.days.is_juvenile or told.is_vulnerable
    ):
        raise WrongState(
            _(
                "You cannot record this entry: only a covert source can have a pseudonym, or be juvenile or vulnerable. Check the kind of authorisation."
            )
        )
    if told.days.kind != AuthorisationKind.NON_RIPA and told.why_not_ripa:
        raise WrongState(
            _(
                "You cannot record this entry: only an authorisation outside RIPA needs the reason why RIPA was not used. Check the kind of authorisation."
            )
        )
    if (told.product or told.outcome) and told.days.cancelled_on is None:
        raise WrongState(
            _(
                "You cannot record this entry: it gives a use of the material or an outcome, but no date of cancellation. Enter the date of cancellation."
            )
        )
    if Authorisation.objects.filter(is_imported=True, earlier_reference__iexact=told.reference).exists():
        raise WrongState(
            _(
                "You cannot record this entry: the central record already has an entry with the reference {reference}. Check the reference."
            ).format(reference=told.reference)
        )


def _row(told: EarlierAuthorisation, stands: Stood, *, at: datetime) -> Authorisation:
    """The row as its act is about to save it; an hour that the record does not say is the day's first or last."""
    days = told.days
    cancelled_at = min(ends_at(days.cancelled_on) - A_MINUTE, at) if days.cancelled_on else None
    is_cancelled = stands.state == AuthorisationState.CANCELLED
    return Authorisation(
        reference=next_reference(REGISTER),
        earlier_reference=told.reference,
        operation=told.operation or told.reference,
        kind=days.kind,
        nation=Authority.objects.get().nation,
        service=told.service,
        state=stands.state,
        is_imported=True,
        is_social_media=told.is_social_media,
        uses_company=told.uses_company,
        is_confidential=told.is_confidential,
        ground=told.ground,
        offence=told.offence,
        why_not_ripa=told.why_not_ripa,
        source_is_juvenile=days.is_juvenile,
        source_is_vulnerable=told.is_vulnerable,
        decided_at=_begins(days.decided_on),
        officer_rank=told.officer_rank,
        officer_takes_part=told.officer_takes_part,
        needs_court=stands.needs_court,
        effective_from=_begins(stands.first_on) if stands.first_on else None,
        ends_on=stands.ends_on,
        times_renewed=len(days.renewed_on),
        stopped_at=cancelled_at if is_cancelled and stands.first_on else None,
        cancelled_at=cancelled_at,
        product=told.product if is_cancelled else "",
        outcome=told.outcome if is_cancelled else "",
        was_urgent=told.was_urgent,
        earlier_reviews=sorted(days.reviewed_on),
        earlier_renewals=sorted(days.renewed_on),
    )


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
