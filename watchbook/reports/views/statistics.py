"""Statistics of any period: a table for each register, one table cut by a column with its picture, and all of it as CSV."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watchbook.audit_log.asked_once import asking_once
from watchbook.organisation.queries import today
from watchbook.register.views.acting import reader
from watchbook.reports.forms import PeriodForm, asked_period
from watchbook.reports.permissions import may_read_statistics
from watchbook.reports.reporting_period import (
    PeriodRefused,
    as_query,
    before_words,
    offered,
    period_before,
    read_period,
)
from watchbook.reports.statistics import statistics
from watchbook.reports.statistics_cut import StatisticCut, cut
from watchbook.reports.statistics_files import statistics_csv
from watchbook.reports.year_before import begins_words, key


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The figures of a period, beside those of the same days a year before."""
    may_read_statistics(reader(request))
    on, asked = today(), request.GET
    by = asked.get("by", "") if asked.get("by") in StatisticCut.values else StatisticCut.MONTH.value
    period, form = asked_period(asked, PeriodForm, read=read_period, on=on)
    with asking_once():
        tables = statistics(period, on=on)
        said = {line.before_words for one in tables for line in one.lines}
        context = {
            "period": period,
            "before": period_before(period),
            "before_words": before_words(period),
            "tables": tables,
            "cut": cut(period, by=by),
            "by": by,
            "cuts": StatisticCut.choices,
            "offered": offered(on),
            "query": as_query(period),
            "form": form,
            "notes": [*filter(None, [begins_words(period_before(period))]), *key(said)],
        }
    return render(request, "reports/statistics.html", context)


@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    """All figures of a period and every cut of them, a figure a line."""
    may_read_statistics(reader(request))
    try:
        period = read_period(request.GET.get("from", ""), request.GET.get("to", ""), on=today())
    except PeriodRefused as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    with asking_once():
        made = statistics_csv(period, on=today())
    response = HttpResponse(made, content_type="text/csv; charset=utf-8")
    days = f"{period.first_on.isoformat()}-to-{period.last_on.isoformat()}"
    response["Content-Disposition"] = f'attachment; filename="statistics-{days}.csv"'
    return response
