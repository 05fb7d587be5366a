"""Pages that bring a spreadsheet into a register: the file, its columns, its days, its rows; and the files to fill in.

`paths(register, under="letters/", named="letters")` gives the addresses. The upload waits on the server for whoever
sent it (`pending_import`); the address knows only its id. Nothing is written into the register before the last step.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import WrongState
from watchbook.files.parcel import Parcel
from watchbook.files.spreadsheet import Sheet, read_sheet
from watchbook.files.upload import Refused, look_at_all, read, safe_name
from watchbook.register import column_mapping, pending_import
from watchbook.register import spreadsheet as register_import
from watchbook.register.forms import RowsForm, SheetForm, columns_form, days_form, sent_files
from watchbook.register.models.imports import PendingImport
from watchbook.register.spreadsheet import (
    MEDIA_TYPES,
    ImportRefused,
    Outcome,
    Register,
    RowRefused,
    may_import,
    template_file,
)
from watchbook.register.views.acting import acted, reader
from watchbook.register.views.import_rows import rows_in_words
from watchbook.web.forms import GovukForm

ROWS_SHOWN = 20
REFUSED_SHOWN = 200


def paths(register: Register, *, under: str, named: str) -> list[URLPattern]:
    """The addresses of a register's import: `<named>_import`, `<named>_template_csv` and `<named>_template_xlsx`."""
    return [
        path(f"{under}import/", import_page(register), name=f"{named}_import"),
        *(
            path(
                f"{under}import/template.{ending}",
                template(register, ending),
                name=f"{named}_template_{ending}",
            )
            for ending in MEDIA_TYPES
        ),
    ]


def import_page(register: Register) -> Callable[[HttpRequest], HttpResponse]:
    """The page that takes a spreadsheet into a register, step by step."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest) -> HttpResponse:
        may_import(reader(request), register)
        asked = request.GET.get("import", "")
        pending = _pending(request, register, asked)
        if asked and pending is None:
            messages.info(
                request,
                _(
                    "You cannot open that import: it has been carried out, or is over a day old. If its rows are not in the register, upload the file again."
                ),
            )
            return redirect(request.path)
        if pending is None:
            return _file(request, register, None)
        step = STEPS.get(request.GET.get("step", ""), _rows)
        return step(request, register, pending)

    return page


def template(register: Register, ending: str) -> Callable[[HttpRequest], HttpResponse]:
    """The file to fill in, with one example row."""

    @require_safe
    def file(request: HttpRequest) -> HttpResponse:
        may_import(reader(request), register)
        response = HttpResponse(template_file(register, ending), content_type=MEDIA_TYPES[ending])
        response["Content-Disposition"] = f'attachment; filename="{register.name}.{ending}"'
        return response

    return file


def _pending(request: HttpRequest, register: Register, asked: str) -> PendingImport | None:
    try:
        return pending_import.find(UUID(asked), register, kept_by=reader(request))
    except ValueError:
        return None


def _file(request: HttpRequest, register: Register, pending: PendingImport | None) -> HttpResponse:
    """Step 1: the spreadsheet and its documents; in place of an earlier one, whose documents stay."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (parcel := _parcel(form, pending)):
        by, at = reader(request), timezone.now()
        keep = partial(pending_import.keep, register, parcel, instead_of=pending, by=by, at=at)
        if kept := acted(form, keep):
            return _after_file(request, register, kept, is_again=pending is not None)
    sent = list(pending_import.parcel_of(pending).documents) if pending else []
    context = {"form": form, "register": register, "sent": sent, "back_url": _home(register)}
    return render(request, "register/import_file.html", context)


def _parcel(form: GovukForm, earlier: PendingImport | None) -> Parcel | None:
    """What was sent, looked at; or None with the refusal on the form."""
    sheet, documents = sent_files(form)
    name = safe_name(sheet.name or "")
    try:
        data = read(sheet)
        read_sheet(data, name=name)
    except Refused as refusal:
        form.add_error("sheet", str(refusal))
        return None
    try:
        found = look_at_all(documents)
    except Refused as refusal:
        form.add_error("documents", str(refusal))
        return None
    before = pending_import.parcel_of(earlier).documents if earlier else {}
    return Parcel(data=data, name=name, documents={**before, **found})


def _after_file(
    request: HttpRequest, register: Register, pending: PendingImport, *, is_again: bool
) -> HttpResponse:
    """On to the columns; past them where the headings are ours, or were matched a moment ago."""
    sheet = _sheet(pending)
    places = column_mapping.remembered(register, sheet.headings) if is_again else None
    try:
        places = places or register_import.exact_mapping(register, sheet)
        by = reader(request)
        pending_import.match(pending, register, places, by=by, at=timezone.now())
    except Refused:
        return _to(request, pending, "columns")
    return _to(request, pending, "rows")


