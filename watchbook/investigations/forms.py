"""Shapes of what is typed about investigations, subjects, their accounts, and notes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchbook.governance.offences.queries import offence_choices
from watchbook.investigations.account_address import recognise
from watchbook.investigations.models import JoiningBasis, SubjectKind
from watchbook.investigations.pasted_address import LONGEST, NotAnAddress
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import today
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line, ask_text


class AccountForm(GovukForm):
    """An account, and where the subject has one already, what shows that both are the same."""

    address = ask_line(
        _("Address of the profile or page"),
        _("Paste the address of the profile or page"),
        longest=LONGEST,
        hint=_("Copy the address from the browser and paste it here. We do not open the page."),
    )
    basis = ask_choice(
        _("If the subject already has an account, what shows that both accounts belong to the subject?"),
        [("", ""), *JoiningBasis.choices],
    )
    reason = ask_text(_("Why do you think that both accounts belong to the subject?"), longest=1000, rows=3)

    def clean_address(self) -> str:
        """The text as pasted, if it is taken as an address at all."""
        pasted = str(self.cleaned_data["address"])
        try:
            recognise(pasted)
        except NotAnAddress as refusal:
            raise ValidationError(f"{refusal.what} {refusal.why} {refusal.next}") from None
        return pasted


class PartForm(GovukForm):
    """Why an account is not the subject's after all."""

    reason = ask_text(
        _("Why does the account not belong to the subject?"),
        _("Enter the reason why the account does not belong to the subject"),
        longest=1000,
        rows=3,
    )


def _words(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": str(rows)})


class TitleForm(GovukForm):
    """The first question."""

    title = ask_line(
        _("What is the investigation called?"),
        _("Enter the title of the investigation"),
        longest=200,
        hint=_("Say what the investigation is about, such as counterfeit trainers at the Saturday market."),
    )


class PurposeForm(GovukForm):
    """The second question."""

    purpose = forms.CharField(
        label=_("What is the purpose of the investigation?"),
        help_text=_(
            "Enter the facts that the council wants to find out, and why this is the council’s task."
        ),
        max_length=2000,
        widget=_words(),
        error_messages={"required": _("Enter the purpose of the investigation")},
    )


class PowerForm(GovukForm):
    """The third question."""

    power = ask_line(
        _("Which power do you use?"),
        _("Enter the power under which you carry out the investigation"),
        longest=300,
        hint=_(
            "Enter the Act and the section that gives the council this task, such as the Trade Marks Act 1994, section 93."
        ),
    )


class OffenceForm(GovukForm):
    """The offence, if any."""

    offence = forms.ChoiceField(
        label=_("Which offence is the investigation about, if any?"),
        help_text=_("Select an offence from the register of offences."),
        required=False,
        error_messages={
            "invalid_choice": _("Select an offence from the list, or “No offence, or not known yet”")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = str(self.initial.get("offence") or "")
        self.fields["offence"].choices = offence_choices(on=today(), now=now)  # type: ignore[attr-defined]  # a choice field


class OpenInvestigationForm(OffenceForm):
    """Of which service, since when, and about which offence."""

    service = forms.ChoiceField(
        label=_("Which service does the investigation belong to?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the service that the investigation belongs to")},
    )
    opened_on = DayField(
        label=_("When did the investigation open?"), what=_("the date the investigation opened")
    )
    field_order = ("service", "opened_on", "offence")

    def __init__(self, *args: Any, services: Iterable[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(service.id), service.name) for service in services]
        self.fields["service"].choices = choices  # type: ignore[attr-defined]  # a choice field
        if len(choices) == 1:
            self.fields["service"].initial = choices[0][0]


class AmendForm(OffenceForm, PowerForm, PurposeForm, TitleForm):
    """All that is said of an investigation; Django takes the fields of the last first."""


class ReasonForm(GovukForm):
    """Why it is closed or opened again."""

    reason = forms.CharField(
        label=_("Why?"), max_length=1000, widget=_words(), error_messages={"required": _("Enter the reason")}
    )


class BreakGlassForm(GovukForm):
    """Why the SRO must read it now."""

    reason = forms.CharField(
        label=_("Why must you read the investigation now?"),
        help_text=_(
            "We show your reason to the lead officer and the data protection officer, and keep it on record."
        ),
        max_length=1000,
        widget=_words(),
        error_messages={"required": _("Enter why you must read the investigation now")},
    )
    sure = forms.BooleanField(
        label=_(
            "I need to read this investigation, and I know that Watchbook tells other people that I used emergency access"
        ),
        error_messages={"required": _("Tick the box if you need to read the investigation, or go back")},
    )


class SubjectForm(GovukForm):
    """Whom or what an investigation is about."""

    kind = ask_choice(_("Who or what is the subject?"), SubjectKind.choices, _("Select the kind of subject"))
    called = ask_line(
        _("Name of the subject, or a few words that describe it"),
        longest=200,
        hint=_(
            "Enter the name that you know. An exact search finds the name even if the capital letters, accents, spaces, order of the words, title or note in "
            "brackets differ."
        ),
    )
    handles = forms.CharField(
        label=_("Handles or names of accounts, one on each line"),
        help_text=_("We do not open or look up the accounts that you enter."),
        max_length=2000,
        widget=_words(3),
        required=False,
    )
    address = forms.CharField(
        label=_("Address of the person (optional)"),
        help_text=_(
            "The address distinguishes this person from others with the same name, and the forms for an authorisation ask for it. Leave blank if you do not know."
        ),
        max_length=500,
        widget=_words(3),
        required=False,
    )
    born = DayField(
        label=_("Date of birth of the person (optional)"),
        what=_("the date of birth"),
        help_text=_("Leave blank if you do not know."),
        required=False,
    )
    people = forms.IntegerField(
        label=_("How many people does the subject include?"),
        help_text=_("Leave blank if you do not know. For one person, the number is always 1."),
        min_value=0,
        max_value=1_000_000,
        required=False,
    )
    known = forms.CharField(
        label=_("What do you already know about the subject, and how?"),
        help_text=_(
            "Enter facts that matter to the investigation. If somebody is a child or vulnerable, do not say so here: say so in the assessment of a look."
        ),
        max_length=4000,
        widget=_words(),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A subject has a name or a handle."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get("called", "").strip() and not told.get("handles", "").strip():
            self.add_error(
                "called", _("Enter the name of the subject or a few words, or enter a handle below")
            )
        if told.get("kind") and told["kind"] != SubjectKind.PERSON and told.get("born"):
            self.add_error("born", _("Delete the date of birth, or select “person” as the kind of subject"))
        return told


class SubjectSearchForm(GovukForm):
    """An exact name or handle."""

    word = ask_line(
        _("Name or handle"),
        _("Enter a name or handle"),
        longest=200,
        hint=_(
            "Enter the whole name or handle: a search for part of a name gives no results. Capital letters, accents, spaces, the order of the words, a title, a "
            "note in brackets and an @ do not matter."
        ),
    )


class NoteForm(GovukForm):
    """A note."""

    text = forms.CharField(
        label=_("Write a note"),
        help_text=_("We keep the note with its date and your name. You cannot change the note later."),
        max_length=4000,
        widget=_words(),
        error_messages={"required": _("Enter the note")},
    )


class NeedToKnowForm(GovukForm):
    """Who needs to know from now on."""

    person = forms.ChoiceField(
        label=_("Which person should have access to this investigation?"),
        widget=forms.Select,
        error_messages={"required": _("Select a person")},
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", ""), *((str(person.id), person.name) for person in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]  # a choice field
