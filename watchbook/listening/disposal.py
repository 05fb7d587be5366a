"""Disposal of listening projects: due 24 months after their last date, as their counts are."""

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.listening.models import Project
from watchbook.listening.permissions import may_read_projects
from watchbook.register.disposal import Disposal, disposal_of, newest_of

SAYS = _("The listening project was deleted at the end of its retention period.")
DISPOSED = Kind("project.disposed", ("reference", "versions"), says=SAYS, is_grave=True)
due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        DISPOSED,
        "listening_counts",
        {Project: ("reference",)},
        rows=lambda: newest_of(Project),
        began="until_on",
        event=_("the last date of the project"),
        named_in={Project: ("title", "purpose", "lawful_basis", "withheld_why", "reason")},
        page="listening:project",
    )
)
READERS = {Project: may_read_projects}
