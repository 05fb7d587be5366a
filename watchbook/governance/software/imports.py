"""Software, hardware and in-house methods by spreadsheet: the register's columns and how a row becomes an entry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.governance.software import software
from watchbook.governance.software.models import Tool
from watchbook.governance.software.permissions import may_record_tool
from watchbook.organisation.models import Person
from watchbook.register.service_cell import services_in
from watchbook.register.spreadsheet import Register

COLUMNS = (
    Column("kind", _("Description"), ColumnKind.CHOICE, choices=dict(Tool.Kind.choices), example="software"),
    Column("name", _("Name"), example="Example Monitor"),
    Column(
        "supplier",
        _("Supplier"),
        required=False,
        example="Example Limited",
        explains=_("Required for a bought tool."),
    ),
    Column(
        "acquired",
        _("How we obtained the tool"),
        ColumnKind.CHOICE,
        choices=dict(Tool.Acquired.choices),
        example="bought",
        explains=_("For an in-house method, enter “made”."),
    ),
    Column(
        "purpose",
        _("Purpose"),
        ColumnKind.LONG_TEXT,
        longest=1000,
        example=_("Alerts on mentions of the council"),
    ),
    Column("sentiment_analysis", _("Analyses sentiment"), ColumnKind.YES_NO, example="no"),
    Column(
        "services",
        _("Services that use the tool"),
        required=False,
        longest=2000,
        explains=_(
            "Enter the names of the services as on the settings page, separated by semicolons. Leave blank for the whole authority."
        ),
    ),
    Column("from_on", _("In use from"), ColumnKind.DAY, example="2018-04-01"),
    Column(
        "until_on",
        _("Last date of use"),
        ColumnKind.DAY,
        required=False,
        explains=_("Leave blank while the tool is in use."),
    ),
)


def _import_row(cells: Mapping[str, Any], *, by: Person, at: datetime) -> Tool:
    """One tool or method."""
    values = {
        **cells,
        "does_sentiment_analysis": cells["sentiment_analysis"],
        "services": frozenset(services_in(cells["services"])),
    }
    del values["sentiment_analysis"]
    return software.add(values, by=by, at=at)


TOOLS = Register(
    name="tools",
    title=_("software, hardware and in-house methods"),
    columns=COLUMNS,
    may=may_record_tool,
    import_row=_import_row,
    home="governance:tools",
)
