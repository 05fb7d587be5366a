"""The tab of an investigation that shows its looks."""

from django.utils.translation import gettext_lazy as _

from watchbook.investigations.tabs import Tab

LOOKS = Tab(_("Looks"), "looks:of")
