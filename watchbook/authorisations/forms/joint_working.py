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
        label=_("How do you work with the partner?"),
        choices=JointWorking.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how you work with the partner")},
    )
    partner = forms.CharField(
        label=_("Who is the partner?"),
        max_length=200,
        error_messages={"required": _("Enter the name of the partner")},
    )
    their_reference = forms.CharField(
        label=_("What is the reference of the partner’s authorisation?"),
        help_text=_("Enter the reference only if you work under the partner’s authorisation."),
        max_length=40,
        required=False,
    )
    scope = text_box(
        _("Which parts of the authorisation has the partner seen, and what may the partner do under it?"),
        required=_("Enter the parts that the partner has seen, and what the partner may do"),
        rows=4,
    )
    confirmed_by = forms.CharField(
        label=_("Who confirmed what the partner has seen and may do?"),
        max_length=200,
        error_messages={"required": _("Enter the name of the person who gave the confirmation")},
    )
    confirmed_on = DayField(
        label=_("On which date was the confirmation given?"),
        what=_("the date on which the confirmation was given"),
    )
