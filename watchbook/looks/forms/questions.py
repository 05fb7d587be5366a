"""The boxes that several forms of a look share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.looks.models import Purpose


def why_field() -> forms.CharField:
    """The reason of this look."""
    return forms.CharField(
        label=_("Why are you looking?"),
        max_length=1000,
        error_messages={"required": _("Enter in a few words why you are looking")},
    )


def purpose_field() -> forms.ChoiceField:
    """The list of what looks are for."""
    return forms.ChoiceField(
        label=_("What is the look for?"),
        choices=Purpose.choices,
        error_messages={"required": _("Select what the look is for")},
    )


def attests_field() -> forms.BooleanField:
    """The confirmation that no personal account is used."""
    return forms.BooleanField(
        label=_("I do not use a personal account"),
        error_messages={"required": _("Tick the box to confirm that you do not use a personal account")},
    )


def why_not_field() -> forms.CharField:
    """The reason why looking again is no surveillance."""
    return forms.CharField(
        label=_("Why is looking again not surveillance?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


def sudden_field() -> forms.CharField:
    """The account that an immediate response is held to (RIPA s.26(2)(c))."""
    return forms.CharField(
        label=_(
            "If the look is an immediate response: what happened suddenly, and why can you not plan the look?"
        ),
        help_text=_(
            "Say what happened, when you learned of it, who decided that the look could not wait, and why nobody could ask for a "
            "plan or an authorisation in time. Leave blank if the look is not an immediate response."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


def not_the_same_field() -> forms.CharField:
    """The reason why this is not the subject with the same name."""
    return forms.CharField(
        label=_(
            "Another subject, who was assessed more strictly, has the same name or an account that may appear on the page that you want to look at. How do you "
            "know that this is not the same person?"
        ),
        help_text=_(
            "If this may be the same person, leave the box blank and do not open the look. We keep your reason with the look."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
