"""Shape of a request as an information officer types or pastes it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.foi.request_text import NotARequest, looked_at, not_utf_8
from watchbook.law.clocks import answer_due
from watchbook.law.refusals import Refusal
from watchbook.organisation.models import Regime
from watchbook.organisation.queries import today
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm


class RequestText(forms.CharField):
    """The requester's words, untouched but for the line ends that browsers put in; a refusal keeps what was pasted."""

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = []  # looked_at says more than Django's check for NULs

    def to_python(self, value: Any) -> str:
        """A browser sends every line end as CR LF; the requester wrote one character."""
        return str(value or "").replace("\r\n", "\n")

    def validate(self, value: Any) -> None:
        """Empty, too long, binary or a page's source: one clear message each."""
        try:
            looked_at(value)
        except NotARequest as refusal:
            raise forms.ValidationError(str(refusal)) from None


class RequestForm(GovukForm):
    """The request, the day it came, and the law it falls under."""

    text = RequestText(
        label=_("The request, as the requester wrote it"),
        help_text=_("Paste all of it. It is kept unchanged, and cut into its questions for you to read."),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        error_messages={"required": _("Paste the request")},
    )
    received_on = DayField(
        label=_("When was it received?"),
        help_text=_(
            "The day it came, even on a weekend or holiday: the time runs from the next working day."
        ),
        what=_("the day the request was received"),
    )
    regime = forms.ChoiceField(
        label=_("Which law does it fall under?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the law the request falls under")},
    )

    def __init__(self, *args: Any, regimes: list[str], lost_characters: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lost_characters = lost_characters
        choice = self.fields["regime"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  # said for the type checker
        choice.choices = [(value, label) for value, label in Regime.choices if value in regimes]

    def clean_text(self) -> str:
        """Letters that were replaced on the way are not the requester's: refused, and nothing else is lost."""
        if self.lost_characters:
            raise forms.ValidationError(str(not_utf_8()))
        text: str = self.cleaned_data["text"]
        return text

    def clean(self) -> dict[str, Any]:
        """A day to come, or one for which the law has no calendar, is refused here, and nothing is lost."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("received_on", date.min) > today():
            self.add_error("received_on", _("A request cannot have been received in the future"))
        elif {"received_on", "regime"} <= told.keys():
            try:
                answer_due(told["received_on"], regime=told["regime"])
            except Refusal as refusal:
                self.add_error("received_on", str(refusal))
        return told
