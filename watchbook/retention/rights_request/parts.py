"""The names in which a page tells what was searched: one for each disposal of the settings."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Promise] = {
    "watchbook.organisation": _("accounts of the people who use Watchbook"),
    "watchbook.governance.documents": _("documents"),
    "watchbook.governance.thresholds": _("limits on repeat looks"),
    "watchbook.governance.letters": _("letters"),
    "watchbook.governance.none_held": _("signed “none is held”"),
    "watchbook.governance.retention_schedule": _("retention schedule"),
    "watchbook.governance.rule_set": _("adopted triage rules"),
    "watchbook.governance.software": _("tools and methods"),
    "watchbook.governance.statements": _("signed statements"),
    "watchbook.governance.third_parties": _("third parties"),
    "watchbook.governance.members": _("members’ meetings"),
    "watchbook.governance.processing": _("processing activities"),
    "watchbook.governance.training": _("training"),
    "watchbook.triage": _("assessments"),
    "watchbook.investigations": _("investigations, subjects, accounts and notes"),
    "watchbook.authorisations": _("authorisations, overt plans and covert profiles"),
    "watchbook.evidence": _("captures and exhibits"),
    "watchbook.looks": _("looks and re-triages"),
    "watchbook.retention": _("legal holds"),
    "watchbook.retention.rights_request": _("requests about personal data"),
    "watchbook.retention.complaint": _("complaints about personal data"),
    "watchbook.oversight": _("audits, inspections and recommendations"),
    "watchbook.oversight.error_report": _("error reports"),
    "watchbook.foi": _("requests for information"),
}


def title_of(disposal: str) -> str:
    """Return the name that a page gives to the part of a disposal."""
    part = disposal.removesuffix(".disposal")
    return str(TITLES.get(part, part.rpartition(".")[2].replace("_", " ")))
