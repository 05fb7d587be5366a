"""Pages and spreadsheet of members' meetings: what the engine is told of this register, and its addresses."""

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.governance.members import members_meeting
from watchbook.governance.members.models import MembersMeeting
from watchbook.governance.members.permissions import may_read_members_meetings, may_record_members_meeting
from watchbook.register.spreadsheet import Register
from watchbook.register.views.entries import Pages, adding, correcting, paths, taking_back

COLUMNS = (
    Column("committee", _("Committee"), example=_("Audit Committee")),
    Column("met_on", _("Date of the meeting"), ColumnKind.DAY, example="2025-06-10"),
    Column(
        "told",
        _("Report to members"),
        ColumnKind.LONG_TEXT,
        longest=4000,
        example=_("The report on the use of RIPA"),
        explains=_("Summarise the report. Do not name anybody whom officers looked at."),
    ),
    Column("first_on", _("First date that the report covers"), ColumnKind.DAY, required=False),
    Column("last_on", _("Last date that the report covers"), ColumnKind.DAY, required=False),
    Column(
        "policy",
        _("Policy that members approved"),
        required=False,
        longest=20,
        explains=_(
            "Enter the reference of the policy, such as D-0001. Leave blank if members did not approve a policy."
        ),
    ),
    Column(
        "decided",
        _("Decision"),
        ColumnKind.LONG_TEXT,
        longest=4000,
        example=_("The report was noted"),
    ),
    Column(
        "minute",
        _("Minute"),
        example=_("Minute 43/25"),
        explains=_("Enter the number or the web address of the minute."),
    ),
)
MEETINGS = Register(
    name="members_meetings",
    title=_("members’ meetings"),
    columns=COLUMNS,
    may=may_record_members_meeting,
    import_row=members_meeting.add,
    home="governance:members_meetings",
)
PAGES = Pages(
    MEETINGS,
    MembersMeeting,
    "members_meeting",
    intro=_(
        "This register lists the reports to elected members about the use of covert powers, and the members’ decisions."
    ),
    empty=_(
        "No meetings yet. Members should review the use of covert powers and the policy at least once a year."
    ),
    listed=("met_on", "policy", "decided", "minute"),
    may_read=may_read_members_meetings,
    adding=adding(_("Record a meeting"), members_meeting.add, COLUMNS),
    steps=(correcting(members_meeting.correct, COLUMNS), taking_back(members_meeting.take_back)),
)
urlpatterns = paths(PAGES, under="members-meetings/")
