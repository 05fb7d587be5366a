"""Bombs and polyglots, made here: small files that would take hours, or all memory, to read, and files that are two at once."""

# ruff: noqa: E501  # files as they are written

import base64
import bz2
import gzip
import io
import json
import lzma
import os
import struct
import zipfile
import zlib
from email.message import EmailMessage

LETTER = 180_000  # characters of a long letter
MEGABYTE = 1024 * 1024
PDF_HEAD = b"%PDF-1.7\n"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip


def a_zip(parts, *, packed=zipfile.ZIP_DEFLATED):
    """A zip file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed, compresslevel=9) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def docx(body, *, before="", more=None):
    """A Word document of this body."""
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    package = "http://schemas.openxmlformats.org/package/2006"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return a_zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{kinds}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{relation}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
            **(more or {}),
        }
    )


def xlsx(rows, *, before="", shared="", more=None):
    """A workbook of one sheet of these rows."""
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return a_zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{office}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{shared}</sst>',
            **(more or {}),
        }
    )


def pdf(*objects):
    """A PDF of these objects, with the table of where they stand."""
    out, places = PDF_HEAD, []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def stream(data, *, names=b"/FlateDecode", head=b""):
    """A stream of a PDF, packed."""
    return b"<< /Length %d /Filter %s %s >>\nstream\n%s\nendstream" % (len(data), names, head, data)


def a_page(contents, more=b""):
    """The objects of a PDF of one page with these contents."""
    return (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R %s >>" % more,
        contents,
    )


def warc(block, *, head=b"", length=None):
    """A record of a WARC."""
    size = len(block) if length is None else length
    told = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
    return told + head + b"Content-Length: %d\r\n\r\n" % size + block + b"\r\n\r\n"


def http(body, *, head=b""):
    """An answer over HTTP."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n" + body


def mail(body=b"1. How?\n", *, kind=b"text/plain", coding=b"7bit", head=b""):
    """A mail as it comes over the wire."""
    told = b"From: a@b.example\nMIME-Version: 1.0\nMessage-ID: <1>\n" + head
    return told + b"Content-Type: %s\nContent-Transfer-Encoding: %s\n\n" % (kind, coding) + body


def _nested_zip(depth):
    inner = bytes(10 * MEGABYTE)
    for _ in range(depth):
        inner = a_zip({"inner.zip": inner})
    return inner


def _overlapping():
    """Many names for one place of the file."""
    out = bytearray(a_zip({"word/document.xml": bytes(MEGABYTE), "[Content_Types].xml": b"<x/>"}))
    place = out.index(b"PK\1\2")
    size = 46 + len("word/document.xml")
    first = bytes(out[place : place + size])
    many = first * 20_000
    listed = bytes(out[place:]).partition(b"PK\5\6")[0] + many
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 20_002, 20_002, len(listed), place, 0)
    return bytes(out[:place]) + listed + end


def _many_parts(number):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for one in range(number):
            made.writestr(f"word/{one}", b"")
    return out.getvalue()


def _deep_mail(depth):
    text = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (one, one) for one in range(depth)
    )
    return b"From: a@b.example\nMessage-ID: <1>\nMIME-Version: 1.0\n" + text


def _wide_mail(parts):
    one = b"--b\nContent-Type: text/plain\n\nx\n"
    return (
        b'From: a@b.example\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary="b"\n\n' + one * parts
    )


def _zstandard(megabytes):
    """Zeros in Zstandard, written out: blocks that repeat one byte 128 KB long, the last one marked."""
    blocks = [struct.pack("<I", 131_072 << 3 | 2)[:3] + b"\0"] * (8 * megabytes)
    last = struct.pack("<I", 131_072 << 3 | 3)[:3] + b"\0"
    return struct.pack("<I", 0xFD2FB528) + b"\0\x58" + b"".join(blocks) + last


def _mail_in_mails(depth):
    within = b"From: a@b.example\nMIME-Version: 1.0\nMessage-ID: <1>\nContent-Type: message/rfc822\n\n"
    return within * depth + mail()


def _digest(mails):
    head = b'From: a@b.example\nMessage-ID: <1>\nContent-Type: multipart/digest; boundary="b"\n\n'
    return head + b"--b\n\nFrom: x\n\nx\n" * mails


def _long_border(size):
    border = b"b" * size
    return (
        b'From: a@b.example\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary="%s"\n\n' % border
        + (b"--%s\n" % border * 15)
    )


