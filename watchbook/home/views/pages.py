"""The public front page, the first page after sign-in, the pages of registers and of reports, and the sheet “Are we defensible today?”."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required, login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watchbook.acting.refusals import can
from watchbook.audit_log.asked_once import asking_once
from watchbook.foi.queries import entries_of, shown
from watchbook.home import search as searching
from watchbook.home.authorisation_titles import readable_of, with_titles
from watchbook.home.coming import WEEKS, ComingDate, dates_for, next_of
from watchbook.home.defensible import defensible_today
from watchbook.home.first_steps import FirstStep, first_steps_for
from watchbook.home.front import AskedDay, asked_day, due_answer, front_figures, most_hidden
from watchbook.home.investigations import OpenInvestigation, open_investigations_for
from watchbook.home.opened import OpenedCase, opened_by
from watchbook.home.published_year import PublishedYear, published_year_for
from watchbook.home.queries import in_order, readers_for
from watchbook.home.registers import NONE_OPEN, registers_of
from watchbook.home.reports import NO_REPORT_OPEN, reports_of, reports_of_duties
from watchbook.home.start import starts_of
from watchbook.home.tour import STEPS
from watchbook.home.waiting import WaitingMatter, counted_by_urgency
from watchbook.home.year_of_looks import MonthOfLooks, title_of_year, year_of_looks_for
from watchbook.investigations.permissions import may_search_subjects
from watchbook.investigations.queries import titles_of
from watchbook.looks.forms.opening import AddressForm
from watchbook.looks.permissions import may_check_looks, may_open_looks, may_read_look_figures
from watchbook.organisation.authority import reached
from watchbook.organisation.introduction import code_to_read_out
from watchbook.organisation.models import Authority, Duty, Person
from watchbook.organisation.proposals_waiting import duties_to_come
from watchbook.organisation.queries import duties_of, last_dates_of, the_authority, today
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.organisation.somebody import on_one_day
from watchbook.organisation.states import DutyState
from watchbook.register.asked_together import gathered
from watchbook.reports.permissions import may_read_sheet
from watchbook.web.day_field import BOXES
from watchbook.web.welsh import in_welsh_too
from watchbook.web.wording import day

ON_A_PAGE = 25
ANSWERS_SHOWN = 3
DIGITS = 4  # of a year, the longest box of a day
ADDRESS = AddressForm()  # empty, for everybody


@login_not_required
@in_welsh_too
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Tell anybody what the authority does on social media, how often, and how to ask. Three queries of its own, the frame's one besides."""
    authority, on = the_authority(), today()
    if authority is None:
        return redirect("account_login")
    figures = front_figures(on=on)
    context = {
        "authority": authority,
        "figures": figures,
        "ends_on": date(figures.year, 12, 31),
        "begins_on": date.fromisoformat(figures.begins_on) if figures.begins_on else None,
        "most": most_hidden(on=on),
        "due": due_answer(authority, on=on),
        "asked": _asked(request, authority, on=on),
        "entries": entries_of(shown()[:ANSWERS_SHOWN]),
        "reached": reached(authority),
    }
    return render(request, "home/front.html", context)


def _asked(request: HttpRequest, authority: Authority, *, on: date) -> AskedDay:
    """Return the day that the form asked for, with what is wrong; of a page that was opened without it, neither."""
    typed = {box: request.GET.get(f"asked-{box}", "").strip()[:DIGITS] for box in BOXES}
    is_pressed = any(f"asked-{box}" in request.GET for box in BOXES)
    return asked_day(typed, authority, on=on) if is_pressed else AskedDay(typed)


@login_not_required
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Lead through the demonstration in five minutes; of a real register there is no such page."""
    if settings.MODE != "demo":
        raise Http404
    steps = [(capfirst(str(TITLES[one.duty])) if one.duty else "", one) for one in STEPS]
    return render(request, "home/tour.html", {"steps": steps})


@login_required(login_url="front", redirect_field_name=None)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, and which duties I hold."""
    person = cast(Person, request.user).itself
    with asking_once(), on_one_day(today()):
        return render(request, "home/home.html", _first_page(request, person))


