"""Confirming entries of the law’s data: many at once with one signature, each with its own event."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.governance.law_confirmation.models import LawConfirmation
from watchbook.governance.law_confirmation.permissions import may_confirm_law
from watchbook.governance.law_confirmation.queries import registered, title_of
from watchbook.law.entries import KIND_OF, LawEntry, name_of, since_of
from watchbook.organisation.models import Person
from watchbook.register.entry import check_standing, lock, taken_back, write

FIELDS = ("kind", "entry", "since", "digest", "confirmed_on", "corrects", "is_struck")
CONFIRMED = Kind(
    "law_confirmation.signed",
    FIELDS,
    says=gettext_lazy("The solicitor confirmed an entry about the law."),
)
TAKEN_BACK = Kind(
    "law_confirmation.taken_back",
    FIELDS,
    says=gettext_lazy("The confirmation of an entry about the law was taken back."),
)


@transaction.atomic
def sign(entries: Sequence[LawEntry], *, by: Person, at: datetime) -> list[LawConfirmation]:
    """Confirm that each entry says what the law says; all of them or, where one cannot be, none."""
    may_confirm_law(by)
    if not entries:
        raise WrongState(
            _(
                "You cannot sign yet: no entry is selected. Select each entry that you have compared with the law."
            )
        )
    if done := next((one.entry for one in registered(entries) if one.is_confirmed), None):
        raise WrongState(
            _(
                "You cannot confirm “{entry}”: somebody has already confirmed it. Open the page again to see the entries that are still to be confirmed."
            ).format(entry=title_of(done))
        )
    rows = [
        LawConfirmation(
            kind=KIND_OF[type(one)],
            entry=name_of(one),
            since=since_of(one),
            digest=one.digest,
            confirmed_on=london_day(at),
            recorded_by=by,
        )
        for one in entries
    ]
    return [write(CONFIRMED, row, by=by, at=at) for row in rows]


@transaction.atomic
def take_back(confirmation: LawConfirmation, *, by: Person, at: datetime) -> LawConfirmation:
    """Say that an entry was confirmed by mistake: it is to be confirmed again."""
    row = lock(confirmation)
    may_confirm_law(by)
    check_standing(row, tried=_("You cannot take back this confirmation"))
    return write(TAKEN_BACK, taken_back(row, by=by), by=by, at=at)