def _columns(request: HttpRequest, register: Register, pending: PendingImport) -> HttpResponse:
    """Step 2: which column of the file is which of ours."""
    sheet = _sheet(pending)
    known = column_mapping.remembered(register, sheet.headings)
    places = pending.places or known or column_mapping.guess(register.columns, sheet.headings)
    initial = {name: str(place) for name, place in places.items()}
    form = columns_form(register.columns, sheet)(request.POST or None, initial=initial)

    def match() -> PendingImport:
        told = {name: int(place) for name, place in form.cleaned_data.items() if place}
        return pending_import.match(pending, register, told, by=reader(request), at=timezone.now())

    if acted(form, match):
        return _to(request, pending, "rows")
    context = {
        "form": form,
        "register": register,
        "is_remembered": known is not None,
        "back_url": _address(request, pending, "file"),
    }
    return render(request, "register/import_columns.html", context)


def _days(request: HttpRequest, register: Register, pending: PendingImport) -> HttpResponse:
    """Step 3: how days are written that can be read in more than one way."""
    asked = register_import.day_questions(register, _sheet(pending), pending.places)
    titles = {column.name: str(column.title) for column in register.columns}
    initial = {f"question_{number}": pending.answers.get(one.key) for number, one in enumerate(asked)}
    form = days_form(asked, titles)(request.POST or None, initial=initial)

    def answer() -> PendingImport:
        told = {one.key: form.cleaned_data[f"question_{number}"] for number, one in enumerate(asked)}
        return pending_import.answer(pending, register, told, by=reader(request), at=timezone.now())

    if acted(form, answer):
        return _to(request, pending, "rows")
    context = {"form": form, "register": register, "back_url": _address(request, pending, "columns")}
    return render(request, "register/import_days.html", context)


def _rows(request: HttpRequest, register: Register, pending: PendingImport) -> HttpResponse:
    """Step 4: what would be added, or what is wrong; and the import itself."""
    sheet = _sheet(pending)
    if not pending.places:
        return _to(request, pending, "columns")
    asked = register_import.day_questions(register, sheet, pending.places)
    if any(pending.answers.get(one.key) not in {way.name for way in one.readings} for one in asked):
        return _to(request, pending, "days")
    form = RowsForm(request.POST or None, initial={"seen": pending_import.digest(pending)})
    if form.is_valid() and (done := _carried_out(form, request, register, pending)):
        return done
    outcome, refused = _tried(request, register, pending)
    context = {
        "form": form,
        "register": register,
        "count": len(outcome.rows) if outcome else 0,
        "rows": rows_in_words(register, outcome.rows[:ROWS_SHOWN]) if outcome else [],
        "alike": outcome.alike[:ROWS_SHOWN] if outcome else [],
        "alike_count": len(outcome.alike) if outcome else 0,
        "refused": refused[:REFUSED_SHOWN],
        "refused_count": len(refused),
        "not_taken": [
            heading
            for place, heading in enumerate(sheet.headings)
            if heading and place not in pending.places.values()
        ],
        "has_days": bool(asked),
        "seen": pending_import.digest(pending),
        "addresses": {step: _address(request, pending, step) for step in STEPS},
        "back_url": _address(request, pending, "days" if asked else "columns"),
    }
    return render(request, "register/import_rows.html", context)


def _carried_out(
    form: GovukForm, request: HttpRequest, register: Register, pending: PendingImport
) -> HttpResponse | None:
    """The way to the register once the rows are in it; or None: what was refused is shown by the trial that follows."""
    by, seen = reader(request), form.cleaned_data["seen"]
    try:
        outcome = pending_import.carry_out(pending, register, seen=seen, by=by, at=timezone.now())
    except (WrongState, Refused) as refusal:
        if pending_import.find(pending.pk, register, kept_by=by) is None:
            messages.info(request, str(refusal))
            return redirect(_home(register))
        form.add_error(None, str(refusal))
        return None
    except ImportRefused:
        return None
    words = ngettext("{count} row was imported.", "{count} rows were imported.", len(outcome.rows))
    messages.success(request, words.format(count=len(outcome.rows)))
    return redirect(_home(register))


def _tried(
    request: HttpRequest, register: Register, pending: PendingImport
) -> tuple[Outcome | None, list[RowRefused]]:
    """What the import would do, undone again."""
    parcel = pending_import.parcel_of(pending)
    told: dict[str, Any] = {"mapping": pending.places, "answers": pending.answers, "files": parcel.documents}
    by = reader(request)
    try:
        outcome = register_import.run(
            register, parcel.data, name=parcel.name, by=by, at=timezone.now(), dry_run=True, **told
        )
    except ImportRefused as refusal:
        return None, refusal.rows
    except Refused as refusal:  # of the line of headings: the matching fits no longer
        return None, [RowRefused(line=1, reason=str(refusal))]
    return outcome, []


def _sheet(pending: PendingImport) -> Sheet:
    parcel = pending_import.parcel_of(pending)
    return read_sheet(parcel.data, name=parcel.name)


def _home(register: Register) -> str:
    return reverse(register.home or "home")


def _to(request: HttpRequest, pending: PendingImport, step: str) -> HttpResponse:
    return redirect(_address(request, pending, step))


def _address(request: HttpRequest, pending: PendingImport, step: str) -> str:
    return f"{request.path}?import={pending.pk}&step={step}"


type Step = Callable[[HttpRequest, Register, PendingImport], HttpResponse]
STEPS: dict[str, Step] = {"file": _file, "columns": _columns, "days": _days, "rows": _rows}
