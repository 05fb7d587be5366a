"""What a file holds besides what it shows: named by kind, and nothing named of an honest one."""

import base64
import io
import struct
import zlib
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZipFile

from tests.each import each
from tests.reading import bombs
from tests.reading.bombs import PDF_HEAD, a_page, a_zip, docx, pdf, stream
from tests.reading.within import ordinary
from watchbook.reading.within.look import found_in
from watchbook.reading.within.work import WorkLeft

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


def filling(script, *, order=0):
    """A PDF whose page has a script beside a field, the script before the kind of act or after it."""
    acts = (b"/S /JavaScript /JS (%s)", b"/JS(%s)/S/JavaScript")[order] % script
    return pdf(*a_page(b"<< >>", b"/AA << /O << " + acts + b" >> >>"))


def packed(action):
    """A PDF with an action that only an object stream shows."""
    return pdf(
        *a_page(b"<< >>"), stream(zlib.compress(b"9 0 " + action), head=b"/Type /ObjStm /N 1 /First 4")
    )


def attached(name, data=b"x"):
    """A PDF with a file in it."""
    held = b"<< /Type /Filespec /F (x) /UF (%s) /EF << /F 6 0 R >> >>" % name
    return pdf(*a_page(b"<< >>"), held, stream(zlib.compress(data), head=b"/Type /EmbeddedFile"))


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
    "a broken archive": (b"PK\x03\x04" + bytes(100) + b"Rar!\x1a\x07\x01", {("unread", ""), ("second", "RAR")}),
    "a broken PDF with a script": (PDF_HEAD + b"1 0 obj << /S /JavaScript", {("unread", ""), ("script", "")}),
    "a mail that costs too much": (mail() + b"\n--x" * 6000, {("unread", "")}),
}  # fmt: skip
HONEST = {
    "a letter": docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>"),
    "a PDF": pdf(*a_page(stream(zlib.compress(b"BT (x) Tj ET")))),
    "a PDF that opens at a page": acting(b"<< /S /GoTo /D [3 0 R /Fit] >>"),
    "a picture": PNG,
    "a mail": mail("letter.pdf", "list.xlsx"),
    "a text": b"1. How many programs <script> do you have? a.exe",
}


WORD = f'xmlns:w="{bombs.WORD}"'
EXE = (
    b"MZ" + bytes(58) + struct.pack("<I", 128) + bytes(64)
    + b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 3, 0, 0, 0, 0xF0, 0x22) + bytes(300)
)  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MACROS = OLE + "_VBA_PROJECT".encode("utf-16-le") + bytes(99)
HTML = b"<html><script>alert(1)</script></html>"
LETTER, PLAIN = docx("<w:p/>"), pdf(*a_page(b"<< >>"))
HIDDEN = docx("<w:p/>", more={"word/media/image1.png": EXE})
PARTS = {"word/settings.bin": MACROS, "word/media/i.svg": b"<svg xmlns='a'><script>x</script></svg>"}
TEMPLATE = (
    '<?xml version="1.0" encoding="utf-16"?><Relationships><Relationship Id="a" Type="http://x/attachedTemplate" '
    'Target="https://b.example/&gt;t.dotm" TargetMode="&#69;xternal"/></Relationships>'
).encode("utf-16")
FIELD = f"<w:p {WORD}><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText a='b'>EAUTO c:\\cmd.exe</w:instrText></w:r></w:p>"
DRAWN = (
    b'<draw:image xlink:href="https://b.example/a.png"/><script:event-listener script:event-name="dom:load"/>'
)


def stored_first(name, data):
    """A Word document whose first part is not packed, so that the file begins as that part for other programs."""
    out = io.BytesIO()
    with ZipFile(out, "w") as made, ZipFile(io.BytesIO(LETTER)) as letter:
        made.writestr(name, data)
        for one in letter.namelist():
            made.writestr(one, letter.read(one))
    return out.getvalue()


def with_comment():
    out = io.BytesIO(LETTER)
    with ZipFile(out, "a") as letter:
        letter.comment = EXE
    return out.getvalue()


def broken_before(name):
    """A document whose first part is broken: what follows is looked at all the same."""
    made = bytearray(docx("<w:p/>", more={name: EXE}))
    made[made.find(b"PK\x03\x04") + 30] ^= 1
    return bytes(made)


def carrying(filename, data, **params):
    """A mail with one file in it."""
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@b.example", "<1>"
    message.set_content("1. How many?")
    message.add_attachment(
        data, maintype="application", subtype="octet-stream", filename=filename, params=params
    )
    return message.as_bytes()


def packed_mail(inner):
    """A mail in a mail, packed as none may be."""
    head = (
        b"From: a@b\nMIME-Version: 1.0\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
    )
    told = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.eml\n\n"
    return head + told + base64.encodebytes(inner) + b"\n--x--\n"


def nested(times):
    """A program in so many zip files."""
    inner = a_zip({"a.exe": EXE})
    for number in range(times):
        inner = a_zip({f"{number}.zip": inner})
    return inner


