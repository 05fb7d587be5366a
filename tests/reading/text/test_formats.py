"""Mails, Word documents and PDFs: what is read of each, and what is refused."""

import logging
import random
from base64 import b64decode, b64encode
from email.message import EmailMessage
from io import BytesIO
from unittest.mock import Mock
from zipfile import ZipFile

import pytest
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from tests.each import each
from tests.reading.split.splitting import numbers
from tests.reading.text.documents import QUESTIONS, listed, mail, paragraphs, pdf, with_part, with_xml, word
from tests.reading.text.test_source import refused
from watchbook.foi.request import source_file
from watchbook.reading import child
from watchbook.reading.child import ReadingFault, Unreadable
from watchbook.reading.text import formats, html, pdf_pages
from watchbook.reading.text import mail as mail_reader
from watchbook.reading.text.archive import PARTS_LIMIT
from watchbook.reading.text.docx import XML_LIMIT
from watchbook.reading.text.pdf_pages import PAGES_LIMIT

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def read(data, *, name="request"):
    return source_file.read(name, data).text


# Mail


def test_a_mail_that_talks_about_a_page_is_read():
    said = "Why does your page hold <script>, and <div> within <p>?\nIs <html lang=en> right?"
    assert read(mail(said)).strip() == said


def test_the_headers_of_a_mail_are_no_part_of_its_text():
    assert read(mail()) == QUESTIONS


def test_the_plain_text_of_a_mail_is_read_before_its_page_and_what_the_page_alone_says_below_it():
    page = "<p>Dear&nbsp;council</p><ol><li>How <b>many</b> hives?</li><li>Who tends them?</li><li>Who paid since 2020?</li></ol>"
    text = read(mail(html=page))
    assert text == (
        "1. How many hives?\n2. Who tends them?\n\n[Only in the formatted version of this mail:]\n"
        "Dear\xa0council\n3. Who paid since 2020?"
    )
    assert numbers(text) == ["1", "2", "3"]


def test_a_page_that_says_the_same_as_the_plain_text_adds_nothing():
    plain = "Dear all,\n\n1. How many *hives* are\nthere <https://a.example/x>?\n2. Who?\n"
    page = '<p>Dear all,</p><ol><li>How many <b>hives</b> are <a href="https://a.example/x">there</a>?</li><li>Who?</li></ol>'
    assert read(mail(plain, html=page)) == plain


def test_every_text_within_a_mail_is_read_and_files_are_named():
    message = EmailMessage()
    message["Message-ID"] = "<1@example.org>"
    message.set_content("1. How many?\n")
    message.add_attachment(b"png", maintype="image", subtype="png", filename="hive.png")
    message.add_attachment("2. Who?\n", disposition="inline")
    found = source_file.read("a.eml", message.as_bytes())
    assert found.text.split() == ["1.", "How", "many?", "2.", "Who?"]
    assert found.unread == ("hive.png",)


def test_a_mail_that_breaks_off_says_so():
    whole = mail(
        "1. How many?\n3. What of the cut man?\n", html="<p>1. How many?</p><p>3. What of the cut man?</p>"
    )
    said = whole.decode()
    cut = said[: said.index("of the cut ma")]
    assert "breaks off" not in read(whole)
    assert read(cut.encode()).endswith("3. What\n\n[The mail seems to break off here: its end is missing.]")


