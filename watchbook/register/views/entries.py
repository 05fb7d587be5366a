"""Pages of a register whose entries are what its columns say: the list, one entry, and each thing that is done with it.

A register declares `Pages` as data; `paths(pages, under="third-parties/")` gives its addresses: `<name>` of the list,
`<named>` of one entry, `<named>_add`, and `<named>_<step>` for each step. Its acts stay those of its own noun.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.files.columns import Column, Words
from watchbook.organisation.models import Person
from watchbook.register.forms import TakeBackForm, entry_form
from watchbook.register.models.entries import Entry
from watchbook.register.spreadsheet import Register
from watchbook.register.views import imports
from watchbook.register.views.acting import CORRECTED, METHODS, TAKEN_BACK, acted, done, or_404, reader
from watchbook.register.views.import_rows import in_words, whole_in_words

type Columns = tuple[Column, ...]
type Page = Callable[..., HttpResponse]


@dataclass(frozen=True)
class EntryStep:
    """Something that is done: its address, its words, what is asked, and the act that gets the answers by column.

    Without columns nothing is asked but whether it is meant, and the act gets the row alone.
    """

    name: str
    title: Words
    columns: Columns
    act: Callable[..., Entry]
    done: Words = ""
    explains: Words = ""
    is_correction: bool = False


@dataclass(frozen=True)
class Pages:
    """The pages of one register. The first column names an entry; `listed` are those that the list shows beside it."""

    register: Register
    table: type[Entry]
    named: str
    title: Words
    intro: Words
    empty: Words
    listed: tuple[str, ...]
    may_read: Callable[[Person], None]
    adding: EntryStep
    steps: tuple[EntryStep, ...]

    def address(self, step: str = "") -> str:
        """The URL name of an entry's page, or of a step."""
        space = self.register.home.rpartition(":")[0]
        return f"{space}:{self.named}_{step}" if step else f"{space}:{self.named}"

    def rows(self) -> Any:
        """The entries of the register, every version of them."""
        return self.table._default_manager


def correcting(columns: Columns, act: Callable[..., Entry]) -> EntryStep:
    """The step that corrects an entry by a new version."""
    why = gettext_lazy("The earlier version is kept, so that what was recorded by any day can be told again.")
    return EntryStep(
        "correct", gettext_lazy("Correct this entry"), columns, act, CORRECTED, why, is_correction=True
    )


def taking_back(act: Callable[..., Entry]) -> EntryStep:
    """The step that takes an entry back."""
    why = gettext_lazy("For an entry made twice or by mistake. Every version is kept.")
    return EntryStep("take_back", gettext_lazy("Take this entry back"), (), act, TAKEN_BACK, why)


def paths(pages: Pages, *, under: str) -> list[URLPattern]:
    """The addresses of a register's pages and of its import."""
    one = f"{under}<slug:reference>/"
    return [
        *imports.paths(pages.register, under=under, named=pages.register.name),
        path(under, list_page(pages), name=pages.register.name),
        path(f"{under}add/", add_page(pages), name=f"{pages.named}_add"),
        path(one, entry_page(pages), name=pages.named),
        *(
            path(
                f"{one}{step.name.replace('_', '-')}/",
                step_page(pages, step),
                name=f"{pages.named}_{step.name}",
            )
            for step in pages.steps
        ),
    ]


def list_page(pages: Pages) -> Page:
    """The register: every entry that was not taken back. One query of its own."""
    columns = [column for column in pages.register.columns if column.name in pages.listed]

    @require_safe
    def page(request: HttpRequest) -> HttpResponse:
        pages.may_read(reader(request))
        rows = pages.rows().as_at(None).filter(is_struck=False)
        listed = [(row, [in_words(getattr(row, one.name), one) for one in columns]) for row in rows]
        context = {"pages": pages, "head": [str(column.title) for column in columns], "rows": listed}
        return render(request, "governance/entries.html", context)

    return page


def entry_page(pages: Pages) -> Page:
    """One entry: what its columns say, what can be done, every earlier version, and what happened."""

    @require_safe
    def page(request: HttpRequest, reference: str) -> HttpResponse:
        pages.may_read(reader(request))
        row = or_404(pages.rows().newest(reference=reference))
        versions = pages.rows().versions(reference=reference)
        context = {
            "pages": pages,
            "row": row,
            "name": _name(pages, row),
            "told": _told(pages, row),
            "steps": [step for step in pages.steps if step.is_correction or not row.is_struck],
            "earlier": [(one, _told(pages, one)) for one in versions[:-1]],
            "events": events_about(*(one.id for one in versions)),
        }
        return render(request, "governance/entry.html", context)

    return page


def add_page(pages: Pages) -> Page:
    """Record an entry."""
    adding = pages.adding

    @require_http_methods(METHODS)
    def page(request: HttpRequest) -> HttpResponse:
        by = reader(request)
        pages.register.may(by)
        form = entry_form(adding.columns)(request.POST or None)
        if added := acted(form, lambda: adding.act(form.cleaned_data, by=by, at=timezone.now())):
            words = _("It was recorded as {reference}.").format(reference=added)
            return done(request, words, pages.address(), str(added))
        return render(request, "governance/entry_add.html", {"pages": pages, "form": form})

    return page


def step_page(pages: Pages, step: EntryStep) -> Page:
    """Do a step with an entry."""

    @require_http_methods(METHODS)
    def page(request: HttpRequest, reference: str) -> HttpResponse:
        by = reader(request)
        pages.register.may(by)
        row = _seen(request, or_404(pages.rows().newest(reference=reference)), pages, reference)
        kind = entry_form(step.columns) if step.columns else TakeBackForm
        names = [column.name for column in step.columns if step.is_correction]
        form = kind(request.POST or None, initial={name: getattr(row, name) for name in names})
        answers = [form.cleaned_data] if form.is_valid() and step.columns else []
        if acted(form, lambda: step.act(row, *answers, by=by, at=timezone.now())):
            return done(request, step.done, pages.address(), reference)
        context = {"pages": pages, "step": step, "row": row, "name": _name(pages, row), "form": form}
        return render(request, "governance/entry_step.html", context)

    return page


def _seen(request: HttpRequest, newest: Entry, pages: Pages, reference: str) -> Entry:
    """The version that the person saw when the page was opened, so that a stale tab is refused; the newest, before anything is sent."""
    seen = request.POST.get("seen", "")
    return next((one for one in pages.rows().versions(reference=reference) if str(one.id) == seen), newest)


def _told(pages: Pages, row: Entry) -> list[tuple[str, str]]:
    """The title of each column with what an entry says in it."""
    found = ((column, getattr(row, column.name)) for column in pages.register.columns)
    return [(str(column.title), whole_in_words(value, column)) for column, value in found]


def _name(pages: Pages, row: Entry) -> str:
    return str(getattr(row, pages.register.columns[0].name))
