"""The tabs of an investigation's page: each served by the part that owns what it shows, in the order of the settings.

A part above adds a tab by a `Tab` of its own and its dotted path in `INVESTIGATION_TABS`; its page has the frame by `frame`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import IntegerField, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import can
from watchbook.investigations import investigation as acts
from watchbook.investigations.models import Investigation
from watchbook.investigations.permissions import broken_glass, may_read_investigation
from watchbook.organisation.models import Person
from watchbook.web.long_list import COUNTED_AT_ONCE, in_words


class Tab(NamedTuple):
    """A tab: its words, its address by name (which takes the investigation's reference), who may open it, and what it lists."""

    title: Promise
    address: str
    may: Callable[[Person, Investigation], None] = may_read_investigation
    rows: Callable[[Investigation], QuerySet[Any]] | None = None


class _RowCount(Subquery):
    """Count of the rows of a query, within another query."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


OVERVIEW = Tab(_("Investigation"), "investigations:investigation")
SUBJECTS = Tab(_("Subjects"), "investigations:subjects", rows=lambda whole: whole.subjects.all())
NOTES = Tab(_("Notes"), "investigations:notes", rows=lambda whole: whole.notes.filter(subject=None))
NEED_TO_KNOW = Tab(
    _("People with access"),
    "investigations:need_to_know",
    rows=lambda whole: whole.need_to_know.filter(removed_at=None),
)


def frame(investigation: Investigation, *, person: Person, active: str) -> dict[str, Any]:
    """What the page of every tab shows: the investigation, the tabs that this person may open, its title if they may read it.

    And the glass through which they read it, where they broke it.
    """
    tabs: list[Tab] = [import_string(path) for path in settings.INVESTIGATION_TABS]
    shown = [tab for tab in tabs if can(tab.may, person, investigation)]
    counted = _counted(investigation, shown)
    return {
        "investigation": investigation,
        "said": acts.particulars_of(investigation)
        if can(may_read_investigation, person, investigation)
        else None,
        "glass": broken_glass(person, investigation),
        "tabs": [
            {
                "text": tab.title,
                "href": reverse(tab.address, args=[investigation.reference]),
                "active": tab.address == active,
                "counted": counted.get(tab.address),
            }
            for tab in shown
        ],
    }


def _counted(investigation: Investigation, tabs: list[Tab]) -> dict[str, str]:
    """Count the rows that each of these tabs lists, as far as a list counts them. One query."""
    listing = [(tab.address, tab.rows(investigation)) for tab in tabs if tab.rows]
    columns = [_RowCount(rows.order_by().values("pk")[:COUNTED_AT_ONCE]) for _address, rows in listing]
    found = (
        Investigation.objects.filter(pk=investigation.pk).values_list(*columns).first() if columns else None
    )
    return dict(zip([address for address, _rows in listing], map(in_words, found or ()), strict=False))
