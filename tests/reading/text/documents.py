"""Requests as files, made in the test: a mail, a Word document, a PDF."""

from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

QUESTIONS = "1. How many hives?\n2. Who tends them?\n"


def mail(text=QUESTIONS, *, html="", attached=()):
    """A mail as a mail program keeps it."""
    message = EmailMessage()
    message["From"] = "Ann <ann@example.org>"
    message["To"] = "foi@example.gov.uk"
    message["Subject"] = "Bees"
    message["Message-ID"] = "<1@example.org>"
    if text:
        message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html") if text else message.set_content(html, subtype="html")
    for name in attached:
        message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def word(fill):
    """A Word document that a function fills."""
    document = Document()
    fill(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def paragraphs(*texts):
    """A Word document of plain paragraphs."""
    return word(lambda document: [document.add_paragraph(text) for text in texts])


def listed(*items, forms=(("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "(%3)")), start=1):
    """A Word document whose paragraphs (text, level) are numbered by Word and not in their text; level None: by none."""
    return word(lambda document: _fill_with_list(document, items, forms=forms, start=start))


def _fill_with_list(document, items, *, forms, start):
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for level, (form, shown) in enumerate(forms)
    )
    numbering = document.part.numbering_part.element
    pattern = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    numbering.insert(0, pattern)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>{anew}</w:num>')
    )
    for text, level, *number in items:
        paragraph = document.add_paragraph(text)
        if level is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = number[0] if number else 77


def with_xml(document, within):
    """A Word document with XML put before the end of its body."""
    return with_part(
        document, "word/document.xml", lambda xml: xml.replace(b"<w:sectPr", within + b"<w:sectPr", 1)
    )


def with_part(document, name, change):
    """A Word document, one of whose parts was changed, or added to it."""
    out = BytesIO()
    with ZipFile(BytesIO(document)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return out.getvalue()


def pdf(*pages, trailer="", drawn=""):
    """A PDF of pages of lines, in Helvetica; a page without lines is a picture to a reader. `drawn` comes before the last line of each."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
        first, last = shown.rpartition(" T* (")[::2]
        shown = f"{first} T* {drawn} ({last}" if drawn else shown
        stream = f"BT /F1 11 Tf 14 TL 50 800 Td {shown}ET" if lines else ""
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects, trailer=trailer)


def _escaped(line):
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects, *, trailer):
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252")
    at = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return (
        out
        + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{at}\n%%EOF\n".encode()
    )