def _forms_in_forms(depth):
    """A page that shows a form ten times, which shows one ten times, and so on."""
    shown = zlib.compress(b"/X Do " * 10)
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    forms = [stream(shown, head=head % (6 + number)) for number in range(depth)]
    last = stream(zlib.compress(b"BT (ha) Tj ET"), head=head % 5)
    return pdf(*a_page(stream(shown), more=b"/Resources << /XObject << /X 5 0 R >> >>"), *forms, last)


def _attached(data, name):
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@b.example", "<1>"
    message.set_content("1. How many?")
    message.add_attachment(data, maintype="application", subtype="zip", filename=name)
    return message.as_bytes()


def _rows(number, cells="<c><v>1</v></c>"):
    return "".join(f"<row>{cells}</row>" for _ in range(number))


def _zipped_warc(name="archive/a.warc", data=b"", packed=zipfile.ZIP_STORED):
    return a_zip({"datapackage.json": b"{}", name: data or warc(http(b"x"))}, packed=packed)


def letter(size, *, stated=""):
    """An ordinary letter but for its length: each question numbered and, before them, as many times for all of them."""
    asked = "{n}. How many RIPA authorisations of sort {n} were granted in 2024, by service and by quarter?\n"
    count = size // (len(stated) + len(asked))
    lines = [
        *(stated.format(n=n % 90 + 10) for n in range(count)),
        *(asked.format(n=n + 1) for n in range(count)),
    ]
    return ("Dear Council,\n" + "".join(lines) + "Yours faithfully,\nA. Writer\n").encode()


