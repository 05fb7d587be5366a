"""Shapes of what is typed about legal holds."""

from django.utils.translation import gettext_lazy as _

from watchbook.retention.legal_hold.models import HoldGround
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_text

LONGEST = 4000


class PlaceForm(GovukForm):
    """The ground of a hold, and why."""

    ground = ask_choice(
        _("What is the record needed for?"),
        HoldGround.choices,
        _("Select what the record is needed for"),
        hint=_("The record is kept until somebody ends the hold."),
    )
    why = ask_text(
        _("Why is the record needed?"),
        _("Enter why the record is needed"),
        longest=LONGEST,
        hint=_(
            "Give the reference of the case or request. Only people who may read legal holds see your answer."
        ),
    )


class EndForm(GovukForm):
    """The reason for which a hold ends."""

    why = ask_text(
        _("Why is the record no longer needed?"),
        _("Enter why the record is no longer needed"),
        longest=LONGEST,
    )
