"""Titles of the kinds of record, as pages of retention say them."""

from django.apps import apps
from django.utils.translation import gettext_lazy

TITLES = {
    "organisation.person": gettext_lazy("Accounts of Watchbook users"),
    "governance.document": gettext_lazy("Documents"),
    "governance.driftthreshold": gettext_lazy("Limits on repeat looks"),
    "governance.letterreceived": gettext_lazy("Letters"),
    "governance.membersmeeting": gettext_lazy("Members’ meetings"),
    "governance.processing": gettext_lazy("Processing activities"),
    "governance.noneheld": gettext_lazy("Signed confirmations that none is held"),
    "governance.retentionschedule": gettext_lazy("Retention schedules"),
    "governance.rulesetadoption": gettext_lazy("Adopted triage rules"),
    "governance.tool": gettext_lazy("Tools and methods"),
    "governance.statement": gettext_lazy("Signed statements"),
    "governance.thirdparty": gettext_lazy("Third parties"),
    "governance.trainingsession": gettext_lazy("Training sessions"),
    "governance.course": gettext_lazy("Courses"),
    "triage.assessment": gettext_lazy("Assessments"),
    "investigations.investigation": gettext_lazy("Investigations, with subjects and notes"),
    "authorisations.authorisation": gettext_lazy("Authorisations and applications"),
    "authorisations.overtplan": gettext_lazy("Overt plans"),
    "authorisations.covertprofile": gettext_lazy("Covert profiles"),
    "evidence.exhibit": gettext_lazy("Exhibits"),
    "evidence.capture": gettext_lazy("Captures"),
    "listening.project": gettext_lazy("Listening projects"),
    "listening.listeningsource": gettext_lazy("Sources of listening projects"),
    "listening.ward": gettext_lazy("Wards"),
    "listening.weekcount": gettext_lazy("Counts from listening projects"),
    "listening.labelsheet": gettext_lazy("Labels from listening projects"),
    "looks.look": gettext_lazy("Looks"),
    "looks.retriage": gettext_lazy("Re-triages"),
    "looks.standingpurpose": gettext_lazy("Usual purposes of looks, by service"),
    "retention.legalhold": gettext_lazy("Legal holds"),
    "retention.rightsrequest": gettext_lazy("Requests about personal data"),
    "retention.complaint": gettext_lazy("Complaints about personal data"),
    "oversight.internalaudit": gettext_lazy("Internal audits"),
    "oversight.inspection": gettext_lazy("Inspections"),
    "oversight.errorreport": gettext_lazy("Error reports"),
    "foi.request": gettext_lazy("Requests for information"),
}


def title_of(table: str) -> str:
    """Name the kind of record of a table; one that goes with another alone by what its table is called."""
    return str(TITLES.get(table) or _plural(table))


def _plural(table: str) -> str:
    return str(apps.get_model(table)._meta.verbose_name_plural).capitalize()
