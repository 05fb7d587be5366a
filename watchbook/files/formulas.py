"""Beginnings of a formula: the one list of what a spreadsheet may run when it opens a cell of text (OWASP, CSV Injection).

Spreadsheets pass over blanks and invisible marks before them, and read full-width signs as the plain ones.
"""

import re

SIGNS = "=+-@|%＝＋－＠"
ENDS_A_CELL = "\t\r\n"
# No spreadsheet runs a number below nought; as a text it would drop out of every sum.
NUMBER = re.compile(r"-\d{1,15}(?:\.\d{1,15})?")
PASSED_OVER = " \xa0\u200b\u200c\u200d\u2060\ufeff\u3000\x00"


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet could run a cell, or take it for the end of one."""
    if NUMBER.fullmatch(cell):
        return False
    return cell.startswith(tuple(ENDS_A_CELL)) or cell.lstrip(PASSED_OVER).startswith(
        tuple(SIGNS + ENDS_A_CELL)
    )
