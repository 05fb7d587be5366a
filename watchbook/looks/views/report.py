"""The figures of a year: by service, purpose, platform, month, openly or covertly; the same that answers are counted from."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watchbook.investigations.queries import platform_title
from watchbook.looks.models import Manner, PersonNotice, Purpose, Usefulness
from watchbook.looks.permissions import may_read_look_figures
from watchbook.looks.queries.became import became, faults, officers
from watchbook.looks.queries.counts import IMPORTED, counts
from watchbook.organisation.models import Service
from watchbook.organisation.queries import today
from watchbook.register.views.acting import reader
from watchbook.web.day_field import year_in
from watchbook.web.wording import day


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """A calendar year up to today."""
    may_read_look_figures(reader(request))
    year = year_in(request.GET.get("year", ""), until=today().year)
    first, last = date(year, 1, 1), min(date(year, 12, 31), today())
    days = ((first, last),)
    names = dict(Service.objects.values_list("id", "name"))
    by_platform = counts(first, last, by=("platform",))
    context = {
        "year": year,
        "this_year": today().year,
        "total": sum(counts(first, last).values()),
        "officers": officers(days),
        "faults": faults(days),
        "became": became(days),
        "useful": Usefulness.choices,
        "told": PersonNotice.choices,
        "tables": [
            (_("By service"), _listed(counts(first, last, by=("service",)), names)),
            (_("By purpose"), _listed(counts(first, last, by=("purpose",)), dict(Purpose.choices))),
            (_("Openly or covertly"), _listed(counts(first, last, by=("kind",)), _kinds())),
            (_("By platform"), _listed(by_platform, {one: platform_title(one) for one in by_platform})),
            (_("By month"), _months(counts(first, last, by=("month",)))),
        ],
    }
    return render(request, "looks/report.html", context)


def _listed(found: dict[Any, int], names: dict[Any, Any]) -> list[tuple[str, int]]:
    rows = [(str(names.get(key, key or _("no service"))), count) for key, count in found.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _months(found: dict[Any, int]) -> list[tuple[str, int]]:
    return [(day(month).partition(" ")[2], count) for month, count in sorted(found.items())]


def _kinds() -> dict[str, str]:
    earlier = _("{kind}, from an earlier log")
    return {value: str(words) for value, words in Manner.choices} | {
        IMPORTED + value: earlier.format(kind=words) for value, words in Manner.choices
    }
