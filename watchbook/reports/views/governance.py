"""The governance calendar, and the annual return of a year: its figures, its signature, its paper."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from watchbook.acting.refusals import WrongState, can
from watchbook.audit_log.asked_once import asking_once
from watchbook.governance.members.permissions import (
    may_read_members_meetings,
    may_record_members_meeting,
)
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.register.views.acting import reader
from watchbook.reports import annual_return
from watchbook.reports.annual_return_paper import (
    annual_return_paper,
    form_words,
    nil_words,
    said,
    said_before,
    signed_words,
    title_of,
)
from watchbook.reports.governance_calendar import CalendarState, governance_calendar
from watchbook.reports.permissions import (
    may_read_governance_calendar,
    may_read_statistics,
    may_sign_annual_return,
)
from watchbook.reports.views.processing import answered

# The pages to which the calendar leads that do not open to everybody who reads it.
MAY_OPEN = {
    "governance:members_meeting": may_read_members_meetings,
    "reports:annual_return": may_read_statistics,
}


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show each duty of the calendar: done, done late, due or missed; or those of one state alone."""
    by = reader(request)
    may_read_governance_calendar(by)
    state = request.GET.get("state", "")
    context = {
        "years": governance_calendar(today()),
        "only": state if state in CalendarState else "",
        "opens": lambda page: _opens(page, by=by),
        "may_record_members_meeting": may_record_members_meeting,
    }
    return render(request, "reports/calendar.html", context)


def _opens(page: str, *, by: Person) -> bool:
    """Whether a page of the calendar opens to somebody."""
    may = MAY_OPEN.get(resolve(urlsplit(page).path).view_name) if page else None
    return bool(page) and (may is None or can(may, by))


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The return of a year; the last that is over unless another is chosen."""
    return _page(request, _year(request.GET.get("year", "")))


@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Sign the return of a year."""
    by, year = reader(request), _named_year(request.POST.get("year", ""))
    may_sign_annual_return(by)
    if year is None:
        return _page(request, _year(""), refused=_("You cannot sign this return: choose its year first."))
    try:
        annual_return.sign(year, shown=request.POST.get("shown", ""), by=by, at=timezone.now())
    except WrongState as refusal:
        return _page(request, year, refused=str(refusal))
    return redirect(f"{reverse('reports:annual_return')}?year={year}")


@require_safe
def paper(request: HttpRequest, ending: str) -> HttpResponse:
    """The return as a paper."""
    year = _year(request.GET.get("year", ""))
    with asking_once():
        told = annual_return.annual_return(year, by=reader(request), on=today())
        return answered(annual_return_paper(told, on=today()), name=f"annual-return-{year}", ending=ending)


def _year(typed: str) -> int:
    """The year of an address, one that is offered; else the last that is over."""
    return _named_year(typed) or annual_return.years(today())[1]


def _named_year(typed: str) -> int | None:
    """The year that was named, if it is one that is offered: nobody signs another."""
    return next((year for year in annual_return.years(today()) if str(year) == typed), None)


def _page(request: HttpRequest, year: int, *, refused: str = "") -> HttpResponse:
    with asking_once():
        told = annual_return.annual_return(year, by=reader(request), on=today())
    context = {
        "told": told,
        "title": title_of(told),
        "nil": nil_words(told),
        "signed": signed_words(told),
        "form": form_words(),
        "lines": [(one, said(one), said_before(one)) for one in told.lines],
        "years": annual_return.years(today()),
        "is_over": year < today().year,
        "may_sign": may_sign_annual_return,
        "refused": refused,
    }
    return render(request, "reports/annual_return.html", context)
