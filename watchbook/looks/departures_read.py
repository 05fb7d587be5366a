"""The reading of the list of signed departures: on record, so that the first page can name those signed since."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind, record
from watchbook.looks.permissions import may_see_all_looks
from watchbook.looks.queries.departures import READ, SignedDeparture, signed_departures
from watchbook.organisation.models import Person

DEPARTURES_READ = Kind(
    READ, fields=("count",), says=gettext_lazy("The list of signed departures from assessments was read.")
)


@transaction.atomic
def read(*, by: Person, at: datetime) -> list[SignedDeparture]:
    """Return every signed departure, the newest first; that somebody read the list is recorded first."""
    may_see_all_looks(by)
    found = signed_departures()
    record(DEPARTURES_READ, subject=by, by=by, at=at, count=len(found))
    return found