def dropped(action):
    """A PDF whose table leads nowhere."""
    return acting(action).rpartition(b"startxref")[0] + b"startxref\n99999999\n%%EOF"


OTHERS = ("pif", "msc", "lnk", "iso", "hta")
TWICE = {
    "a program and a document": (EXE + LETTER, {("program", "came"), ("second", "ZIP"), ("second", "EXE")}),
    "a document and a program": (LETTER + EXE, {("second", "EXE")}),
    "a page and a document": (HTML + LETTER, {("second", "ZIP"), ("second", "HTML")}),
    "a PDF and a document": (PLAIN + LETTER, {("second", "ZIP"), ("second", "PDF")}),
    "a document and a second archive": (LETTER + a_zip({"a.exe": EXE}), {("second", "ZIP"), ("program", "a.exe")}),
    "a document that is a PDF": (stored_first("a", PLAIN), {("second", "PDF")}),
    "a document that is a page": (stored_first("a.html", HTML), {("second", "HTML"), ("page", "a.html")}),
    "a program as comment": (with_comment(), {("second", "EXE")}),
    "a picture and a PDF": (PNG + PLAIN, {("second", "PDF")}),
    "a picture and a page": (PNG + HTML, {("second", "HTML")}),
    "a program named as picture": (EXE, {("program", "came")}),
    "a PDF behind a page": (HTML + acting(b"<< /S /Launch >>"), {("second", "PDF"), ("second", "HTML"), ("starts", "")}),
}  # fmt: skip
MORE = {
    "a program as picture": (HIDDEN, {("program", "image1.png")}),
    "a picture and a program": (docx("<w:p/>", more={"word/media/a.png": PNG + EXE}), {("second", "EXE")}),
    "macros under another name, a drawing that runs": (docx("<w:p/>", more=PARTS), {("program", "settings.bin"), ("page", "i.svg")}),
    "macros as a theme": (docx("<w:p/>", more={"word/theme/theme1.xml": MACROS}), {("program", "theme1.xml")}),
    "a program in a document in a document": (docx("<w:p/>", more={"word/embeddings/a.docx": HIDDEN}), {("file", "a.docx"), ("program", "image1.png")}),
    "a script as data": (docx("<w:p/>", more={"customXml/item1.xml": b"#!/bin/sh\nrm"}), {("program", "item1.xml")}),
    "a template, spelt otherwise": (docx("<w:p/>", more={"word/_rels/document.xml.rels": TEMPLATE}), {("fetched", "https://b.example/>t.dotm")}),
    "a page taken in": (docx("<w:p/>", more={"word/afchunk.mht": HTML}), {("page", "afchunk.mht")}),
    "a field that starts a program": (docx(FIELD), {("starts", "")}),
    "a broken part before a program": (broken_before("word/media/y.png"), {("unread", "[Content_Types].xml"), ("program", "y.png")}),
    "an OpenDocument text that draws and runs": (a_zip({"mimetype": "a", "content.xml": DRAWN}), {("script", ""), ("fetched", "https://b.example/a.png")}),
    "an address asked as it opens": (acting(b"<< /S /URI /URI (https://b.example) >>"), {("fetched", "https://b.example")}),
    "a form sent as a page is shown": (pdf(*a_page(b"<< >>", b"/AA << /O << /S /SubmitForm /F << /FS /URL /F (https://b.example/s) >> >> >>")), {("fetched", "https://b.example/s")}),
    "a start after a step": (acting(b"<< /S /GoTo /D [3 0 R /Fit] /Next << /S /Launch /F (cmd.exe) >> >>"), {("starts", "")}),
    "a script where the table misleads": (dropped(b"<< /S%\n/J#61vaScript /JS (a) >>"), {("script", "")}),
    "fields that add up": (filling(b'AFNumber_Format\\(2, 0, 0, 0, "", true\\);'), {("fields", "")}),
    "fields that add up, otherwise written": (filling(b'AFSimple_Calculate("SUM", new Array ("a", "b"))', order=1), {("fields", "")}),
    "fields, and a script of another kind": (filling(b"AFRange_Validate(true, 0, true, 9);app.launchURL('https://b.example')"), {("script", "")}),
    "fields, and a script that the table does not show": (filling(b"AFPercent_Format(2, 0)") + b"<< /S /JavaScript /JS (app.alert(1)) >>", {("script", "")}),
    "fields that hide a second script": (filling(b"AFTime_Format(0)) /JS (app.alert(1)"), {("script", "")}),
    "a script kept elsewhere": (pdf(*a_page(b"<< >>", b"/AA << /O << /S /JavaScript /JS 5 0 R >> >>"), stream(b"AFTime_Format(0)")), {("script", "")}),
    "a form of another kind": (pdf(*a_page(b"<< /XFA [(a) 3 0 R] >>")), {("form", "")}),
    "a program as figures in a PDF": (attached(b"figures.csv", EXE), {("program", "figures.csv")}),
    "a program in a document in a PDF": (attached(b"letter.docx", HIDDEN), {("file", "letter.docx"), ("program", "image1.png")}),
    "a document in a mail": (carrying("letter.docx", HIDDEN), {("program", "image1.png")}),
    "a program named as PDF": (carrying("letter.pdf", EXE), {("program", "letter.pdf")}),
    "two names": (carrying("letter.pdf", PLAIN, name="a.exe"), {("program", "a.exe")}),
    "an archive": (carrying("l.zip", a_zip({"a/c.pdf.scr": b"x"})), {("file", "l.zip"), ("program", "a/c.pdf.scr")}),
    "archives in archives": (carrying("a.zip", nested(6)), {("file", "a.zip"), ("file", "5.zip"), ("file", "4.zip"), ("file", "3.zip"), ("unread", "2.zip")}),
    "a mail in a mail": (carrying("a.eml", carrying("b.eml", carrying("c.js", b"x"))), {("program", "c.js")}),
    "a file among the words": (mail() + b"\nbegin 644 setup.exe\n#AAAA\n`\nend\n", {("program", "setup.exe")}),
    "a disk": (carrying("d.dat", bytes(0x8001) + b"CD001" + bytes(99)), {("program", "d.dat")}),
    "a link of Windows": (carrying("l.dat", b"[InternetShortcut]\nURL=file://b"), {("program", "l.dat")}),
    "an object in rich text": (carrying("a.doc", b"{\\rtf1{\\object\\objdata 0105}}"), {("file", "")}),
    "a name told twice": (carrying("a.pdf", b"x").replace(b'filename="a.pdf"', b'filename="a.pdf"; filename="b.exe"'), {("program", "b.exe")}),
    "a wrapping of Outlook": (carrying("winmail.dat", b"\x78\x9f\x3e\x22" + EXE), {("file", "winmail.dat"), ("second", "EXE")}),
    "a mail packed": (packed_mail(carrying("c.js", b"x")), {("program", "c.js")}),
    "a field of another prefix": (docx("<x:p/><x:instrText>DDEAUTO c</x:instrText>"), {("starts", "")}),
    "macros of old sheets": (docx("<w:p/>", more={"xl/macrosheets/sheet1.xml": "<a/>"}), {("program", "xl/macrosheets/sheet1.xml")}),
    "macros in an old document": (carrying("a.doc", MACROS), {("program", "a.doc")}),
    "names that Windows shortens": (mail("a.exe. ", "b.exe::$DATA", "c\u202efdp.exe"), {("program", "a.exe."), ("program", "b.exe::$DATA"), ("program", "cfdp.exe")}),
    "pages, programs": (mail(*(f"a.{one}" for one in ("html", "svg", *OTHERS))), {("page", "a.html"), ("page", "a.svg"), *(("program", f"a.{one}") for one in OTHERS)}),
}  # fmt: skip


