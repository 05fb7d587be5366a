"""Pages of a register whose entries are what its columns say: the list, one entry, and each thing that is done with it.

A register declares `Pages` as data; `paths(pages, under="tools/")` gives its addresses: its home, the list;
`<named>` of one entry, `<named>_add`, and `<named>_<step>` for each step. Its acts stay those of its own noun.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.files.columns import Column, ColumnKind, Words
from watchbook.organisation.models import Person
from watchbook.organisation.service_choice import service_choice
from watchbook.register.forms import TakeBackForm, entry_form, initial_of, seen_field
from watchbook.register.models.entries import Entry
from watchbook.register.spreadsheet import Register
from watchbook.register.views import imports
from watchbook.register.views.acting import (
    CORRECTED,
    METHODS,
    TAKEN_BACK,
    UPDATED,
    acted,
    done,
    or_404,
    reader,
    seen_of,
    sent,
)
from watchbook.register.views.import_rows import in_words, whole_in_words
from watchbook.web.forms import GovukForm
from watchbook.web.long_list import ListChoice, cut

ORDERED = {ColumnKind.TEXT, ColumnKind.DAY, ColumnKind.WHOLE_NUMBER, ColumnKind.YES_NO, ColumnKind.CHOICE}
SERVICE = "service_name"  # the column of an entry that has a service, by its name

BY_MISTAKE = _("Take an entry back if it was made twice or by mistake. We keep every version.")
type Columns = tuple[Column, ...]
type Page = Callable[..., HttpResponse]


@dataclass(frozen=True)
class EntryStep:
    """Something that is done: its address, its words, what is asked, and the act that gets the answers by column.

    Without columns nothing is asked but whether it is meant, and the act gets the row alone. A register may give a form
    of its own (its class, or what makes it for a request and a row), a right of its own (`may`), and entries to which
    alone it is offered (`fits`).
    """

    name: str
    title: Words
    act: Callable[..., Any]
    columns: Columns = ()
    done: Words = ""
    explains: Words = ""
    is_correction: bool = False
    form: type[GovukForm] | Callable[[HttpRequest, Any], GovukForm] | None = None
    may: Callable[[Person], None] | None = None
    fits: Callable[[Any], bool] = lambda _row: True


@dataclass(frozen=True)
class Pages:
    """The pages of one register. The first column names an entry; `listed` are those that the list shows beside it.

    `told_once_filled` are columns that stand on an entry's page only once something is in them.
    `notes` are sentences at the head of an entry's page and of its steps, on what no column holds.

    `may_change` is asked about an entry before each step, where `register.may` does not say it all. A register may have
    a list and a page of an entry of its own (`views`), and templates that say more: `<templates>_<step>.html`, but none to take back.
    """

    register: Register
    table: type[Entry]
    named: str
    steps: tuple[EntryStep, ...]
    may_read: Callable[[Person], None]
    adding: EntryStep | None = None
    intro: Words = ""
    empty: Words = ""
    listed: tuple[str, ...] = ()
    told_once_filled: tuple[str, ...] = ()
    may_change: Callable[[Person, Any], None] = lambda _by, _row: None
    views: tuple[Page, Page] | None = None
    templates: str = "register/entry"
    notes: Callable[[Any], list[str]] = lambda _row: []
    leads: tuple[tuple[Words, str, Callable[[Person], None]], ...] = ()  # words, address by name, who may

    @property
    def title(self) -> Words:
        """The heading of the list, in the reader's language."""
        return capfirst(self.register.title)  # type: ignore[type-var]  # words or the promise of them

    def address(self, step: str = "") -> str:
        """The URL name of an entry's page, or of a step."""
        space = self.register.home.rpartition(":")[0]
        return f"{space}:{self.named}_{step}" if step else f"{space}:{self.named}"

    def rows(self) -> Any:
        """The entries of the register, every version of them."""
        return self.table._default_manager


def adding(title: Words, act: Callable[..., Any], columns: Columns = (), **own: Any) -> EntryStep:
    """The step that records an entry."""
    return EntryStep("add", title, act, columns, **own)


def correcting(act: Callable[..., Any], columns: Columns = (), **own: Any) -> EntryStep:
    """The step that corrects an entry by a new version."""
    why = _("We keep the earlier version, so that the register can still show what it said on any date.")
    title = _("Correct this entry")
    return EntryStep("correct", title, act, columns, CORRECTED, why, is_correction=True, **own)


def taking_back(act: Callable[..., Any], why: Words = BY_MISTAKE, **own: Any) -> EntryStep:
    """The step that takes an entry back."""
    return EntryStep("take_back", _("Take this entry back"), act, (), TAKEN_BACK, why, **own)


def paths(pages: Pages, *, under: str) -> list[URLPattern]:
    """The addresses of a register's list, of its import, and of its entries."""
    named = pages.register.home.rpartition(":")[2]
    listed = pages.views[0] if pages.views else list_page(pages)
    return [
        *imports.paths(pages.register, under=under, named=named),
        path(under, listed, name=named),
        *entry_paths(pages, under=under),
    ]


def entry_paths(pages: Pages, *, under: str) -> list[URLPattern]:
    """The addresses of recording an entry, of its page, and of each step."""
    one = f"{under}<slug:reference>/"
    steps = ((step, step.name.replace("_", "-")) for step in pages.steps)
    add = pages.adding
    return [
        *([path(f"{under}add/", add_page(pages, add), name=f"{pages.named}_add")] if add else []),
        path(one, pages.views[1] if pages.views else entry_page(pages), name=pages.named),
        *(
            path(f"{one}{address}/", step_page(pages, step), name=f"{pages.named}_{step.name}")
            for step, address in steps
        ),
    ]


