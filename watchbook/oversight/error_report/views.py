"""Errors: what is suggested and suspected, one error, establishing or dismissing it, its notices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.london_day import london_day
from watchbook.acting.refusals import can
from watchbook.audit_log.queries import events_about
from watchbook.authorisations.models import Authorisation
from watchbook.authorisations.permissions import may_read_authorisation
from watchbook.keys.envelope import opened
from watchbook.looks.models import Look
from watchbook.looks.permissions import may_read_look, may_see_all_looks
from watchbook.looks.queries.looks import opening_to
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
    suggested = queries.suggestions(looks=looks) if looks is not None else []
    context = {
        "looks": looks,
        "suggestions": suggested,
        "opened": opening_to([one.look for one in suggested], by),
        "may_read_authorisation": may_read_authorisation,
        "page": page,
        "reports": [(row, queries.is_warned(row, nation=nation, today=today())) for row in page],
        "today": today(),
        "london_day": london_day,
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
        "about": _about(row, by=reader(request)),
    }
    return render(request, "oversight/error.html", context)


@require_http_methods(METHODS)
def error_add(request: HttpRequest) -> HttpResponse:
    """Record that an error is suspected, of a look that was suggested or by hand."""
    may_record_error(reader(request))
    reference = request.GET.get("look", "").replace("\0", "")
    look = Look.objects.select_related("subject").filter(reference=reference).first()
    suggested = queries.suggestion_of(look) if look else None
    initial: dict[str, str] = {}
    if suggested:
        initial = {"kind": str(suggested.kind), "authorisation": str(suggested.authorisation or "")}
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
    """Download an interim notice or the full report to send it, and record that it was sent."""
    by, row, on = _decider(request), _row(reference), today()
    is_overdue = row.state == ErrorState.ESTABLISHED and row.due_on is not None and row.due_on < on
    form = NoticeForm(
        request.POST or None,
        kind=ErrorNotice.NoticeKind(kind),
        was_due_on=row.due_on if is_overdue else None,
        initial={"sent_on": on},
    )
    if "download" in request.POST and form.is_valid():
        told = dict(form.cleaned_data)
        drafted = ErrorNotice(report=row, kind=kind, sent_on=told.pop("sent_on"))
        return _file(error_notice.draft(drafted, told, by=by, at=timezone.now()), reference, kind)

    def act() -> ErrorNotice:
        words = dict(form.cleaned_data)
        sent_on = words.pop("sent_on")
        return error_report.notify(row, words, kind=kind, sent_on=sent_on, by=by, at=timezone.now())

    if "download" not in request.POST and acted(form, act):
        words = _("We recorded that you sent the {notice} to the Commissioner.")
        notice = str(ErrorNotice.NoticeKind(kind).label)
        return done(request, words.format(notice=notice), "oversight:error", reference)
    interim, full = _("Interim notice to the Commissioner"), _("Full report to the Commissioner")
    context = {"form": form, "error": row, "title": interim if kind == "interim" else full}
    return render(request, "oversight/error_notify.html", context)


@require_safe
def error_notice_file(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """A notice as one tagged PDF."""
    may_read_errors(reader(request))
    notice = get_object_or_404(
        ErrorNotice.objects.select_related("report"), report__reference=reference, kind=kind
    )
    return _file(error_notice.make(notice, by=reader(request), at=timezone.now()), reference, kind)


def _file(made: bytes, reference: str, kind: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="error-{reference}-{kind}.pdf"'
    return response


def _about(row: ErrorReport, *, by: Person) -> dict[str, str]:
    """The addresses of the look and of the authorisation that an error is about, of those that its reader may open."""
    look = Look.objects.select_related("investigation").filter(pk__in=filter(None, [row.look])).first()
    authorisation = (
        Authorisation.objects.select_related("investigation")
        .filter(pk__in=filter(None, [row.authorisation]))
        .first()
    )
    found = {"look": "", "authorisation": ""}
    if look and can(may_read_look, by, look):
        found["look"] = reverse("looks:look", args=[look.reference])
    if authorisation and can(may_read_authorisation, by, authorisation):
        found["authorisation"] = reverse("authorisations:authorisation", args=[authorisation.reference])
    return found


def _decider(request: HttpRequest) -> Person:
    """Return who is signed in, if they decide on errors."""
    by = reader(request)
    may_decide_error(by)
    return by


def _row(reference: str) -> ErrorReport:
    return get_object_or_404(queries.reports(), reference=reference)


def _page(request: HttpRequest, form: GovukForm, row: ErrorReport, *, title: str) -> HttpResponse:
    return render(request, "oversight/error_act.html", {"form": form, "title": title, "error": row})
