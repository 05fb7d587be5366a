"""A document as a DOCX with real headings, a language and a title, and with nothing that leads out of the file."""

from datetime import UTC, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from watchbook.files.document.blocks import BlockKind, TextBlock
from watchbook.files.document.pdf import PdfPaper

STYLES = {
    BlockKind.TITLE: "Heading 1",
    BlockKind.HEADING: "Heading 2",
    BlockKind.PART: "Heading 2",
    BlockKind.SUBHEADING: "Heading 3",
    BlockKind.MARK: "Subtitle",
    BlockKind.ADDRESS: "Normal",
    BlockKind.PARAGRAPH: "Normal",
    BlockKind.QUESTION: "Quote",
    BlockKind.NOTE: "Note",
    BlockKind.ITEM: "List Bullet",
    BlockKind.PICTURE: "Note",
    BlockKind.TABLE: "Normal",
}
UNNAMED = "Normal"
COLOURED = ("Heading 1", "Heading 2", "Heading 3", "Subtitle")
POINTS = {
    "Heading 1": 20, "Heading 2": 15, "Heading 3": 12, "Subtitle": 15, "Normal": 12, "Quote": 12, "Note": 11,
}  # fmt: skip
FONT = "Arial"
COLUMNS = (Cm(12), Cm(4))  # of a table of pairs: what, and its figure or words
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # that an archive can name


def docx_of(paper: PdfPaper) -> bytes:
    """The document's bytes: the same for the same document. Its picture, if it has one, stands as its words alone."""
    document = docx.Document()
    _name(document, paper=paper)
    _dress(document, paper=paper)
    if paper.logo:
        picture = document.add_picture(BytesIO(paper.logo), height=Cm(2))
        picture._inline.docPr.set("descr", paper.authority)
    styles = _styles(document, {STYLES[block.kind] for block in paper.blocks})
    for block in paper.blocks:
        _add(document, block, style=styles[STYLES[block.kind]])
    return _written(document)


def _name(document: Document, *, paper: PdfPaper) -> None:
    """The file's own particulars, none of them a person's or the clock's."""
    about = document.core_properties
    about.title, about.author, about.language = paper.title, paper.authority, _language(paper)
    about.comments = ""
    about.created = about.modified = datetime.combine(paper.day, time(12), tzinfo=UTC)


def _dress(document: Document, *, paper: PdfPaper) -> None:
    """A page of A4, and the styles in the authority's colour and the document's language."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    section.footer.paragraphs[0].text = paper.reference
    document.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    for name, points in POINTS.items():
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101  # said for the type checker
        style.font.name, style.font.size, style.font.italic = FONT, Pt(points), False
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name in COLOURED:
            style.font.color.rgb = RGBColor.from_string(paper.colour.removeprefix("#").upper())
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(18), Pt(8)
    document.styles["Quote"].paragraph_format.left_indent = Cm(1)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _language(paper))


def _styles(document: Document, names: set[str]) -> dict[str, str | None]:
    """Return the id of each style, none for that of a paragraph without one.

    Given a name, the library looks through all styles for each paragraph, which takes longer than all else.
    """
    return {name: None if name == UNNAMED else document.styles[name].style_id for name in names}


def _add(document: Document, block: TextBlock, *, style: str | None) -> None:
    if block.kind is BlockKind.TABLE:
        _add_table(document, block)
        return
    paragraph = document.add_paragraph()
    paragraph._p.style = style
    runs = []
    if block.lead:
        runs.append(paragraph.add_run(f"{block.lead} " if block.text else block.lead))
        runs[0].bold = True
    runs.append(paragraph.add_run(block.text))
    if block.runs_right_to_left:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in runs:
            run.font.rtl = True


def _add_table(document: Document, block: TextBlock) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = width
    for pair in block.pairs:
        cells = table.add_row().cells
        for cell, words, width in zip(cells, pair, COLUMNS, strict=True):
            cell.text, cell.width = words, width
        cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT  # as in the other files
    document.add_paragraph()


def _language(paper: PdfPaper) -> str:
    language, _sep, region = paper.language.partition("-")
    return f"{language}-{region.upper() or 'GB'}"


def _written(document: Document) -> bytes:
    """The archive with each of its parts at one moment, not at that of writing, and without the library's thumbnail."""
    package = document.part.package
    for name in [name for name, one in package.rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[name]
    made, kept = BytesIO(), BytesIO()
    PackageWriter.write(made, package.rels, package.parts)  # type: ignore[no-untyped-call]  # the library's
    with ZipFile(made) as source, ZipFile(kept, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, FIRST_MOMENT), source.read(name), ZIP_DEFLATED)
    return kept.getvalue()
