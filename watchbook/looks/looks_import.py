"""Looks by spreadsheet, from a log that was kept before: marked imported, and never counted as recorded at the time."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.files.columns import Column, ColumnKind
from watchbook.files.upload import Refused
from watchbook.looks import look
from watchbook.looks.look import EarlierLook
from watchbook.looks.models import About, Look, Manner, Purpose, Result
from watchbook.looks.permissions import may_import_looks
from watchbook.organisation.models import Person
from watchbook.organisation.queries import service_named
from watchbook.register.spreadsheet import Register

COLUMNS = (
    Column("looked_on", gettext_lazy("Date of the look"), ColumnKind.DAY, example="2024-05-14"),
    Column(
        "looked_at",
        gettext_lazy("Time"),
        required=False,
        longest=5,
        example="14:05",
        explains=gettext_lazy("Use the 24-hour clock. Leave blank if the log has no time."),
    ),
    Column(
        "service",
        gettext_lazy("Service"),
        longest=200,
        example="Trading Standards",
        explains=gettext_lazy("Enter the name of the service as it is on the settings page."),
    ),
    Column(
        "officer",
        gettext_lazy("Officer, as named in the log"),
        required=False,
        longest=200,
        example="J. Doe",
    ),
    Column(
        "address",
        gettext_lazy("Address, handle or search words"),
        required=False,
        longest=2000,
        example="https://www.facebook.com/example",
    ),
    Column(
        "about",
        gettext_lazy("Page or account"),
        ColumnKind.CHOICE,
        choices=dict(About.choices),
        example="subject",
    ),
    Column(
        "purpose",
        gettext_lazy("Purpose"),
        ColumnKind.CHOICE,
        choices=dict(Purpose.choices),
        example="investigation",
    ),
    Column(
        "manner",
        gettext_lazy("Openly or covertly"),
        ColumnKind.CHOICE,
        choices={Manner.OVERT: _("overt"), Manner.COVERT: _("covert")},
        example="overt",
    ),
    Column(
        "result",
        gettext_lazy("Result"),
        ColumnKind.CHOICE,
        required=False,
        choices=dict(Result.choices),
        example="nothing",
    ),
    Column(
        "seen",
        gettext_lazy("Reason and findings"),
        ColumnKind.LONG_TEXT,
        required=False,
        longest=2000,
        example=gettext_lazy("A complaint; nothing relevant"),
    ),
)


def _import_row(cells: Mapping[str, Any], *, by: Person, at: datetime) -> Look:
    """One look of an earlier log."""
    told = EarlierLook(
        looked_at=timezone.make_aware(datetime.combine(cells["looked_on"], _time(cells["looked_at"]))),
        service=service_named(cells["service"]),
        officer=cells["officer"],
        address=cells["address"],
        about=cells["about"],
        purpose=cells["purpose"],
        manner=cells["manner"],
        result=cells["result"] or "",
        seen=cells["seen"],
    )
    return look.bring_in(told, by=by, at=at)


def _time(cell: str) -> time:
    """The time of day; midnight where the log has none."""
    if not cell:
        return time()
    try:
        return time.fromisoformat(cell)
    except ValueError:
        raise Refused(_("“looked_at” must be a time on the 24-hour clock, such as 14:05.")) from None


LOOKS = Register(
    name="looks",
    title=gettext_lazy("looks from an earlier log"),
    columns=COLUMNS,
    may=may_import_looks,
    import_row=_import_row,
    home="looks:service",
)
