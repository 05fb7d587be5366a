"""Columns that the spreadsheets of audits and of inspections share."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.files.columns import Column, ColumnKind
from watchbook.files.upload import Refused
from watchbook.oversight.report.models import Release, ReportExtent

EXTENTS = {kind.value: kind.label for kind in ReportExtent}
RELEASES = {kind.value: kind.label for kind in Release}
DIVIDES = ":"
CONCERNS = Column(
    "concerns_social_media",
    gettext_lazy("About social media"),
    ColumnKind.CHOICE,
    choices=EXTENTS,
    example="exclusively",
    explains=gettext_lazy("Enter “exclusively”, “partly” or “no”."),
)
RELEASE = Column(
    "release",
    gettext_lazy("Publication of the report"),
    required=False,
    example="publishable",
    explains=gettext_lazy(
        "Enter “not_considered” (or leave blank), “publishable”, “publishable_in_part: ” or “exempt: ”. After the last two, add the provision under which you "
        "withhold the report or a part of it."
    ),
)
FILE = Column(
    "file",
    gettext_lazy("Report"),
    ColumnKind.FILE,
    required=False,
    explains=gettext_lazy("Enter the name of a file that you upload with the spreadsheet."),
)


def release_of(cell: str) -> dict[str, str]:
    """What a cell says of a report's release: the word, and after a colon the provision."""
    word, _colon, provision = (part.strip() for part in cell.partition(DIVIDES))
    release = word.casefold() or Release.NOT_CONSIDERED.value
    if release not in RELEASES:
        raise Refused(
            _("“{column}” is “{value}”. Enter {known}.").format(
                column=RELEASE.name, value=cell[:40], known=" or ".join(RELEASES)
            )
        )
    return {"release": release, "release_provision": provision}