def test_a_mail_whose_packing_breaks_off_is_read_as_far_as_it_goes():
    packed = b64encode(b"1. How many hives?\n2. Who tends the hives of bees?\n")
    for cut in range(5):
        head = (
            b"Message-ID: <a>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        )
        text = read(head + packed[: 40 - cut])
        assert text.startswith("1. How many hives?\n2. Who")
        assert ("[The mail seems to break off here" in text) == (cut not in {0, 4})


def test_a_mail_that_is_only_a_page_is_read_with_its_lists():
    page = "<p>Dear&nbsp;council,</p><ol><li>How <b>many</b> hives?</li><li>Who?</li></ol><p>Yours</p>"
    assert read(mail("", html=page)) == "Dear\u00a0council,\n\n1. How many hives?\n2. Who?\n\nYours"


def test_a_mail_whose_plain_text_is_empty_is_read_from_its_page():
    assert read(mail(" \n", html="<p>How many?</p>")) == "How many?"


def test_attachments_of_a_mail_are_named_and_not_read():
    found = source_file.read("a", mail(attached=["bees.pdf", "a\u202eb.pdf"]))
    assert found.text.rstrip() == QUESTIONS.rstrip()
    assert found.unread == ("bees.pdf", "ab.pdf")


def test_a_mail_with_nothing_but_attachments_says_how_many_there_are():
    assert refused(mail(" ", attached=["bees.pdf", "honey.pdf"])).why.endswith(
        "did not read. Number of attachments: 2."
    )


def test_a_mail_without_text_is_refused():
    assert refused(mail(" ")).what == "The email has no text."


def test_a_mail_that_would_take_long_is_refused_before_it_is_parsed(monkeypatch):
    monkeypatch.setattr(mail_reader, "message_from_bytes", Mock(side_effect=AssertionError))
    head = b"From: a@b.example\nMIME-Version: 1.0\nMessage-ID: <1>\n"
    for made in (
        head + b"X-A: b\n" * 100_000 + b"\n1. How?",
        head + b"\n" + b"=\n" * 600_000,
        head + b"\n" + b"--b\n\nx\n" * 6000,
        head + b"Content-Type: multipart/mixed; BOUNDARY=b\n" * 300 + b"\n1. How?",
    ):
        assert "more time or memory" in refused(made).why


def test_a_mail_within_a_mail_is_refused():
    inner = EmailMessage()
    inner.set_content("How many?")
    outer = EmailMessage()
    outer["Message-ID"] = "<1@example.org>"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    assert refused(outer.as_bytes()).what == "The email has one or more other emails attached."


def test_a_mail_in_a_character_set_that_nobody_knows_is_refused():
    data = b"Message-ID: <a>\nContent-Type: text/plain; charset=nobody\nContent-Transfer-Encoding: 8bit\n\n\xff\n"
    assert refused(data).what == "The email cannot be read."


def test_a_mail_in_an_older_encoding_that_says_so_is_read():
    data = b"Message-ID: <a>\nContent-Type: text/plain; charset=windows-1252\n\nHow many \x93hives\x94?\n"
    assert read(data) == "How many “hives”?\n"


def test_a_mail_of_too_many_parts_or_too_long_a_page_is_refused():
    assert refused(mail(attached=["a.pdf"] * 201)).what == "The email cannot be read."
    assert refused(mail("", html="<p>" * 700_000)).what == "The email cannot be read."


def test_a_quoted_message_in_a_mail_stays_text():
    text = "How many hives?\n\nOn 3 May 2020 Ann wrote:\n> 1. Which hives?\n"
    assert read(mail(text)) == text


@each(
    ("page", "text"),
    [
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "• a\n\n• b\n\n• c"),
        ('<ol start="3"><li>a</li></ol>', "3. a"),
        ('<ol start="x"><li>a</li></ol>', "1. a"),
        ("<li>a", "• a"),
        ("</ol></script>a", "a"),
        ("a" + "<td></td>" * 3 + "<br>b", "a\nb"),
        ("<style>p {}</style><script>1. How?</script>a<br>b", "a\nb"),
        (
            "<table><tr><td>1.</td><td>How?</td></tr><tr><td>2.</td><td>Who?</td></tr></table>",
            "1.\tHow?\n2.\tWho?",
        ),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("3 &lt; 5 &amp; \n 7", "3 < 5 & 7"),
    ],
)
def test_a_page_is_read_as_it_is_seen(page, text):
    assert html.text(page) == text


# Word


def test_the_numbers_that_word_shows_are_read_with_the_paragraphs():
    data = listed(
        ("Dear council", None),
        ("How many hives?", 0),
        ("In parks?", 1),
        ("In schools?", 1),
        ("Primary", 2),
        ("Who tends them?", 0),
        ("In parks?", 1),
    )
    text = read(data)
    assert text.split("\n") == [
        "Dear council",
        "1. How many hives?",
        "a) In parks?",
        "b) In schools?",
        "(i) Primary",
        "2. Who tends them?",
        "a) In parks?",
    ]
    assert numbers(text) == ["1", "1.a", "1.b", "1.b.i", "2", "2.a"]


