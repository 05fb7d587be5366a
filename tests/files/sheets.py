"""Spreadsheets as people have them: workbooks made by another program, an old list with headings of its own."""

from io import BytesIO

from openpyxl import Workbook

FOREIGN = "Date of letter,From whom,What about,Social media?,Came in on,Scan,Remarks"


def a_workbook(*rows, change=None):
    """A workbook of one sheet with these rows; `change` may do something to it before it is saved."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
