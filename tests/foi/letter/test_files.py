"""The three files of a letter say the same, and whatever is put into a letter stays text."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from unicodedata import normalize
from zipfile import ZipFile

import docx
import pytest
import typst
from defusedxml.ElementTree import fromstring
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.each import each
from tests.foi.letters import (
    POLICY,
    REGISTER,
    a_letter,
    an_answer,
    imogen,
    read_docx,
    read_html,
    read_pdf,
    squeezed,
)
from watchbook.acting.own_words import with_unseen_shown
from watchbook.figures.findings import Status
from watchbook.files.document import pdf as pdf_module
from watchbook.files.document.blocks import BlockKind
from watchbook.files.document.formats import FORMATS
from watchbook.foi.letter.files import blocks, paper_of, rendered

pytestmark = pytest.mark.usefixtures("db")  # a letter names the authority

READERS = {"html": read_html, "docx": read_docx, "pdf": read_pdf}
HOSTILE = [
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "&lt;b&gt; &amp; &#x41;",
    "{{ 7*7 }} {% raw %} {# no #}",
    '#read("/etc/passwd") #panic("x") #include "x" #eval("1")',
    "*not bold* _nor this_ $x^2$ `code` <label> @ref \\ ] [ // /* */",
    "= Heading\n- item\n+ item\n/ term: x\n---\n~",
    "<w:p><w:r/></w:p> ]]> <![CDATA[ <!ENTITY x SYSTEM 'file:///'>",
    "a\x00b\x08c\x1bd\ufffee",
    "e\u0301 ŵŷ Ŵ £ € – “ ” … fi",
    'quote " back \\" \\u{41} `"x"`',
]


def everything(letter, shown=str):
    """All that a letter says, in its order."""
    return squeezed(" ".join(f"{shown(block.lead)} {shown(block.text)}" for block in blocks(letter)))


def a_full_letter(**changes):
    answers = [
        an_answer(
            str(number), f"How many in {2000 + number}?", f"It was {number * 1017:,}.", searched=(REGISTER,)
        )
        for number in range(1, 30)
    ]
    answers[0] = an_answer("1", "The policy?", "Version 2 is enclosed.", enclosures=(POLICY,))
    return a_letter(*answers, requester=imogen(), **changes)


def test_the_three_files_of_29_answers_say_the_same_sentences_and_figures():
    letter = a_full_letter()
    files = rendered(letter)
    assert set(files) == {"html", "docx", "pdf"}
    read = {ending: READERS[ending](data) for ending, data in files.items()}
    assert read["html"] == read["docx"] == everything(letter)
    assert without_folds(read["pdf"]) == without_folds(everything(letter))
    for number in range(2, 30):
        assert all(f"It was {number * 1017:,}." in text for text in read.values())


def without_folds(text):
    """A text without its spaces, accents in one with their letters: on paper a line may end at a hyphen."""
    return normalize("NFC", text.replace(" ", ""))


def test_points_of_an_answer_are_a_list_whose_names_stand_in_bold_type():
    letter = a_letter(
        an_answer("1", "For how long?", "For these:\n• Looks: 3 years: no more.\n• Captures\nNo more.")
    )
    listed = [(one.lead, one.text) for one in blocks(letter) if one.kind is BlockKind.ITEM]
    assert listed == [("Looks:", "3 years: no more."), ("", "Captures")]
    files = rendered(letter)
    page = files["html"].decode()
    assert page.count("<li") == 2
    assert "<strong>Looks:</strong> 3 years: no more." in page
    assert read_html(files["html"]) == read_docx(files["docx"]) == everything(letter)
    assert without_folds(read_pdf(files["pdf"])) == without_folds(everything(letter))


@each("text", HOSTILE)
def test_what_is_written_stays_text_in_every_file(text):
    letter = a_letter(an_answer("1", text, text, searched=(REGISTER,)), requester=imogen())
    for ending, data in rendered(letter).items():
        read, said = without_folds(READERS[ending](data)), without_folds(everything(letter))
        assert read == said, ending


@each("text", HOSTILE)
def test_the_authority_and_the_requester_cannot_put_markup_into_it_either(text):
    who = imogen()
    who.name, who.address = text, text
    letter = a_letter(requester=who, name=text, contact=text)
    for ending, data in rendered(letter).items():
        assert without_folds(READERS[ending](data)) == without_folds(everything(letter)), ending


def test_the_html_file_needs_no_other_and_runs_nothing():
    page = rendered(a_letter(an_answer("1", HOSTILE[0], HOSTILE[1])))["html"].decode()
    assert '<html lang="en-GB">' in page
    assert "<title>Answer to your request for information FOI-0001</title>" in page
    assert not re.search(r"<(script|link|iframe|img|table)\b|url\(", page)
    assert re.findall(r"<h(\d)", page) == ["1", "2", "3", "2", "2", "2"]


def test_the_docx_has_headings_language_title_and_nothing_that_leads_out():
    data = rendered(a_full_letter())["docx"]
    document = docx.Document(BytesIO(data))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 3") == 29
    about = document.core_properties
    assert (about.title, about.language, about.author) == (
        "Answer to your request for information FOI-0001",
        "en-GB",
        "Test Council",
    )
    assert about.created == about.modified == datetime(2026, 3, 16, 12, tzinfo=UTC)
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, part in parts.items() if b'TargetMode="External"' in part]
    assert b'w:lang w:val="en-GB"' in parts["word/styles.xml"]
    assert all(
        fromstring(part) is not None for name, part in parts.items() if name.endswith((".xml", ".rels"))
    )


def test_the_pdf_is_tagged_for_a_screen_reader_with_language_and_title():
    data = rendered(a_full_letter())["pdf"]
    read = PdfReader(BytesIO(data))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert read.metadata.title == "Answer to your request for information FOI-0001"
    assert b"pdfuaid" in data
    assert len(read.pages) > 1


def tags(node):
    """The tags of a PDF's structure, in its order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for one in node for tag in tags(one)]
    if not isinstance(node, dict):
        return []
    return ([node["/S"]] if "/S" in node else []) + (tags(node["/K"]) if "/K" in node else [])


