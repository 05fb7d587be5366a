"""What a file holds besides what it shows: named by kind, and nothing named of an honest one."""

import zlib
from email.message import EmailMessage
from io import BytesIO

from tests.each import each
from tests.reading.bombs import PDF_HEAD, a_page, a_zip, docx, pdf, stream
from watchbook.reading.within import found_in

RELATIONSHIPS = (
    "<Relationships><Relationship Id='a' Type='http://a/attachedTemplate' TargetMode='External' Target='https://b.example/t.dotm'/>"
    '<Relationship Id="b" Type="http://a/hyperlink" Target="https://c.example/" TargetMode="External"/></Relationships>'
)
PACKAGE = (
    b"\xd0\xcf\x11\xe0"
    + bytes(600)
    + b"\x02\x00Invoice.pdf.exe\x00C:\\a\\Invoice.pdf.exe\x00\x00\x00\x03\x00MZ"
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


def mail(*names):
    """A mail with attachments of these names."""
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@b.example", "<1>"
    message.set_content("1. How many?")
    for name in names:
        message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def acting(action):
    """A PDF whose catalogue has an action."""
    first, *others = a_page(b"<< >>")
    return pdf(first[:-2] + b"/OpenAction " + action + b" >>", *others)


def packed(action):
    """A PDF with an action that only an object stream shows."""
    return pdf(
        *a_page(b"<< >>"), stream(zlib.compress(b"9 0 " + action), head=b"/Type /ObjStm /N 1 /First 4")
    )


def attached(name):
    """A PDF with a file in it."""
    held = b"<< /Type /Filespec /F (x) /UF (%s) /EF << /F 6 0 R >> >>" % name
    return pdf(*a_page(b"<< >>"), held, stream(zlib.compress(b"x"), head=b"/Type /EmbeddedFile"))


HELD = {
    "an object": (docx("<w:p/>", more={"word/embeddings/oleObject1.bin": PACKAGE}), {("program", "Invoice.pdf.exe")}),
    "a sheet": (docx("<w:p/>", more={"word/embeddings/Sheet1.xlsx": a_zip({"a": b"x"})}), {("file", "Sheet1.xlsx")}),
    "a program under a plain name": (docx("<w:p/>", more={"word/embeddings/a.dat": b"MZ" + bytes(9)}), {("program", "a.dat")}),
    "a control": (docx("<w:p/>", more={"word/activeX/activeX1.bin": b"x"}), {("program", "word/activeX/activeX1.bin")}),
    "a template elsewhere": (docx("<w:p/>", more={"word/_rels/settings.xml.rels": RELATIONSHIPS}), {("fetched", "https://b.example/t.dotm")}),
    "a script": (acting(b"<< /S /JavaScript /JS (app.alert) >>"), {("script", "")}),
    "a script spelt otherwise": (acting(b"<< /S /J#61vaScript /J#53 (app.alert) >>"), {("script", "")}),
    "a start": (acting(b"<< /S /Launch /F (cmd.exe) >>"), {("starts", "")}),
    "a file in a PDF": (attached(b"figures.csv"), {("file", "figures.csv")}),
    "a program in a PDF": (attached(b"figures.js"), {("program", "figures.js")}),
    "a PDF and a zip without its end": (PDF_HEAD + a_zip({"a": b"x"})[:-22] + b"%%EOF", {("second", "ZIP")}),
    "a PDF and a page": (PDF_HEAD + b"<script>alert(1)</script>\n%%EOF", {("second", "HTML")}),
    "a picture and a RAR": (PNG + b"Rar!\x1a\x07\x01", {("second", "RAR")}),
    "a picture and a program": (PNG + b"This program cannot be run in DOS mode", {("second", "EXE")}),
    "a mail": (mail("a.pdf", "b.zip", "c.PDF.js"), {("file", "b.zip"), ("program", "c.PDF.js")}),
}  # fmt: skip
HONEST = {
    "a letter": docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>"),
    "a PDF": pdf(*a_page(stream(zlib.compress(b"BT (x) Tj ET")))),
    "a PDF that opens at a page": acting(b"<< /S /GoTo /D [3 0 R /Fit] >>"),
    "a picture": PNG,
    "a mail": mail("letter.pdf", "list.xlsx"),
    "a text": b"1. How many programs <script> do you have? a.exe",
    "a broken archive": b"PK\x03\x04" + bytes(100),
    "a broken PDF": PDF_HEAD + b"1 0 obj << /S /JavaScript",
    "a mail that costs too much": mail() + b"\n--x" * 6000,
}


@each("what", HELD)
def test_what_a_file_holds_besides_is_named(what):
    data, expected = HELD[what]
    assert set(found_in(BytesIO(data), "came.eml")) == expected


@each("what", HONEST)
def test_of_an_honest_or_broken_file_nothing_is_named(what):
    assert found_in(BytesIO(HONEST[what]), "came.eml") == []


def test_names_are_cut_and_counted():
    many = {f"word/embeddings/{number}{'x' * 200}.exe": b"MZ" for number in range(50)}
    found = found_in(BytesIO(docx("<w:p/>", more=many)), "a.docx")
    assert len(found) == 20
    assert all(len(name) == 150 for _kind, name in found)
