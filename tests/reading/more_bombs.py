"""More bombs and polyglots, of kinds that others do not try: links and names in documents, tables in circles, packing in lists, pictures of frames."""

# ruff: noqa: E501  # files as they are written

import binascii
import bz2
import gzip
import io
import json
import lzma
import os
import struct
import zipfile
import zlib

from tests.reading.bombs import (
    MEGABYTE,
    PDF_HEAD,
    _rows,
    a_page,
    a_zip,
    docx,
    http,
    mail,
    pdf,
    stream,
    warc,
    xlsx,
)

PARAGRAPH = "<w:p><w:r><w:t>1. How many?</w:t></w:r></w:p>"
CELL = '<c t="s"><v>0</v></c>'
PNG = b"\x89PNG\r\n\x1a\n"


def _part(kind, data, *, right=True):
    """A part of a PNG; with a wrong sum where it is not right."""
    return (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data) if right else 0)
    )


def _png(width, height, *parts):
    return (
        PNG
        + _part(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
        + b"".join(parts)
        + _part(b"IEND", b"")
    )


def _moving_png(frames):
    """A picture that moves, of many frames of one point."""
    control = b"".join(
        _part(b"fcTL", struct.pack(">5I2H2B", n, 1, 1, 0, 0, 1, 100, 0, 0)) for n in range(frames)
    )
    return _png(
        1, 1, _part(b"acTL", struct.pack(">2I", frames, 0)), control, _part(b"IDAT", zlib.compress(b"\0\0"))
    )


def _moving_gif(frames):
    frame = b"\x2c" + bytes(8) + b"\0\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<2H", 1, 1) + b"\x80\0\0" + bytes(6) + frame * frames + b"\x3b"


def _moving_webp(frames):
    frame = b"ANMF" + struct.pack("<I", 24) + bytes(16) + b"VP8L" + struct.pack("<I", 0)
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + b"\x02" + bytes(9) + frame * frames
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _pdf_raw(objects, *, end):
    """A PDF whose end is written by hand."""
    body = PDF_HEAD + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, start=1))
    return body + end % {b"place": len(body)}


def _tables_in_a_circle():
    """Two tables of places, each of which names the other as the one before it."""
    end = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 5 /Prev %(place)d >>\nstartxref\n%(place)d\n%%%%EOF\n"
    return _pdf_raw(a_page(b"<< >>"), end=end)


def _chain_of_tables(number):
    out = bytearray(_pdf_raw(a_page(b"<< >>"), end=b""))
    before = b""
    for _ in range(number):
        place = len(out)
        out += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 5 %s >>\n" % before
        before = b"/Prev %d" % place
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % place


def _table_as_stream(index, widths=b"[1 4 2]", size=b"99999999"):
    """A PDF whose table of places is a stream that says of itself what it likes."""
    data = zlib.compress(bytes(7) * 1_000_000, 9)
    head = b"/Type /XRef /Size %s /Index %s /W %s /Root 1 0 R" % (size, index, widths)
    end = b"5 0 obj\n" + stream(data, head=head) + b"\nendobj\nstartxref\n%(place)d\n%%%%EOF\n"
    body = PDF_HEAD + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(a_page(b"<< >>"), start=1)
    )
    return body + end.replace(b"%(place)d", b"%d" % len(body)).replace(b"%%%%", b"%%")


def _objects_in_objects():
    """A stream of objects that extends itself."""
    inner = zlib.compress(b"6 0 " + b"<< /A 6 0 R >>" * 10)
    return pdf(*a_page(b"<< >>"), stream(inner, head=b"/Type /ObjStm /N 1 /First 4 /Extends 5 0 R"))


def _predicted(columns):
    row = zlib.compress(bytes(60 * MEGABYTE), 9)
    return pdf(
        *a_page(
            stream(
                row,
                head=b"/DecodeParms << /Predictor 15 /Columns %d /Colors 32 /BitsPerComponent 16 >>"
                % columns,
            )
        )
    )


