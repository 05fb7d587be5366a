"""Pages by which people and proposals of duties come in by spreadsheet: choose it, check it, import it."""

from collections.abc import Sequence
from typing import cast

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.files.columns import parse
from watchbook.files.spreadsheet import write_csv
from watchbook.files.upload import Refused, read
from watchbook.files.workbook import MEDIA_TYPE, write_xlsx
from watchbook.organisation.forms import PeopleFileForm
from watchbook.organisation.models import Person
from watchbook.organisation.people_import import (
    COLUMNS,
    LinesRefused,
    PeopleRow,
    RefusedLine,
    import_people,
    read_lines,
)
from watchbook.organisation.permissions import may_import_people
from watchbook.organisation.rules import TITLES
from watchbook.organisation.states import IdentityCheck
from watchbook.organisation.views.people import links_page

SALT = "organisation.people_import"
GOOD_FOR = 60 * 60  # seconds between checking and importing
NAMES = [column.name for column in COLUMNS]
EXAMPLE = [str(column.example) for column in COLUMNS]


@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what it would add, or what is wrong with it; import it."""
    by = cast(Person, request.user)
    may_import_people(by)
    if "seen" in request.POST:
        return _import(request, by=by)
    form = PeopleFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form=form)
    upload = form.cleaned_data["file"]
    try:
        lines = read_lines(read(upload), name=upload.name)
        tried = import_people(lines, keeps=False, by=by, at=timezone.now())
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _page(request, form=form)
    except LinesRefused as refusal:
        kept = PeopleFileForm(initial={"identity": form.cleaned_data["identity"]})
        return _page(request, form=kept, refused=refusal.lines)
    identity = form.cleaned_data["identity"]
    context = {
        "rows": [parse(line.cells, COLUMNS, files={}) for line in lines],
        "titles": TITLES,
        "imported": tried,
        "identity": IdentityCheck(identity).label,
        "seen": _sealed(lines, identity=identity, by=by),
    }
    return render(request, "organisation/people_import_check.html", context)


@require_safe
def template_csv(request: HttpRequest) -> HttpResponse:
    """The file to fill in, for any spreadsheet program."""
    may_import_people(cast(Person, request.user))
    return _attachment(write_csv(NAMES, [EXAMPLE]), media_type="text/csv; charset=utf-8", ending="csv")


@require_safe
def template_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook, with the duties that may be written."""
    may_import_people(cast(Person, request.user))
    duties = next(column for column in COLUMNS if column.name == "duties")
    known: list[Sequence[str]] = [[str(words)] for words in duties.choices.values()]
    data = write_xlsx([(_("People"), NAMES, [EXAMPLE]), (_("Duties"), [_("Allowed values")], known)])
    return _attachment(data, media_type=MEDIA_TYPE, ending="xlsx")


@transaction.atomic
def _import(request: HttpRequest, *, by: Person) -> HttpResponse:
    """What was checked, and the new people's links in the same answer."""
    try:
        whose, identity, kept = signing.loads(request.POST["seen"], salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        whose, identity, kept = "", "", []
    if whose != str(by.id):
        form = PeopleFileForm(data={})
        form.add_error(
            "file",
            _(
                "You cannot import these people: you checked the file more than an hour ago. Select the spreadsheet again"
            ),
        )
        return _page(request, form=form)
    lines = [PeopleRow(line=line, cells=cells) for line, cells in kept]
    try:
        imported = import_people(lines, by=by, at=timezone.now())
    except LinesRefused as refusal:
        return _page(request, form=PeopleFileForm(initial={"identity": identity}), refused=refusal.lines)
    how = IdentityCheck(identity)
    return links_page(request, people=imported.people, identity=how, by=by, proposed=len(imported.duties))


def _page(request: HttpRequest, *, form: PeopleFileForm, refused: Sequence[RefusedLine] = ()) -> HttpResponse:
    context = {"form": form, "refused": refused, "columns": COLUMNS}
    return render(request, "organisation/people_import.html", context)


def _sealed(lines: Sequence[PeopleRow], *, identity: str, by: Person) -> str:
    """The rows as they were checked, so that nothing else is imported: signed for this person and this hour."""
    told = [str(by.id), identity, [[line.line, dict(line.cells)] for line in lines]]
    return signing.dumps(told, salt=SALT, compress=True)


def _attachment(data: bytes, *, media_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="people.{ending}"'
    return response
