"""Forms of the engine: taking an entry back, and what is asked on the way of a spreadsheet into a register."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from watchbook.files.columns import Column, ColumnKind
from watchbook.files.days import READING_WORDS, DayQuestion
from watchbook.files.spreadsheet import Sheet
from watchbook.organisation.service_choice import SERVICES_HINT, why_not_services
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_file, ask_tick
from watchbook.web.wording import day

SHOWN = 40


class ManyFiles(forms.FileInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files, as a list."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file as one is cleaned; none is an empty list."""
        return [super(ManyFilesField, self).clean(one, initial) for one in data or []]


class SheetForm(GovukForm):
    """A spreadsheet and the documents that its rows name."""

    sheet = ask_file(
        _("The spreadsheet"),
        _("Select the spreadsheet"),
        accept=".csv,.xlsx",
        hint=_("CSV or XLSX, up to 20 MB. We read the first sheet of a workbook."),
    )
    documents = ManyFilesField(
        label=_("Documents that the spreadsheet names, if any"),
        help_text=_(
            "PDF, DOCX, ODT, PNG, JPEG or plain text. Select all the documents at once, up to 100 files and 60 MB together."
        ),
        required=False,
        widget=ManyFiles(attrs={"accept": ".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt,.csv,.eml,.msg"}),
    )


class TakeBackForm(GovukForm):
    """The word that an entry should not be in its register."""

    confirmed = ask_tick(_("This entry was made by mistake"), _("Tick the box to take the entry back"))


class RegisterForm(GovukForm):
    """A form about an entry, which gives what was typed as the act takes it."""

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class YesNoField(forms.TypedChoiceField):
    """A question that is answered yes or no, as True or False."""

    def __init__(self, **options: Any) -> None:
        answers = [("yes", _("Yes")), ("no", _("No"))]
        super().__init__(
            choices=answers, coerce=lambda value: value == "yes", widget=forms.RadioSelect, **options
        )

    def prepare_value(self, value: Any) -> Any:
        """What an entry says, as the form shows it."""
        return {True: "yes", False: "no"}.get(value, value)


def seen_field(row_id: UUID, *, is_required: bool = False) -> forms.UUIDField:
    """The version that a person looked at when they opened the page: what changed since is not overwritten."""
    sentence = _(
        "You cannot save this: the form does not say which version you opened. Go back to the entry and open the form again"
    )
    told = {"required": sentence, "invalid": sentence}
    return forms.UUIDField(
        widget=forms.HiddenInput, initial=row_id, required=is_required, error_messages=told
    )


def initial_of(kind: type[GovukForm], row: Any) -> dict[str, Any]:
    """Return what an entry says of what a form asks."""
    return {name: getattr(row, name) for name in kind.base_fields if hasattr(row, name) and name != "file"}


def entry_form(columns: Sequence[Column]) -> type[GovukForm]:
    """A form that asks for an entry what its register's columns hold."""
    return type("RegisterForm", (RegisterForm,), {column.name: _asked(column) for column in columns})


def _asked(column: Column) -> forms.Field:
    """The question for one column: a day, one of its choices, yes or no, a line or several of text."""
    label = str(column.title) if column.required else _("{title} (optional)").format(title=column.title)
    told: dict[str, Any] = {"label": label, "required": column.required, "help_text": str(column.explains)}
    what = _("the {thing}").format(thing=str(column.title)[:1].lower() + str(column.title)[1:])
    if column.kind is ColumnKind.DAY:
        return DayField(what=what, **told)
    if column.kind in (ColumnKind.CHOICE, ColumnKind.YES_NO):
        sentences = {"required": _("Select {what}").format(what=what)}
        if column.kind is ColumnKind.YES_NO:
            return YesNoField(error_messages=sentences, **told)
        choices = list(column.choices.items())
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=sentences, **told)
    sentences = {"required": _("Enter {what}").format(what=what)}
    widget = forms.Textarea(attrs={"rows": 5}) if column.kind is ColumnKind.LONG_TEXT else forms.TextInput()
    asked = forms.CharField(max_length=column.longest, widget=widget, error_messages=sentences, **told)
    if column.kind is ColumnKind.SERVICES:
        asked.help_text = asked.help_text or str(SERVICES_HINT)
        asked.validators.append(_known_services)
    return asked


def _known_services(text: str) -> None:
    if why := why_not_services(text):
        raise ValidationError(why)


class RowsForm(GovukForm):
    """The word that the rows shown are to be imported."""

    seen = forms.CharField(
        widget=forms.HiddenInput,
        max_length=16,
        error_messages={
            "required": _("You cannot import these rows: the form was incomplete. Check the rows again")
        },
    )


def columns_form(columns: Sequence[Column], sheet: Sheet) -> type[GovukForm]:
    """A form that asks for each of our columns which of the file's it is."""
    choices = [
        (str(place), _heading(heading, place=place, sheet=sheet))
        for place, heading in enumerate(sheet.headings)
    ]
    fields: dict[str, forms.Field] = {}
    for column in columns:
        empty = _("Choose a column") if column.required else _("Not in the file")
        fields[column.name] = forms.ChoiceField(
            label=str(column.title)
            if column.required
            else _("{title} (if the file has this column)").format(title=column.title),
            help_text=str(column.explains),
            choices=[("", empty), *choices],
            required=column.required,
            error_messages={
                "required": _(
                    "Choose the column for “{title}”. We cannot import a file without this column"
                ).format(title=column.title)
            },
        )
    return type("ColumnsForm", (GovukForm,), fields)


def _heading(heading: str, *, place: int, sheet: Sheet) -> str:
    """A column of the file as a person knows it: its heading and the first cell that is filled."""
    name = heading[:SHOWN] or _("column {number}, without a heading").format(number=place + 1)
    example = next((row.cells[place] for row in sheet.rows if row.cells[place]), "")
    return (
        _("{heading} (such as “{example}”)").format(heading=name, example=example[:SHOWN])
        if example
        else name
    )


def days_form(questions: Sequence[DayQuestion], titles: Mapping[str, str]) -> type[GovukForm]:
    """A form that asks how the days of each column are to be read; none of the answers is chosen beforehand."""
    fields: dict[str, forms.Field] = {}
    for number, question in enumerate(questions):
        fields[f"question_{number}"] = ask_choice(
            _("How are dates written in “{column}”?").format(column=titles[question.column]),
            [(reading.name, _reading(question, place)) for place, reading in enumerate(question.readings)],
            missing=_("Select how dates are written in “{column}”").format(column=titles[question.column]),
            hint=_("For example, the column contains “{example}”.").format(example=question.example[:SHOWN]),
        )
    return type("DaysForm", (GovukForm,), fields)


def _reading(question: DayQuestion, place: int) -> str:
    reading = question.readings[place]
    told = _("{how}: “{cell}” is {day}").format(
        how=READING_WORDS[reading.name], cell=reading.cell[:SHOWN], day=day(reading.day)
    )
    if lost := question.unreadable[reading.name]:
        told += " " + _("(impossible dates in the file if read this way: {count})").format(count=lost)
    return told


def sent_files(form: GovukForm) -> "tuple[UploadedFile[Any], list[UploadedFile[Any]]]":
    """The spreadsheet and the documents of a SheetForm."""
    return form.cleaned_data["sheet"], form.cleaned_data["documents"]