def _first_page(request: HttpRequest, person: Person) -> dict[str, Any]:
    held = duties_of(person, on=today())
    duties = sorted(_held(kind, last) for kind, last in last_dates_of(person, on=today()).items())
    code = code_to_read_out(person)
    on = today()
    # All that the page shows asks the database together.
    readers = [*readers_for(person, on=on), *dates_for(person, on=on)]
    readers_besides = (
        first_steps_for(person),
        year_of_looks_for(person, on=on),
        published_year_for(person, on=on),
        open_investigations_for(person),
        opened_by(person),
    )
    found = gathered([*readers, *readers_besides])
    waiting = in_order([one for one in found if isinstance(one, WaitingMatter)], on=on)
    coming = next_of((one for one in found if isinstance(one, ComingDate)), on=on)
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        **_with_titles(page, found, coming, person),
        "cards": counted_by_urgency(waiting, on=on),
        "today": on,
        "weeks": WEEKS,
        "year": tuple(one for one in found if isinstance(one, MonthOfLooks)),
        "year_title": str(title_of_year(person)),
        "published": next((one for one in found if isinstance(one, PublishedYear)), None),
        "reads_figures": can(may_read_look_figures, person),
        "duties": duties,
        "to_come": [] if duties else [_to_come(row, code=code) for row in duties_to_come(person)],
        "introduction": code,
        "first_steps": [one for one in found if isinstance(one, FirstStep)],
        "starts": starts_of(person),
        "address": ADDRESS if can(may_open_looks, person) else None,
        "tasks_first": can(may_check_looks, person),
        "reports": reports_of_duties(person, held),
    }


def _with_titles(
    page: Any, found: Iterable[object], coming: list[ComingDate], person: Person
) -> dict[str, Any]:
    """Return the page of what waits, the dates and the cases besides, with the titles of all: the keys are asked once."""
    investigations = [one for one in found if isinstance(one, OpenInvestigation)]
    opened = [one for one in found if isinstance(one, OpenedCase)]
    readable = readable_of(page.object_list, reader=person)
    rows = [one.row for one in investigations] + [one.titled_by for one in opened if one.titled_by] + readable
    rows += [one.titled_by for one in coming if one.titled_by]
    titles = titles_of({row.pk: row for row in rows}.values())
    page.object_list = with_titles(page.object_list, readable, titles)
    return {
        "page": page,
        "coming": coming,
        "investigations": investigations,
        "opened": opened,
        "titles": titles,
    }


def _held(kind: str, last: date | None) -> str:
    """A duty, and until when where it has a last date."""
    title = str(TITLES[DutyKind(kind)])
    if last is None:
        return title
    if last == today():
        return _("{duty} (until midnight today)").format(duty=title)
    return _("{duty} (until {day})").format(duty=title, day=day(last))


def _to_come(row: Duty, *, code: str) -> str:
    """A duty that its holder waits for, and what it waits for."""
    begins = _(" from {day}").format(day=day(row.from_on)) if row.from_on > today() else ""
    if row.state != DutyState.PROPOSED:
        said = _("You hold this duty{begins}: {duty}.")
    elif code:
        said = _(
            "A duty is proposed for you{begins}: {duty}. You hold the duty once another person has asked you for your introduction code and granted the duty."
        )
    else:
        said = _("A duty is proposed for you{begins}: {duty}. You hold it once another person grants it.")
    return said.format(begins=begins, duty=row.title)


@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Every register that I may read, and what it answers."""
    by = cast(Person, request.user)
    context = {"registers": registers_of(by), "none_open": NONE_OPEN}
    return render(request, "home/registers.html", context)


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every report that I may read, and what it tells."""
    context = {"reports": reports_of(cast(Person, request.user)), "none_open": NO_REPORT_OPEN}
    return render(request, "home/reports.html", context)


@require_safe
def defensible(request: HttpRequest) -> HttpResponse:
    """Show what stands well today and what needs attention, line by line."""
    by, now = cast(Person, request.user), timezone.now()
    may_read_sheet(by)
    with asking_once():
        lines = defensible_today(by, at=now)
    return render(request, "home/defensible.html", {"lines": lines, "now": now})


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Lead to the page of a reference, or list the titles with these words; what is typed comes in the body, for addresses are logged."""
    by = cast(Person, request.user)
    typed = request.POST.get("words", "")[: searching.LONGEST].strip()
    if page := searching.page_of(typed, by=by):
        return redirect(page)
    context = {
        "typed": typed,
        "hits": searching.found(typed, by=by),
        "shown": searching.SHOWN,
        "whom_to_ask": searching.whom_to_ask(typed),
        "may_search_subjects": may_search_subjects,
    }
    return render(request, "home/search.html", context)
