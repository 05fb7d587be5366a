"""The figures of a year: by service, purpose, platform, month, openly or covertly; the same that answers are counted from."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watchbook.acting.refusals import can
from watchbook.investigations.queries import platform_title
from watchbook.looks.models import Basis, PersonNotice, Purpose, Usefulness
from watchbook.looks.permissions import may_read_look_figures, may_see_all_looks
from watchbook.looks.queries.counts import counts
from watchbook.looks.queries.listed import kinds
from watchbook.looks.queries.look_figures import became, faults, officers
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import today
from watchbook.register.views.acting import reader
from watchbook.web.day_field import year_in
from watchbook.web.wording import day

EVERY = "every"  # the list of every look on the service's page


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """A calendar year up to today."""
    may_read_look_figures(reader(request))
    year = year_in(request.GET.get("year", ""), until=today().year)
    first, last = date(year, 1, 1), min(date(year, 12, 31), today())
    days = ((first, last),)
    names = dict(Service.objects.values_list("id", "name"))
    by_platform = counts(first, last, by=("platform",))
    rows = _RowsOfYear(year, by=reader(request))
    context = {
        "year": year,
        "this_year": today().year,
        "total": sum(counts(first, last).values()),
        "officers": officers(days),
        "faults": faults(days),
        "became": became(days),
        "useful": Usefulness.choices,
        "told": PersonNotice.choices,
        "is_listed": rows.is_listed,
        "without_basis_at": rows.at(basis=Basis.NONE),
        "tables": [
            (_("By service"), rows.named("service", counts(first, last, by=("service",)), names)),
            (
                _("By purpose"),
                rows.named("purpose", counts(first, last, by=("purpose",)), dict(Purpose.choices)),
            ),
            (_("Openly or covertly"), rows.named("kind", counts(first, last, by=("kind",)), kinds())),
            (
                _("By platform"),
                rows.named("platform", by_platform, {one: platform_title(one) for one in by_platform}),
            ),
            (_("By month"), rows.by_month(counts(first, last, by=("month",)))),
        ],
    }
    return render(request, "looks/report.html", context)


class _RowsOfYear:
    """The figures of a year, each with the list of its looks, for a reader who may see the looks of all."""

    def __init__(self, year: int, *, by: Person) -> None:
        self.year, self.is_listed = year, can(may_see_all_looks, by)

    def at(self, **chosen: object) -> str:
        """Return where the looks are listed, or nothing for whoever may not read them."""
        said = urlencode({f"{EVERY}-{name}": value for name, value in {"year": self.year, **chosen}.items()})
        return f"{reverse('looks:service')}?{said}#{EVERY}" if self.is_listed else ""

    def named(self, column: str, found: dict[Any, int], names: dict[Any, Any]) -> list[tuple[Any, int]]:
        """Return the figures by a column, the greatest first."""
        rows = [(key, str(names.get(key, key or _("no service"))), count) for key, count in found.items()]
        rows.sort(key=lambda row: (-row[2], row[1]))
        return [(self._cell(words, **{column: key}) if key else words, count) for key, words, count in rows]

    def by_month(self, found: dict[Any, int]) -> list[tuple[Any, int]]:
        """Return the figures by month, the first first."""
        return [
            (self._cell(day(month).partition(" ")[2], month=month.month), count)
            for month, count in sorted(found.items())
        ]

    def _cell(self, words: str, **chosen: object) -> Any:
        address = self.at(**chosen)
        return {"text": words, "href": address} if address else words
