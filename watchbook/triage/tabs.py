"""The tab “Triage” on the page of an investigation."""

from django.utils.translation import gettext_lazy as _

from watchbook.investigations.tabs import Tab
from watchbook.triage.permissions import may_see_assessments

TRIAGE = Tab(_("Triage"), "triage:assessments", may_see_assessments, lambda whole: whole.assessments.all())
