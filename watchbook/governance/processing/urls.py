"""Pages and spreadsheet of processing activities: what the engine is told of this register, and its addresses."""

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.governance.processing import processing
from watchbook.governance.processing.models import Activity, Processing
from watchbook.governance.processing.permissions import may_read_processing, may_record_processing
from watchbook.register.spreadsheet import Register
from watchbook.register.views.entries import Pages, adding, correcting, paths, taking_back

TEXT, LONG = ColumnKind.TEXT, ColumnKind.LONG_TEXT
BY_REFERENCE = _("Enter the reference of the document, such as D-0002. Leave blank if you have none.")
COLUMNS = (
    Column("activity", _("Activity"), ColumnKind.CHOICE, choices=dict(Activity.choices), example="looks"),
    Column(
        "service_name",
        _("Service"),
        required=False,
        longest=80,
        explains=_("Enter the name of the service as on the settings page. Leave blank for the whole authority."),
        blank=_("the whole authority"),
    ),
    Column(
        "tool",
        _("Tool"),
        required=False,
        longest=20,
        explains=_("Enter the reference of the tool or method, such as TOOL-0001. Leave blank for any other activity."),
        blank=_("none"),
    ),
    Column("purpose", _("Purpose"), LONG, longest=1000, example=_("Checks of trading standards complaints")),
    Column(
        "regime",
        _("Law that applies"),
        ColumnKind.CHOICE,
        choices=dict(Processing.Regime.choices),
        example="general",
        explains=_("Part 3 applies only if the main purpose is to deal with crime."),
    ),
    Column(
        "lawful_basis",
        _("Lawful basis"),
        LONG,
        required=False,
        longest=1000,
        explains=_("Enter the provision that you rely on, and the service’s power or duty. Leave blank if you have not decided yet."),
    ),
    Column(
        "special_basis",
        _("Condition for special categories and criminal allegations"),
        LONG,
        required=False,
        longest=1000,
        explains=_("Enter the condition, and any policy document that the condition needs. Write “none” if you need no condition."),
    ),
    Column(
        "people",
        _("People and data"),
        LONG,
        longest=1000,
        example=_("Traders; names, posts, pictures"),
        explains=_("Give categories only. Do not name anybody."),
    ),
    Column(
        "recipients", _("Recipients"), LONG, required=False, longest=1000,
        explains=_("Enter the categories of people or bodies that receive the data. Write “none” if there are none."),
    ),
    Column(
        "transfers",
        _("Transfers outside the United Kingdom"),
        LONG,
        required=False,
        longest=1000,
        explains=_("Enter the country, and how the data are protected there. Write “none” if there are no transfers."),
    ),
    Column("kept", _("Retention"), LONG, required=False, longest=1000),
    Column("security", _("Security measures"), LONG, required=False, longest=1000, explains=_("Describe the security measures in general terms.")),
    Column("privacy_notice", _("Privacy notice section"), TEXT, required=False, longest=20, explains=BY_REFERENCE),
    Column("dpia", _("Data protection impact assessment"), TEXT, required=False, longest=20, explains=BY_REFERENCE),
    Column(
        "equality_assessment", _("Equality impact assessment"), TEXT, required=False, longest=20, explains=BY_REFERENCE
    ),
    Column(
        "training",
        _("Training course"),
        required=False,
        longest=20,
        explains=_("Enter the reference of the course, such as COURSE-0001. Leave blank if you have none."),
    ),
    Column(
        "is_refused_without_papers",
        _("Refuse the activity while a paper is missing"),
        ColumnKind.YES_NO,
        example="no",
        explains=_(
            "If you select yes, Watchbook refuses this activity (new looks or captures, or the approval of covert profiles or listening projects) until every "
            "paper in this entry is in force. Watchbook also refuses the activity to services that have no entry for it. Watchbook cannot stop the use of a tool."
        ),
    ),
    Column("from_on", _("First date of the activity"), ColumnKind.DAY, example="2025-04-01"),
    Column("until_on", _("Last date of the activity"), ColumnKind.DAY, required=False, blank=_("still going on")),
)  # fmt: skip
ACTIVITIES = Register(
    name="processing",
    title=_("processing activities"),
    columns=COLUMNS,
    may=may_record_processing,
    import_row=processing.add,
    home="governance:processing",
)
PAGES = Pages(
    ACTIVITIES,
    Processing,
    "processing_activity",
    intro=_(
        "This register lists each activity in which the authority uses personal data from social media, with its lawful basis and papers."
    ),
    empty=_(
        "No activities yet. Record separate entries for looks, captures, covert profiles, listening and each tool."
    ),
    listed=("service_name", "lawful_basis", "dpia", "until_on"),
    may_read=may_read_processing,
    adding=adding(_("Record an activity"), processing.add, COLUMNS),
    steps=(correcting(processing.correct, COLUMNS), taking_back(processing.take_back)),
)
urlpatterns = paths(PAGES, under="processing/")
