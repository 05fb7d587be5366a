"""Shapes of what is typed about the accounts of a subject."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchbook.investigations.account_address import recognise
from watchbook.investigations.models import JoiningBasis
from watchbook.investigations.pasted_address import LONGEST, NotAnAddress
from watchbook.web.forms import GovukForm


class AccountForm(GovukForm):
    """An account, and where the subject has one already, what shows that both are the same."""

    address = forms.CharField(
        label=_("Address of the profile or page"),
        help_text=_("Copy it from the browser and paste it here. Nothing is opened."),
        max_length=LONGEST,
        error_messages={"required": _("Paste the address of the profile or page")},
    )
    basis = forms.ChoiceField(
        label=_("If the subject has an account already: what shows that both are the same?"),
        choices=[("", ""), *JoiningBasis.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label=_("And why do you think so?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )

    def clean_address(self) -> str:
        """The text as pasted, if it is taken as an address at all."""
        pasted = str(self.cleaned_data["address"])
        try:
            recognise(pasted)
        except NotAnAddress as refusal:
            raise ValidationError(f"{refusal.what} {refusal.why} {refusal.next}") from None
        return pasted


class PartForm(GovukForm):
    """Why an account is not the subject's after all."""

    reason = forms.CharField(
        label=_("Why is the account not the subject’s after all?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": _("Say why the account is not the subject’s")},
    )