def test_a_list_that_word_starts_anew_starts_anew():
    assert read(listed(("a", 0), ("b", 0), ("c", 0, 78), ("d", 0, 78))).split("\n") == [
        "1. a",
        "2. b",
        "1. c",
        "2. d",
    ]


def test_numbers_of_several_levels_and_other_forms_are_written_out():
    forms = (
        ("upperLetter", "%1"),
        ("decimal", "%1.%2"),
        ("upperRoman", "%3:"),
        ("bullet", "\uf0b7"),
        ("none", ""),
    )
    items = [("a", 0), ("b", 1), ("c", 2), ("d", 3), ("e", 4), ("f", 8)]
    assert read(listed(*items, forms=forms, start=27)).split("\n") == [
        "AA a", "AA.27 b", "XXVII: c", "• d", "e", "f",
    ]  # fmt: skip


def test_a_level_that_the_list_lacks_is_left_out_of_the_number():
    assert (
        read(listed(("a", 0), ("b", 1), forms=(("decimal", "%1."), ("decimal", "%1.%2%5")))) == "1. a\n1.1 b"
    )


def test_a_level_without_one_above_it_counts_that_as_its_first():
    assert (
        read(listed(("a", 1), ("b", 1), forms=(("decimal", "%1."), ("decimal", "%1.%2")))) == "1.1 a\n1.2 b"
    )


def test_an_empty_paragraph_of_a_list_takes_no_number():
    assert read(listed(("a", 0), ("", 0), ("b", 0))).split("\n") == ["1. a", "", "2. b"]


def test_lists_that_a_style_makes_are_numbered():
    def fill(document):
        document.add_paragraph("How many?", style="List Number")
        document.add_paragraph("Who?", style="List Number")
        document.add_paragraph("The bees", style="List Bullet")

    assert read(word(fill)).split("\n") == ["1. How many?", "2. Who?", "• The bees"]


def test_a_paragraph_taken_out_of_its_list_has_no_number():
    assert read(listed(("a", 0), ("b", 0, 0))).split("\n") == ["1. a", "b"]


