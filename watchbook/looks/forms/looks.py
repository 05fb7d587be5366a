"""Shapes of what is typed before, in and after a look."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.models import CovertProfile
from watchbook.investigations.account_address import recognise
from watchbook.investigations.models import Account, Investigation, Subject, SubjectKind
from watchbook.investigations.pasted_address import NotAnAddress
from watchbook.looks.forms.facts import FactsForm
from watchbook.looks.models import About, AccountUsed, Purpose, Result, Told, Useful, Verified
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

NEW = "new"
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def _address(*, required: bool = True) -> forms.CharField:
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


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Why do you look?"),
        max_length=1000,
        error_messages={"required": _("Say in a few words why you look")},
    )


def _purpose() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What is it for?"),
        choices=Purpose.choices,
        error_messages={"required": _("Select what it is for")},
    )


def _attests() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("I do not use a personal account"),
        error_messages={"required": _("Tick that you use no account of your own")},
    )


def _why_not() -> forms.CharField:
    return forms.CharField(
        label=_("If it was looked at before: why is looking again not surveillance?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


class AddressForm(GovukForm):
    """An address pasted or sent by the bookmark."""

    address = _address()

    def clean_address(self) -> str:
        """The text as pasted, if it is taken as an address at all."""
        pasted = str(self.cleaned_data["address"])
        try:
            recognise(pasted)
        except NotAnAddress as refusal:
            raise ValidationError(f"{refusal.what} {refusal.why} {refusal.next}") from None
        return pasted


class LookForm(FactsForm):
    """What every look is opened with; the rest is filled in."""

    why = _why()
    purpose = _purpose()
    account_used = forms.ChoiceField(
        label=_("As whom do you look?"),
        choices=[
            (value, words) for value, words in AccountUsed.choices if value != AccountUsed.COVERT_PROFILE
        ],
        initial=AccountUsed.SIGNED_OUT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select as whom you look")},
    )
    why_not = _why_not()
    attests = _attests()

    def __init__(self, *args: Any, profiles: Iterable[CovertProfile] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = {str(one.id): one for one in profiles}
        self.profiles = rows
        choices = [(key, f"{_('covert profile')} {one.reference}") for key, one in rows.items()]
        field = self.fields["account_used"]
        field.choices = [*field.choices, *choices]  # type: ignore[attr-defined]  # a choice field's

    def used(self) -> dict[str, Any]:
        """As whom: an account without a name, or one of the registered covert profiles."""
        chosen = self.cleaned_data["account_used"]
        if chosen in self.profiles:
            return {"account_used": AccountUsed.COVERT_PROFILE, "covert_profile": self.profiles[chosen]}
        return {"account_used": chosen}


class SubjectLookForm(LookForm):
    """A look at a subject that is prepared: which of its accounts, where it has several."""

    field_order = ["account", "why", "purpose", "account_used", "why_not", "attests"]

    def __init__(self, *args: Any, accounts: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(accounts) > 1:
            self.fields["account"] = forms.ChoiceField(
                label=_("Which account?"),
                choices=list(accounts.items()),
                widget=forms.RadioSelect,
                error_messages={"required": _("Select the account that you look at")},
            )
            self.order_fields(self.field_order)

    def account(self, rows: Iterable[Account]) -> Account | None:
        """The account chosen, or the only one."""
        by_id = {str(row.id): row for row in rows}
        return by_id.get(self.cleaned_data.get("account", ""), next(iter(by_id.values()), None))


class FirstLookForm(LookForm):
    """A look at an address of which nothing is prepared: whose it is, and into which investigation it belongs."""

    investigation = forms.ChoiceField(
        label=_("Which investigation is it for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the investigation")},
    )
    kind = forms.ChoiceField(
        label=_("Whose account is it?"),
        choices=[(value, words) for value, words in SubjectKind.choices if value != SubjectKind.PLACE],
        initial=SubjectKind.PERSON,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whose account it is")},
    )
    called = forms.CharField(
        label=_("What is the subject called, if you know?"), required=False, max_length=200
    )
    power = forms.CharField(
        label=_("Under which power?"),
        max_length=300,
        error_messages={"required": _("Enter the power under which you look")},
    )

    field_order = [
        "investigation",
        "kind",
        "called",
        "why",
        "power",
        "purpose",
        "account_used",
        "why_not",
        "attests",
    ]

    def __init__(self, *args: Any, investigations: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["investigation"].choices = [  # type: ignore[attr-defined]  # a choice field's
            (NEW, _("A new one, called after what the service looks for")),
            *investigations.items(),
        ]


class GeneralLookForm(LookForm):
    """A look at nobody in particular."""

    about = forms.ChoiceField(
        label=_("What do you look at?"),
        choices=[(value, words) for value, words in About.choices if value != About.SUBJECT],
        initial=About.OWN_PAGE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you look at")},
    )
    address = _address(required=False)

    field_order = ["about", "address", "why", "purpose", "account_used", "attests"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["why_not"]


class ClosingForm(GovukForm):
    """The four facts that close a look."""

    result = forms.ChoiceField(
        label=_("What came of it?"),
        choices=Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what came of it; nothing found is a result")},
    )
    seen = forms.CharField(
        label=_("What was seen, in a few words?"),
        help_text=_("Only what matters for the purpose. Leave it empty if nothing was found."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    collateral = forms.IntegerField(
        label=_("How many other people did you see by name or handle?"),
        help_text=_("A number, no names."),
        min_value=0,
        max_value=9999,
        initial=0,
        error_messages={"required": _("Enter how many other people you saw; 0 if none")},
    )
    next = forms.CharField(label=_("What comes next?"), required=False, max_length=500)
    did_more = forms.BooleanField(
        label=_("I did more than look: liked, joined, asked to be let in, or wrote to somebody"),
        required=False,
    )


class MadeForm(LookForm):
    """A look that was made already."""

    about = forms.ChoiceField(
        label=_("What did you look at?"),
        choices=About.choices,
        initial=About.SUBJECT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you looked at")},
    )
    subject = forms.ChoiceField(label=_("Is it a subject that is on record?"), required=False)
    address = _address(required=False)
    looked_on = DayField(label=_("On which day?"), what=_("the day of the look"))
    looked_at = forms.TimeField(
        label=_("At what time?"),
        help_text=_("For example 14:05; roughly is enough."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": _("Enter the time of the look, such as 14:05")},
    )
    triaged = forms.BooleanField(
        label=_("I asked triage before I looked, and its answers were those below"), required=False
    )
    result = ClosingForm.base_fields["result"]
    seen = ClosingForm.base_fields["seen"]
    collateral = ClosingForm.base_fields["collateral"]
    next = ClosingForm.base_fields["next"]
    did_more = ClosingForm.base_fields["did_more"]

    field_order = [
        "about", "subject", "address", "looked_on", "looked_at", "why", "purpose", "account_used", "result", "seen",
        "collateral", "next", "did_more", "attests", "triaged",
    ]  # fmt: skip

    def __init__(self, *args: Any, subjects: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["why_not"]
        self.fields["attests"].required = False
        self.fields["why"].required = False
        self.fields["subject"].choices = [("", _("No, or I do not know")), *subjects.items()]  # type: ignore[attr-defined]  # a choice field's

    def moment(self) -> datetime:
        """When the look was made, London time."""
        told = self.cleaned_data
        return timezone.make_aware(datetime.combine(told["looked_on"], told["looked_at"]))


class ReTriageForm(FactsForm):
    """What the authorising officer is asked to sign."""

    why_not = forms.CharField(
        label=_("Why is looking at this subject again not surveillance?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": _("Say why looking again is not surveillance")},
    )


class DecisionForm(GovukForm):
    """The authorising officer's answer."""

    decision = forms.ChoiceField(
        label=_("Is looking once more something other than directed surveillance?"),
        choices=[("sign", _("Yes: I sign that it is not")), ("decline", _("No: I do not sign"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether you sign")},
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": _("Say why")},
    )


class EvaluationForm(GovukForm):
    """What became of a look."""

    useful = forms.ChoiceField(
        label=_("Was it useful?"),
        choices=Useful.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it was useful")},
    )
    showed = forms.CharField(
        label=_("What did it show?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    verified = forms.ChoiceField(
        label=_("How was it checked that it is true?"),
        choices=Verified.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how it was checked")},
    )
    used_in_decision = forms.ChoiceField(
        label=_("Did a decision rest on it?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether a decision rested on it")},
    )
    told = forms.ChoiceField(
        label=_("Was the person told?"),
        choices=Told.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether the person was told")},
    )
    why_not_told = forms.CharField(label=_("If not, why not?"), required=False, max_length=1000)
    review_on = DayField(
        label=_("If not yet, when is that looked at again?"),
        what=_("the day on which it is looked at again"),
        required=False,
    )


class StandingPurposeForm(GovukForm):
    """For what and under which power a service looks."""

    purpose = _purpose()
    words = forms.CharField(
        label=_("In a few words, what does the service look for?"),
        help_text=_("For example: sales of counterfeit goods. No names of people."),
        max_length=300,
        error_messages={"required": _("Say what the service looks for")},
    )
    power = forms.CharField(
        label=_("Under which power?"),
        help_text=_("The Act and the section, such as the Trade Marks Act 1994, section 93."),
        max_length=300,
        error_messages={"required": _("Enter the power")},
    )
    offence = forms.ChoiceField(label=_("Which offence is it mostly about?"), required=False)
    is_core_function = forms.ChoiceField(
        label=_("Is it one of the authority’s own public functions?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether it is one of the authority’s functions")},
    )
    people_are_told = forms.ChoiceField(
        label=_("Have the people concerned been told that you may look?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether people have been told")},
    )

    def __init__(self, *args: Any, offences: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offence"].choices = [
            ("", _("none")),
            *((one, one.replace("_", " ")) for one in offences),
        ]  # type: ignore[attr-defined]  # a choice field's


def investigations_listed(rows: Iterable[Investigation], titles: dict[Any, str]) -> dict[str, str]:
    """Investigations as a list offers them."""
    return {row.reference: f"{row.reference}: {titles[row.id]}" for row in rows}


def subjects_listed(rows: Iterable[Subject]) -> dict[str, str]:
    """Subjects as a list offers them: by reference, for a list of names would be a list of people."""
    return {str(row.id): str(row) for row in rows}
