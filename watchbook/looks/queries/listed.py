"""The list of every look that somebody answers for: what of it can be chosen, as the figures of a year cut it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import can
from watchbook.investigations.account_address import platform_titles
from watchbook.investigations.queries import platform_title
from watchbook.looks.models import Basis, Look, LookOrigin, Manner, Purpose
from watchbook.looks.permissions import may_see_all_looks
from watchbook.looks.queries.counts import IMPORTED, first_day, looks_between
from watchbook.looks.queries.drift import LookRow
from watchbook.looks.queries.looks import choices, opening_to, with_names
from watchbook.looks.rules.assessed import HIDDEN
from watchbook.looks.sitting import UNKNOWN_PLATFORM
from watchbook.organisation.models import Person
from watchbook.web.long_list import ListChoice


def every_look(looks: QuerySet[Look]) -> QuerySet[Look]:
    """Return these looks but those under a covert human intelligence source, whose records are not for every reader."""
    return looks.exclude(basis=Basis.CHIS)


def looks_counted(rows: Iterable[LookRow], *, reader: Person) -> QuerySet[Look]:
    """Return the looks of a count that somebody may read, the newest first; those under a covert basis only to whoever sees all."""
    sees_all = can(may_see_all_looks, reader)
    ids = [row.id for row in rows if sees_all or row.basis not in HIDDEN]
    looks = with_names(every_look(Look.objects.filter(pk__in=ids)))
    return looks.filter(pk__in=opening_to(looks, reader)).order_by("-opened_at")


def choices_of_figures(*, sees_all: bool, until: date) -> dict[str, ListChoice]:
    """Return the choices of the list, by the name that its address gives each: the year, and what a year is cut by. Two queries."""
    first = first_day() or until
    years = [(str(year), str(year)) for year in range(until.year, first.year - 1, -1)]
    months = [(str(number), str(name)) for number, name in MONTHS.items()]
    return {
        "year": ListChoice(gettext_lazy("Year"), _in_year, years),
        "month": ListChoice(gettext_lazy("Month"), _in_month, months),
        **choices(sees_all=sees_all),
        "purpose": ListChoice(gettext_lazy("Purpose"), "purpose", Purpose.choices),
        "basis": ListChoice(gettext_lazy("Basis"), "basis", Basis.choices),
        "kind": ListChoice(gettext_lazy("Openly or covertly"), _of_kind, list(kinds().items())),
        "platform": ListChoice(gettext_lazy("Platform"), "platform", list(_platforms().items())),
    }


def kinds() -> dict[str, str]:
    """Return how looks were made, in words, those of an earlier log apart."""
    earlier = _("{kind}, from an earlier log")
    told = {value: str(words) for value, words in Manner.choices}
    ours = told | {Manner.OVERT.value: _("overt, under earlier rules")}
    theirs = told | {Manner.OVERT.value: _("overt")}
    return ours | {IMPORTED + value: earlier.format(kind=words) for value, words in theirs.items()}


def _platforms() -> dict[str, Any]:
    return platform_titles() | {UNKNOWN_PLATFORM: platform_title(UNKNOWN_PLATFORM)}


def _in_year(code: str) -> Q:
    return looks_between(date(int(code), 1, 1), date(int(code), 12, 31))


def _in_month(code: str) -> Q:
    return Q(opened_at__month=int(code))


def _of_kind(code: str) -> Q:
    is_imported = Q(way=LookOrigin.IMPORTED)
    if code.startswith(IMPORTED):
        return is_imported & Q(manner=code.removeprefix(IMPORTED))
    return ~is_imported & Q(manner=code)