def test_the_cells_of_a_table_stand_in_a_line_and_in_order():
    def fill(document):
        document.add_paragraph("Please answer:")
        table = document.add_table(rows=2, cols=2)
        for row, texts in zip(table.rows, [("1.", "How many?"), ("2.", "Who?")], strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("Thank you")

    text = read(word(fill))
    assert text == "Please answer:\n1.\tHow many?\n2.\tWho?\nThank you"
    assert numbers(text) == ["1", "2"]


def test_a_cell_of_several_paragraphs_stands_on_its_own_lines():
    def fill(document):
        left, right = document.add_table(rows=1, cols=2).rows[0].cells
        left.text = "Request"
        right.text = "1. How many?"
        right.add_paragraph("2. Who?")
        inner = right.add_table(rows=1, cols=1)
        inner.rows[0].cells[0].text = "3. Why?"

    assert read(word(fill)) == "Request\n1. How many?\n2. Who?\n3. Why?"


def test_inserted_text_links_and_breaks_are_read_and_deleted_text_is_not():
    within = (
        b'<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>How many</w:t></w:r></w:ins>'
        b'<w:del w:id="2" w:author="a"><w:r><w:delText> bees</w:delText></w:r></w:del>'
        b"<w:hyperlink><w:r><w:t> hives?</w:t><w:br/><w:t>Who?</w:t><w:tab/><w:noBreakHyphen/></w:r></w:hyperlink></w:p>"
        b"<w:sdt><w:sdtContent><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert read(with_xml(paragraphs("Hello"), within)) == (
        "Hello\nHow many hives?\nWho?\t-\nWhy?\n\n[Not read: 1 tracked deletion.]"
    )


def test_what_stands_beside_the_text_of_a_word_document_is_read_below_it():
    def fill(document):
        document.add_paragraph("1. How many hives?")
        section = document.sections[0]
        section.header.paragraphs[0].text = "Hive Watch"
        section.first_page_header.paragraphs[0].text = "Hive Watch"
        section.footer.paragraphs[0].text = "2. Who tends them?"
        document.add_comment(document.paragraphs[0].runs, text="3. Who paid?", author="A")
        document.add_picture(BytesIO(b64decode(PNG)))

    text = read(word(fill))
    assert text == (
        "1. How many hives?\n\n[Header:]\nHive Watch\n\n[Footer:]\n2. Who tends them?\n\n[Comment 1:]\n3. Who paid?"
        "\n\n[Not read: 1 picture.]"
    )
    assert numbers(text) == ["1", "2", "3"]


def test_footnotes_of_a_word_document_are_read_and_its_separators_are_not():
    def note(number, words, kind=""):
        said = f' w:type="{kind}"' if kind else ""
        return f'<w:footnote{said} w:id="{number}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>'

    notes = f"<w:footnotes {nsdecls('w')}>{note(0, '---', 'separator')}{note(1, 'Since 2020?')}</w:footnotes>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    related = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    data = with_part(paragraphs("How many?"), "word/footnotes.xml", lambda _: notes.encode())
    data = with_part(
        data, "word/_rels/document.xml.rels", lambda xml: xml.replace(b"</Relationships>", related)
    )
    assert read(data) == "How many?\n\n[Footnote 1:]\nSince 2020?"


def test_a_text_box_is_read_once():
    box = b"<w:txbxContent><w:p><w:r><w:t>How many?</w:t></w:r></w:p></w:txbxContent>"
    within = (
        b'<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>Hello</w:t>'
        b"<mc:AlternateContent><mc:Choice Requires=\"wps\">" + box + b"</mc:Choice><mc:Fallback>" + box
        + b"</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )  # fmt: skip
    assert read(with_xml(paragraphs(), within)) == "Hello\nHow many?"


def test_a_document_without_styles_and_lists_is_read():
    def without_relations(xml):
        return xml.replace(b"/styles", b"/gone").replace(b"/numbering", b"/gone-too")

    data = with_part(listed(("How many?", 0)), "word/_rels/document.xml.rels", without_relations)
    assert read(data) == "How many?"


def test_a_word_document_without_text_is_refused():
    assert refused(paragraphs("", " ")).what == "The Word document has no text."


def test_a_word_document_that_grows_without_end_is_refused():
    bomb = with_part(paragraphs("How many?"), "word/media/image.xml", lambda _: b"0" * (30 * 1024 * 1024))
    assert "times as large" in refused(bomb).why


def test_a_word_document_of_too_many_parts_is_refused():
    data = paragraphs("How many?")
    out = BytesIO(data)
    with ZipFile(out, "a") as archive:
        for number in range(PARTS_LIMIT + 1):
            archive.writestr(f"word/{number}", b"")
    assert "parts" in refused(out.getvalue()).why


def test_a_word_document_with_too_much_xml_is_refused():
    noise = random.Random(1).randbytes(XML_LIMIT // 8).hex().encode() * 5
    data = with_part(paragraphs("How many?"), "word/comments.xml", lambda _: noise)
    assert "larger than we allow for a request" in refused(data).why


def test_a_word_document_that_declares_entities_is_refused():
    laughs = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    data = with_part(
        paragraphs("How many?"),
        "word/document.xml",
        lambda xml: xml.replace(b"<w:document", laughs + b"<w:document", 1),
    )
    assert "entities" in refused(data).why


def test_a_word_document_with_macros_is_refused():
    assert "macros" in refused(with_part(paragraphs("a"), "word/vbaProject.bin", lambda _: b"a")).why


# PDF


def test_the_pages_of_a_pdf_are_read_in_order():
    text = read(pdf(["1. How many hives?", "a) In parks?"], ["2. Who tends them?"]))
    assert [line.strip() for line in text.splitlines() if line.strip()] == [
        "1. How many hives?",
        "a) In parks?",
        "2. Who tends them?",
    ]


def test_a_page_of_a_pdf_without_text_and_its_notes_are_told():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["1. How many hives?"], []))))
    writer.add_annotation(0, FreeText(text="2. Who tends them?", rect=(50, 550, 200, 650)))
    out = BytesIO()
    writer.write(out)
    text = read(out.getvalue())
    assert text.endswith(
        "[Notes and filled-in fields:]\n2. Who tends them?\n\n[Not read: page without text: 2.]"
    )
    assert numbers(text) == ["1", "2"]


