"""Pages and spreadsheet of third parties: what the engine is told of this register, and its addresses."""

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.governance.third_parties import third_party
from watchbook.governance.third_parties.models import ThirdParty
from watchbook.governance.third_parties.permissions import may_read_third_parties, may_record_third_party
from watchbook.register.spreadsheet import Register
from watchbook.register.views.entries import EntryStep, Pages, adding, correcting, paths, taking_back

PARTY = (
    Column("who", _("Third party"), example="Example Research Limited"),
    Column("contract", _("Number or title of the contract"), example="CON-2025-17"),
    Column("services", _("Services that the third party acts for"), ColumnKind.SERVICES, longest=500),
    Column("terms", _("Terms"), ColumnKind.LONG_TEXT, longest=2000, example=_("Read public posts")),
    Column("from_on", _("First date of the contract"), ColumnKind.DAY, example="2025-04-01"),
    Column("until_on", _("Last date of the contract"), ColumnKind.DAY, required=False),
)
CHECK = (
    Column("checked_on", _("Date of the last check"), ColumnKind.DAY, example="2025-10-01"),
    Column("checked_by", _("Person who checked"), example=_("The RIPA co-ordinator")),
    Column("check_found", _("Result of the check"), ColumnKind.LONG_TEXT, longest=2000, example="Kept"),
)
THIRD_PARTIES = Register(
    name="third_parties",
    title=_("third parties"),
    columns=(*PARTY, *(column.optional() for column in CHECK)),
    may=may_record_third_party,
    import_row=third_party.add,
    home="governance:third_parties",
)
PAGES = Pages(
    THIRD_PARTIES,
    ThirdParty,
    "third_party",
    intro=_("These companies and other bodies look at social media on the authority’s behalf."),
    empty=_("No third parties yet. Ask each service, and check its contracts."),
    listed=("contract", "services", "until_on", "checked_on"),
    may_read=may_read_third_parties,
    adding=adding(_("Record a third party"), third_party.add, PARTY),
    steps=(
        correcting(third_party.correct, THIRD_PARTIES.columns),
        EntryStep("check", _("Record a check"), third_party.record_check, CHECK),
        taking_back(third_party.take_back),
    ),
)
urlpatterns = paths(PAGES, under="third-parties/")
