"""The tab of an investigation that shows its overt plans."""

from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.models import OvertPlan
from watchbook.investigations.tabs import Tab

PLANS = Tab(
    _("Overt plans"), "overt_plans:of", rows=lambda whole: OvertPlan.objects.filter(investigation=whole)
)
