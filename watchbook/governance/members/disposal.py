"""Disposal of members' meetings: due from the day of the meeting, as other records of oversight."""

from django.utils.translation import gettext_lazy as _

from watchbook.audit_log.record import Kind
from watchbook.governance.members.members_meeting import PERSONAL
from watchbook.governance.members.models import MembersMeeting
from watchbook.governance.members.permissions import may_read_members_meetings
from watchbook.register.disposal import Disposal, disposal_of, newest_of

SAYS = _("The entry for the meeting was deleted at the end of its retention period.")
DISPOSED = Kind("members_meeting.disposed", ("reference", "versions"), says=SAYS, is_grave=True)
due, find, GOES, dispose, PERSONAL_FIELDS, ENDINGS = disposal_of(
    Disposal(
        DISPOSED,
        retention_class="oversight_record",
        tables={MembersMeeting: ("reference",)},
        rows=lambda: newest_of(MembersMeeting),
        began="met_on",
        event=_("the date of the meeting"),
        page="governance:members_meeting",
        named_in={MembersMeeting: PERSONAL},
    )
)
READERS = {MembersMeeting: may_read_members_meetings}
