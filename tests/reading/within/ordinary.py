"""Ordinary files, made by the libraries that people's programs use: of none of them is anything to be said."""

import io
import random
import struct
import zlib
from email.message import EmailMessage

import typst
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import Destination, Fit

from tests.reading.bombs import a_zip

CHANCE = random.Random(21)
ODT = "application/vnd.oasis.opendocument.text"
WORDS = "1. How many <script> tags, DDEAUTO fields and programs such as setup.exe does the council know of?"


def png(width=40, *, noise=False):
    """A picture."""
    row = width * 3
    lines = b"".join(b"\x00" + (CHANCE.randbytes(row) if noise else bytes(row)) for _ in range(width))

    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", width, width, 8, 2, 0, 0, 0)
    told = part(b"tEXt", b"Comment\x00Made for the letter <b>x</b>")
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + told
        + part(b"IDAT", zlib.compress(lines))
        + part(b"IEND", b"")
    )


def jpeg(size):
    """A photo as a camera leaves it, for those who read its marks alone."""
    told = b"Exif\x00\x00MM\x00*" + CHANCE.randbytes(200)
    return (
        b"\xff\xd8\xff\xe1" + struct.pack(">H", len(told) + 2) + told + CHANCE.randbytes(size) + b"\xff\xd9"
    )


def letters():
    """Word documents."""
    for name in ("words", "table", "picture", "link", "long", "sections", "template of the writer"):
        document = Document()
        document.core_properties.title = "Request <html>"
        document.add_heading("Request")
        document.add_paragraph(WORDS, style="List Number")
        _with(document, name)
        out = io.BytesIO()
        document.save(out)
        yield f"{name}.docx", out.getvalue()


def _with(document, name):
    if name == "table":
        document.add_table(4, 4).cell(0, 0).text = WORDS
    if name == "picture":
        document.add_picture(io.BytesIO(png()), width=Cm(2))
    if name == "link":
        document.part.relate_to("https://a.example/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    if name == "long":
        for number in range(400):
            document.add_paragraph(f"{number}. {WORDS}")
    if name == "sections":
        document.sections[0].header.paragraphs[0].text = "Head"
        document.add_section()
    if name == "template of the writer":
        template = "file:///C:\\Users\\a\\AppData\\Roaming\\Microsoft\\Templates\\Normal.dotm"
        document.part.relate_to(
            template,
            f"{RELATIONSHIP_TYPE.HYPERLINK.rpartition(chr(47))[0]}/attachedTemplate",
            is_external=True,
        )


def sheets():
    """Workbooks."""
    for name in ("rows", "chart", "comment", "link"):
        book = Workbook()
        sheet = book.active
        for number in range(50):
            sheet.append([number, WORDS])
        if name == "chart":
            chart = BarChart()
            chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=9))
            sheet.add_chart(chart, "D2")
        if name == "comment":
            sheet["A1"].comment = Comment(WORDS, "a")
        if name == "link":
            sheet["A1"].hyperlink = "https://a.example/"
        out = io.BytesIO()
        book.save(out)
        yield f"{name}.xlsx", out.getvalue()


def papers():
    """PDFs, of a typesetter and of a library that changes them."""
    text = f'= Letter\n#link("https://a.example/")[a]\n\n{WORDS.replace("<", chr(92) + "<")}\n'.encode()
    plain, several = typst.compile(text), typst.compile(text * 20)
    yield "typeset.pdf", plain
    yield "several pages.pdf", several
    for name in (
        "outline",
        "link",
        "words about it",
        "locked for changes",
        "locked otherwise",
        "opens at a page",
        "two at once",
        "packed",
    ):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain)))
        if name == "outline":
            writer.add_outline_item(title="First", page_number=0)
        if name == "link":
            writer.add_annotation(page_number=0, annotation=Link(rect=(0, 0, 9, 9), url="https://a.example/"))
        if name == "words about it":
            writer.add_metadata({"/Title": "How to use /JavaScript and /Launch", "/Subject": "PK zip"})
        if name == "locked for changes":
            writer.encrypt("", "owner", algorithm="RC4-128")
        if name == "locked otherwise":
            writer.encrypt("", "owner", algorithm="AES-256")
        if name == "opens at a page":
            writer.open_destination = Destination("a", writer.pages[0].indirect_reference, Fit.fit())
        if name == "two at once":
            writer.append(io.BytesIO(several))
        if name == "packed":
            writer.compress_identical_objects()
            writer.pages[0].compress_content_streams()
        out = io.BytesIO()
        writer.write(out)
        yield f"{name}.pdf", out.getvalue()


def texts():
    """OpenDocument texts, as LibreOffice lays them out."""
    said = WORDS.replace("<", "&lt;")
    drawn = '<text:a xlink:href="https://a.example/">a</text:a><draw:image xlink:href="Pictures/1.png"/>'
    content = f'<office:document-content xmlns:xlink="x">{drawn}{said}</office:document-content>'
    plain = {
        "mimetype": ODT,
        "content.xml": content,
        "styles.xml": "<a/>",
        "meta.xml": "<a/>",
        "settings.xml": "<a/>",
        "META-INF/manifest.xml": "<a/>",
        "manifest.rdf": "<rdf:RDF/>",
    }
    yield "plain.odt", a_zip(plain)
    yield "picture.odt", a_zip({**plain, "Pictures/1.png": png(), "Thumbnails/thumbnail.png": png()})
    chart = {
        "Object 1/content.xml": "<a/>",
        "Object 1/styles.xml": "<a/>",
        "ObjectReplacements/Object 1": b"VCLMTF" + CHANCE.randbytes(99),
    }
    yield "chart.odt", a_zip({**plain, **chart, "Configurations2/accelerator/current.xml": ""})


def pictures():
    """Pictures and plain texts."""
    yield "plain.png", png()
    yield "noise.png", png(900, noise=True)
    yield "small.jpg", jpeg(900)
    yield "large.jpg", jpeg(3_000_000)
    yield "text.txt", f"{WORDS}\nbegin at nine\nPK %PDF-1.7".encode()
    yield "table.csv", b"MZ,a\r\n1,#!/bin/sh\r\n"


def mails(files):
    """Mails without files, with a page beside the text, and with every other ordinary file."""
    for name, came in (
        ("bare", ()),
        ("page", ()),
        *((f"with {one[0]}", (one,)) for one in files),
        ("with several", files[::4]),
    ):
        message = EmailMessage()
        message["From"], message["Message-ID"], message["Subject"] = "a@b.example", "<1@b.example>", "Request"
        message.set_content(f"{WORDS}\nbegin at nine o’clock\n")
        if name != "bare":
            message.add_alternative(f"<html><body><p>{WORDS}</p></body></html>", subtype="html")
        for named, data in came:
            message.add_attachment(data, maintype="application", subtype="octet-stream", filename=named)
        yield f"{name}.eml", message.as_bytes()


def everything():
    """All of them by name."""
    files = [*letters(), *sheets(), *papers(), *texts(), *pictures()]
    return dict([*files, *mails([(name, data) for name, data in files if len(data) < 500_000])])
