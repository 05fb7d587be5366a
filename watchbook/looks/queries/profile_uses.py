"""Each use of a covert profile with its look, and what is wrong with it: what the SRO audits (docs/law/registers.md#covert-profiles)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.authorisations.models import CovertProfile, ProfileCheck
from watchbook.law.parameters import number
from watchbook.law.periods import months_after
from watchbook.looks.models import Basis, Look

NO_BASIS = _("without a basis")
BEFORE_APPROVAL = _("before the profile was approved")
AFTER_RETIREMENT = _("after the profile was retired")
OVERDUE = _("while the review of the profile was overdue")
OF_ANOTHER_SERVICE = _("for a service that may not use the profile")
NOT_A_USER = _("by somebody who may not use the profile")


@dataclass(frozen=True)
class Use:
    """A look in which the profile was used, and every fault in that."""

    look: Look
    faults: tuple[Promise, ...]


def looks_with(profile: CovertProfile) -> QuerySet[Look]:
    """Every look in which a profile was used, the newest first."""
    rows = Look.objects.filter(covert_profile=profile).select_related("opened_by", "service")
    return rows.order_by("-opened_at")


def uses_of(profile: CovertProfile, *, looks: Iterable[Look] | None = None) -> list[Use]:
    """Return what was wrong with each of these looks, or of all, in their order. Two queries."""
    reviews = sorted(
        profile.checks.filter(kind=ProfileCheck.Kind.REVIEW).values_list("checked_on", flat=True)
    )
    return [
        Use(row, tuple(_faults(row, profile, reviews=reviews)))
        for row in (looks_with(profile) if looks is None else looks)
    ]


def _faults(look: Look, profile: CovertProfile, *, reviews: list[date]) -> Iterator[Promise]:
    day = london_day(look.opened_at)
    if look.basis == Basis.NONE:
        yield NO_BASIS
    if profile.approved_at is None or look.opened_at < profile.approved_at:
        yield BEFORE_APPROVAL
    elif _review_due(profile, reviews=reviews, by=day) < day:
        yield OVERDUE
    if profile.retired_on is not None and day > profile.retired_on:
        yield AFTER_RETIREMENT
    if profile.services and look.service_id not in profile.services:
        yield OF_ANOTHER_SERVICE
    if look.opened_by_id not in profile.users:
        yield NOT_A_USER


def _review_due(profile: CovertProfile, *, reviews: list[date], by: date) -> date:
    """When the next review was due on a day: so many months after its approval or its last review by then."""
    approved_on = london_day(profile.approved_at) if profile.approved_at else by
    last = max([approved_on, *(on for on in reviews if on <= by)])
    return months_after(last, months=number("authority.review.covert_profile_months", on=last))
