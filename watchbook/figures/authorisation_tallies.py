"""Tallies of authorisations: applied for, decided, approved, in effect by sort, reviewed, renewed, cancelled, lapsed, in force."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    F,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import Authorisation, Hearing, Renewal, Review
from watchbook.authorisations.queries import central_record
from watchbook.authorisations.queries.in_force import authorisations_in_force
from watchbook.authorisations.rules.in_force import ends_at
from watchbook.authorisations.states import AuthorisationKind, WhyNotRipa
from watchbook.figures.tally import Rows, Tally, recorded
from watchbook.organisation.queries import today

DS, CHIS, NON_RIPA = AuthorisationKind
RIPA = (DS, CHIS)
A_MOMENT = timedelta(microseconds=1)


def _took(kinds: Sequence[str], **wanted: Any) -> Callable[[datetime | None], Rows]:
    """Find the authorisations of these kinds that took effect and are of a sort."""
    return lambda as_at: central_record.took_effect(as_at=as_at, kinds=kinds).filter(**wanted)


def _renewed() -> Rows:
    """Renewals that count: granted and, where a court is asked, approved; from the moment of the last of the two."""
    approved = Hearing.objects.filter(renewal=OuterRef("pk"), outcome="approved").values("ordered_at")[:1]
    alone = Case(When(authorisation__needs_court=False, then="at"))
    rows = Renewal.objects.filter(is_granted=True, authorisation__kind__in=RIPA)
    return rows.annotate(took_at=Coalesce(Subquery(approved), alone)).filter(took_at__isnull=False)


def _lapsed(as_at: datetime | None) -> Rows:
    """Find the authorisations whose last day was over before anybody cancelled them."""
    over = central_record.took_effect(as_at=as_at).filter(ends_on__lt=london_day(as_at) if as_at else today())
    return over.filter(Q(cancelled_at=None) | Q(cancelled_at__date__gt=F("ends_on")))


def _cancelled(as_at: datetime | None) -> Rows:
    known = central_record.took_effect(as_at=as_at).filter(cancelled_at__isnull=False)
    return known if as_at is None else known.filter(cancelled_at__lte=as_at)


EFFECT: dict[str, Any] = {"day": "effective_from", "is_moment": True}
AUTHORISATIONS: dict[str, Tally] = {
    "applications": Tally(
        _("Applications sent, all kinds"),
        recorded(lambda: Authorisation.objects.filter(submitted_at__isnull=False)),
        "submitted_at",
        is_moment=True,
    ),
    "refused_by_officer": Tally(
        _("RIPA applications refused by an authorising officer"),
        lambda as_at: central_record.refused_by_officer(as_at=as_at),
        "decided_at",
        is_moment=True,
    ),
    "granted_by_officer": Tally(
        _("RIPA applications granted by an authorising officer"),
        lambda as_at: central_record.granted(as_at=as_at),
        "decided_at",
        is_moment=True,
    ),
    "approved_by_court": Tally(
        _("Grants approved by a court"),
        recorded(
            lambda: Hearing.objects.filter(outcome="approved", renewal=None, authorisation__kind__in=RIPA)
        ),
        "ordered_at",
        is_moment=True,
        path="authorisation__",
    ),
    "refused_by_magistrate": Tally(
        _("Grants and renewals refused by a court"),
        lambda as_at: central_record.refused_by_court(as_at=as_at),
        "ordered_at",
        is_moment=True,
        path="authorisation__",
    ),
    "authorisations_by_period": Tally(_("Authorisations that took effect"), _took(RIPA), **EFFECT),
    "directed_surveillance_count": Tally(_("Directed surveillance"), _took((DS,)), **EFFECT),
    "chis_count": Tally(_("Covert human intelligence sources"), _took((CHIS,)), **EFFECT),
    "juvenile_sources": Tally(_("Sources under 18"), _took((CHIS,), source_is_juvenile=True), **EFFECT),
    "authorisations_for_social_media": Tally(
        _("Authorisations for social media"), _took(RIPA, is_social_media=True), **EFFECT
    ),
    "social_media_not_said": Tally(
        _("Authorisations with no record of whether they were for social media"),
        _took(RIPA, is_social_media=None),
        **EFFECT,
    ),
    "confidential_information": Tally(
        _("Confidential information likely"), _took(RIPA, is_confidential=True), **EFFECT
    ),
    "contractors": Tally(
        _("Authorisations with a company acting for the authority, all kinds"),
        _took(AuthorisationKind.values, uses_company=True),
        **EFFECT,
    ),
    "non_ripa_authorisations": Tally(_("Authorisations outside RIPA"), _took((NON_RIPA,)), **EFFECT),
    "below_threshold": Tally(
        _("Authorisations outside RIPA because the offence is below the threshold"),
        _took((NON_RIPA,), why_not_ripa=WhyNotRipa.BELOW_THRESHOLD),
        **EFFECT,
    ),
    "reviews": Tally(
        _("Reviews"),
        recorded(lambda: Review.objects.filter(authorisation__kind__in=RIPA)),
        "reviewed_on",
        listed="earlier_reviews",
        path="authorisation__",
    ),
    "renewals": Tally(
        _("Renewals"),
        recorded(_renewed),
        "took_at",
        is_moment=True,
        listed="earlier_renewals",
        path="authorisation__",
    ),
    "cancellations": Tally(
        _("Cancellations"),
        _cancelled,
        "cancelled_at",
        is_moment=True,
    ),
    "lapses": Tally(_("Lapsed before cancellation"), _lapsed, "ends_on"),
}


def in_force_on(day: date, *, kinds: Sequence[str] = RIPA, as_at: datetime | None = None) -> Rows:
    """The authorisations in force at the close of a day, those of its last moment."""
    rows = authorisations_in_force(at=ends_at(day) - A_MOMENT).filter(kind__in=list(kinds))
    return rows if as_at is None else rows.filter(recorded_at__lte=as_at)
