"""The page of the applicant's report, and the page on which the officer reads it beside the application and decides."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from watchbook.acting.refusals import WrongState
from watchbook.authorisations import applicant_report
from watchbook.authorisations.checklist import ReadingPurpose
from watchbook.authorisations.forms.reports import OfficersForm, ReportForm
from watchbook.authorisations.models import ApplicantReport, Authorisation, Renewal
from watchbook.authorisations.next_step import wanted_report
from watchbook.authorisations.permissions import may_decide, may_send_report
from watchbook.authorisations.queries.looks_beside import looks_beside_application
from watchbook.authorisations.remark import open_report, remarks_on_comments, remarks_on_report
from watchbook.authorisations.report_form import report_boxes
from watchbook.authorisations.states import ReportStep
from watchbook.authorisations.views.found import ActWords, act_page, authorisation_or_404, refused_at_once
from watchbook.authorisations.views.text import sent_text
from watchbook.keys.envelope import Facts, opened
from watchbook.register.views.acting import METHODS, acted, reader
from watchbook.web.wording import day, moment

SENT = _("Your report was sent to the authorising officer.")
ASKED = _(
    "You have asked the applicant for the report. The request stays under the applicant’s “Your work” until the report is sent."
)
SEND = _("Send the report to the authorising officer")
OFFICERS_WORDS = {
    "who": _("Who"),
    "what": _("What"),
    "where": _("Where"),
    "when": _("When"),
    "why": _("Why"),
    "how": _("How"),
    "necessity": _("Necessity"),
    "proportionality": _("Proportionality"),
    "conditions": _("Conditions"),
    "comments": _("Comments"),
    "amended": _("Amended"),
}
REPORTS = {
    ReportStep.REVIEW: ActWords(_("Write report for the review"), SEND, SENT),
    ReportStep.RENEWAL: ActWords(_("Apply for the renewal"), SEND, SENT),
    ReportStep.CANCELLATION: ActWords(_("Write report for the cancellation"), SEND, SENT),
}


@require_http_methods(METHODS)
def report(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """The applicant's report for one step."""
    if step not in ReportStep:
        raise Http404
    row = authorisation_or_404(request, reference, may_send_report)
    words = REPORTS[ReportStep(step)]
    check = partial(applicant_report.check_reportable, row, step, at=timezone.now())
    if refused := refused_at_once(request, row, words, check):
        return refused
    boxes = report_boxes(step, kind=row.kind)

    def notice(told: Mapping[str, Any]) -> tuple[str, ...]:
        return remarks_on_report(row, told, step=step, at=timezone.now())

    form = ReportForm(request.POST or None, notice=notice, boxes=boxes)

    def act() -> ApplicantReport:
        told, by = form.cleaned_data, reader(request)
        answered = told["remarks_answered"]
        return applicant_report.send(row, told, step=step, answered=answered, by=by, at=timezone.now())

    return act_page(request, row, form, act, words, decided=list(_decided_before(row)))


@require_POST
def ask(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """Ask the applicant for the report of one step."""
    if step not in ReportStep:
        raise Http404
    row = authorisation_or_404(request, reference, may_decide)
    try:
        applicant_report.ask(row, step=step, by=reader(request), at=timezone.now())
    except WrongState as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, str(ASKED))
    return redirect("authorisations:authorisation", row.reference)


def officers_form[Form: OfficersForm](
    request: HttpRequest, row: Authorisation, kind: type[Form], *, step: ReportStep, **more: Any
) -> Form:
    """The officer's form on the newest report of a step."""

    def notice(told: Mapping[str, Any]) -> tuple[str, ...]:
        return remarks_on_comments(row, told.get("comments", ""), step=step, at=timezone.now())

    return kind(request.POST or None, notice=notice, read=open_report(row, step), **more)


def read_report(row: Authorisation, form: OfficersForm) -> ApplicantReport | None:
    """The report that the officer read on the page that they sent."""
    return row.applicantreports.filter(pk=form.cleaned_data["report"]).first()


def decision_page(
    request: HttpRequest,
    row: Authorisation,
    form: OfficersForm,
    act: Callable[[], Model],
    words: ActWords,
    *,
    step: ReportStep,
    **more: Any,
) -> HttpResponse:
    """The officer's page: the report beside the application, the form, and back to the authorisation when it is done."""
    if request.method == "POST" and acted(form, act):
        messages.success(request, str(words.done))
        return redirect("authorisations:authorisation", row.reference)
    context = {
        "form": form, "authorisation": row, "title": words.title, "submit_text": words.submit, "step": step,
        "may_decide": may_decide,
        **_beside(request, row, step),
    }  # fmt: skip
    return render(request, "authorisations/decide.html", context | more)


def _decided_before(row: Authorisation) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the officers' words so far, each by its name: what was granted, then each review and renewal."""
    for granted in row.determinations.filter(is_granted=True):
        yield _("Granted on {day}").format(day=moment(granted.at)), _named(opened(granted))
    for one in row.reviews.order_by("reviewed_on"):
        title = _("Review of {day}: {decision}").format(
            day=day(one.reviewed_on), decision=one.get_decision_display()
        )
        yield title, _named(opened(one))
    for renewal in row.renewals.order_by("number", "at"):
        title = _("Renewal of {day}: {decision}").format(day=day(renewal.at), decision=_decision_on(renewal))
        yield title, _named(opened(renewal))


def _decision_on(renewal: Renewal) -> str:
    """Say what the officer decided, and the court after them where it must."""
    if not renewal.is_granted:
        return str(_("refused"))
    if not renewal.authorisation.needs_court:
        return str(_("granted"))
    order = renewal.hearings.last()
    if order is None:
        return str(_("granted, waiting for the court’s order"))
    return _("granted; the court’s order: {outcome}").format(outcome=order.get_outcome_display())


def _named(words: Facts) -> list[tuple[str, str]]:
    return [(str(label), words[name]) for name, label in OFFICERS_WORDS.items() if words.get(name)]


def _beside(request: HttpRequest, row: Authorisation, step: ReportStep) -> dict[str, Any]:
    """Each answer of the report, and beside it what the application said of the same; that it was read is recorded."""
    found = open_report(row, step)
    text = sent_text(request, row, purpose=ReadingPurpose.DECIDES)
    applied = {one.box.id: one for section in text.get("sections", ()) for one in section.answers}
    said: Facts = {"answers": {}}
    if found is not None:
        said = applicant_report.read(found, by=reader(request), at=timezone.now())
    return {
        "report": found,
        "wanted": None if found else wanted_report(row, step, at=timezone.now()),
        "said": said,
        "has_text": bool(text),
        "decided": list(_decided_before(row)),
        "looks_beside": looks_beside_application(row, at=timezone.now()),
        "rows": [
            (box, said["answers"].get(box.id, ""), [applied[name] for name in box.beside if name in applied])
            for box in report_boxes(step, kind=row.kind)
        ],
    }
