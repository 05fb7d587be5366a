"""The inspection page read, and its pack handed out: each is on record first, by whom and when (Code 2018, 4.46 and 4.47)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from watchbook.acting.london_day import london_day
from watchbook.audit_log.record import Kind, record
from watchbook.organisation.models import Person
from watchbook.reports.inspection_pack import InspectionPack, gathered
from watchbook.reports.inspection_questions import InspectionAnswer, inspection_answers
from watchbook.reports.permissions import may_read_inspection_page

READ = Kind(
    "inspection_page.read", fields=("lacking",), says=gettext_lazy("The page for inspectors was read.")
)
MADE = Kind(
    "inspection_pack.made",
    fields=("files", "sha256"),
    says=gettext_lazy("The inspection pack was downloaded."),
)


@transaction.atomic
def read(*, by: Person, at: datetime) -> list[InspectionAnswer]:
    """Return the fifteen questions with their evidence; that somebody read them is recorded first."""
    may_read_inspection_page(by)
    found = inspection_answers(london_day(at), reader=by)
    record(READ, subject=by, by=by, at=at, lacking=sum(one.is_nothing for one in found))
    return found


@transaction.atomic
def make_pack(*, by: Person, at: datetime) -> InspectionPack:
    """Make the pack; who took it, with the hash of its list, is recorded before it leaves."""
    may_read_inspection_page(by)
    made = gathered(at=at, reader=by)
    record(MADE, subject=by, by=by, at=at, files=len(made.files), sha256=made.list_sha256)
    return made
