"""Inspections from a spreadsheet: columns body, scope, concerns_social_media, first_on, last_on and the report's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.governance.letters.models import Body
from watchbook.organisation.models import Person
from watchbook.oversight.inspection import inspection
from watchbook.oversight.permissions import may_record_inspection
from watchbook.oversight.report.imports import CONCERNS, FILE, RELEASE, release_of
from watchbook.register.spreadsheet import Register

COLUMNS = (
    Column(
        "body", _("By"), ColumnKind.CHOICE, choices={body.value: body.label for body in Body}, example="ipco"
    ),
    Column(
        "scope", _("Subject of the inspection"), ColumnKind.LONG_TEXT, longest=1000, example="Use of RIPA"
    ),
    CONCERNS,
    Column("first_on", _("Began"), ColumnKind.DAY, example="2018-06-12"),
    Column(
        "last_on",
        _("Ended"),
        ColumnKind.DAY,
        required=False,
        example="2018-06-12",
        explains=_("Leave blank if the inspection took one day."),
    ),
    Column(
        "report_received_on",
        _("Date the report was received"),
        ColumnKind.DAY,
        required=False,
        example="2018-07-30",
        explains=_("Leave blank until the report arrives."),
    ),
    RELEASE,
    FILE,
)


def _import_row(values: Mapping[str, Any], *, by: Person, at: datetime) -> Any:
    told = dict(values)
    file, release = told.pop("file"), release_of(told.pop("release"))
    told |= {"last_on": values["last_on"] or values["first_on"], **release}
    return inspection.add(told, file=file, by=by, at=at)


INSPECTIONS = Register(
    name="inspections",
    title=_("inspections"),
    columns=COLUMNS,
    may=may_record_inspection,
    import_row=_import_row,
    home="oversight:overview",
)
