"""Rows brought into a register of oversight, and why they are refused."""

from tests.given import AT
from tests.log import leaves_nothing
from tests.oversight.given import REPORT
from watchbook.register.spreadsheet import ImportRefused, run


def import_rows(register, by, *rows):
    """Import rows under our own headings; what each became."""
    header = ",".join(column.name for column in register.columns)
    data = "\r\n".join([header, *rows]).encode()
    return run(register, data, name="rows.csv", files={"report.pdf": REPORT}, by=by, at=AT).added


def why_refused(register, by, *rows):
    """Why each row is refused, by its line; and nothing is left."""
    found = []

    def act():
        try:
            import_rows(register, by, *rows)
        except ImportRefused as refusal:
            found.extend(refusal.rows)
            raise

    leaves_nothing(ImportRefused, act, "We imported nothing.")
    return {row.line: row.reason for row in found}
