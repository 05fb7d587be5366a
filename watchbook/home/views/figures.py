"""The public page of last year's looks by month and by service, and its table as a file."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from watchbook.home.front import front_figures, most_hidden
from watchbook.home.front_lines import key, looks_csv, month_lines, service_lines, year_line
from watchbook.organisation.queries import the_authority, today
from watchbook.web.picture import columns
from watchbook.web.welsh import in_welsh_too


@login_not_required
@in_welsh_too
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Tell anybody how often the authority looked in each month, and each service in the year. Two queries of its own."""
    if the_authority() is None:
        return redirect("account_login")
    on = today()
    told = front_figures(on=on)
    months = month_lines(told)
    context = {
        "figures": told,
        "months": months,
        "services": service_lines(told),
        "whole": year_line(told),
        "key": key(told, most=most_hidden(on=on)),
        "drawn": columns([one.looks or 0 for one in months]),
        "begins_on": date.fromisoformat(told.begins_on) if told.begins_on else None,
    }
    return render(request, "home/figures.html", context)


@login_not_required
@in_welsh_too
@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    """Give anybody the same as a table. One query."""
    on = today()
    told = front_figures(on=on)
    made = looks_csv(told, most=most_hidden(on=on))
    response = HttpResponse(made, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="looks-{told.year}.csv"'
    return response
