"""Shape of what is typed when the SRO sets the authority's own thresholds of drift."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from watchbook.governance.thresholds.rules import STRICTER_IF_HIGHER, Thresholds
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_text

AT_MOST = _("The rules propose {number}. You may set this number or a lower one.")
AT_LEAST = _("The rules propose {number}. You may set this number or a higher one.")
QUESTIONS = {
    "amber_look": _(
        "Which look at the same subject is the first for which the officer must say why looking again is not surveillance?"
    ),
    "red_look": _(
        "Which look is the first that needs a plan, an authorisation, or a re-triage signed by the authorising officer?"
    ),
    "window_days": _("Over how many days does Watchbook count looks?"),
    "collateral_handles": _(
        "What is the smallest number of other people seen in one look that requires the officer to say why looking again is not surveillance?"
    ),
    "night_from_hour": _("From which hour does a look count as a night-time look?"),
    "night_until_hour": _("Until which hour does a look count as a night-time look?"),
}


def _whole_number(name: str) -> forms.IntegerField:
    label = QUESTIONS[name]
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=366,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": format_lazy(_("Enter a number for “{question}”"), question=label)},
    )


class DriftThresholdForm(GovukForm):
    """The numbers, from which day, and why."""

    amber_look = _whole_number("amber_look")
    red_look = _whole_number("red_look")
    window_days = _whole_number("window_days")
    collateral_handles = _whole_number("collateral_handles")
    night_from_hour = _whole_number("night_from_hour")
    night_until_hour = _whole_number("night_until_hour")
    from_on = DayField(
        label=_("From which date do the limits apply?"),
        help_text=_("Enter a date in the future. Earlier decisions stay as they are."),
        what=_("the date from which the limits apply"),
    )
    why = ask_text(
        _("Why does the authority set these limits?"),
        longest=500,
        missing=_("Enter the authority’s reason for these limits"),
        hint=_("Leave out names. Watchbook shows your reason in the history of the limits."),
        rows=3,
    )

    def __init__(self, *args: Any, by_law: Thresholds, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            bound = AT_LEAST if name in STRICTER_IF_HIGHER else AT_MOST
            self.fields[name].help_text = format_lazy(bound, number=getattr(by_law, name))

    def thresholds(self) -> Thresholds:
        """The numbers that were typed."""
        return Thresholds(**{name: self.cleaned_data[name] for name in QUESTIONS})
