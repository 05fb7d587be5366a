"""Rights in one legal hold: who ends it."""

from django.utils.translation import gettext as _

from watchbook.acting.refusals import NotPermitted
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of, today
from watchbook.organisation.rules import DutyKind
from watchbook.retention.legal_hold.models import LegalHold
from watchbook.retention.permissions import may_place_hold


def may_end_hold(person: Person, hold: LegalHold) -> None:
    """Let the person who placed a hold, the SRO, or another solicitor where a solicitor placed it, end it: it protects their case."""
    may_place_hold(person)
    mine = duties_of(person, on=today())
    if person.id == hold.placed_by_id or DutyKind.SENIOR_RESPONSIBLE_OFFICER in mine:
        return
    if DutyKind.SOLICITOR in mine and DutyKind.SOLICITOR in duties_of(hold.placed_by, on=today()):
        return
    why = _(
        "You cannot end this hold: {name} placed it. Ask {name} or the senior responsible officer to end it."
    )
    raise NotPermitted(why.format(name=hold.placed_by.name))
