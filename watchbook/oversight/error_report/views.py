"""Errors: what is suggested and suspected, one error, establishing or dismissing it, its notices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.keys.envelope import opened
from watchbook.looks.models import Look
from watchbook.looks.permissions import may_see_all_looks
from watchbook.organisation.models import Authority, Person
from watchbook.organisation.queries import today
from watchbook.organisation.service_choice import service_choice
from watchbook.oversight.error_report import error_notice, error_report, queries
from watchbook.oversight.error_report.error_report import SuspectedError
from watchbook.oversight.error_report.forms import DismissForm, EstablishForm, NoticeForm, SuspectedErrorForm
from watchbook.oversight.error_report.models import ErrorKind, ErrorNotice, ErrorReport
from watchbook.oversight.error_report.permissions import may_decide_error, may_read_errors, may_record_error
from watchbook.oversight.error_report.states import ErrorState
from watchbook.register.views.acting import METHODS, acted, done, reader
from watchbook.web.forms import GovukForm
from watchbook.web.long_list import ListChoice, cut

REPORT_ORDERS = {
    "reference": "reference",
    "kind": "kind",
    "found": "discovered_on",
    "due": "due_on",
    "state": "state",
}
SUGGESTED_ORDERS = {"look": "reference", "when": "opened_at", "service": "service__name"}
KINDS = ListChoice(gettext_lazy("Kind"), "kind", ErrorKind.choices)
STATES = ListChoice(gettext_lazy("State"), "state", ErrorState.choices)
RECORDED = gettext_lazy("Your decision was recorded.")


@require_safe
def errors(request: HttpRequest) -> HttpResponse:
    """Every report; before it what looks like an error, for those alone who see the looks of the whole authority."""
    by = reader(request)
    may_read_errors(by)
    nation = Authority.objects.get().nation
    page = cut(request, queries.reports(), sort=REPORT_ORDERS, choose={"kind": KINDS, "state": STATES})
    looks = None
    if can(may_see_all_looks, by):
        looks = cut(
            request,
            queries.unreported(),
            sort=SUGGESTED_ORDERS,
            choose={"service": service_choice()},
            named="looks",
        )
    context = {
        "looks": looks,
        "suggestions": queries.suggestions(looks=looks) if looks is not None else [],
        "page": page,
        "reports": [(row, queries.is_warned(row, nation=nation, today=today())) for row in page],
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
    reference = request.GET.get("look", "").replace("\0", "")
    look = Look.objects.select_related("subject").filter(reference=reference).first()
    suggested = queries.suggestion_of(look) if look else None
    initial = {
        "kind": str(suggested.kind) if suggested else "other",
        "authorisation": str(suggested.authorisation or "") if suggested else "",
        "discovered_on": today(),
    }
    form = SuspectedErrorForm(request.POST or None, initial=initial)

    def act() -> ErrorReport:
        suspected = SuspectedError(**form.cleaned_data, look=look)
        return error_report.suspect(suspected, by=reader(request), at=timezone.now())

    if row := acted(form, act):
        words = _("The error was recorded as {reference}.").format(reference=row.reference)
        return done(request, words, "oversight:error", row.reference)
    title = _("Record a suspected error")
    return render(request, "oversight/error_act.html", {"form": form, "title": title, "look": look})


@require_http_methods(METHODS)
def error_establish(request: HttpRequest, reference: str) -> HttpResponse:
    """Establish the error."""
    by, row = _decider(request), _row(reference)
    form = EstablishForm(request.POST or None, initial={"on": today()})
    if acted(form, lambda: error_report.establish(row, **form.cleaned_data, by=by, at=timezone.now())):
        return done(request, RECORDED, "oversight:error", reference)
    return _page(request, form, row, title=_("Establish the error"))


@require_http_methods(METHODS)
def error_dismiss(request: HttpRequest, reference: str) -> HttpResponse:
    """Find that it is no error."""
    by, row = _decider(request), _row(reference)
    form = DismissForm(request.POST or None)
    if acted(form, lambda: error_report.dismiss(row, **form.cleaned_data, by=by, at=timezone.now())):
        return done(request, RECORDED, "oversight:error", reference)
    return _page(request, form, row, title=_("Dismiss the suspicion"))


@require_http_methods(METHODS)
def error_notify(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Record an interim notice or the full report as it is sent."""
    by, row = _decider(request), _row(reference)
    form = NoticeForm(request.POST or None, kind=ErrorNotice.Which(kind), initial={"sent_on": today()})

    def act() -> ErrorNotice:
        words = dict(form.cleaned_data)
        sent_on = words.pop("sent_on")
        return error_report.notify(row, words, kind=kind, sent_on=sent_on, by=by, at=timezone.now())

    if acted(form, act):
        return done(request, RECORDED, "oversight:error", reference)
    interim, full = _("Interim notice to the Commissioner"), _("Full report to the Commissioner")
    return _page(request, form, row, title=interim if kind == "interim" else full)


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


def _decider(request: HttpRequest) -> Person:
    """Return who is signed in, if they decide on errors."""
    by = reader(request)
    may_decide_error(by)
    return by


def _row(reference: str) -> ErrorReport:
    return get_object_or_404(queries.reports(), reference=reference)


def _page(request: HttpRequest, form: GovukForm, row: ErrorReport, *, title: str) -> HttpResponse:
    return render(request, "oversight/error_act.html", {"form": form, "title": title, "error": row})
