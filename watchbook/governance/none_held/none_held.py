"""“None is held”: somebody looked, found none of a kind, and signs where they looked and why there is none."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.queries import mode
from watchbook.audit_log.record import Kind
from watchbook.governance.documents.models import HeldKind, NoneHeld
from watchbook.governance.documents.permissions import may_sign_none_held
from watchbook.governance.none_held.queries import counts_until, entries_in_force, none_held
from watchbook.governance.none_held.rules import why_not_again, why_not_signed
from watchbook.organisation.models import Person
from watchbook.register.entry import check, check_standing, lock, taken_back, write

FIELDS = ("kind", "signed_on", "corrects", "is_struck")
PERSONAL = ("searched", "reason")
SIGNED = Kind(
    "none_held.signed",
    FIELDS,
    PERSONAL,
    _("Somebody signed to confirm that the council holds no document, tool or course of a particular kind."),
)
TAKEN_BACK = Kind(
    "none_held.taken_back",
    FIELDS,
    PERSONAL,
    _(
        "Somebody took back their signed confirmation that the council holds nothing of a particular kind (document, tool or course)."
    ),
)


@transaction.atomic
def sign(
    *, kind: str, searched: str, reason: str, signed_on: date | None = None, by: Person, at: datetime
) -> NoneHeld:
    """Sign that none of a kind is held, today; a demonstration may carry what was signed on paper before."""
    may_sign_none_held(by, kind)
    row = NoneHeld(kind=kind, searched=searched.strip(), reason=reason.strip(), recorded_by=by)
    row.signed_on = signed_on or london_day(at)
    _check(row, day=row.signed_on, at=at)
    return write(SIGNED, row, by=by, at=at)


@transaction.atomic
def take_back(none: NoneHeld, *, by: Person, at: datetime) -> NoneHeld:
    """Say that a signed “none” was wrong: it counts no more from now on; its row stays."""
    none = lock(none)
    may_sign_none_held(by, none.kind)
    check_standing(none, tried=_("You cannot take back this signature"))
    return write(TAKEN_BACK, taken_back(none, by=by), by=by, at=at)


def _check(row: NoneHeld, *, day: date, at: datetime) -> None:
    tried = _("You cannot confirm that none is held")
    check(why_not_signed(day, today=london_day(at), only_today=mode() == "production"), tried=tried)
    if not row.searched or not row.reason:
        raise WrongState(
            _(
                "You cannot sign this yet: the places searched or the reason is missing. Enter where you searched, and why none is held."
            )
        )
    kind = HeldKind(row.kind)
    if entries := entries_in_force([kind], on=day)[kind]:
        raise WrongState(
            _(
                "You cannot confirm that none is held: {entry} is in force on the date of signature. Open that entry and check it first."
            ).format(entry=entries[0])
        )
    if earlier := none_held(kind, on=day):
        until = counts_until(earlier.signed_on, on=day)
        check(why_not_again(earlier.signed_on, until=until), tried=tried)
