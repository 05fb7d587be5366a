"""The shape of an address that is pasted."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchbook.investigations.account_address import RecognisedAddress, recognise
from watchbook.investigations.pasted_address import NotAnAddress
from watchbook.web.forms import GovukForm


def address_field(*, required: bool = True) -> forms.CharField:
    """The box for an address that is pasted."""
    return forms.CharField(
        label=_("Address of the page or profile"),
        help_text=_("Copy it from the browser and paste it here. Nothing is opened."),
        required=required,
        max_length=8000,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={"required": _("Paste the address of the page or profile")},
    )


class AddressForm(GovukForm):
    """An address pasted or sent by the bookmark."""

    address = address_field()

    def clean_address(self) -> str:
        """The text as pasted, if it is taken as an address at all."""
        pasted = str(self.cleaned_data["address"])
        read_address(pasted)
        return pasted


def read_address(pasted: str) -> RecognisedAddress:
    """Recognise a pasted address, or refuse it as a form does."""
    try:
        return recognise(pasted)
    except NotAnAddress as refusal:
        raise ValidationError(f"{refusal.what} {refusal.why} {refusal.next}") from None
