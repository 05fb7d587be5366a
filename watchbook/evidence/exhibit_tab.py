"""Where exhibits are shown beside other things: on a tab of an investigation, and from the page of a look."""

from django.utils.translation import gettext_lazy as _

from watchbook.investigations.tabs import Tab
from watchbook.looks.permissions import may_read_look
from watchbook.looks.tabs import LookTab

EXHIBITS = Tab(_("Exhibits"), "evidence:exhibits_of")
OF_LOOK = LookTab(_("Exhibits of this look"), "evidence:exhibits_of_look", may_read_look)
