"""Disposal of tools and methods: due once their use has ended."""

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.software.models import Tool
from watchbook.governance.software.permissions import may_read_tools
from watchbook.register.disposal import disposal_of, of_ended

SAYS = _("The tool’s entry was deleted at the end of its retention period.")
DISPOSED = Kind("software.disposed", ("reference", "versions"), says=SAYS, is_grave=True)
due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    of_ended(
        DISPOSED,
        Tool,
        event=_("the last date of use of the tool"),
        page="governance:tool",
        named_in=("name", "supplier", "purpose"),
    )
)
READERS = {Tool: may_read_tools}
