"""The file to fill in for a register: its columns with one example row, and in a workbook a sheet that explains them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.files.columns import Column, ColumnKind
from watchbook.files.spreadsheet import write_csv
from watchbook.files.workbook import MEDIA_TYPE, write_xlsx
from watchbook.register.spreadsheet import Register

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": MEDIA_TYPE}


def template_file(register: Register, ending: str) -> bytes:
    """The file of that ending; it can be imported as it is, unless its example names a document."""
    names = [column.name for column in register.columns]
    example = [str(column.example) for column in register.columns]
    if ending == "csv":
        return write_csv(names, [example])
    headings = [_("Column"), _("What it is"), _("What to write"), _("Must it be filled?"), _("More")]
    explained = [_explained(column) for column in register.columns]
    return write_xlsx([(_("Rows"), names, [example]), (_("Columns"), headings, explained)])


def _explained(column: Column) -> list[str]:
    needed = _("yes") if column.required else _("no")
    return [column.name, str(column.title), what_to_write(column), needed, str(column.explains)]


def what_to_write(column: Column) -> str:
    """What a cell of a column takes, for people."""
    return str(TAKES[column.kind]).format(choices=_listed(column), longest=column.longest)


def _listed(column: Column) -> str:
    return ", ".join(f"{key} ({words})" for key, words in column.choices.items())


TAKES = {
    ColumnKind.TEXT: gettext_lazy("text of up to {longest} characters"),
    ColumnKind.LONG_TEXT: gettext_lazy("text of up to {longest} characters, which may have several lines"),
    ColumnKind.DAY: gettext_lazy("a day, such as 2017-03-20"),
    ColumnKind.WHOLE_NUMBER: gettext_lazy("a whole number in digits, such as 12"),
    ColumnKind.YES_NO: gettext_lazy("yes or no"),
    ColumnKind.CHOICE: gettext_lazy("one of: {choices}"),
    ColumnKind.CHOICES: gettext_lazy("any of these, divided by semicolons: {choices}"),
    ColumnKind.EMAIL: gettext_lazy("an email address, like name@example.com"),
    ColumnKind.FILE: gettext_lazy(
        "the name of a document that is sent with the spreadsheet, such as letter.pdf"
    ),
}