def _fonts(number):
    """A page whose font says of each letter which text it is, without an end."""
    mapping = (
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + b"1 beginbfrange <0000> <FFFF> <0041> endbfrange\n" * number
    )
    return pdf(
        *a_page(
            stream(zlib.compress(b"BT /F 9 Tf <0001> Tj ET")), more=b"/Resources << /Font << /F 5 0 R >> >>"
        ),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << >> /W ["
        + b"0 65535 9 " * 50_000
        + b"] >>",
        stream(zlib.compress(mapping, 9)),
    )


def _mail_of(parts, head=b""):
    told = (
        b'From: a@b.example\nMIME-Version: 1.0\nMessage-ID: <1>\n%sContent-Type: multipart/mixed; boundary="b"\n\n'
        % head
    )
    return told + b"".join(b"--b\n" + one + b"\n" for one in parts) + b"--b--\n"


def _uuencoded(size):
    lines = b"".join(binascii.b2a_uu(b"x" * 45) for _ in range(size // 45))
    return b"begin 644 a.zip\n" + lines + b"`\nend\n"


def _alternatives(number):
    """A mail that says the same in many formatted versions."""
    one = b"Content-Type: text/html\n\n<p>%d. How many?</p>"
    return _mail_of(one % n for n in range(number)).replace(b"multipart/mixed", b"multipart/alternative")


def requests():
    """Files that come as a request: by name what they are, their names and their bytes."""
    zeros = zlib.compress(bytes(300 * MEGABYTE), 9)
    alt = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r9"/>'
    notes = f'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{"<w:footnote>" + PARAGRAPH + "</w:footnote>"}</w:footnotes>'
    return {
        "docx of chunks of pages": ("a.docx", docx(PARAGRAPH + alt * 100_000, more={"word/a.html": "<div>" * 3_000_000})),
        "docx of an attribute": ("a.docx", docx(f'<w:p w:rsidR="{"9" * 15 * MEGABYTE}"/>{PARAGRAPH}')),
        "docx of footnotes": ("a.docx", docx(PARAGRAPH, more={"word/footnotes.xml": notes.replace(PARAGRAPH, PARAGRAPH * 200_000)})),
        "docx of many headers": ("a.docx", docx(PARAGRAPH, more={f"word/header{n}.xml": "<w:hdr xmlns:w='u'/>" for n in range(9000)})),
        "docx of tracked changes": ("a.docx", docx("<w:ins><w:del>" * 30_000 + PARAGRAPH + "</w:del></w:ins>" * 30_000)),
        "docx of fields": ("a.docx", docx("<w:p>" + '<w:fldSimple w:instr="REF a">' * 20_000 + "</w:fldSimple>" * 20_000 + "</w:p>" + PARAGRAPH)),
        "docx of numbered lists": ("a.docx", docx('<w:p><w:pPr><w:numPr><w:ilvl w:val="999999999"/><w:numId w:val="999999999"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 60_000, more={"word/numbering.xml": '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(60_000)) + "</w:numbering>"})),
        "docx of styles in a circle": ("a.docx", docx('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 1000, more={"word/styles.xml": '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'})),
        "docx of processing instructions": ("a.docx", docx("<?a b?>" * 1_500_000 + PARAGRAPH)),
        "docx of comments": ("a.docx", docx("<!--" + "-x" * 5_000_000 + "-->" + PARAGRAPH)),
        "docx in UTF-16": ("a.docx", docx(PARAGRAPH, more={"word/document.xml": ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>').encode("utf-16")})),
        "docx of two documents": ("a.docx", docx(PARAGRAPH, more={"WORD/DOCUMENT.XML": "<x/>", "word\\document.xml": "<x/>"})),
        "docx of tabs and breaks": ("a.docx", docx("<w:p><w:r>" + "<w:tab/><w:br/>" * 900_000 + "</w:r></w:p>")),
        "pdf of tables in a circle": ("a.pdf", _tables_in_a_circle()),
        "pdf of a chain of tables": ("a.pdf", _chain_of_tables(20_000)),
        "pdf of a table that begins at -1": ("a.pdf", _table_as_stream(b"[-1 99999999]")),
        "pdf of a table of a billion": ("a.pdf", _table_as_stream(b"[0 1000000000]", size=b"1000000000")),
        "pdf of a table of no width": ("a.pdf", _table_as_stream(b"[0 2000000000]", widths=b"[0 0 0]", size=b"2000000000")),
        "pdf of a table of great width": ("a.pdf", _table_as_stream(b"[0 1]", widths=b"[999999999 1 1]")),
        "pdf of objects that extend themselves": ("a.pdf", _objects_in_objects()),
        "pdf of a predictor": ("a.pdf", _predicted(1)),
        "pdf of a predictor of wide rows": ("a.pdf", _predicted(2_000_000_000)),
        "pdf of LZW": ("a.pdf", pdf(*a_page(stream(b"\x80\x0b\x60\x50" + os.urandom(2 * MEGABYTE), names=b"/LZWDecode")))),
        "pdf of run lengths": ("a.pdf", pdf(*a_page(stream(b"\x81x" * 4 * MEGABYTE, names=b"/RunLengthDecode")))),
        "pdf of ASCII85": ("a.pdf", pdf(*a_page(stream(b"z" * 12 * MEGABYTE + b"~>", names=b"/ASCII85Decode")))),
        "pdf of JBIG2": ("a.pdf", pdf(*a_page(stream(b"\0\0\0\0" + struct.pack(">B", 48) + b"\0\1" + struct.pack(">5I", 19, 0xFFFFFFFF, 0xFFFFFFFF, 0, 0), names=b"/JBIG2Decode", head=b"/Subtype /Image /Width 65535 /Height 65535 /DecodeParms << /JBIG2Globals 4 0 R >>")))),
        "pdf of JPX": ("a.pdf", pdf(*a_page(stream(b"\0\0\0\x0cjP  \r\n\x87\n\xff\x4f\xff\x51" + b"\xff" * 500_000, names=b"/JPXDecode", head=b"/Subtype /Image /Width 4294967295 /Height 4294967295")))),
        "pdf locked with endless rounds": ("a.pdf", _pdf_raw((*a_page(b"<< >>"), b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -1 /U <" + b"00" * 2_000_000 + b"> /O <" + b"00" * 48 + b"> /UE <" + b"00" * 32 + b"> /OE <" + b"00" * 32 + b"> /Perms <" + b"00" * 16 + b"> >>"), end=b"trailer\n<< /Root 1 0 R /Size 6 /Encrypt 5 0 R /ID [<00> <00>] >>\n%%%%EOF\n")),
        "pdf of fonts": ("a.pdf", _fonts(60)),
        "pdf of a font of many ranges": ("a.pdf", _fonts(20_000)),
        "pdf of fields in a circle": ("a.pdf", pdf(b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R 5 0 R] >> >>", *a_page(b"<< >>")[1:], b"<< /T (a) /V (x) /Kids [5 0 R 5 0 R 5 0 R] >>")),
        "pdf of notes": ("a.pdf", pdf(*a_page(b"<< >>", more=b"/Annots [" + b"5 0 R " * 600_000 + b"]"), b"<< /Subtype /Text /Contents (x) >>")),
        "pdf of names in a circle": ("a.pdf", pdf(b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 5 0 R >> >>", *a_page(b"<< >>")[1:], b"<< /Kids [5 0 R 5 0 R] >>")),
        "pdf of a number without an end": ("a.pdf", pdf(*a_page(b"<< /Length " + b"9" * 8_000_000 + b" >>\nstream\nendstream"))),
        "pdf of a length that is itself": ("a.pdf", pdf(*a_page(b"<< /Length 4 0 R /Filter /FlateDecode >>\nstream\n" + zeros[:1000] + b"\nendstream"))),
        "pdf of contents in a list": ("a.pdf", pdf(*a_page(b"[" + b"5 0 R " * 400_000 + b"]"), stream(zlib.compress(b"BT (x) Tj ET")))),
        "pdf of an inline picture": ("a.pdf", pdf(*a_page(stream(zlib.compress(b"BI /W 99999 /H 99999 ID " + bytes(90 * MEGABYTE), 9))))),
        "mail of ten thousand attachments": ("a.eml", _mail_of(b'Content-Type: application/pdf; name="%d.pdf"\n\nx' % n for n in range(10_000))),
        "mail of letters in formatted versions": ("a.eml", _alternatives(20_000)),
        "mail of mails side by side": ("a.eml", _mail_of(b"Content-Type: message/rfc822\n\nFrom: a\nSubject: b\n\n1. How?" for _ in range(20_000))),
        "mail of uuencode": ("a.eml", mail(_uuencoded(8 * MEGABYTE), coding=b"x-uuencode")),
        "mail of uuencode in the text": ("a.eml", mail(b"1. How many?\n" + _uuencoded(3 * MEGABYTE))),
        "mail of uuencode without an end": ("a.eml", mail(b"begin 644 a\n" * 500_000, coding=b"uuencode")),
        "mail with a folded header": ("a.eml", mail(head=b"Subject: a\n" + b" b\n" * 900_000)),
        "mail with words of a header in parts": ("a.eml", mail(head=b"Subject: " + b"=?utf-8?b?" + b"QUFB" * 500_000 + b"?=\n")),
        "mail with a name in pieces": ("a.eml", _mail_of([b"Content-Disposition: attachment; " + b"; ".join(b"filename*%d*=%%41" % n for n in range(60_000)) + b"\n\nx", b"\n1. How?"])),
        "mail with a date of many days": ("a.eml", mail(head=b"Date: " + b"Mon, " * 300_000 + b"1 Jan 2026 00:00:00 +9999999999\n")),
        "mail received a million times": ("a.eml", mail(head=b"Received: by x; Mon, 1 Jan 2026 00:00:00 +0000\n" * 200_000)),
        "mail in idna": ("a.eml", mail(b"xn--" + b"a" * 900_000, kind=b"text/plain; charset=idna")),
        "mail in unicode escapes": ("a.eml", mail(b"\\U0001F600" * 300_000, kind=b"text/plain; charset=unicode_escape")),
        "mail in UTF-32": ("a.eml", mail(b"\xff\xfe\0\0" + b"\xff" * 4_000_000, kind=b"text/plain; charset=utf-32")),
        "mail in the letters of ISO 2022": ("a.eml", mail(b"\x1b$B" * 2_000_000, kind=b"text/plain; charset=iso-2022-jp-3")),
        "mail in a charset of a long name": ("a.eml", mail(kind=b"text/plain; charset=" + b"x" * 2_000_000)),
        "mail of a page of nested tags": ("a.eml", mail(b"<b>" * 1_000_000 + b"1. How?", kind=b"text/html")),
        "mail of a page of attributes": ("a.eml", mail(b"<p " + b'a="b" ' * 2_000_000 + b">1. How?", kind=b"text/html")),
        "mail of a page of quotes": ("a.eml", mail(b"<blockquote>" * 500_000 + b"x", kind=b"text/html")),
        "mail of a page of lists": ("a.eml", mail(b"<ol><li>x" * 600_000, kind=b"text/html")),
        "mail of a page of tables": ("a.eml", mail(b"<table><tr><td rowspan=9999 colspan=9999>x" * 200_000, kind=b"text/html")),
        "mail signed and locked": ("a.eml", mail(b"\x30\x80" * 3_000_000, kind=b"application/pkcs7-mime; smime-type=enveloped-data", coding=b"binary")),
        "mail of a TNEF": ("a.eml", _mail_of([b"Content-Type: application/ms-tnef; name=winmail.dat\n\n" + b"\x78\x9f\x3e\x22" + b"\xff" * MEGABYTE, b"\n1. How?"])),
        "mail of a border in a border": ("a.eml", _mail_of([b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nx\n--b--'] * 50_000)),
        "text of zero-width signs": ("a.txt", ("1. How many?" + "\u200b" * 190_000).encode()),
        "text of marks on a letter": ("a.txt", ("1. How many a" + "\u0301" * 190_000 + "?").encode()),
        "text of turning signs": ("a.txt", ("\u202e\u2066" * 90_000 + "1. How many?").encode()),
        "text of tabs": ("a.txt", b"1.\t" * 66_000),
        "text of carriage returns": ("a.txt", b"1. How?\r" * 24_000),
        "text of addresses": ("a.txt", b"https://a.example/ " * 10_000),
        "text of dates": ("a.txt", b"1 January 2020 to 31 December 2020 and between 1 May 2019 and 2 May 2020, " * 2600),
        "text of letters and brackets": ("a.txt", b"a) b) c) (d) (e) i. ii. " * 8000),
        "text of acts": ("a.txt", b"section 12(1)(a)(i) of the Freedom of Information Act 2000 " * 3300),
        "elf and mail": ("a.eml", b"\x7fELF" + bytes(60) + mail()),
        "pdf and page": ("a.pdf", b"<html><script>alert(1)</script><!--\n" + pdf(*a_page(b"<< >>")) + b"-->"),
        "mail and pdf": ("a.eml", mail(pdf(*a_page(b"<< >>")))),
    }  # fmt: skip


def _sheet(rows="", before_rows="", after="", **more):
    """A workbook whose sheet has more than its rows."""
    made = xlsx("@", **more)
    name = "xl/worksheets/sheet1.xml"
    out, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(made))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for one in source.namelist():
            data = source.read(one)
            if one == name:
                data = data.replace(
                    b"<sheetData>@</sheetData>", f"{before_rows}<sheetData>{rows}</sheetData>{after}".encode()
                )
            target.writestr(one, data)
    return out.getvalue()


def tables():
    """Files that come as a spreadsheet."""
    merged = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 60_000))
    names = "".join(f'<definedName name="n{n}">A!$A${n}</definedName>' for n in range(200_000))
    book = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>%s</workbook>'
    return {
        "sheet of defined names": ("a.xlsx", xlsx(_rows(2), more={"xl/workbook.xml": book % f"<definedNames>{names}</definedNames>"})),
        "sheet of a name that names itself": ("a.xlsx", xlsx(_rows(2), more={"xl/workbook.xml": book % "<definedNames><definedName name='a'>a+a</definedName></definedNames>"})),
        "sheet of many sheets": ("a.xlsx", xlsx(_rows(2), more={"xl/workbook.xml": book.replace("<sheets>", "<sheets>" + '<sheet name="H" state="hidden" sheetId="1" r:id="r1"/>' * 200_000) % ""})),
        "sheet of external links": ("a.xlsx", xlsx(_rows(2), more={f"xl/externalLinks/externalLink{n}.xml": '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>' for n in range(5000)})),
        "sheet of a billion columns": ("a.xlsx", xlsx('<row><c r="ZZZZZZ1"><v>1</v></c></row>')),
        "sheet of a column of many letters": ("a.xlsx", xlsx(f'<row><c r="{"A" * 2_000_000}1"><v>1</v></c></row>')),
        "sheet of a negative row": ("a.xlsx", xlsx('<row r="-5"><c r="A-5"><v>1</v></c></row>')),
        "sheet of a row of many figures": ("a.xlsx", xlsx(f'<row r="{"9" * 100_000}"><c><v>1</v></c></row>')),
        "sheet of merged cells": ("a.xlsx", _sheet(_rows(2), after=f"<mergeCells>{merged}</mergeCells>")),
        "sheet of a dimension": ("a.xlsx", _sheet(_rows(2), before_rows='<dimension ref="A1:XFD1048576"/>')),
        "sheet of columns to say": ("a.xlsx", _sheet(_rows(2), before_rows="<cols>" + '<col min="1" max="16384"/>' * 300_000 + "</cols>")),
        "sheet of rich text": ("a.xlsx", xlsx(_rows(2, CELL), shared="<si>" + "<r><t>x</t></r>" * 1_000_000 + "</si>")),
        "sheet of texts that are not there": ("a.xlsx", xlsx(_rows(2, '<c t="s"><v>4294967296</v></c><c t="s"><v>-1</v></c>'), shared="<si><t>x</t></si>")),
        "sheet of a text number of many figures": ("a.xlsx", xlsx(_rows(2, f'<c t="s"><v>{"9" * 6000}</v></c>'), shared="<si><t>x</t></si>")),
        "sheet of dates beyond time": ("a.xlsx", xlsx(_rows(2, '<c t="d"><v>99999-99-99</v></c><c s="1"><v>1e308</v></c><c s="1"><v>-1e308</v></c>'), more={"xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'})),
        "sheet of styles": ("a.xlsx", xlsx(_rows(2, '<c s="0"><v>1</v></c>'), more={"xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>' + "".join(f'<numFmt numFmtId="{n}" formatCode="{"yyyy" * 20}"/>' for n in range(60_000)) + "</numFmts><cellXfs>" + "<xf/>" * 900_000 + "</cellXfs></styleSheet>"})),
        "sheet of a long format": ("a.xlsx", xlsx(_rows(2, '<c s="0"><v>1</v></c>'), more={"xl/styles.xml": f'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="200" formatCode="{"[" * 3_000_000}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'})),
        "sheet of formulas": ("a.xlsx", xlsx(_rows(2, f"<c><f>{'(' * 3_000_000}</f><v>1</v></c>"))),
        "sheet of shared formulas": ("a.xlsx", xlsx(_rows(9000, '<c><f t="shared" si="0" ref="A1:XFD1048576">A1</f><v>1</v></c>'))),
        "sheet of numbers like 1e999": ("a.xlsx", xlsx(_rows(2, "<c><v>1e999</v></c><c><v>nan</v></c><c><v>1e-999999999</v></c>"))),
        "sheet of numbers of a great power": ("a.xlsx", xlsx(_rows(2, "<c><v>1E+300</v></c><c><v>9e99999999999</v></c>"))),
        "sheet named outside": ("a.xlsx", xlsx(_rows(2), more={"xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="../../../../etc/passwd"/></Relationships>'})),
        "sheet that is fetched": ("a.xlsx", xlsx(_rows(2), more={"xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="http://127.0.0.1:9/a.xml"/></Relationships>'})),
        "sheet that is its workbook": ("a.xlsx", xlsx(_rows(2), more={"xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="workbook.xml"/></Relationships>'})),
        "sheet of many relations": ("a.xlsx", xlsx(_rows(2), more={"xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + '<Relationship Id="r1" Type="x" Target="a"/>' * 200_000 + "</Relationships>"})),
        "sheet and page": ("a.xlsx", b"<html><script>alert(1)</script>" + xlsx(_rows(2))),
        "csv of one line": ("a.csv", b"x" * 20 * MEGABYTE),
        "csv of one line of quotes and commas": ("a.csv", b'"",' * 6 * MEGABYTE),
        "csv of carriage returns": ("a.csv", b"a,b\r" * 4 * MEGABYTE),
        "csv of doubled quotes": ("a.csv", b'a,b\nx,"' + b'""' * 9 * MEGABYTE + b'"\n'),
        "csv of marks of the beginning": ("a.csv", b"\xef\xbb\xbf" * 6 * MEGABYTE),
        "csv of headings": ("a.csv", b",".join(b"h%d" % n for n in range(2_000_000))),
        "csv of signs that stand for lines": ("a.csv", ("a\u2028b\u0085c\n" * 900_000).encode()),
    }  # fmt: skip


def _chunked(times):
    body = b"x" * 1000
    for _ in range(times):
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    return body


def _zip64(entries):
    """A WACZ whose list says in 64 bits that it is huge."""
    out = bytearray(
        a_zip({"datapackage.json": b"{}", "archive/a.warc": warc(http(b"x"))}, packed=zipfile.ZIP_STORED)
    )
    place = out.index(b"PK\1\2")
    listed = bytes(out[place:]).partition(b"PK\5\6")[0]
    far = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, entries, entries, len(listed), place)
    finds = struct.pack("<4sIQI", b"PK\6\7", 0, len(out[:place]) + len(listed), 1)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return bytes(out[:place]) + listed + far + finds + end


def _link():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("datapackage.json", "{}")
        one = zipfile.ZipInfo("archive/a.warc")
        one.external_attr = 0o120777 << 16
        made.writestr(one, "/etc/passwd")
    return out.getvalue()


def _mixed():
    """Members stored, deflated, in bzip2 and in lzma, one after the other."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for number, packed in enumerate(
            (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
        ):
            made.writestr(f"archive/{number}.txt", bytes(1000), compress_type=packed)
        made.writestr("archive/a.warc", warc(http(b"x")))
        made.writestr(
            "pages/pages.jsonl", b'{"url": "https://a.example/"}\n' * 9, compress_type=zipfile.ZIP_BZIP2
        )
    return out.getvalue()


def _swapped_method():
    """A member that is deflated by its own head and stored by the list."""
    out = bytearray(
        a_zip(
            {"datapackage.json": b"{}", "archive/a.warc": warc(http(b"x" * 100))}, packed=zipfile.ZIP_STORED
        )
    )
    place = out.index(b"PK\3\4", 4)
    out[place + 8 : place + 10] = struct.pack("<H", 8)
    return bytes(out)


def _heads_of_cut_zip(number):
    """The heads of many members and no list: each says that its size stands behind it."""
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 8, 0, 0, 0, 0, 0, 0, 14, 0) + b"archive/a.warc"
    return (head + warc(http(b"x")) + b"PK\7\x08" + b"\1" * 12) * number


def _cut_with_false_ends(number):
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 8, 0, 0, 0, 0, 0, 0, 14, 0) + b"archive/a.warc"
    return head + warc(http(b"x")) + b"PK\7\x08" * number


def archives():
    """Files that come as evidence."""
    large = bytes(300 * MEGABYTE)
    coded = b"Content-Encoding: %s\r\n"
    page = b"<title>a</title>" + b"<b>" * 1_000_000 + b"x"
    mhtml = b'Content-Type: multipart/related; boundary="b"\n\n'
    listed = {"datapackage.json": b"{}", "archive/a.warc": warc(http(b"x"))}
    huge = json.dumps(
        {"resources": [{"path": f"p{n}", "hash": "sha256:" + "0" * 64} for n in range(150_000)]}
    ).encode()
    return {
        "warc of a negative length": ("a.warc", warc(http(b"x"), length=-5)),
        "warc of lengths in other figures": ("a.warc", warc(http(b"x")).replace(b"Content-Length: ", b"Content-Length: +0x")),
        "warc of two lengths": ("a.warc", warc(http(b"x"), head=b"Content-Length: 99999999\r\n")),
        "warc of members without an end": ("a.warc.gz", gzip.compress(warc(http(b"x")))[:-12] * 200_000),
        "warc of members and noughts": ("a.warc.gz", (gzip.compress(warc(http(b"x"))) + bytes(4096)) * 5000),
        "warc of a member of members": ("a.warc.gz", gzip.compress(gzip.compress(warc(http(b"x"))) * 1000)),
        "warc in brotli of zeros": ("a.warc", warc(http(b"\x5b\xff\xff\xff\x1f\x00" * 200_000, head=coded % b"br"))),
        "warc in deflate of zeros": ("a.warc", warc(http(zlib.compress(large, 9), head=coded % b"deflate"))),
        "warc in raw deflate of zeros": ("a.warc", warc(http(zlib.compress(large, 9)[2:-4], head=coded % b"deflate"))),
        "warc of a list of encodings": ("a.warc", warc(http(b"x" * 1000, head=coded % b",".join([b"gzip"] * 100_000)))),
        "warc of encodings in different heads": ("a.warc", warc(http(gzip.compress(bytes(9 * MEGABYTE)), head=coded % b"gzip" * 5000))),
        "warc of chunks in chunks": ("a.warc", warc(http(_chunked(50), head=b"Transfer-Encoding: chunked, chunked, chunked\r\n"))),
        "warc of a chunk of endless figures": ("a.warc", warc(http(b"0" * 9_000_000 + b"1\r\nx\r\n0\r\n\r\n", head=b"Transfer-Encoding: chunked\r\n"))),
        "warc of a chunk with a long name": ("a.warc", warc(http(b"1;" + b"a=b;" * 3_000_000 + b"\r\nx\r\n0\r\n\r\n", head=b"Transfer-Encoding: chunked\r\n"))),
        "warc of a negative chunk": ("a.warc", warc(http(b"-5\r\nx\r\n0\r\n\r\n", head=b"Transfer-Encoding: chunked\r\n"))),
        "warc of nested tags": ("a.warc", warc(http(page))),
        "warc of frames in frames": ("a.warc", warc(http(b'<iframe srcdoc="' * 300_000 + b"x"))),
        "warc of escaped frames in frames": ("a.warc", warc(http(b'<iframe srcdoc="&lt;iframe srcdoc=&quot;' * 100_000 + b'">'))),
        "warc of drawings": ("a.warc", warc(http(b"<svg><foreignObject>" * 300_000 + b"<text>x"))),
        "warc of laughing drawings": ("a.warc", warc(http(b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg><use href="#a" id="a"/>' + b"&a;" * 900_000))),
        "warc of text boxes": ("a.warc", warc(http(b"<textarea>" * 900_000))),
        "warc of a title without an end": ("a.warc", warc(http(b"<title>" * 2_000_000))),
        "warc of bases": ("a.warc", warc(http(b'<base href="/a/">' * 200_000 + b"<img src=b>"))),
        "warc of written pictures": ("a.warc", warc(http(b'<img src="data:image/png;base64,' + b"iVBOR" * 5_000_000 + b'">'))),
        "warc of json nested": ("a.warc", warc(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + b"[" * 8_000_000)),
        "warc of many addresses of length": ("a.warc", b"".join(warc(http(b"x")).replace(b"a.example/", b"a.example/" + b"%d" % n + b"a" * 8000) for n in range(600))),
        "warc of revisits": ("a.warc", warc(b"", head=b"WARC-Refers-To-Target-URI: https://a.example/\r\n").replace(b"response", b"revisit") * 20_000),
        "warc of a digest of length": ("a.warc", warc(http(b"x"), head=b"WARC-Payload-Digest: sha1:" + b"A" * 200_000 + b"\r\n")),
        "warc of many kinds of digest": ("a.warc", warc(http(b"x" * 9 * MEGABYTE), head=b"".join(b"WARC-Block-Digest: sha%d:AAAA\r\n" % n for n in range(5000)))),
        "warc in segments": ("a.warc", b"".join(warc(http(b"x"), head=b"WARC-Segment-Number: %d\r\nWARC-Segment-Origin-ID: <a>\r\n" % n) for n in range(6_000))),
        "warc of metadata": ("a.warc", warc(b"a: b\r\n" * 3_000_000).replace(b"response", b"metadata")),
        "wacz of a list in 64 bits": ("a.wacz", _zip64(2**63)),
        "wacz of a list in 64 bits that fits": ("a.wacz", _zip64(2)),
        "wacz with a link": ("a.wacz", _link()),
        "wacz of mixed packing": ("a.wacz", _mixed()),
        "wacz of two heads": ("a.wacz", _swapped_method()),
        "wacz cut of many heads": ("a.wacz", _heads_of_cut_zip(30_000)),
        "wacz cut of false ends": ("a.wacz", _cut_with_false_ends(2_000_000)),
        "wacz cut of lists": ("a.wacz", a_zip({"pages/pages.jsonl": b'{"url":"u"}\n' * 900_000, **listed})[:-30]),
        "wacz with a drive in a name": ("a.wacz", a_zip({"C:\\archive\\a.warc": warc(http(b"x"))})),
        "wacz with a nought in a name": ("a.wacz", a_zip({**listed, "archive/b\0.warc": b"x"}, packed=zipfile.ZIP_STORED)),
        "wacz with a name of names": ("a.wacz", a_zip({**listed, "a/" * 30_000 + "b": b"x"}, packed=zipfile.ZIP_STORED)),
        "wacz with a long remark": ("a.wacz", a_zip(listed, packed=zipfile.ZIP_STORED)[:-2] + struct.pack("<H", 65_535) + b"PK\5\6" * 16_383 + b"PKP"),
        "wacz of listed parts": ("a.wacz", a_zip({**listed, "datapackage.json": huge}, packed=zipfile.ZIP_STORED)),
        "wacz of pages with long titles": ("a.wacz", a_zip({**listed, "pages/pages.jsonl": (json.dumps({"url": "u", "title": "t" * 7_000_000}) + "\n") * 2}, packed=zipfile.ZIP_STORED)),
        "wacz of a number in a list": ("a.wacz", a_zip({**listed, "datapackage.json": b'{"resources": ' + b"9" * 3_000_000 + b"}"}, packed=zipfile.ZIP_STORED)),
        "wacz of packed records": ("a.wacz", a_zip({"archive/a.warc.gz": gzip.compress(warc(http(b"x"))) * 20_000}, packed=zipfile.ZIP_STORED)),
        "mhtml of frames": ("a.mhtml", mhtml + b'--b\nContent-Type: multipart/related; boundary="b"\n\n' * 90_000),
        "mhtml without a border": ("a.mhtml", b"Content-Type: multipart/related\n\n" + b"--\nx\n" * 900_000),
        "mhtml of escapes": ("a.mhtml", mhtml + b"--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=3Cb=3E" * 1_500_000 + b"\n--b--\n"),
        "mhtml of a location of length": ("a.mhtml", mhtml + b"--b\nContent-Location: " + b"a" * 200_000 + b"\n\nx\n--b--\n"),
        "png of 65,535 by 65,535": ("a.png", _png(65_535, 65_535, _part(b"IDAT", zlib.compress(bytes(20 * MEGABYTE), 9)))),
        "png of wrong sums": ("a.png", _png(9, 9, _part(b"IDAT", b"x", right=False))),
        "png of a packed note": ("a.png", _png(9, 9, _part(b"zTXt", b"a\0\0" + zlib.compress(large, 9)), _part(b"IDAT", zlib.compress(bytes(90))))),
        "png of a colour profile": ("a.png", _png(9, 9, _part(b"iCCP", b"a\0\0" + zlib.compress(large, 9)), _part(b"IDAT", zlib.compress(bytes(90))))),
        "png of a million parts": ("a.png", _png(9, 9, _part(b"tEXt", b"") * 1_000_000, _part(b"IDAT", zlib.compress(bytes(90))))),
        "png of a length below nought": ("a.png", PNG + _part(b"IHDR", struct.pack(">2I5B", 9, 9, 8, 0, 0, 0, 0)) + b"\xff\xff\xff\xf0IDAT" + bytes(99)),
        "png that moves": ("a.png", _moving_png(300_000)),
        "gif that moves": ("a.gif", _moving_gif(1_000_000)),
        "webp that moves": ("a.webp", _moving_webp(1_000_000)),
        "webp that says less": ("a.webp", b"RIFF\0\0\0\0WEBPVP8X" + struct.pack("<I", 10) + b"\x02" + bytes(9)),
        "jpeg of small pictures": ("a.jpg", b"\xff\xd8" + b"\xff\xe1\xff\xff" * 200_000 + b"\xff\xd9"),
        "jpeg of fills": ("a.jpg", b"\xff\xd8" + b"\xff" * 90 * MEGABYTE + b"\xd9"),
        "jpeg of pictures after its end": ("a.jpg", (b"\xff\xd8\xff\xc0\0\x0b\x08\0\1\0\1\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0x\xff\xd9") * 500_000),
        "jpeg of marks in a scan": ("a.jpg", b"\xff\xd8\xff\xc0\0\x0b\x08\0\1\0\1\1\1\x11\0" + b"\xff\xda\0\x02" * 3_000_000),
        "drawing of entities": ("a.svg", ('<!DOCTYPE svg [<!ENTITY a "' + "x" * 9000 + '">]><svg><text>' + "&a;" * 90_000 + "</text></svg>").encode()),
        "drawing packed": ("a.svgz", gzip.compress(b"<svg>" + large)),
        "avif": ("a.avif", b"\0\0\0\x1cftypavif" + b"\xff" * 1000),
        "bzip2 of a warc": ("a.warc.bz2", bz2.compress(warc(http(bytes(30 * MEGABYTE))))),
        "lzma of a wacz": ("a.wacz.lzma", lzma.compress(a_zip(listed), format=lzma.FORMAT_ALONE)),
        "pdf of scripts in a circle": ("a.pdf", pdf(b"<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >>", *a_page(b"<< >>")[1:], b"<< /S /JavaScript /JS (x) /Next [5 0 R 5 0 R] >>")),
        "pdf of files in files": ("a.pdf", pdf(b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [" + b"(a) 5 0 R " * 200_000 + b"] >> >> >>", *a_page(b"<< >>")[1:], b"<< /Type /Filespec /F (a) /EF << /F 5 0 R >> >>")),
        "pdf of a font": ("a.pdf", _fonts(20_000)),
        "pdf of ends": ("a.pdf", PDF_HEAD + b"1 0 obj\n<< >>\nendobj\n" + b"%%EOF\n" * 3_000_000),
        "pdf of linear lengths": ("a.pdf", PDF_HEAD + b"/L 9 " * 10_000 + b"/Linearized /L 999999999\n1 0 obj\n" + b"%%EOF"),
        "picture and page": ("a.gif", b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)//<script>\x3b"),
        "warc and pdf": ("a.pdf", b"WARC/1.1\r\n%PDF-1.7\r\n" + pdf(*a_page(b"<< >>"))),
        "zip and warc": ("a.warc", a_zip(listed) + warc(http(b"x"))),
    }  # fmt: skip


def kepts():
    """Files that are kept as they came, with a letter, an order or an audit."""
    return {
        "odt of parts": ("a.odt", a_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a>" * 900_000, **{f"Object {n}/content.xml": "<x/>" for n in range(5000)}})),
        "odt of scripts": ("a.odt", a_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>", **{f"Basic/{n}/script.xml": "x" for n in range(9000)}})),
        "docx of embedded programs": ("a.docx", docx(PARAGRAPH, more={f"word/embeddings/oleObject{n}.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600 for n in range(4000)})),
        "docx of an OLE in a circle": ("a.docx", docx(PARAGRAPH, more={"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6xI", 62, 3, 0xFFFE, 9, 6, 0) + struct.pack("<I", 1) * 300 + struct.pack("<I", 0) * 500_000})),
        "mail in mails": ("a.eml", b"Content-Type: message/rfc822\n\n" * 40_000 + b"x"),
        "mail of attachments": ("a.eml", _mail_of(b'Content-Disposition: attachment; filename="%d.exe"\n\nMZ' % n for n in range(20_000))),
        "mail of packed attachments": ("a.eml", _mail_of([b'Content-Disposition: attachment; filename="a.zip"\nContent-Transfer-Encoding: base64\n\n' + binascii.b2a_base64(a_zip({"a.zip": a_zip({"b": bytes(30 * MEGABYTE)})}))] * 30)),
        "png and zip": ("a.png", _png(9, 9, _part(b"IDAT", zlib.compress(bytes(90)))) + a_zip({"a.exe": b"MZ"})),
        "pdf and program": ("a.pdf", pdf(*a_page(b"<< >>")) + b"MZ" + bytes(9000)),
        "text of a program": ("a.txt", b"#!/bin/sh\n" + b"\xef\xbb\xbf" * 3_000_000),
        "csv of formulas": ("a.csv", b'=cmd|" /C calc"!A0\n' * 500_000),
    }  # fmt: skip