@each("what", TWICE)
def test_two_files_in_one_are_named(what):
    data, expected = TWICE[what]
    assert {(kind, name) for kind, name, _ in found_in(BytesIO(data), "came")} == expected


@each("what", MORE)
def test_a_thing_is_named_by_its_content_wherever_it_lies(what):
    data, expected = MORE[what]
    assert {(kind, name) for kind, name, _ in found_in(BytesIO(data), "came")} == expected


def test_of_ordinary_files_nothing_is_named(record_property):
    files = ordinary.everything()
    assert {name: found for name, data in files.items() if (found := found_in(BytesIO(data), name))} == {}
    record_property("ordinary files", len(files))
    assert len(files) >= 40


def test_the_gravest_stand_first_and_no_crowd_hides_them():
    kind, name, _ = found_in(BytesIO(mail(*(f"{number}.zip" for number in range(60)), "z.exe")), "a.eml")[0]
    assert (kind, name) == ("program", "z.exe")


def test_what_is_more_than_the_budget_is_not_unpacked_and_that_is_said(monkeypatch):
    monkeypatch.setattr(WorkLeft, "__init__", lambda self: self.__dict__.update(unpacked=5000, parts=9))
    found = found_in(BytesIO(docx("<w:p/>", more={"word/media/a.png": bytes(9000)})), "a.docx")
    assert found == [("unread", "word/media/a.png", "")]


@each("what", HELD)
def test_what_a_file_holds_besides_is_named(what):
    data, expected = HELD[what]
    assert {(kind, name) for kind, name, _ in found_in(BytesIO(data), "came.eml")} == expected


@each("what", HONEST)
def test_of_an_honest_file_nothing_is_named(what):
    assert found_in(BytesIO(HONEST[what]), "came.eml") == []


def test_names_are_cut_and_counted():
    many = {f"word/embeddings/{number}{'x' * 200}.exe": b"MZ" for number in range(50)}
    found = found_in(BytesIO(docx("<w:p/>", more=many)), "a.docx")
    assert found[20:] == [("more", "30", "")]
    assert all(len(name) == 150 for _kind, name, _where in found[:20])
