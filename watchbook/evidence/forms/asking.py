"""Shape of what is chosen before a capture: which page of the sitting, and how much of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchbook.evidence.page_address import to_open
from watchbook.investigations.pasted_address import NotAnAddress
from watchbook.web.forms import GovukForm

ANOTHER = "another"
WHOLE, FIRST_VIEW = "whole", "first_view"


class AskForm(GovukForm):
    """Which page, and how much. The pages are named by their place in the list, so that no address stands in a value."""

    page = forms.ChoiceField(
        label=_("Which page?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select which page to capture")},
    )
    another = forms.CharField(
        label=_("Another page of this sitting"),
        help_text=_("Paste its address. It is added to the look as a page that you opened."),
        required=False,
        max_length=8000,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )
    extent = forms.ChoiceField(
        label=_("How much of it?"),
        choices=[
            (WHOLE, _("The whole page, scrolled to its end, with a picture of each step")),
            (FIRST_VIEW, _("What loads by itself to its end, with a picture of the first view alone")),
        ],
        initial=WHOLE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how much of the page to capture")},
    )

    def __init__(self, *arguments: Any, addresses: Sequence[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.addresses = addresses
        listed = [(str(place), address) for place, address in enumerate(addresses)]
        self.fields["page"].choices = [*listed, (ANOTHER, _("Another page"))]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["page"].initial = "0" if addresses else ANOTHER

    def clean(self) -> dict[str, Any]:
        """Another page needs its address; what deceives or leads into a network of our own is none."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("page") != ANOTHER:
            return told
        try:
            to_open(told.get("another", ""))
        except NotAnAddress as refusal:
            raise ValidationError({"another": f"{refusal.what} {refusal.why} {refusal.next}"}) from None
        return told

    @property
    def address(self) -> str:
        """The address that was chosen or pasted."""
        page = self.cleaned_data["page"]
        return str(self.cleaned_data["another"] if page == ANOTHER else self.addresses[int(page)])

    @property
    def in_full(self) -> bool:
        """Whether pictures of every step are taken."""
        return bool(self.cleaned_data["extent"] == WHOLE)
