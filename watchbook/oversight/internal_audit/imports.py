"""Internal audits from a spreadsheet: columns title, trigger, concerns_social_media, services, began_on and the report's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.organisation.models import Person
from watchbook.oversight.internal_audit import internal_audit
from watchbook.oversight.internal_audit.models import Trigger
from watchbook.oversight.permissions import may_record_audit
from watchbook.oversight.report.imports import CONCERNS, FILE, RELEASE, release_of
from watchbook.register.service_cell import services_in
from watchbook.register.spreadsheet import Register

TRIGGERS = {kind.value: kind.label for kind in Trigger}
COLUMNS = (
    Column("title", _("Title"), example="Social media audit"),
    Column("trigger", _("Reason for the audit"), ColumnKind.CHOICE, choices=TRIGGERS, example="commissioner"),
    CONCERNS,
    Column(
        "services",
        _("Services"),
        required=False,
        longest=2000,
        explains=_(
            "Enter the names of the services, separated by semicolons. Leave blank for the whole authority."
        ),
    ),
    Column("began_on", _("Began"), ColumnKind.DAY, example="2018-03-01"),
    Column(
        "reported_on",
        _("Reported"),
        ColumnKind.DAY,
        required=False,
        example="2018-05-04",
        explains=_("Leave blank while the audit is under way."),
    ),
    Column("findings", _("Findings"), ColumnKind.LONG_TEXT, required=False, longest=8000),
    RELEASE,
    FILE,
)


def _import_row(values: Mapping[str, Any], *, by: Person, at: datetime) -> Any:
    told = dict(values)
    file, release = told.pop("file"), release_of(told.pop("release"))
    services = services_in(values["services"])
    told |= {"services": services, "whole_authority": not services, **release}
    return internal_audit.add(told, file=file, by=by, at=at)


INTERNAL_AUDITS = Register(
    name="internal_audits",
    title=_("internal audits"),
    columns=COLUMNS,
    may=may_record_audit,
    import_row=_import_row,
    home="oversight:overview",
)
