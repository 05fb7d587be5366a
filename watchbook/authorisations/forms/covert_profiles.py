"""Shapes of what is typed about covert profiles."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.organisation.models import Person, Service
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice
from watchbook.web.text_box import text_box


class UsersForm(GovukForm):
    """For which services, and who may use it."""

    services = forms.MultipleChoiceField(
        label=_("Which services may use the profile?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one service")},
    )
    users = forms.MultipleChoiceField(
        label=_("Who may use the profile?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select the people who may use the profile")},
    )

    def __init__(
        self, *args: Any, services: Iterable[Service], people: Iterable[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].choices = [(str(one.id), one.name) for one in services]  # type: ignore[attr-defined]  # a choice field
        self.fields["users"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]  # a choice field


class ProfileForm(UsersForm):
    """A profile for the register."""

    platform = forms.CharField(
        label=_("Which platform is the profile on?"),
        max_length=40,
        error_messages={"required": _("Enter the platform")},
    )
    name_shown = forms.CharField(
        label=_("Which name does the profile show?"),
        help_text=_("The profile must never show a real person’s name or picture."),
        max_length=120,
        error_messages={"required": _("Enter the name that the profile shows")},
    )
    handle = forms.CharField(
        label=_("What is the profile’s handle or address?"),
        max_length=200,
        error_messages={"required": _("Enter the handle or address")},
    )
    why = text_box(_("Why is the profile needed?"), required=_("Enter why the profile is needed"), rows=4)
    contact_used = forms.CharField(
        label=_("Which email address or telephone number is the profile registered with?"),
        max_length=200,
        required=False,
    )
    credentials_kept_at = forms.CharField(
        label=_("Where are the profile’s credentials kept?"),
        help_text=_("Enter the name of the item in the authority’s password vault. Never enter a password."),
        max_length=200,
        required=False,
    )
    created_on = DayField(
        label=_("When was the profile made?"), what=_("the date on which the profile was made")
    )
    names_a_real_person = forms.BooleanField(
        label=_("The profile has the name or picture of a real person"), required=False
    )


class RiskForm(GovukForm):
    """The risks to one of the users of a profile."""

    user = ask_choice(
        _("For which user are you assessing the risks?"), missing=_("Select a user of the profile")
    )
    risks = text_box(
        _("What are the risks to this user?"),
        required=_("Enter the risks to this user"),
        hint=_(
            "For example: being recognised, being drawn into a relationship, seeing distressing content, or being contacted outside work."
        ),
        rows=4,
    )
    measures = text_box(
        _("What will you do about these risks?"),
        required=_("Enter what you will do about these risks"),
        rows=4,
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [(str(one.id), one.name) for one in people]  # type: ignore[attr-defined]  # a choice field


class FoundForm(GovukForm):
    """What a review, an audit or a proof says."""

    found = text_box(
        _("What did you look at, and what did you find?"),
        required=_("Enter what you looked at and your findings"),
        rows=4,
    )


class ProofForm(GovukForm):
    """How it is known that it is gone."""

    proof = text_box(
        _("How do you know that the platform deleted the profile?"),
        required=_("Enter how you know that the platform deleted the profile"),
    )
