"""Shape of what is typed when an answer is sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.foi.models.sending import Channel, Licence
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

WORDS_AT_MOST = 4000


class SendForm(GovukForm):
    """When and how the letter goes, and under which terms it may be used again.

    `seen` is the digest of the answers that the page showed: what changed in the meantime was not read by anyone.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    sent_on = DayField(
        label=_("On which day does it go?"),
        help_text=_("The letter bears this day."),
        what=_("the day on which the letter goes"),
    )
    channel = forms.ChoiceField(
        label=_("How does it go?"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how the letter goes")},
    )
    licence = forms.ChoiceField(
        label=_("Under which terms may the answer be used again?"),
        choices=Licence.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select under which terms the answer may be used again")},
    )
    licence_terms = forms.CharField(
        label=_("If other terms, which?"),
        required=False,
        max_length=WORDS_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    licence_reason = forms.CharField(
        label=_("If other terms, for which reason?"),
        help_text=_("It stands in the letter."),
        required=False,
        max_length=WORDS_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmed = forms.BooleanField(
        label=_("I have read the letter, and it answers every question"),
        error_messages={"required": _("Tick the box once you have read the letter")},
    )

    def __init__(self, *args: Any, shown: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.initial["seen"] = shown

    def clean(self) -> dict[str, Any]:
        """Answers that changed since the page was shown are shown again first; other terms have their reason."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("licence") == Licence.OTHER:
            if not told.get("licence_terms"):
                self.add_error("licence_terms", _("Enter the terms under which the answer may be used again"))
            if not told.get("licence_reason"):
                self.add_error("licence_reason", _("Enter the reason for terms of your own"))
        if told.get("seen") != self.shown:
            self._show_again()
        return told

    def _show_again(self) -> None:
        self.add_error(
            None,
            _(
                "The answers changed after this page was opened. Read the letter again, then tick the box again."
            ),
        )
        typed = {name: self.data[name] for name in self.data if name != "confirmed"}
        self.data = typed | {"seen": self.shown}
