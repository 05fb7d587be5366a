"""Services of the authority by spreadsheet, such as a fixture's: each is added, and closed where it has its day."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.acting.london_day import LONDON, london_day
from watchbook.files.columns import Column, ColumnKind
from watchbook.files.upload import Refused
from watchbook.organisation import service
from watchbook.organisation.models import Person, Service
from watchbook.organisation.permissions import may_amend_authority
from watchbook.register.spreadsheet import Register

NOON = time(12)  # of the day that is meant, in London

COLUMNS = (
    Column("name", _("Name of the service"), longest=80, example="Trading Standards"),
    Column(
        "closed_on",
        _("Date of closure"),
        ColumnKind.DAY,
        required=False,
        explains=_("Leave blank for a service that is open."),
    ),
)


def _import_row(cells: Mapping[str, Any], *, by: Person, at: datetime) -> Service:
    """One service; one that is no more is closed as on its day."""
    if Service.objects.filter(name__iexact=cells["name"]).exists():
        raise Refused(
            _(
                "You cannot import this row: a service called “{name}” already exists. Correct the name, or leave the row out."
            ).format(name=cells["name"])
        )
    closed_on = cells["closed_on"]
    if closed_on and closed_on > london_day(at):
        raise Refused(
            _(
                "You cannot import this row: the closing date of the service is in the future. Correct “closed_on”."
            )
        )
    added = service.add(name=cells["name"], by=by, at=at)
    if closed_on:
        return service.close(added, by=by, at=datetime.combine(closed_on, NOON, tzinfo=LONDON))
    return added


SERVICES = Register(
    name="services",
    title=_("services of the authority"),
    columns=COLUMNS,
    may=may_amend_authority,
    import_row=_import_row,
    home="organisation:authority",
)
