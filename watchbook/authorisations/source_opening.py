"""Opening a covert source's records to the Commissioner's inspector: by the officer who authorised, for a few days, recorded."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import WrongState
from watchbook.audit_log.lock import locked
from watchbook.audit_log.record import Kind, record_row
from watchbook.authorisations.models import Authorisation, SourceOpening, SourceVault
from watchbook.authorisations.permissions import may_answer_for_source
from watchbook.authorisations.rules.in_force import ends_at
from watchbook.keys.envelope import put
from watchbook.law.parameters import number
from watchbook.organisation.models import Person
from watchbook.organisation.queries import duties_of
from watchbook.organisation.rules import DutyKind

OPENED = Kind(
    "source_opening.granted",
    is_grave=True,
    fields=("reference", "inspector", "until_at"),
    says=gettext_lazy("The inspector was given access to the source’s own records."),
)
ENDED = Kind(
    "source_opening.ended",
    fields=("reference", "inspector"),
    says=gettext_lazy("The inspector’s access to the source’s own records was ended."),
)


@transaction.atomic
def grant(
    authorisation: Authorisation, *, inspector: Person, until_on: date, why: str, by: Person, at: datetime
) -> SourceOpening:
    """Open the vault to one inspector to the end of a day."""
    row = locked(authorisation)
    may_answer_for_source(by, row)
    vault = SourceVault.objects.filter(authorisation=row).first()
    if vault is None:
        raise WrongState(
            _(
                "You cannot open the records of this source: the source has no records yet. Ask the handler to add the first record."
            )
        )
    today = london_day(at)
    latest = today + timedelta(days=number("authority.source_records.opening_at_most_days", on=today))
    if not today <= until_on <= latest:
        raise WrongState(
            _(
                "You cannot choose that date. Enter an end date for the inspector’s access that is today or later, and no later than {day:%-d %B %Y}."
            ).format(day=latest)
        )
    if DutyKind.INSPECTOR.value not in duties_of(inspector, on=today):
        raise WrongState(
            _(
                "You cannot give this person access to the records: you can give access only to an inspector of the Commissioner. Choose an inspector."
            )
        )
    if not why.strip():
        raise WrongState(
            _(
                "You cannot open the records without a reason. Enter the reason: we keep it with the source’s records."
            )
        )
    opening = SourceOpening(
        vault=vault, authorisation=row, inspector=inspector, until_at=ends_at(until_on), by=by, at=at
    )
    put(opening, {"why": why})
    opening.save(force_insert=True)
    record_row(OPENED, row, by=by, at=at, inspector=inspector.id, until_at=opening.until_at)
    return opening


@transaction.atomic
def end(opening: SourceOpening, *, by: Person, at: datetime) -> SourceOpening:
    """End it before its day."""
    row = locked(opening.authorisation)
    found = SourceOpening.objects.select_for_update().get(pk=opening.pk)
    may_answer_for_source(by, row)
    if found.ended_at is not None or found.until_at <= at:
        raise WrongState(_("You cannot end this access: it has already ended. You have nothing more to do."))
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    record_row(ENDED, row, by=by, at=at, inspector=found.inspector_id)
    return found