def test_the_pdf_says_what_is_a_heading_a_question_and_a_list():
    form = replace(POLICY, title="form.docx")
    letter = a_letter(an_answer(enclosures=(POLICY, form)), an_answer("2"))
    found = tags(PdfReader(BytesIO(rendered(letter)["pdf"])).trailer["/Root"]["/StructTreeRoot"])
    counts = {tag: found.count(tag) for tag in ("/H1", "/H2", "/H3", "/BlockQuote", "/Strong", "/L", "/LI")}
    assert counts == {"/H1": 1, "/H2": 5, "/H3": 2, "/BlockQuote": 2, "/Strong": 2, "/L": 1, "/LI": 2}


def test_enclosed_files_are_one_list_in_the_html_too():
    letter = a_letter(an_answer(enclosures=(POLICY, replace(POLICY, title="form.docx"))))
    page = rendered(letter)["html"].decode()
    assert (page.count("<ul"), page.count("<li"), page.count("</ul>")) == (1, 2, 1)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_letter_gives_the_same_bytes(ending):
    assert rendered(a_full_letter())[ending] == rendered(a_full_letter())[ending]


def test_a_text_from_right_to_left_is_set_so_and_stays_whole():
    arabic, hebrew = "مرحبا بالعالم", "שלום עולם"
    files = rendered(a_letter(an_answer("1", arabic, hebrew)))
    assert f'dir="rtl">{arabic}' in files["html"].decode()
    assert arabic in read_docx(files["docx"])
    turned = [p for p in docx.Document(BytesIO(files["docx"])).paragraphs if "<w:bidi/>" in p._p.xml]
    assert [p.text for p in turned] == [arabic, f"None. {hebrew}"]
    read = read_pdf(files["pdf"])  # with some fonts pypdf finds no gap between two words
    assert not [word for word in (*arabic.split(), *hebrew.split()) if word not in read]


