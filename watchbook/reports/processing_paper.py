"""The register of processing as a paper, and the transparency record of a tool: both made from the registers, nothing typed again."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.characters import printable
from watchbook.files.document.pdf import PdfPaper
from watchbook.governance.documents.queries import editions
from watchbook.governance.processing.models import Processing
from watchbook.governance.processing.queries import activities, papers_of
from watchbook.governance.processing.urls import COLUMNS
from watchbook.governance.software.models import Tool
from watchbook.governance.software.queries import whose
from watchbook.organisation.models import Authority
from watchbook.register.views.import_rows import whole_in_words
from watchbook.reports.processing_page import ActivityWithPapers, with_papers, words_of
from watchbook.web.wording import day

type PaperRows = list[
    tuple[str, str]
]  # what is asked, and what the registers say of it; empty where they say nothing


def register_paper(on: date) -> PdfPaper:
    """Make the register of processing of a day: the controller, each activity with all that Article 30 asks, and those without an entry."""
    authority = Authority.objects.get()
    title = _("Register of processing: personal data from social media")
    rows = activities(on=on)
    missing = [one for one in with_papers(on) if one.row is None]
    return paper(
        title,
        [
            TextBlock(BlockKind.PARAGRAPH, _("As recorded on {day}.").format(day=day(on))),
            *table(_("Controller"), [(_("Name"), authority.name), (_("Contact"), authority.contact)]),
            *(
                block
                for row in rows
                for block in table(f"{row.reference}, {words_of(row)}", told_of(row, on=on))
            ),
            *_undescribed(missing),
            *([] if rows or missing else [TextBlock(BlockKind.PARAGRAPH, _("No activities are on record."))]),
        ],
        on=on,
    )


def _undescribed(missing: Sequence[ActivityWithPapers]) -> Iterator[TextBlock]:
    """Name what goes on and no entry describes: a register that left it out would say that there is none."""
    if missing:
        yield TextBlock(BlockKind.HEADING, _("Activities without an entry"))
        yield TextBlock(
            BlockKind.PARAGRAPH,
            _("Our other registers show these activities, but no entry in this register describes them yet."),
        )
    for one in missing:
        yield TextBlock(BlockKind.ITEM, printable(one.known_by), lead=printable(f"{one.words}:"))


def told_of(row: Processing, *, on: date) -> PaperRows:
    """Return what an entry says, column by column; of a paper, whether it counts on the day."""
    papers = {one.name: one for one in papers_of(row, on=on)}
    found = []
    for column in COLUMNS:
        said = whole_in_words(getattr(row, column.name), column) or str(column.blank)
        held = papers.get(column.name)
        if held and said and not held.counts:
            said = _("{reference} (not in force)").format(reference=said)
        if column.name != "tool" or row.tool:
            found.append((str(column.title), said))
    return found


def tool_record(tool: Tool, *, on: date) -> list[tuple[str, PaperRows]]:
    """The transparency record of a tool, part by part, with what the registers say."""
    authority = Authority.objects.get()
    theirs = [row for row in activities(on=on) if row.tool == tool.reference]
    rows: list[Processing | None] = [*theirs] or [None]
    return [
        (
            _("Summary"),
            [
                (_("Name"), tool.name),
                (_("Description and purpose"), tool.purpose),
                (_("Sentiment analysis"), _("Yes") if tool.does_sentiment_analysis else _("No")),
                (_("Contact"), authority.contact),
            ],
        ),
        (
            _("Owner and supplier"),
            [
                (_("Organisation"), authority.name),
                (_("Used by"), whose([tool])[tool.reference] or _("the whole authority")),
                (_("Supplier"), tool.supplier),
                (_("How we obtained the tool"), str(tool.get_acquired_display())),
                (_("In use from"), day(tool.from_on)),
                (_("Last date of use"), day(tool.until_on) if tool.until_on else _("still in use")),
            ],
        ),
        *((_of_service(_("Data"), row), _data(row)) for row in rows),
        *((_of_service(_("Assessments and training"), row), _assessments(row, on=on)) for row in rows),
        (_("Decisions and risks"), [(str(title), "") for title in NOT_HELD]),
    ]


# The registers hold nothing of these; a person who publishes the record adds them.
NOT_HELD = (
    gettext_lazy("Role in decisions"),
    gettext_lazy("Human checks"),
    gettext_lazy("Appeals"),
    gettext_lazy("Risks, and measures to reduce them"),
    gettext_lazy("Technical specification"),
)
OF_DATA = ("lawful_basis", "special_basis", "people", "recipients", "transfers", "kept", "security")


def _of_service(heading: str, row: Processing | None) -> str:
    """The heading of what one entry says; of a service's own entry it names the service."""
    return f"{heading} ({row.service.name})" if row and row.service else heading


def _data(row: Processing | None) -> PaperRows:
    """Return what an entry says of the data; blank where there is no entry."""
    return [
        (str(one.title), whole_in_words(getattr(row, one.name), one) if row else "")
        for one in COLUMNS
        if one.name in OF_DATA
    ]


def _assessments(row: Processing | None, *, on: date) -> PaperRows:
    """The papers of the tool, each with its title and the day of its approval where it is a document."""
    if row is None:
        return [(_("Entry in the register of processing"), "")]
    held = {one.document.reference: one for one in editions(on=on) if one.is_in_force(on)}
    found = [(_("Entry in the register of processing"), row.reference)]
    for one in papers_of(row, on=on)[1:]:
        document = held.get(one.said)
        words = one.said if one.counts else ""
        if document and document.approved and one.counts:
            words = _("{reference}, {title}, approved on {day}").format(
                reference=one.said, title=document.document.title, day=day(document.approved.on)
            )
        found.append((one.title[:1].upper() + one.title[1:], words))
    return found


def tool_paper(tool: Tool, *, on: date) -> PdfPaper:
    """Make the record of a tool as a paper to publish."""
    title = _("Algorithmic transparency record: {tool}").format(tool=tool.name)
    parts = [block for heading, told in tool_record(tool, on=on) for block in table(heading, told)]
    return paper(title, [TextBlock(BlockKind.NOTE, source_words()), *parts], on=on)


def source_words() -> str:
    """Say where the headings of a tool's record come from."""
    return _(
        "We wrote these headings from memory, and have not checked them against the text of the government’s Algorithmic Transparency Recording Standard. “Not "
        "recorded” means that our registers do not say."
    )


def paper(title: str, blocks: list[TextBlock], *, on: date) -> PdfPaper:
    """A paper of the authority: its title, the authority, then these blocks."""
    authority = Authority.objects.get()
    head = [TextBlock(BlockKind.TITLE, printable(title)), TextBlock(BlockKind.ADDRESS, authority.name)]
    return PdfPaper(
        title=title,
        authority=authority.name,
        reference=on.isoformat(),
        day=on,
        language=get_language() or "en-gb",
        colour=authority.colour,
        blocks=[*head, *blocks],
    )


def table(heading: str, told: PaperRows) -> Iterator[TextBlock]:
    """Pairs under a heading; what is not said is told as not recorded."""
    yield TextBlock(BlockKind.HEADING, printable(heading))
    for name, said in told:
        yield TextBlock(BlockKind.ITEM, printable(said or _("not recorded")), lead=f"{name}:")
