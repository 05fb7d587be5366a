"""Errors: what is suggested and suspected, one error, establishing or dismissing it, its notices."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.audit_log.queries import events_about
from watchbook.keys.envelope import opened
from watchbook.looks.models import Look
from watchbook.organisation.models import Authority
from watchbook.organisation.queries import today
from watchbook.oversight.error_report import error_notice, error_report, queries
from watchbook.oversight.error_report.error_report import NoticeWords, SuspectedError
from watchbook.oversight.error_report.forms import DismissForm, EstablishForm, NoticeForm, SuspectedErrorForm
from watchbook.oversight.error_report.models import ErrorNotice, ErrorReport
from watchbook.oversight.error_report.permissions import may_decide_error, may_read_errors, may_record_error
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.web.forms import GovukForm

SHOWN = 50


@require_safe
def errors(request: HttpRequest) -> HttpResponse:
    """What looks like an error, and every report."""
    may_read_errors(reader(request))
    found, nation = queries.suggestions(), Authority.objects.get().nation
    context = {
        "suggestions": found[:SHOWN],
        "more": max(0, len(found) - SHOWN),
        "reports": [(row, queries.is_warned(row, nation=nation, today=today())) for row in queries.reports()],
        "today": today(),
        "may_record": may_record_error,
    }
    return render(request, "oversight/errors.html", context)


@require_safe
def error(request: HttpRequest, reference: str) -> HttpResponse:
    """One error: what happened, where it stands, by when it is reported, its notices."""
    may_read_errors(reader(request))
    row = _row(reference)
    context = {
        "error": row,
        "said": opened(row),
        "notices": list(row.notices.select_related("by")),
        "today": today(),
        "events": events_about(row.id),
        "may_decide": may_decide_error,
    }
    return render(request, "oversight/error.html", context)


@require_http_methods(METHODS)
def error_add(request: HttpRequest) -> HttpResponse:
    """Record that an error is suspected, of a look that was suggested or by hand."""
    may_record_error(reader(request))
    look = Look.objects.select_related("subject").filter(reference=request.GET.get("look", "")).first()
    suggested = queries.suggestion_of(look) if look else None
    initial = {
        "kind": str(suggested.kind) if suggested else "other",
        "authorisation": str(suggested.authorisation or "") if suggested else "",
        "discovered_on": today(),
    }
    form = SuspectedErrorForm(request.POST or None, initial=initial)

    def act() -> ErrorReport:
        told = form.cleaned_data
        suspected = SuspectedError(
            kind=told["kind"],
            what=told["what"],
            discovered_on=told["discovered_on"],
            look=look,
            authorisation=told["authorisation"],
        )
        return error_report.suspect(suspected, by=reader(request), at=timezone.now())

    if row := acted(form, act):
        words = _("The error was recorded as {reference}.").format(reference=row.reference)
        return done(request, words, "oversight:error", row.reference)
    title = _("Record that an error is suspected")
    return render(request, "oversight/error_act.html", {"form": form, "title": title, "look": look})


@require_http_methods(METHODS)
def error_establish(request: HttpRequest, reference: str) -> HttpResponse:
    """Establish the error."""
    may_decide_error(reader(request))
    form = EstablishForm(request.POST or None, initial={"on": today()})

    def act(row: ErrorReport) -> ErrorReport:
        told = form.cleaned_data
        return error_report.establish(
            row,
            on=told["on"],
            why=told["why"],
            is_serious=told["is_serious"] == "yes",
            by=reader(request),
            at=timezone.now(),
        )

    return _page(request, reference, form, act, title=_("Establish the error"))


@require_http_methods(METHODS)
def error_dismiss(request: HttpRequest, reference: str) -> HttpResponse:
    """Find that it is no error."""
    may_decide_error(reader(request))
    form = DismissForm(request.POST or None)

    def act(row: ErrorReport) -> ErrorReport:
        return error_report.dismiss(row, why=form.cleaned_data["why"], by=reader(request), at=timezone.now())

    return _page(request, reference, form, act, title=_("It is no error"))


@require_http_methods(METHODS)
def error_notify(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Record an interim notice or the full report as it is sent."""
    may_decide_error(reader(request))
    which = ErrorNotice.Which(kind)
    form = NoticeForm(request.POST or None, kind=which, initial={"sent_on": today()})

    def act(row: ErrorReport) -> ErrorReport:
        told = dict(form.cleaned_data)
        sent_on = told.pop("sent_on")
        notice = error_report.notify(
            row, NoticeWords(**told), kind=which, sent_on=sent_on, by=reader(request), at=timezone.now()
        )
        return notice.report

    title = (
        _("Interim notice to the Commissioner")
        if which == "interim"
        else _("Full report to the Commissioner")
    )
    return _page(request, reference, form, act, title=title)


@require_safe
def error_notice_file(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """A notice as one tagged PDF."""
    may_read_errors(reader(request))
    notice = get_object_or_404(
        ErrorNotice.objects.select_related("report"), report__reference=reference, kind=kind
    )
    made = error_notice.make(notice, by=reader(request), at=timezone.now())
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="error-{reference}-{kind}.pdf"'
    return response


def _row(reference: str) -> ErrorReport:
    return get_object_or_404(queries.reports(), reference=reference)


def _page(
    request: HttpRequest,
    reference: str,
    form: GovukForm,
    act: Callable[[ErrorReport], ErrorReport],
    *,
    title: str,
) -> HttpResponse:
    row = _row(reference)
    if acted(form, lambda: act(row)):
        return done(request, _("It was recorded."), "oversight:error", reference)
    return render(request, "oversight/error_act.html", {"form": form, "title": title, "error": row})