@pytest.fixture
def bare_fonts(monkeypatch):
    """A machine without a font of its own: typst has what it brings."""
    bare = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf_module, "_fonts", lambda: bare)
    monkeypatch.setattr(pdf_module, "_fonts_here", lambda: ["Libertinus Serif"])


def test_a_sign_that_no_font_here_has_is_named_as_missing_in_the_pdf_alone(bare_fonts):
    files = rendered(a_letter(an_answer("1", "漢字 \U000f0000?", "It was 17 times.")))
    assert "漢字 \U000f0000?" in read_html(files["html"])
    assert "漢字 \U000f0000?" in read_docx(files["docx"])
    read = read_pdf(files["pdf"])
    assert "Question 1 \ufffd\ufffd \ufffd? None. It was 17 times." in read
    assert "This PDF cannot show one of the letter’s characters and shows \ufffd instead." in read
    assert b"pdfuaid" in files["pdf"]


def test_a_sign_that_joins_the_space_before_it_leaves_the_spaces_what_they_are():
    read = read_pdf(rendered(a_letter(an_answer("1", "Look \U00011a01 here?", "It was 17 times.")))["pdf"])
    assert "Look \ufffd here? None. It was 17 times." in read


def test_without_a_font_of_the_machine_a_letter_is_set_all_the_same(bare_fonts):
    letter = a_full_letter()
    assert without_folds(read_pdf(FORMATS["pdf"].render(paper_of(letter)))) == without_folds(
        everything(letter)
    )


def test_where_the_standard_cannot_be_kept_at_all_the_letter_is_set_without_it(bare_fonts, monkeypatch):
    monkeypatch.setattr(pdf_module, "_missing", lambda _refusal: {"\U000f0001"})
    made = FORMATS["pdf"].render(paper_of(a_letter(an_answer("1", "漢字?", "It was 17 times."))))
    assert b"pdfuaid" not in made
    assert "It was 17 times." in read_pdf(made)


def test_another_refusal_of_typst_is_not_hidden():
    letter = a_letter(logo=b"\x89PNG\r\n\x1a\n no picture")
    with pytest.raises(typst.TypstError):
        FORMATS["pdf"].render(paper_of(letter))


def test_a_very_long_answer_and_a_word_without_end_stay_whole():
    answer = "A sentence with 17 figures. " * 7_000 + "x" * 5_000
    assert len(answer) > 200_000
    letter = a_letter(an_answer("1", "How much?", answer))
    for ending, data in rendered(letter).items():
        assert without_folds(READERS[ending](data)) == without_folds(everything(letter)), ending


def test_signs_that_are_drawn_alike_leave_the_others_what_they_are():
    letter = a_letter(
        an_answer("1", "10\u00a0May\u202f2020, a non\u2011breaking hy\u00adphen", "From 1-2-2020.")
    )
    read = PdfReader(BytesIO(rendered(letter)["pdf"])).pages[0].extract_text()
    assert "10 May 2020, a non-breaking hyphen" in read
    assert "From 1-2-2020." in read
    assert not set("\u00a0\u00ad\u2011") & set(read)


def test_an_accent_or_a_joiner_that_stands_on_a_space_or_digit_changes_no_other():
    letter = a_letter(an_answer("1", "e\u0301 \u0301 f\u200dor 1\ufe0f\u20e3?", "It was 11 times for us."))
    read = PdfReader(BytesIO(rendered(letter)["pdf"])).pages[0].extract_text()
    assert "\u00e9 \ufffd for 1\ufffd?" in read
    assert "It was 11 times for us." in read