def requests():
    """Files that come as a request: by name what they are, their names and their bytes."""
    zeros = zlib.compress(bytes(400 * MEGABYTE), 9)
    twice = zlib.compress(zlib.compress(bytes(300 * MEGABYTE), 9), 9)
    paragraph = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    deep = 20_000
    return {
        "docx of zeros": ("a.docx", docx(paragraph, more={"word/media/a.png": bytes(90 * MEGABYTE)})),
        "docx of long text": ("a.docx", docx(f"<w:p><w:r><w:t>{'x' * 19 * MEGABYTE}</w:t></w:r></w:p>")),
        "docx of paragraphs": ("a.docx", docx(paragraph * 400_000)),
        "docx that laughs": ("a.docx", docx("<w:p>&j;</w:p>", before=LAUGHS)),
        "docx that laughs late": ("a.docx", docx("<w:p>&j;</w:p>", before=" " * 5000 + LAUGHS)),
        "docx nested deep": ("a.docx", docx("<w:sdt><w:sdtContent>" * deep + "</w:sdtContent></w:sdt>" * deep)),
        "docx of tables in tables": ("a.docx", docx("<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000)),
        "docx of attributes": ("a.docx", docx("<w:p " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>")),
        "docx of empty parts": ("a.docx", _many_parts(150_000)),
        "docx of parts over each other": ("a.docx", _overlapping()),
        "docx in a docx": ("a.docx", docx(paragraph, more={"a.docx": _nested_zip(5)})),
        "zip in zips": ("a.zip", _nested_zip(8)),
        "pdf of zeros": ("a.pdf", pdf(*a_page(stream(zeros)))),
        "pdf packed twice": ("a.pdf", pdf(*a_page(stream(twice, names=b"[/FlateDecode /FlateDecode]")))),
        "pdf packed a hundredfold": ("a.pdf", pdf(*a_page(stream(zeros, names=b"[" + b"/FlateDecode " * 100 + b"]")))),
        "pdf of text": ("a.pdf", pdf(*a_page(stream(zlib.compress(b"BT (x) Tj ET\n" * 3_000_000))))),
        "pdf of operands": ("a.pdf", pdf(*a_page(stream(zlib.compress(b"[" * 3_000_000))))),
        "pdf of pages in a circle": ("a.pdf", pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>")),
        "pdf of a million pages": ("a.pdf", pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1000000 /Kids [" + b"3 0 R " * 1_000_000 + b"] >>", b"<< /Type /Page >>")),
        "pdf of nested dictionaries": ("a.pdf", pdf(b"<< /A " * 100_000)),
        "pdf of a huge picture": ("a.pdf", pdf(*a_page(stream(zeros, head=b"/Subtype /Image /Width 99999 /Height 99999")))),
        "pdf of object streams": ("a.pdf", pdf(*a_page(b"<< >>"), stream(zeros, head=b"/Type /ObjStm /N 9999999 /First 9"))),
        "pdf without an end": ("a.pdf", PDF_HEAD + b"1 0 obj\n" * 2_000_000),
        "pdf with parentheses": ("a.pdf", PDF_HEAD + b"1 0 obj (" * 1_000_000),
        "pdf and zip": ("a.pdf", pdf(*a_page(b"<< >>")) + a_zip({"a": b"x"})),
        "mail in base64": ("a.eml", mail(base64.encodebytes(b"x" * 12 * MEGABYTE), coding=b"base64")),
        "mail of soft breaks": ("a.eml", mail(b"=\n" * 5 * MEGABYTE, coding=b"quoted-printable")),
        "mail of escapes": ("a.eml", mail(b"=41" * 5 * MEGABYTE, coding=b"quoted-printable")),
        "letter of many questions": ("a.txt", letter(LETTER)),
        "letter that states many times": ("a.txt", letter(LETTER, stated="Please limit the figures for period {n}; all questions cover that since 20{n}.\n")),
        "letter of one question": ("a.txt", b"1. How many looks, " + b"and by whom, " * (LETTER // 13) + b"?"),
        "mail nested deep": ("a.eml", _deep_mail(3000)),
        "mail of parts": ("a.eml", _wide_mail(300_000)),
        "mail of headers": ("a.eml", mail(head=b"X-A: b\n" * 500_000)),
        "mail with a long header": ("a.eml", mail(head=b"X-A: " + b"=?utf-8?q?a?= " * 300_000 + b"\n")),
        "mail with long addresses": ("a.eml", mail(head=b"To: " + b"(" * 500_000 + b"\n")),
        "mail with many names": ("a.eml", mail(kind=b"text/plain; " + b"; ".join(b"name*%d=a" % n for n in range(50_000)))),
        "mail of a page": ("a.eml", mail(b"<div>" * 1_500_000, kind=b"text/html")),
        "mail of a broken page": ("a.eml", mail(b"<!-" * 600_000, kind=b"text/html")),
        "mail of comments": ("a.eml", mail(b"<!--" * 400_000, kind=b"text/html")),
        "mail of character names": ("a.eml", mail(b"&" * 1_900_000, kind=b"text/html")),
        "mail with a bomb": ("a.eml", _attached(_nested_zip(3), "../../a\u202egpj.zip")),
        "mail in UTF-7": ("a.eml", mail(b"+" * 3_000_000, kind=b"text/plain; charset=utf-7")),
        "mail in punycode": ("a.eml", mail(b"a-" + b"9" * 150_000, kind=b"text/plain; charset=punycode")),
        "text of blanks": ("a.txt", b" " * 799_000 + b"x"),
        "text of brackets": ("a.txt", b"(" * 199_999),
        "text of numbers": ("a.txt", b"1.1.1.1." * 24_000),
        "text of lines": ("a.txt", b"(i) x\n" * 33_000),
        "text of quoted lines": ("a.txt", b"> a\n" * 49_000),
        "text in half a letter of UTF-16": ("a.txt", b"\xff\xfe" + b"\0\xd8" * 100_001 + b"x"),
        "mail in mails": ("a.eml", _mail_in_mails(500)),
        "mail of mails": ("a.eml", _digest(100_000)),
        "mail with a long border": ("a.eml", _long_border(1_000_000)),
        "mail in a packed charset": ("a.eml", mail(zlib.compress(bytes(300 * MEGABYTE), 9), kind=b"text/plain; charset=zlib")),
        "mail with a document with a bomb": ("a.eml", _attached(docx(paragraph, more={"word/embeddings/a.docx": docx(paragraph, more={"a.zip": _nested_zip(4)})}), "a.docx")),
        "docx that names a file of ours": ("a.docx", docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
        "docx of one long entity": ("a.docx", docx(f"<w:p><w:r><w:t>{'&a;' * 100_000}</w:t></w:r></w:p>", before=f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>')),
        "docx of names in names": ("a.docx", docx("".join(f'<w:p xmlns:n{n}="u{n}">' for n in range(60_000)) + "</w:p>" * 60_000)),
        "pdf of forms in forms": ("a.pdf", _forms_in_forms(10)),
        "tar of zeros": ("a.tar.gz", gzip.compress(bytes(300 * MEGABYTE))),
        "7z": ("a.7z", b"7z\xbc\xaf\x27\x1c" + os.urandom(100_000)),
        "rar": ("a.rar", b"Rar!\x1a\x07\x01\0" + os.urandom(100_000)),
    }  # fmt: skip


def tables():
    """Files that come as a spreadsheet."""
    wide = "".join("<c><v>1</v></c>" for _ in range(1_000_000))
    return {
        "sheet of a million columns": ("a.xlsx", xlsx(f"<row>{wide}</row>")),
        "sheet of wide rows": ("a.xlsx", xlsx('<row><c r="XFD1"><v>1</v></c></row>' * 30_000)),
        "sheet of rows": ("a.xlsx", xlsx(_rows(1_000_000))),
        "sheet of empty rows": ("a.xlsx", xlsx("<row/>" * 3_000_000)),
        "sheet far down": ("a.xlsx", xlsx('<row r="1048576"><c><v>1</v></c></row>')),
        "sheet of shared text": ("a.xlsx", xlsx(_rows(2), shared="<si><t>x</t></si>" * 2_000_000)),
        "sheet of a long cell": ("a.xlsx", xlsx(f'<row><c t="inlineStr"><is><t>{"x" * 60 * MEGABYTE}</t></is></c></row>')),
        "sheet that laughs": ("a.xlsx", xlsx(_rows(2, '<c t="inlineStr"><is><t>&j;</t></is></c>'), before=LAUGHS)),
        "sheet nested deep": ("a.xlsx", xlsx("<row>" * 200_000 + "</row>" * 200_000)),
        "sheet of a long number": ("a.xlsx", xlsx(_rows(2, f"<c><v>{'9' * 5_000_000}</v></c>"))),
        "sheet with a bomb": ("a.xlsx", xlsx(_rows(2), more={"xl/media/a": bytes(99 * MEGABYTE)})),
        "csv of commas": ("a.csv", b"," * 20 * MEGABYTE),
        "csv of lines": ("a.csv", b"a\n" * 9_000_000),
        "csv of quotes": ("a.csv", b'"' * 20 * MEGABYTE),
        "csv of an open quote": ("a.csv", b'a,"' + b"\n,x" * 6_000_000),
        "csv of a long cell": ("a.csv", b"a,b\nx," + b"y" * 19 * MEGABYTE),
        "csv in half a letter of UTF-16": ("a.csv", b"\xff\xfe" + b"\0\xd8" * 1_000_001 + b"x"),
        "csv of noughts": ("a.csv", b"a,b\n" + bytes(19 * MEGABYTE)),
        "csv of large letters": ("a.csv", ("a\n" + ("\U0001f41d" * 2000 + "\n") * 2300).encode()),
        "sheet of a billion rows": ("a.xlsx", xlsx('<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>')),
        "sheet of one long entity": ("a.xlsx", xlsx(_rows(2, f'<c t="inlineStr"><is><t>{"&a;" * 100_000}</t></is></c>'), before=f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>')),
        "sheet of one text shown often": ("a.xlsx", xlsx(_rows(2000, '<c t="s"><v>0</v></c>' * 60), shared=f"<si><t>{'x' * 1900}</t></si>")),
    }  # fmt: skip


def archives():
    """Files that come as evidence."""
    zeros = gzip.compress(bytes(300 * MEGABYTE))
    packed = b"Content-Encoding: gzip\r\n"
    member = gzip.compress(b"")
    many = b"".join(gzip.compress(warc(http(zeros, head=packed))) for _ in range(150))
    mhtml = b'Content-Type: multipart/related; boundary="b"\n\n'
    return {
        "warc of zeros": ("a.warc.gz", gzip.compress(warc(http(bytes(400 * MEGABYTE))))),
        "warc of packed answers": ("a.warc.gz", many),
        "warc of empty members": ("a.warc.gz", member * 2_000_000),
        "warc of tiny records": ("a.warc.gz", gzip.compress(warc(b"") * 250_000)),
        "warc with a long head": ("a.warc", warc(b"x", head=b"A: b\r\n" * 5_000_000)),
        "warc with a head without an end": ("a.warc", b"WARC/1.1\r\n" + b"A" * 60 * MEGABYTE),
        "warc of a wrong length": ("a.warc", warc(b"x", length=10**30)),
        "warc of line ends": ("a.warc", b"WARC/1.1\r\n\r\n" + b"\n" * 50 * MEGABYTE),
        "warc of chunks": ("a.warc", warc(http(b"1\r\nx\r\n" * 3_000_000, head=b"Transfer-Encoding: chunked\r\n"))),
        "warc of a deep page": ("a.warc", warc(http(b"<div>" * 5_000_000))),
        "warc of a broken page": ("a.warc", warc(http(b"<a " * 6_000_000))),
        "warc in brotli": ("a.warc", warc(http(os.urandom(MEGABYTE), head=b"Content-Encoding: br\r\n"))),
        "wacz of zeros": ("a.wacz", _zipped_warc("pages/pages.jsonl", bytes(90 * MEGABYTE), zipfile.ZIP_DEFLATED)),
        "wacz of a packed warc": ("a.wacz", _zipped_warc("archive/a.warc.gz", gzip.compress(warc(http(bytes(300 * MEGABYTE)))))),
        "wacz of parts": ("a.wacz", _many_parts(300_000)),
        "wacz of nested json": ("a.wacz", a_zip({"datapackage.json": b"[" * 15 * MEGABYTE, "archive/a.warc": warc(http(b"x"))})),
        "wacz that climbs": ("a.wacz", _zipped_warc("../../archive/a.warc")),
        "wacz in a wacz": ("a.wacz", _zipped_warc("archive/b.wacz", _zipped_warc())),
        "warc of zeros packed twice": ("a.warc", warc(http(gzip.compress(gzip.compress(bytes(400 * MEGABYTE))), head=b"Content-Encoding: gzip, gzip\r\n"))),
        "warc of zeros in zstandard": ("a.warc", warc(http(_zstandard(300), head=b"Content-Encoding: zstd\r\n"))),
        "zstandard of zeros": ("a.warc.zst", _zstandard(300)),
        "xz of a warc": ("a.warc.xz", lzma.compress(warc(http(bytes(300 * MEGABYTE))), preset=0)),
        "warc of many addresses": ("a.warc", warc(http(b"x")) * 60_000),
        "warc of a page of pictures": ("a.warc", warc(http(b"".join(b"<img src=%d>" % n for n in range(900_000))))),
        "warc of a long list of headers": ("a.warc", warc(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 3_000_000 + b"\r\nx")),
        "warc in a packed charset": ("a.warc", warc(http(b"<meta charset=bz2>" + bz2.compress(bytes(100 * MEGABYTE))))),
        "warc with a long name of its member": ("a.warc.gz", b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * 30 * MEGABYTE),
        "wacz in lzma": ("a.wacz", _zipped_warc("pages/pages.jsonl", bytes(15 * MEGABYTE), zipfile.ZIP_LZMA)),
        "wacz of a long signature": ("a.wacz", a_zip({"datapackage.json": b"{}", "datapackage-digest.json": b'{"signedData":' + b"[" * 900_000, "archive/a.warc": warc(http(b"x"))}, packed=zipfile.ZIP_STORED)),
        "gif of many pixels": ("a.gif", b"GIF89a" + struct.pack("<2H", 65_535, 65_535) + bytes(10) + b"\x3b"),
        "tiff": ("a.tif", b"II*\0" + bytes(100)),
        "jpeg 2000": ("a.jp2", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(100)),
        "svg that laughs": ("a.svg", f"{LAUGHS}<svg width='99999999'>&j;</svg>".encode()),
        "font": ("a.ttf", b"\0\1\0\0" + bytes(1000)),
        "program and warc": ("a.warc", b"MZ" + bytes(1000) + warc(http(b"x"))),
        "page and pdf": ("a.pdf", b"<html><script>alert(1)</script>\n%PDF-1.7\n%%EOF"),
        "mhtml of parts": ("a.mhtml", mhtml + b"--b\n\nx\n" * 1_000_000),
        "mhtml of a line": ("a.mhtml", mhtml + b"--b\n\n" + b"x" * 200 * MEGABYTE),
        "mhtml of base64": ("a.mhtml", mhtml + b"--b\nContent-Transfer-Encoding: base64\n\n" + b"QUFB\n" * 12_000_000),
        "mhtml nested deep": ("a.mhtml", b"".join(b'Content-Type: multipart/related; boundary="%d"\n\n--%d\n' % (n, n) for n in range(5000))),
        "png of many pixels": ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">2I", 65_000, 65_000) + bytes(20)),
        "pdf and zip": ("a.pdf", PDF_HEAD + b"%%EOF" + a_zip({"a": b"x"})),
        "json of pages": ("a.wacz", a_zip({"pages/pages.jsonl": (json.dumps({"url": "u"}) + "\n") * 500_000, "archive/a.warc": warc(http(b"x"))})),
    }  # fmt: skip
