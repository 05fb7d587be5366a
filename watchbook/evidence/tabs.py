"""What the page of a look leads on to here: capture its page at once, choose what to capture, and what was captured."""

from django.utils.translation import gettext_lazy as _

from watchbook.evidence.models import Exhibit
from watchbook.evidence.permissions import may_ask_for_capture
from watchbook.investigations.tabs import Tab
from watchbook.looks.permissions import may_read_look
from watchbook.looks.tabs import LookTab

CAPTURE = LookTab(_("Capture this page"), "evidence:ask", may_ask_for_capture, posts=True, while_open=True)
CHOOSE = LookTab(_("Choose what to capture"), "evidence:ask", may_ask_for_capture, while_open=True)
CAPTURES = LookTab(_("Captures of this look"), "evidence:of_look", may_read_look)


EXHIBITS = Tab(
    _("Exhibits"), "evidence:exhibits_of", rows=lambda whole: Exhibit.objects.filter(investigation=whole)
)
OF_LOOK = LookTab(_("Exhibits of this look"), "evidence:exhibits_of_look", may_read_look)
