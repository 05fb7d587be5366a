"""The shape of what is typed about a partner."""

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.models import JointWorking
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.text_box import text_box


class PartnerForm(GovukForm):
    """Who works beside us, and what they have seen."""

    role = forms.ChoiceField(
        label=_("In which role?"),
        choices=JointWorking.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the role")},
    )
    partner = forms.CharField(
        label=_("Who is the partner?"),
        max_length=200,
        error_messages={"required": _("Enter the name of the partner")},
    )
    their_reference = forms.CharField(
        label=_("What is the reference of their authorisation?"),
        help_text=_("Only if you work under their authorisation."),
        max_length=40,
        required=False,
    )
    scope = text_box(
        _("What did they see of the authorisation, and what does it let them do?"),
        required=_("Enter your observations"),
        rows=4,
    )
    confirmed_by = forms.CharField(
        label=_("Who confirmed it?"),
        max_length=200,
        error_messages={"required": _("Enter the name of the person who gave the confirmation")},
    )
    confirmed_on = DayField(label=_("On which date?"), what=_("the date on which the confirmation was given"))
