"""Reading the register of members' meetings."""

from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from watchbook.audit_log.asked_once import asked_once
from watchbook.audit_log.models import RegisterCounter
from watchbook.governance.members.models import MembersMeeting

REGISTER = "MM"


@asked_once
def meetings(*, on: date) -> list[MembersMeeting]:
    """The meetings by a day, the newest first. One query."""
    return list(meeting_rows(on=on))


def meeting_rows(*, on: date) -> QuerySet[MembersMeeting]:
    """The rows of the same."""
    rows = MembersMeeting.objects.as_at(None).filter(is_struck=False, met_on__lte=on)
    return rows.order_by("-met_on", "reference")


def periods_reported(*, on: date) -> QuerySet[MembersMeeting, Any]:
    """The first and last day of each report that members had by a day."""
    return meeting_rows(on=on).order_by().values_list("first_on", "last_on").distinct()


def policies_decided(*, on: date) -> QuerySet[MembersMeeting, Any]:
    """The policies about which members decided something by a day, what, and the last day on which they did."""
    rows = meeting_rows(on=on).exclude(policy="").order_by().values("policy", "decided")
    return rows.annotate(last=Max("met_on")).values_list("policy", "decided", "last")


def same_business(row: MembersMeeting) -> MembersMeeting | None:
    """Another entry of the same meeting and the same policy, with its minute or its report too where none was approved; whoever corrects beside it waits. Two queries."""
    list(RegisterCounter.objects.select_for_update().filter(register=REGISTER))
    same = MembersMeeting.objects.as_at(None).filter(
        is_struck=False, met_on=row.met_on, committee__iexact=row.committee.strip(), policy=row.policy
    )
    others = same.exclude(reference=row.reference).order_by("reference")
    return next((one for one in others if row.policy or _is_same(one, row)), None)


def _is_same(one: MembersMeeting, other: MembersMeeting) -> bool:
    has_period = one.first_on is not None
    is_same_period = (one.first_on, one.last_on) == (other.first_on, other.last_on)
    return one.minute.casefold() == other.minute.strip().casefold() or (has_period and is_same_period)