def list_page(pages: Pages) -> Page:
    """The register: every entry that was not taken back, a page at a time. Two queries of its own, one more for a column of services."""
    columns = [column for column in pages.register.columns if column.name in pages.listed]
    choices = {
        one.name: ListChoice(one.title, one.name, one.choices.items())
        for one in pages.register.columns
        if one.kind is ColumnKind.CHOICE
    }
    is_of_services = SERVICE in pages.listed
    orders = {"reference": "reference"} | {
        one.name: ("service__name" if one.name == SERVICE else one.name, "reference")
        for one in columns
        if one.kind in ORDERED
    }

    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        pages.may_read(reader(request))
        rows = pages.rows().as_at(None).filter(is_struck=False)
        services = {"service": service_choice()} if is_of_services else {}
        shown = cut(request, rows, sort=orders, choose=services | choices)
        listed = [
            (
                row,
                _name(pages, row),
                [in_words(getattr(row, one.name), one) or str(one.blank) for one in columns],
            )
            for row in shown
        ]
        head = [str(column.title) for column in columns]
        sort = ["reference", *(one.name if one.name in orders else "" for one in columns)]
        whole = pages.rows().model._meta.label_lower
        context = {"pages": pages, "head": head, "rows": listed, "page": shown, "sort": sort, "whole": whole}
        return render(request, "register/entries.html", context)

    return page


def entry_page(pages: Pages) -> Page:
    """One entry: what its columns say, what its reader can do, every earlier version, and what happened."""

    @require_safe
    def page(request: HttpRequest, reference: str) -> HttpResponse:
        by = reader(request)
        pages.may_read(by)
        row = or_404(pages.rows().newest(reference=reference))
        versions = pages.rows().versions(reference=reference)
        context = {
            "pages": pages,
            "row": row,
            "name": _name(pages, row),
            "told": _told(pages, row),
            "notes": pages.notes(row),
            "steps": [step for step in pages.steps if _is_offered(pages, step, row, to=by)],
            "earlier": [(one, _told(pages, one)) for one in versions[:-1]],
            "events": events_about(*(one.id for one in versions)),
        }
        return render(request, "register/entry.html", context)

    return page


def add_page(pages: Pages, step: EntryStep) -> Page:
    """Record an entry."""

    @require_http_methods(METHODS)
    def page(request: HttpRequest) -> HttpResponse:
        by = reader(request)
        pages.register.may(by)
        form = _form(request, step)
        if added := acted(form, lambda: step.act(sent(form), by=by, at=timezone.now())):
            words = str(step.done or _("The entry was recorded as {reference}.")).format(reference=added)
            return done(request, words, pages.address(), str(added))
        return render(
            request, f"{pages.templates}_{step.name}.html", {"pages": pages, "step": step, "form": form}
        )

    return page


def step_page(pages: Pages, step: EntryStep) -> Page:
    """Do a step with an entry: with the version that the person saw, so that a stale tab is refused."""

    @require_http_methods(METHODS)
    def page(request: HttpRequest, reference: str) -> HttpResponse:
        by = reader(request)
        (step.may or pages.register.may)(by)
        row = or_404(pages.rows().newest(reference=reference))
        pages.may_change(by, row)
        form = _form(request, step, row)
        form.fields["seen"] = seen_field(row.pk)

        def act() -> Model:
            seen = seen_of(form, row)
            answers = [sent(form)] if step.columns or step.form else []
            done_with: Model = step.act(seen, *answers, by=by, at=timezone.now())
            return done_with

        if acted(form, act):
            return done(request, step.done or UPDATED, pages.address(), reference)
        context = {"pages": pages, "step": step, "row": row, "name": _name(pages, row), "form": form}
        # A correction has it in its boxes; whoever decides anything else reads it first.
        is_read = not (step.is_correction or pages.views)
        context["told"] = _told(pages, row) if is_read else []
        context["notes"] = pages.notes(row) if is_read else []
        is_own = pages.views and step.name != "take_back"
        template = f"{pages.templates}_{step.name}" if is_own else "register/entry_step"
        return render(request, f"{template}.html", context)

    return page


def _form(request: HttpRequest, step: EntryStep, row: Entry | None = None) -> GovukForm:
    """The form of a step: the register's own, the questions of its columns, or whether it is meant."""
    if step.form and not isinstance(step.form, type):
        own: GovukForm = step.form(request, row)
        return own
    kind: type[GovukForm] = step.form or (entry_form(step.columns) if step.columns else TakeBackForm)
    initial = initial_of(kind, row) if step.is_correction else None
    return kind(request.POST or None, request.FILES or None, initial=initial)


def _is_offered(pages: Pages, step: EntryStep, row: Entry, *, to: Person) -> bool:
    fits = step.fits(row) and (step.is_correction or not row.is_struck)
    return fits and can(step.may or pages.register.may, to) and can(pages.may_change, to, row)


def _told(pages: Pages, row: Entry) -> list[tuple[str, str]]:
    """The title of each column with what an entry says in it, without those that wait to be filled."""
    found = ((column, getattr(row, column.name)) for column in pages.register.columns)
    return [
        (str(column.title), whole_in_words(value, column) or str(column.blank))
        for column, value in found
        if value or column.name not in pages.told_once_filled
    ]


def _name(pages: Pages, row: Entry) -> str:
    """Name an entry by its first column, in words."""
    column = pages.register.columns[0]
    said = whole_in_words(getattr(row, column.name, str(row)), column)
    return capfirst(said) if column.kind is ColumnKind.CHOICE else said
