"""Pages of what ends in a report, audits and inspections alike: one entry, recording, its report, correcting, taking back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.files.download import download
from watchbook.organisation.models import Person
from watchbook.oversight.permissions import may_read_oversight
from watchbook.oversight.report import report as acts
from watchbook.oversight.report.forms import ReleaseForm
from watchbook.oversight.report.report import ReportRegister
from watchbook.register.forms import TakeBackForm
from watchbook.register.views.acting import (
    CORRECTED,
    METHODS,
    TAKEN_BACK,
    acted,
    done,
    or_404,
    reader,
    sent_file,
)

type Page = Callable[..., HttpResponse]


@dataclass(frozen=True)
class ReportPages:
    """The pages of one register: the name of an entry in addresses and templates, its forms, and what is said once done.

    `form` makes the form from the request and the entry to be corrected (None: a new one); `beside` finds what its page
    shows besides.
    """

    named: str
    register: ReportRegister
    form: Callable[[HttpRequest, Any], ReleaseForm]
    report_form: type[ReleaseForm]
    recorded: Promise
    reported: Promise
    beside: Callable[[Any], dict[str, Any]] = lambda _row: {}

    def keeper(self, request: HttpRequest) -> Person:
        """The person signed in, if they keep this register."""
        by = reader(request)
        self.register.may_record(by)
        return by

    def row(self, reference: str) -> Any:
        """The newest version of an entry."""
        rows: Any = self.register.table._default_manager
        return or_404(rows.newest(reference=reference))

    def done(self, request: HttpRequest, words: str | Promise, reference: str) -> HttpResponse:
        """Back to the page of the entry, where it is said what was done."""
        return done(request, words, f"oversight:{self.named}", reference)

    def ask(self, request: HttpRequest, step: str, form: object, row: object = None) -> HttpResponse:
        """The page that asks for a step."""
        return render(request, f"oversight/{self.named}_{step}.html", {"form": form, self.named: row})


def paths(pages: ReportPages, *, under: str) -> list[URLPattern]:
    """The addresses of a register's pages, without that of one entry: what it recommended stands above."""
    one = f"{under}<slug:reference>/"
    return [
        path(f"{under}add/", add_page(pages), name=f"{pages.named}_add"),
        path(f"{one}report/", step_page(pages, "report"), name=f"{pages.named}_report"),
        path(f"{one}correct/", step_page(pages, "correct"), name=f"{pages.named}_correct"),
        path(f"{one}take-back/", take_back_page(pages), name=f"{pages.named}_take_back"),
        path(f"{one}file/", file_page(pages), name=f"{pages.named}_file"),
    ]


def entry_page(pages: ReportPages) -> Page:
    """One entry: its newest version, what it recommended, every earlier version, and what happened."""

    @require_safe
    def page(
        request: HttpRequest,
        reference: str,
        recommended: Callable[[Any], Sequence[object]],
        may_recommend: Callable[[Person, Any], None],
    ) -> HttpResponse:
        may_read_oversight(reader(request))
        row = pages.row(reference)
        versions = type(row).objects.versions(reference=reference)
        context = {
            pages.named: row,
            "standings": recommended(row),
            "versions": versions,
            "events": events_about(*(version.id for version in versions)),
            f"may_record_{pages.named}": pages.register.may_record,
            "may_record_recommendation": may_recommend,
            **pages.beside(row),
        }
        return render(request, f"oversight/{pages.named}.html", context)

    return page


def add_page(pages: ReportPages) -> Page:
    """Record an entry."""

    @require_http_methods(METHODS)
    def page(request: HttpRequest) -> HttpResponse:
        by, form = pages.keeper(request), pages.form(request, None)
        if added := acted(
            form,
            lambda: acts.add(pages.register, form.values(), file=sent_file(form), by=by, at=timezone.now()),
        ):
            words = str(pages.recorded).format(reference=added.reference)
            return pages.done(request, words, added.reference)
        return pages.ask(request, "add", form)

    return page


def step_page(pages: ReportPages, step: str) -> Page:
    """Record the report of an entry, or correct it: a new version, with a file if one is sent."""
    act, words = (acts.correct, CORRECTED) if step == "correct" else (acts.report, pages.reported)

    @require_http_methods(METHODS)
    def page(request: HttpRequest, reference: str) -> HttpResponse:
        by, row = pages.keeper(request), pages.row(reference)
        report_form = pages.report_form(request.POST or None, request.FILES or None)
        form = pages.form(request, row) if step == "correct" else report_form
        if acted(
            form,
            lambda: act(pages.register, row, form.values(), file=sent_file(form), by=by, at=timezone.now()),
        ):
            return pages.done(request, words, reference)
        return pages.ask(request, step, form, row)

    return page


def take_back_page(pages: ReportPages) -> Page:
    """Say that an entry was made by mistake."""

    @require_http_methods(METHODS)
    def page(request: HttpRequest, reference: str) -> HttpResponse:
        by, row = pages.keeper(request), pages.row(reference)
        form = TakeBackForm(request.POST or None)
        if acted(form, lambda: acts.take_back(pages.register, row, by=by, at=timezone.now())):
            return pages.done(request, TAKEN_BACK, reference)
        context = {"form": form, "row": row, "home": f"oversight:{pages.named}"}
        return render(request, "oversight/take_back.html", context)

    return page


def file_page(pages: ReportPages) -> Page:
    """The report itself."""

    @require_safe
    def page(request: HttpRequest, reference: str) -> HttpResponse:
        may_read_oversight(reader(request))
        row = pages.row(reference)
        if not row.file_sha256:
            raise Http404
        return download(request, row)

    return page
