"""Hostile and odd workbooks: what is no workbook is refused, what a workbook may hold besides its cells stays unread."""

import re
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.each import each
from tests.files.sheets import a_workbook
from watchbook.files.refused import Refused
from watchbook.files.spreadsheet import read_sheet
from watchbook.files.workbook import write_xlsx
from watchbook.reading.table import CELL_LIMIT, COLUMNS_LIMIT, LINES_LIMIT

GOOD = a_workbook(["a", "b"], ["x", "y"])
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


def with_parts(parts, *, data=GOOD):
    """The workbook with some of its parts replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def cells(xml, *, before=""):
    """The workbook with these cells in its sheet, written as XML."""
    return with_parts(
        {SHEET: f'{before}<worksheet xmlns="{NAMESPACE}"><sheetData>{xml}</sheetData></worksheet>'}
    )


def text(place, words):
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


HEADINGS = f'<row r="1">{text("A1", "a")}{text("B1", "b")}</row>'


def read(data):
    return read_sheet(data, name="a.xlsx")


def refusal(data):
    with pytest.raises(Refused) as refused:
        read(data)
    return str(refused.value)


def test_the_first_visible_sheet_is_read_and_no_other():
    def change(book):
        book.create_sheet("Second").append(["c"])
        book.active.sheet_state = "hidden"

    assert read(a_workbook(["a"], ["secret"], change=change)).headings == ("c",)


def test_a_workbook_without_a_visible_sheet_is_refused():
    with ZipFile(BytesIO(GOOD)) as archive:
        book = archive.read("xl/workbook.xml").decode().replace('state="visible"', 'state="veryHidden"')
    assert "veryHidden" in book
    assert "The workbook has no visible sheet." in refusal(with_parts({"xl/workbook.xml": book}))


def test_a_formula_gives_the_value_last_worked_out_and_one_without_is_empty():
    row = '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>WEBSERVICE("http://evil.example")</f></c></row>'
    assert read(cells(HEADINGS + row)).rows[0].cells == ("2", "")


def test_a_number_has_nothing_that_it_does_not_need():
    row = '<row r="2"><c r="A2"><v>12.0</v></c><c r="B2"><v>1.50</v></c></row>'
    assert read(cells(HEADINGS + row)).rows[0].cells == ("12", "1.5")


def test_a_cell_that_looks_like_a_formula_is_text():
    assert read(cells(HEADINGS + f'<row r="2">{text("A2", "=1+1")}</row>')).rows[0].cells == ("=1+1", "")


def test_links_to_other_workbooks_pictures_and_zip_files_within_are_not_read():
    with ZipFile(BytesIO(GOOD)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    link = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"'
        ' Target="externalLinks/externalLink1.xml"/></Relationships>'
    )
    bomb = with_parts({"zeros": b"\0" * 900_000})
    parts = {
        "xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", link),
        "xl/externalLinks/externalLink1.xml": "this is not XML",
        "xl/embeddings/a.zip": bomb,
    }
    assert read(with_parts(parts)).headings == ("a", "b")


@each("entities", [LAUGHS, OUTSIDE])
@each("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"])
def test_entities_that_grow_or_look_elsewhere_are_refused(part, entities):
    with ZipFile(BytesIO(GOOD)) as archive:
        xml = archive.read(part).decode()
    xml = re.sub(r"^<\?xml.*?\?>", "", xml).replace("</", "&j;</", 1)
    assert "but its content is of another" in refusal(with_parts({part: entities + xml}))


@each(
    "data",
    [
        b"PK\x03\x04",
        b"<html>",
        GOOD[:-40],
        with_parts({"[Content_Types].xml": None}),
        with_parts({"xl/workbook.xml": None}),
        with_parts({"[Content_Types].xml": "<x/>"}),
        with_parts({"xl/workbook.xml": "not XML"}),
        with_parts({SHEET: "<worksheet><unclosed>"}),
        cells('<row r="x"/>'),
        cells('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        cells('<row r="1"><c r="AAAAAA1"><v>1</v></c></row>'),
        cells('<row r="1"><c r="A1" s="x"><v>1</v></c></row>'),
        cells('<row r="1"><c r="A1"><v>1e999999</v></c></row>' + "<row" * 10),
    ],
)
def test_what_is_no_workbook_is_refused(data):
    assert "The file’s name ends in .xlsx, but its content is of another kind." in refusal(data)


def test_a_workbook_with_macros_is_refused_whatever_its_name_says():
    assert "The document contains macros" in refusal(with_parts({"xl/vbaProject.bin": b"x"}))
    with ZipFile(BytesIO(GOOD)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    types = types.replace("spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")
    assert "The document contains macros" in refusal(with_parts({"[Content_Types].xml": types}))


def test_a_workbook_that_would_grow_is_refused_before_it_is_opened():
    assert "times as large" in refusal(cells(" " * 3_000_000))


@pytest.mark.parametrize("number", [LINES_LIMIT + 1, 1048576, 10**15])
def test_a_row_far_below_is_refused_and_not_counted_up_to(number):
    assert f"has rows below line {LINES_LIMIT}" in refusal(
        cells(f'{HEADINGS}<row r="{number}">{text(f"A{number}", "x")}</row>')
    )


def test_a_cell_far_to_the_right_is_refused():
    assert f"more than {COLUMNS_LIMIT} columns" in refusal(
        cells(f'{HEADINGS}<row r="2">{text("XFD2", "x")}</row>')
    )


def test_a_size_that_the_sheet_says_wrongly_does_not_matter():
    said = f'<worksheet xmlns="{NAMESPACE}"><dimension ref="A1:A1"/><sheetData>{HEADINGS}</sheetData></worksheet>'
    assert read(with_parts({SHEET: said})).headings == ("a", "b")


def test_a_cell_that_is_too_long_is_refused():
    row = f'<row r="2">{text("A2", "x" * (CELL_LIMIT + 1))}</row>'
    assert "Line 2 has a cell of more than" in refusal(cells(HEADINGS + row))


def test_a_day_that_is_none_is_read_as_a_fault_and_not_as_a_day():
    def change(book):
        book.active["A2"].number_format = "yyyy-mm-dd"

    assert read(a_workbook(["a"], [99999999999], change=change)).rows[0].cells == ("#VALUE!",)


def test_days_count_from_1904_where_the_workbook_says_so():
    def change(book):
        book.epoch = CALENDAR_MAC_1904
        book.active["A2"].number_format = "yyyy-mm-dd"

    assert read(a_workbook(["a"], [41352], change=change)).rows[0].cells == ("2017-03-20",)


def test_every_cell_written_is_text_and_none_a_formula():
    cells_written = ["=1+1", "+1", "-1", "@x", "plain", "", "a\x00b\x07", "two\nlines"]
    data = write_xlsx([("A", cells_written, [cells_written]), ("B", ["x"], [])])
    with ZipFile(BytesIO(data)) as archive:
        xml = archive.read(SHEET).decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<f>" not in xml
    assert xml.count("=1+1") == 2
    assert styles.count('quotePrefix="1"') == 2  # one for headings, one for rows
    assert read(data).rows[0].cells == ("=1+1", "+1", "-1", "@x", "plain", "", "ab", "two\nlines")


@given(st.data())
def test_a_workbook_that_was_tampered_with_is_read_or_refused_and_nothing_else(data):
    with ZipFile(BytesIO(GOOD)) as archive:
        part = data.draw(st.sampled_from(archive.namelist()))
        content = bytearray(archive.read(part))
    for _turn in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(32, 126))
    with suppress(Refused):
        assert read(with_parts({part: bytes(content)})).headings
