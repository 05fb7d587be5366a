"""Shapes of what is typed about legal holds."""

from django.utils.translation import gettext_lazy as _

from watchbook.retention.legal_hold.models import HoldGround
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_text

LONGEST = 4000


class PlaceForm(GovukForm):
    """The ground of a hold, and why."""

    ground = ask_choice(
        _("What is it needed for?"),
        HoldGround.choices,
        _("Select what it is needed for"),
        hint=_("It is kept until you end the hold."),
    )
    why = ask_text(
        _("Why is it needed?"),
        _("Say why it is needed"),
        longest=LONGEST,
        hint=_("Name the case or the request by its reference. Only people who may read holds see this."),
    )


class EndForm(GovukForm):
    """The reason for which a hold ends."""

    why = ask_text(_("Why is it no longer needed?"), _("Say why it is no longer needed"), longest=LONGEST)