def test_a_scanned_pdf_is_refused():
    assert refused(pdf([], [])).what == "The PDF has no text."


def test_a_locked_pdf_is_refused():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["How many?"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert refused(out.getvalue()).what == "The PDF is locked."


def test_a_pdf_of_too_many_pages_is_refused():
    assert str(PAGES_LIMIT) in refused(pdf(*[["How many?"]] * (PAGES_LIMIT + 1))).why


def test_a_broken_pdf_is_refused_and_nothing_of_it_is_logged(caplog):
    broken = b"%PDF-1.7\nsecret words\n%%EOF"
    with caplog.at_level(logging.DEBUG):
        assert refused(broken).what == "The PDF cannot be read."
        assert pdf_pages.read(broken, characters=9) == {"refused": "broken"}
    assert "secret" not in caplog.text


def test_control_characters_of_a_pdf_are_left_out():
    assert read(pdf(["How\x01 many?"])).strip() == "How many?"


@pytest.mark.parametrize(
    ("why", "says"),
    [
        (ReadingFault.COSTLY, "more time or memory"),
        (ReadingFault.BROKEN, "damaged"),
        (ReadingFault.BUSY, "too many other files"),
    ],
)
def test_a_file_that_its_reader_gave_up_is_refused(monkeypatch, why, says):
    monkeypatch.setattr(child, "ask", Mock(side_effect=Unreadable(why)))
    assert says in refused(pdf(["How many?"])).why


def test_the_reader_of_a_pdf_gives_no_more_than_was_asked_for():
    assert pdf_pages.read(pdf(["How many?"], ["Who?"]), characters=5) == {"text": "How m"}


@pytest.mark.parametrize("form", ["eml", "docx", "pdf"])
def test_a_reader_tells_its_child_the_fault_by_its_id(form):
    assert "fault" in formats.text_of(BytesIO(b""), form)


def test_the_reader_of_a_pdf_knows_locked_and_long_ones():
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["How many?"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert pdf_pages.read(out.getvalue(), characters=9) == {"refused": "locked"}
    long = pdf(*[["How many?"]] * (PAGES_LIMIT + 1))
    assert pdf_pages.read(long, characters=9) == {"refused": "too_many", "pages": PAGES_LIMIT + 1}


@pytest.mark.usefixtures("real_child")
@pytest.mark.parametrize("data", [mail(), paragraphs("How many?"), pdf(["How many?"])])
def test_each_format_is_read_by_a_process_of_its_own(data):
    assert "How many" in read(data)


@pytest.mark.parametrize(
    "drawn", ["3 Tr", "1 g", "1 1 1 rg", "0 0 0 0 k", "/F1 0.1 Tf", "900 0 Td", "0 -900 Td"]
)
def test_words_of_a_pdf_that_nobody_sees_stand_below_under_a_mark(drawn):
    found = read(pdf(["1. How often?", "2. Who?", "3. Unseen?"], drawn=drawn))
    seen, mark, hidden = found.partition("[Hidden in the document:]")
    assert (seen.split("\n")[:2], bool(mark), hidden.strip()) == (
        ["1. How often?", "2. Who?"],
        True,
        "3. Unseen?",
    )
    assert "3." not in seen


@pytest.mark.parametrize("drawn", ["0 Tr", "0 g", "ET 0 0 600 842 re f BT /F1 11 Tf 14 TL 50 700 Td 1 g"])
def test_words_of_a_pdf_that_somebody_sees_stay(drawn):
    assert "[Hidden" not in read(pdf(["1. How often?", "2. Seen?"], drawn=drawn))
