"""Reading the register of members' meetings."""

from datetime import date

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.members.models import MembersMeeting


@asked_once
def meetings(*, on: date) -> list[MembersMeeting]:
    """The meetings by a day, the newest first. One query."""
    rows = MembersMeeting.objects.as_at(None).filter(is_struck=False, met_on__lte=on)
    return list(rows.order_by("-met_on", "reference"))
