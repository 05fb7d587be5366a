"""The names in which a page tells what was searched: one for each disposal of the settings that finds more than one kind of record, or calls it otherwise."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.retention import titles

TITLES: dict[str, Promise] = {
    "watchbook.organisation": _("accounts of the people who use Watchbook"),
    "watchbook.governance.retention_schedule": _("retention schedule"),
    "watchbook.governance.training": _("training"),
    "watchbook.investigations": _("investigations, subjects, accounts and notes"),
    "watchbook.authorisations": _("authorisations, overt plans and covert profiles"),
    "watchbook.evidence": _("captures and exhibits"),
    "watchbook.looks": _("looks and re-triages"),
    "watchbook.oversight": _("audits, inspections and recommendations"),
    "watchbook.foi": _("requests for information"),
}


def title_of(disposal: str, tables: Collection[str]) -> str:
    """Return the name that a page gives to the part of a disposal: its own, or that of the one table of which it finds records."""
    part = disposal.removesuffix(".disposal")
    if part not in TITLES and len(tables) == 1:
        title = titles.title_of(*tables)
        return title[:1].lower() + title[1:]
    return str(TITLES.get(part, part.rpartition(".")[2].replace("_", " ")))
