"""Disposal of listening projects, of their sources, of the counts of their weeks, of labels and of wards: due after 24 months."""

from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.listening.models import LabelSheet, ListeningSource, Project, Ward, WeekCount
from watchbook.listening.permissions import may_read_projects, may_read_wards
from watchbook.register.disposal import Disposal, disposal_of, newest_of

SAYS = _("The listening project was deleted at the end of its retention period.")
DISPOSED = Kind("project.disposed", ("reference", "versions"), says=SAYS, is_grave=True)
WEEK_SAYS = _("A week’s counts were deleted at the end of their retention period.")
WEEK_DISPOSED = Kind("week_count.disposed", ("project_reference", "week_on"), says=WEEK_SAYS, is_grave=True)
SHEET_SAYS = _("The labels for one day’s posts were deleted at the end of their retention period.")
SHEET_DISPOSED = Kind("label_sheet.disposed", ("project_reference", "day_on"), says=SHEET_SAYS, is_grave=True)
WARD_SAYS = _("The ward was deleted at the end of its retention period.")
WARD_DISPOSED = Kind("ward.disposed", ("reference", "versions"), says=WARD_SAYS, is_grave=True)
SOURCE_SAYS = _("The source of a listening project was deleted at the end of its retention period.")
SOURCE_DISPOSED = Kind(
    "listening_source.disposed", ("reference", "versions"), says=SOURCE_SAYS, is_grave=True
)


def _sources() -> QuerySet[ListeningSource]:
    """The sources with the last date of their project; one whose project is gone already has that of its terms."""
    ends = Project.objects.filter(reference=OuterRef("project_reference"), corrected_by=None)
    until_on = Coalesce(Subquery(ends.values("until_on")[:1]), "terms_read_on")
    return ListeningSource.objects.filter(corrected_by=None).annotate(until_on=until_on)


def _ended_before(day: date) -> QuerySet[ListeningSource]:
    ended = Project.objects.filter(until_on__lt=day, corrected_by=None)
    is_read = Q(terms_read_on__lt=day)
    return ListeningSource.objects.filter(is_read | Q(project_reference__in=ended.values("reference")))


due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        DISPOSED,
        "listening_counts",
        {Project: ("reference",)},
        rows=lambda: newest_of(Project),
        began="until_on",
        event=_("the last date of the project"),
        named_in={Project: ("title", "purpose", "lawful_basis", "withheld_why", "reason", "end_reason")},
        page="listening:project",
    ),
    Disposal(
        SOURCE_DISPOSED,
        "listening_counts",
        {ListeningSource: ("reference",)},
        rows=_sources,
        among=_ended_before,
        began="until_on",
        event=_("the last date of the project"),
        named_in={ListeningSource: ("address", "terms_address", "terms_say")},
        page="listening:source",
    ),
    Disposal(
        WARD_DISPOSED,
        "listening_counts",
        {Ward: ("reference",)},
        rows=lambda: newest_of(Ward),
        began="until_on",
        event=_("the last date of the ward"),
        named_in={Ward: ("called", "source")},
        page="listening:ward",
    ),
    Disposal(
        WEEK_DISPOSED,
        "listening_counts",
        {WeekCount: ()},
        rows=WeekCount.objects.all,
        began="closed_at",
        event=_("the date on which the week was counted"),
        named_in={},
    ),
    Disposal(
        SHEET_DISPOSED,
        "listening_counts",
        {LabelSheet: ()},
        rows=LabelSheet.objects.all,
        began="closed_at",
        event=_("the date on which the texts were deleted and their labels counted"),
        named_in={},
    ),
)
READERS = {
    **dict.fromkeys((Project, ListeningSource, WeekCount, LabelSheet), may_read_projects),
    Ward: may_read_wards,
}
