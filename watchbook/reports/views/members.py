"""The report to members on whole quarters: a page, and a paper for a committee as PDF or as a Word document."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watchbook.audit_log.asked_once import asking_once
from watchbook.governance.members.permissions import may_record_members_meeting
from watchbook.organisation.queries import today
from watchbook.register.views.acting import reader
from watchbook.reports.forms import QuartersForm, asked_period
from watchbook.reports.members_report import (
    faults_title,
    members_paper,
    members_report,
    no_outcomes_words,
    outcomes_title,
    purpose_words,
    title_of,
)
from watchbook.reports.permissions import may_read_members_report
from watchbook.reports.reporting_period import PeriodRefused, as_query, offered_whole, read_quarters
from watchbook.reports.views.samples import WRITERS


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The report of a period; the quarters of this calendar year that are over, unless others are chosen."""
    may_read_members_report(reader(request))
    on, asked = today(), request.GET
    period, form = asked_period(asked, QuartersForm, read=read_quarters, on=on)
    with asking_once():
        told = members_report(period, on=on)
    context = {
        "told": told,
        "title": title_of(period),
        "purpose": purpose_words(),
        "outcomes_title": outcomes_title(),
        "faults_title": faults_title(),
        "no_outcomes": no_outcomes_words(told.outcomes),
        "offered": offered_whole(on),
        "query": as_query(period),
        "form": form,
        "may_record_members_meeting": may_record_members_meeting,
    }
    return render(request, "reports/members.html", context)


@require_safe
def paper(request: HttpRequest, ending: str) -> HttpResponse:
    """The same as a paper for a committee."""
    may_read_members_report(reader(request))
    if ending not in WRITERS:
        raise Http404
    on = today()
    try:
        period = read_quarters(request.GET.get("from", ""), request.GET.get("to", ""), on=on)
    except PeriodRefused as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    with asking_once():
        told = members_report(period, on=on)
    write, media_type = WRITERS[ending]
    response = HttpResponse(write(members_paper(told, on=on)), content_type=media_type)
    days = f"{period.first_on.isoformat()}-to-{period.last_on.isoformat()}"
    response["Content-Disposition"] = f'attachment; filename="report-to-members-{days}.{ending}"'
    return response
