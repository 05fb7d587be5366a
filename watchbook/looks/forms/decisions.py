"""Shapes of what an authorising officer and a line manager decide about looks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.looks.forms.looks import MATTERS, OFFENCE, FactsForm, offences_listed, purpose_field
from watchbook.web.forms import GovukForm

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class ReTriageForm(FactsForm):
    """What the authorising officer is asked to sign."""

    field_order = ["deciding", OFFENCE, "why_not"]

    why_not = forms.CharField(
        label=_("Why is looking at this subject again not surveillance?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": _("Say why looking again is not surveillance")},
    )


class DecisionForm(GovukForm):
    """The authorising officer's answer."""

    decision = forms.ChoiceField(
        label=_("Do you confirm that one more look is not directed surveillance?"),
        choices=[
            ("sign", _("Yes: I confirm that one more look is not directed surveillance")),
            ("decline", _("No: I do not sign")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you will sign")},
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": _("Enter the reason")},
    )


class StandingPurposeForm(GovukForm):
    """For what and under which power a service looks."""

    purpose = purpose_field()
    words = forms.CharField(
        label=_("In a few words, what does the service look for?"),
        help_text=_("For example, sales of counterfeit goods. Do not name people."),
        max_length=300,
        error_messages={"required": _("Say what the service looks for")},
    )
    power = forms.CharField(
        label=_("Under which statutory power does the service look?"),
        help_text=_("Enter the Act and the section, such as the Trade Marks Act 1994, section 93."),
        max_length=300,
        error_messages={"required": _("Enter the statutory power")},
    )
    offence = forms.ChoiceField(
        label=_("Which offence is the purpose mostly about?"),
        error_messages={
            "required": _("Select the offence. If there is none, select a reason that begins “no offence”")
        },
    )
    is_core_function = forms.ChoiceField(
        label=_("Is the purpose one of the authority’s own public functions?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select whether the purpose is one of the authority’s own public functions")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", ""), *MATTERS.items(), *offences_listed()]
        self.fields["offence"].choices = choices  # type: ignore[attr-defined]  # a choice field's
