"""Meetings of members: recorded, corrected, or taken back where the entry was a mistake."""

from datetime import date
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.audit_log.record import Kind
from watchbook.governance.documents.models import Document, DocumentKind
from watchbook.governance.members.models import MembersMeeting
from watchbook.governance.members.permissions import may_record_members_meeting
from watchbook.governance.members.queries import REGISTER, same_business
from watchbook.governance.members.rules import approves, why_not, why_not_twice
from watchbook.register import recording

FIELDS = ("reference", "met_on", "first_on", "last_on", "policy", "corrects", "is_struck")
PERSONAL = ("committee", "told", "decided", "minute")
RECORDED = Kind("members_meeting.recorded", FIELDS, PERSONAL, gettext_lazy("The meeting was recorded."))
CORRECTED = Kind("members_meeting.corrected", FIELDS, PERSONAL, gettext_lazy("The entry was corrected."))
TAKEN_BACK = Kind("members_meeting.taken_back", FIELDS, PERSONAL, gettext_lazy("The entry was taken back."))


def _why_not(row: MembersMeeting, today: date) -> str | None:
    """The refusal of an entry: its days, a policy that is not on the register, such as a procedure, or another entry of the same."""
    if refusal := why_not(row.met_on, row.first_on, row.last_on, today=today):
        return refusal
    held = Document.objects.as_at(None).filter(
        is_struck=False, kind=DocumentKind.POLICY, reference=row.policy
    )
    if row.policy and not held.exists():
        return _(
            "No policy “{named}” is recorded. Enter the reference of a policy, or leave the policy blank."
        ).format(named=row.policy)
    if row.policy and not approves(row.decided):
        return _(
            "The decision does not say that members approved the policy. Enter the decision as it is recorded in the minute, or leave the policy blank."
        )
    return why_not_twice(same_business(row))


MEETINGS = recording.Recording(
    MembersMeeting,
    REGISTER,
    may_record=lambda by, _row: may_record_members_meeting(by),
    why_not=_why_not,
    tried=gettext_lazy("You cannot record this meeting"),
)
add = partial(recording.add, MEETINGS, RECORDED)
correct = partial(recording.correct, MEETINGS, CORRECTED)
take_back = partial(recording.take_back, MEETINGS, TAKEN_BACK)