@settings(max_examples=30, deadline=None)
@example(text="\U000e0000")
@example(text="\U000e0080")
@example(text="\u3164 \ufff0\U0001d173")
@given(text=st.text(max_size=60))
def test_whatever_is_written_three_files_are_made_and_two_say_it_to_the_letter(text):
    letter = a_letter(an_answer("1", text, f"{text} It was 17 times."), name=f"Council {text}", contact=text)
    files = rendered(letter)
    assert read_docx(files["docx"]) == everything(letter)
    assert read_html(files["html"]) == everything(
        letter, with_unseen_shown
    )  # as every page tells such a sign
    assert b"pdfuaid" in files["pdf"]
    assert "Itwas17times." in without_folds(read_pdf(files["pdf"]))


def test_figures_one_below_the_other_are_a_table_in_every_file():
    said = "Looks on record:\nHousing: 30\nTrading Standards: 1,204\nOf them most were open."
    letter = a_letter(an_answer(answer=said, status=Status.HELD_SUPPLIED))
    kinds = [(one.kind, one.text, one.lead) for one in blocks(letter) if "Housing" in one.text or one.lead]
    assert kinds == [
        (BlockKind.PARAGRAPH, "Looks on record:", "Held, supplied."),
        (BlockKind.TABLE, "Housing: 30\nTrading Standards: 1,204", ""),
    ]
    files = rendered(letter)
    assert '<th scope="row">Housing</th><td>30</td>' in files["html"].decode()
    for read, ending in ((read_html, "html"), (read_docx, "docx"), (read_pdf, "pdf")):
        text = read(files[ending])
        assert "Housing 30 Trading Standards 1,204 Of them most were open." in text, ending


def test_the_quarters_of_a_sentence_are_a_table_and_one_figure_is_none():
    quarters = "4 looks. 1 January 2025 to 31 March 2025: 1. 1 April 2025 to 30 June 2025: 3. All were open."
    (table,) = [one for one in blocks(a_letter(an_answer(answer=quarters))) if one.kind is BlockKind.TABLE]
    assert table.pairs == [("1 January 2025 to 31 March 2025", "1"), ("1 April 2025 to 30 June 2025", "3")]
    alone = blocks(a_letter(an_answer(answer="Looks on record:\nHousing: 3")))
    assert BlockKind.TABLE not in {one.kind for one in alone}


def test_an_answer_of_figures_alone_has_its_status_above_the_table():
    found = blocks(a_letter(an_answer(answer="Housing: 3\nParks: 4", status=Status.HELD_SUPPLIED)))
    at = [one.kind for one in found].index(BlockKind.TABLE)
    assert (found[at - 1].kind, found[at - 1].lead) == (BlockKind.PARAGRAPH, "Held, supplied.")


def test_each_sentence_of_a_refusal_is_a_paragraph_and_no_table():
    said = "We refuse to give this information under section 31.\nIn favour of giving the information: 3\nIn favour of withholding the information: 4"
    (told,) = [
        [(one.lead, one.text) for one in blocks(a_letter(refused)) if one.text in said]
        for notice in [an_answer(answer=said, status=Status.HELD_EXEMPT, value={"refused": ["31"]})]
        for refused in [replace(notice, is_by_hand=True)]
    ]
    assert [text for _lead, text in told] == said.split("\n")
    assert [lead for lead, _text in told] == ["Held, exempt.", "", ""]


def test_figures_of_a_table_stay_whole_on_a_narrow_screen_and_stand_to_the_right():
    files = rendered(a_letter(an_answer(answer="Housing: 3\nTrading Standards: 1,204")))
    assert b"td { text-align: end; overflow-wrap: break-word; }" in files["html"]
    (table,) = docx.Document(BytesIO(files["docx"])).tables
    assert {str(row.cells[1].paragraphs[0].alignment) for row in table.rows} == {"RIGHT (2)"}
    assert table.columns[0].width > table.columns[1].width
