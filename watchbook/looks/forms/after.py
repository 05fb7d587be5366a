"""Shapes of what is typed when a look is closed, recorded afterwards or evaluated."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from watchbook.acting.own_words import has_words
from watchbook.governance.thresholds.rules import first_day
from watchbook.looks.forms.looks import BEFORE, OFFENCE, LookForm
from watchbook.looks.forms.opening import address_field
from watchbook.looks.models import About, CheckFinding, PersonNotice, Result, Usefulness, Verification
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

DECIDES = ("deciding", OFFENCE)
ROUGHLY = timedelta(minutes=10)  # that a time may be ahead of ours, since it is asked for roughly
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class ClosingForm(GovukForm):
    """The four facts that close a look."""

    result = forms.ChoiceField(
        label=_("What was the result?"),
        choices=Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the result, even if you found nothing relevant")},
    )
    seen = forms.CharField(
        label=_("What did you see, in a few words?"),
        help_text=_(
            "Enter only facts that matter for the purpose. Leave blank if the look showed no such facts."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    collateral = forms.IntegerField(
        label=_("How many other people’s names or handles did you see?"),
        help_text=_("Enter a number. Do not enter names."),
        min_value=0,
        max_value=9999,
        initial=0,
        error_messages={"required": _("Enter how many other people you saw, or 0 if you saw none")},
    )
    next = forms.CharField(label=_("What will you do next?"), required=False, max_length=500)
    did_more = forms.BooleanField(
        label=_(
            "I did more than look: I liked or joined something, asked to be let in, or wrote to somebody"
        ),
        required=False,
    )


class KeptFromLookForm(GovukForm):
    """The thing that was kept from a look, and where."""

    kept = forms.CharField(
        label=_("What did you keep, and where?"),
        help_text=_("For example: a screenshot of the advertisement, in the case file."),
        max_length=500,
        error_messages={"required": _("Enter what you kept, and where")},
    )


class MadeForm(LookForm):
    """A look that was made already."""

    must_agree = False
    folded_too = ()  # asked beside “I asked triage”

    about = forms.ChoiceField(
        label=_("What did you look at?"),
        choices=About.choices,
        initial=About.SUBJECT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you looked at")},
    )
    subject = forms.ChoiceField(label=_("Which recorded subject did you look at?"), required=False)
    address = address_field(required=False)
    looked_on = DayField(label=_("On which date did you look?"), what=_("the date of the look"))
    looked_at = forms.TimeField(
        label=_("At what time did you look?"),
        help_text=_("For example, 14:05. A rough time is enough."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": _("Enter the time of the look, such as 14:05")},
    )
    triaged = forms.BooleanField(
        label=_("I answered the triage questions before I looked, with the answers below"), required=False
    )
    result = ClosingForm.base_fields["result"]
    seen = ClosingForm.base_fields["seen"]
    collateral = ClosingForm.base_fields["collateral"]
    next = ClosingForm.base_fields["next"]
    did_more = ClosingForm.base_fields["did_more"]

    field_order = [
        "about", "subject", "address", "looked_on", "looked_at", "why", "purpose", "account_used", "result", "seen",
        "collateral", "next", "did_more", "attests", "triaged", "sudden", "deciding", OFFENCE,
    ]  # fmt: skip

    def __init__(self, *args: Any, subjects: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attests"].required = False
        self.fields["why"].required = False
        self.fields["account_used"].label = _("Which account did you use?")
        self.fields["account_used"].error_messages["required"] = _("Select which account you used")
        for name in DECIDES:
            self.fields[name].required = False
        self.fields["subject"].choices = [("", _("Another subject, or I do not know")), *subjects.items()]  # type: ignore[attr-defined]  # a choice field's

    def clean(self) -> dict[str, Any]:
        """Require the deciding answers only of somebody who asked triage before the look."""
        told: dict[str, Any] = super().clean() or {}
        missing = [name for name in DECIDES if told.get("triaged") and not told.get(name)]
        if missing:
            raise ValidationError({name: self.fields[name].error_messages["required"] for name in missing})
        if (
            told.get("triaged")
            and told.get(f"{BEFORE}immediate") == "yes"
            and not has_words(told.get("sudden", ""))
        ):
            self.add_error(
                "sudden",
                _(
                    "Say what happened suddenly, and why the look could not be planned. One word is not enough"
                ),
            )
        if {"looked_on", "looked_at"} <= told.keys() and self.moment() > timezone.now() + ROUGHLY:
            self.add_error("looked_at", _("This time is in the future. Check the date and time of the look."))
        if "looked_on" in told and told["looked_on"] < first_day():
            self.add_error("looked_on", _("This date is before our rules on looks begin. Check the year."))
        return told

    def left_out(self) -> str:
        """Say what is asked once more of a look at an unknown subject, which says little; “” where the subject can be known."""
        told = self.cleaned_data
        if told["about"] != About.SUBJECT or told["subject"] or told["address"].strip():
            return ""
        said = _(
            "The subject is not known, so this look does not count towards the limit on repeat looks. Select the subject, or enter the address of the page. If you "
            "cannot, tick the box."
        )
        why = "" if told["why"].strip() else _("You gave no reason for the look either.")
        return f"{said} {why}".strip()

    def moment(self) -> datetime:
        """When the look was made, London time."""
        told = self.cleaned_data
        return timezone.make_aware(datetime.combine(told["looked_on"], told["looked_at"]))


class EvaluationForm(GovukForm):
    """What became of a look."""

    useful = forms.ChoiceField(
        label=_("Was the look useful?"),
        choices=Usefulness.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether the look was useful")},
    )
    showed = forms.CharField(
        label=_("What did the look show?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    verified = forms.ChoiceField(
        label=_("How did you check that the information is true?"),
        choices=Verification.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how you checked that the information is true")},
    )
    used_in_decision = forms.ChoiceField(
        label=_("Was a decision based on the look?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether a decision was based on the look")},
    )
    told = forms.ChoiceField(
        label=_("Was the person told?"),
        choices=PersonNotice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether the person was told about the look")},
    )
    why_not_told = forms.CharField(
        label=_("If the person was not told, why not?"), required=False, max_length=1000
    )
    review_on = DayField(
        label=_("If the person has not been told yet, when will you decide again whether to tell them?"),
        what=_("the date on which you will decide again whether to tell the person"),
        required=False,
    )
    whole_case = forms.BooleanField(required=False)

    def __init__(self, *args: Any, others: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["whole_case"]
            return
        self.fields["whole_case"].label = ngettext_lazy(
            "Record the same outcome for the %(count)d other look of this investigation that has no outcome recorded",
            "Record the same outcome for the %(count)d other looks of this investigation that have no outcome recorded",
            others,
        ) % {"count": others}


class CheckForm(GovukForm):
    """What a supervisor found of a look that went wrong."""

    finding = forms.ChoiceField(
        label=_("What did you find when you spoke to the officer?"),
        choices=CheckFinding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select your finding")},
    )
    words = forms.CharField(
        label=_("What did the officer say, and what did you do?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": _("Say what the officer told you, and what you did")},
    )
