"""Shapes of what is typed about investigations, subjects and notes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.governance.offences.queries import offence_choices
from watchbook.investigations.models import SubjectKind
from watchbook.organisation.models import Person, Service
from watchbook.organisation.queries import today
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line


def _words(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": str(rows)})


class TitleForm(GovukForm):
    """The first question."""

    title = ask_line(
        _("What is the investigation called?"),
        _("Enter the title of the investigation"),
        longest=200,
        hint=_("Say what it is about, such as counterfeit trainers at the Saturday market."),
    )


class PurposeForm(GovukForm):
    """The second question."""

    purpose = forms.CharField(
        label=_("What is its purpose?"),
        help_text=_("The facts that the council wants to find out, and why that is the council’s task."),
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
            "The Act and the section that gives the council this task, such as the Trade Marks Act 1994, section 93."
        ),
    )


class OffenceForm(GovukForm):
    """The offence, if any."""

    offence = forms.ChoiceField(
        label=_("Which offence is it about, if any?"),
        help_text=_("From the register of offences."),
        required=False,
        error_messages={"invalid_choice": _("Select an offence from the list, or none")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = str(self.initial.get("offence") or "")
        self.fields["offence"].choices = offence_choices(on=today(), now=now)  # type: ignore[attr-defined]  # a choice field


class OpenInvestigationForm(OffenceForm):
    """Of which service, since when, and about which offence."""

    service = forms.ChoiceField(
        label=_("Which service does it belong to?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the service")},
    )
    opened_on = DayField(label=_("When did it open?"), what=_("the date the investigation opened"))
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
        label=_("Why must you read it now?"),
        help_text=_("We show this to the lead officer and the data protection officer. It stays on record."),
        max_length=1000,
        widget=_words(),
        error_messages={"required": _("Enter why you must read the investigation now")},
    )
    sure = forms.BooleanField(
        label=_("I need to read this investigation, and I know that others are told"),
        error_messages={"required": _("Tick the box if you need to read it, or go back")},
    )


class SubjectForm(GovukForm):
    """Whom or what an investigation is about."""

    kind = ask_choice(_("Who or what is it?"), SubjectKind.choices, _("Select the kind of subject"))
    called = ask_line(
        _("Name, or a few words that describe it"),
        longest=200,
        hint=_("The name that you know. An exact search finds it, whatever the case, accents and spaces."),
    )
    handles = forms.CharField(
        label=_("Handles or names of accounts, one on each line"),
        help_text=_("We do not open or look up anything when you enter them."),
        max_length=2000,
        widget=_words(3),
        required=False,
    )
    address = forms.CharField(
        label=_("Address of the person (optional)"),
        help_text=_(
            "It tells this person from another of the same name, and the forms for an authorisation ask for it. Leave blank if you do not know."
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
        label=_("How many people are they?"),
        help_text=_("Leave the box blank if you do not know it. For one person it is always 1."),
        min_value=0,
        max_value=1_000_000,
        required=False,
    )
    known = forms.CharField(
        label=_("What do you already know, and how?"),
        help_text=_(
            "Facts that matter to the investigation. Whether somebody is a child or vulnerable belongs to the assessment of a look."
        ),
        max_length=4000,
        widget=_words(),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A subject has a name or a handle."""
        told: dict[str, Any] = super().clean() or {}
        if not told.get("called", "").strip() and not told.get("handles", "").strip():
            self.add_error("called", _("Enter a name or a few words, or a handle below"))
        if told.get("kind") and told["kind"] != SubjectKind.PERSON and told.get("born"):
            self.add_error("born", _("Only a person has a date of birth. Delete it, or choose “person”"))
        return told


class SubjectSearchForm(GovukForm):
    """An exact name or handle."""

    word = ask_line(
        _("Name or handle"),
        _("Enter a name or handle"),
        longest=200,
        hint=_(
            "Enter the whole name or handle. Case, accents, spaces and an @ before it do not matter; part of a name finds nothing."
        ),
    )


class NoteForm(GovukForm):
    """A note."""

    text = forms.CharField(
        label=_("Write a note"),
        help_text=_("We keep it with its date and your name, and nobody can change it."),
        max_length=4000,
        widget=_words(),
        error_messages={"required": _("Enter the note")},
    )


class NeedToKnowForm(GovukForm):
    """Who needs to know from now on."""

    person = forms.ChoiceField(
        label=_("Which people have access to this investigation?"),
        widget=forms.Select,
        error_messages={"required": _("Select a person")},
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", ""), *((str(person.id), person.name) for person in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]  # a choice field
