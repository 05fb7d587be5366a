"""Confirming entries of the register of offences: many at once with one signature, each with its own event."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.record import Kind
from watchbook.governance.offences.models import OffenceConfirmation
from watchbook.governance.offences.permissions import may_confirm_offences
from watchbook.governance.offences.queries import digest_of, registered
from watchbook.law.offences import Offence
from watchbook.organisation.models import Person
from watchbook.register.entry import check_standing, lock, taken_back, write

FIELDS = ("offence", "since", "digest", "confirmed_on", "corrects", "is_struck")
CONFIRMED = Kind(
    "offence_confirmation.signed",
    FIELDS,
    says=gettext_lazy("The solicitor confirmed an entry of the register of offences."),
)
TAKEN_BACK = Kind(
    "offence_confirmation.taken_back",
    FIELDS,
    says=gettext_lazy("The confirmation of an entry of the register of offences was taken back."),
)


@transaction.atomic
def sign(entries: Sequence[Offence], *, by: Person, at: datetime) -> list[OffenceConfirmation]:
    """Confirm that each entry says what the law says; all of them or, where one cannot be, none."""
    may_confirm_offences(by)
    if not entries:
        raise WrongState(
            _("You cannot sign yet: no entry is ticked. Tick each entry that you have compared with the law.")
        )
    if done := next((one.offence for one in registered(entries) if one.is_confirmed), None):
        raise WrongState(
            _("You cannot confirm “{title}” again: it is confirmed already. Open the page again.").format(
                title=done.title
            )
        )
    rows = [
        OffenceConfirmation(
            offence=one.id,
            since=one.since,
            digest=digest_of(one),
            confirmed_on=london_day(at),
            recorded_by=by,
        )
        for one in entries
    ]
    return [write(CONFIRMED, row, by=by, at=at) for row in rows]


@transaction.atomic
def take_back(confirmation: OffenceConfirmation, *, by: Person, at: datetime) -> OffenceConfirmation:
    """Say that an entry was confirmed by mistake: it is to be confirmed again."""
    row = lock(confirmation)
    may_confirm_offences(by)
    check_standing(row, tried=_("You cannot take back this confirmation"))
    return write(TAKEN_BACK, taken_back(row, by=by), by=by, at=at)
