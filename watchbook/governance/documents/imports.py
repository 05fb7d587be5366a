"""Documents by spreadsheet: the register's columns, and how a row becomes an edition with its clauses and its approval.

A row of the same kind and title as a document on record is its next edition, so older editions stand above newer ones.
A row without `approved_on` is a draft. `clauses` names a CSV file with the columns of CLAUSES that is sent along.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import CellsRefused, Column, ColumnKind, parse
from watchbook.files.spreadsheet import Row, read_sheet
from watchbook.files.upload import Content, Refused
from watchbook.governance.documents import document, document_step, policy
from watchbook.governance.documents.document import DocumentParticulars
from watchbook.governance.documents.models import ClauseSubject, Document, DocumentKind, Extent
from watchbook.governance.documents.permissions import may_keep_documents
from watchbook.governance.documents.policy import ClauseWording
from watchbook.governance.documents.queries import newest_by_title
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import service_named
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.register.entry import facts_of
from watchbook.register.spreadsheet import Register, exact_mapping

SENT_ALONG = _("Enter the name of a file that you upload with the spreadsheet.")
COLUMNS = (
    Column("kind", _("Kind"), ColumnKind.CHOICE, choices=dict(DocumentKind.choices), example="policy"),
    Column(
        "title",
        _("Title"),
        example="RIPA policy",
        explains=_(
            "If a row has the same kind and title as an earlier row or as a document already recorded, we record the row as the next edition of that document."
        ),
    ),
    Column("version", _("Version"), required=False, longest=40, example="3.1"),
    Column("dated_on", _("Date on the document"), ColumnKind.DAY, required=False, example="2018-05-01"),
    Column(
        "approved_on",
        _("Date of approval"),
        ColumnKind.DAY,
        required=False,
        example="2018-06-12",
        explains=_("Leave blank for a draft."),
    ),
    Column("approved_by", _("Approved by"), required=False, example="Cabinet"),
    Column("minute", _("Minute of the approval"), required=False, example="Minute 43/18"),
    Column(
        "owner",
        _("Owner’s email address"),
        ColumnKind.EMAIL,
        required=False,
        explains=_("The owner must have an account in Watchbook. Leave blank if you are the owner."),
    ),
    Column(
        "service",
        _("Service"),
        required=False,
        explains=_(
            "Enter the name of the service as on the settings page. Leave blank for the whole authority."
        ),
    ),
    Column(
        "concerns_social_media",
        _("About the use of social media"),
        ColumnKind.CHOICE,
        choices=dict(Extent.choices),
        example="partly",
    ),
    Column(
        "must_read",
        _("Duties whose holders must read the document"),
        ColumnKind.CHOICES,
        required=False,
        choices={kind.value: TITLES[kind] for kind in DutyKind},
        explains=_("Separate the duties with semicolons."),
    ),
    Column("in_use_from", _("In use from"), ColumnKind.DAY, required=False),
    Column("review_on", _("Next review"), ColumnKind.DAY, required=False, example="2020-06-01"),
    Column("published_at", _("Published at (web address)"), required=False, longest=500),
    Column("published_on", _("Date of publication"), ColumnKind.DAY, required=False),
    Column(
        "clauses",
        _("CSV file of the document’s clauses"),
        ColumnKind.FILE,
        required=False,
        explains=SENT_ALONG,
    ),
    Column("file", _("File of the document"), ColumnKind.FILE, required=False, explains=SENT_ALONG),
)
CLAUSE_COLUMNS = (
    Column("number", _("Number"), longest=20, example="7.1"),
    Column("heading", _("Heading"), example="Social media"),
    Column(
        "settles",
        _("Subject of the clause"),
        ColumnKind.CHOICES,
        choices=dict(ClauseSubject.choices),
        example="social_media; criteria",
    ),
    Column("text", _("Text"), ColumnKind.LONG_TEXT, longest=8000),
)
ONLY_WITH_APPROVAL = ("approved_by", "minute", "published_at", "published_on")


def _import_row(cells: Mapping[str, Any], *, by: Person, at: datetime) -> Document:
    """One edition: recorded, with its clauses; approved and published where the row says so."""
    _check_together(cells)
    row = _edition(_particulars(cells, by=by), cells, by=by, at=at)
    for wording in _wordings(cells["clauses"]):
        policy.record_clause(row, wording, by=by, at=at)
    if cells["approved_on"]:
        approval = {"on": cells["approved_on"], "decided_by": cells["approved_by"], "minute": cells["minute"]}
        document_step.approve(row, **approval, by=by, at=at)
    if cells["published_on"]:
        document_step.publish(row, address=cells["published_at"], on=cells["published_on"], by=by, at=at)
    return row


def _edition(
    particulars: DocumentParticulars, cells: Mapping[str, Any], *, by: Person, at: datetime
) -> Document:
    """The next edition of the document of this kind and title, or a new document."""
    newest = newest_by_title(particulars.kind, title=particulars.title)
    if newest is None:
        return document.add(particulars, file=cells["file"], by=by, at=at)
    if (newest.version_label.casefold(), newest.dated_on) == (
        particulars.version_label.casefold(),
        particulars.dated_on,
    ):
        raise Refused(
            _(
                "You cannot import this row: the edition is already recorded as {document}. Leave the row out, or enter a different version or date."
            ).format(document=newest)
        )
    return document.add_edition(newest, particulars, file=cells["file"], by=by, at=at)


def _check_together(cells: Mapping[str, Any]) -> None:
    """What would be read by nobody is refused rather than dropped."""
    for column in ONLY_WITH_APPROVAL:
        if cells[column] and not cells["approved_on"]:
            raise Refused(
                _(
                    "You cannot import this row: “{column}” has an entry, but “approved_on” is blank. Enter the date of approval."
                ).format(column=column)
            )
    if cells["approved_on"] and not cells["approved_by"]:
        raise Refused(
            _(
                "You cannot import this row: “approved_on” has an entry, but “approved_by” is blank. Enter the person or body that approved the document."
            )
        )
    if bool(cells["published_at"]) != bool(cells["published_on"]):
        raise Refused(
            _(
                "You cannot import this row: only one of “published_at” and “published_on” has an entry. Enter both, or leave both blank."
            )
        )


def _particulars(cells: Mapping[str, Any], *, by: Person) -> DocumentParticulars:
    service, open_ones = cells["service"], Service.objects.filter(closed_on=None)
    named = {
        "version_label": cells["version"],
        "owner": _owner(cells["owner"]) if cells["owner"] else by,
        "service": service_named(service, among=open_ones) if service else None,
    }
    return facts_of(DocumentParticulars, {**cells, **named})


def _owner(address: str) -> Person:
    found: Person | None = Person.objects.active().filter(email__iexact=address).first()
    if found is None:
        raise Refused(
            _(
                "You cannot import this row: no open account has the email address in “owner”. Add the person first, or leave “owner” blank to be the owner yourself."
            )
        )
    return found


def _wordings(content: Content | None) -> list[ClauseWording]:
    """The clauses in a file that was sent along. Raises Refused, naming the file and, where one is wrong, the line."""
    if content is None:
        return []
    try:
        sheet = read_sheet(content.data, name=content.name)
        places = exact_mapping(CLAUSES, sheet)
    except Refused as refusal:
        raise Refused(f"{content.name}: {refusal}") from None
    return [_wording(line, places, file=content.name) for line in sheet.rows]


def _wording(line: Row, places: Mapping[str, int], *, file: str) -> ClauseWording:
    cells = {name: line.cells[place] for name, place in places.items()}
    try:
        values: dict[str, Any] = {**parse(cells, CLAUSE_COLUMNS, files={})}
    except CellsRefused as refusal:
        raise Refused(
            _("{file}, line {line}: {reason}").format(file=file, line=line.line, reason=refusal)
        ) from None
    return ClauseWording(**values)


def _import_clause(cells: Mapping[str, Any], *, by: Person, at: datetime) -> None:
    """A clause stands in no register of its own: it comes with its document."""
    raise Refused(
        _(
            "You cannot import clauses on their own: they come with their document. Enter the name of this file in the column “clauses” of the documents spreadsheet."
        )
    )


CLAUSES = Register(
    name="clauses",
    title=_("clauses"),
    columns=CLAUSE_COLUMNS,
    may=may_keep_documents,
    import_row=_import_clause,
)
DOCUMENTS = Register(
    name="documents",
    title=_("policies and other documents"),
    columns=COLUMNS,
    may=may_keep_documents,
    import_row=_import_row,
    home="governance:documents",
)
