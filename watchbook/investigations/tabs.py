"""The tabs of an investigation's page: each served by the part that owns what it shows, in the order of the settings.

A part above adds a tab by a `Tab` of its own and its dotted path in `INVESTIGATION_TABS`; its page has the frame by `frame`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import can
from watchbook.investigations import investigation as acts
from watchbook.investigations.models import Investigation
from watchbook.investigations.permissions import broken_glass, may_read_investigation
from watchbook.organisation.models import Person


class Tab(NamedTuple):
    """A tab: its words, its address by name (which takes the investigation's reference), and who may open it."""

    title: Promise
    address: str
    may: Callable[[Person, Investigation], None] = may_read_investigation


OVERVIEW = Tab(_("Investigation"), "investigations:investigation")
SUBJECTS = Tab(_("Subjects"), "investigations:subjects")
NOTES = Tab(_("Notes"), "investigations:notes")
NEED_TO_KNOW = Tab(_("People with access"), "investigations:need_to_know")


def frame(investigation: Investigation, *, person: Person, active: str) -> dict[str, Any]:
    """What the page of every tab shows: the investigation, the tabs that this person may open, its title if they may read it.

    And the glass through which they read it, where they broke it.
    """
    tabs: list[Tab] = [import_string(path) for path in settings.INVESTIGATION_TABS]
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
            }
            for tab in tabs
            if can(tab.may, person, investigation)
        ],
    }
