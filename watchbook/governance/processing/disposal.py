"""Disposal of processing activities: due once the activity has ended."""

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.processing.models import Processing
from watchbook.governance.processing.permissions import may_read_processing
from watchbook.governance.processing.processing import PERSONAL
from watchbook.register.disposal import disposal_of, of_ended

SAYS = _("The entry for the activity was deleted at the end of its retention period.")
DISPOSED = Kind("processing.disposed", ("reference", "versions"), says=SAYS, is_grave=True)
ENDED = _("the last date of the activity")
due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    of_ended(DISPOSED, Processing, event=ENDED, page="governance:processing_activity", named_in=PERSONAL)
)
READERS = {Processing: may_read_processing}
