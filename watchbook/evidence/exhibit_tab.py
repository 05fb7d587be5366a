"""The tab of an investigation that shows its exhibits."""

from django.utils.translation import gettext_lazy as _

from watchbook.investigations.tabs import Tab

EXHIBITS = Tab(_("Exhibits"), "evidence:exhibits_of")
