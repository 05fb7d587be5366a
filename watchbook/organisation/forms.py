"""Shapes of what is typed about the authority, its people and their duties."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import WrongState
from watchbook.organisation.authority import SETTINGS
from watchbook.organisation.models import Lost, Person, Service
from watchbook.organisation.names import check_address
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.organisation.states import CHECKED, IdentityCheck
from watchbook.web.colour import READABLE, contrast_with_white
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_file, ask_line, ask_text


class AuthorityForm(GovukForm):
    """How the authority shows itself."""

    name = ask_line(_("Name of the authority"), _("Enter the authority’s name"), longest=120)
    colour = forms.RegexField(
        r"\A#[0-9a-fA-F]{6}\Z",
        label=_("Colour of the page header"),
        help_text=_("For example, #1d4f7c. The text of the header is white, so choose a dark colour."),
        error_messages={
            "required": _("Enter the colour of the page header, such as #1d4f7c"),
            "invalid": _("Enter the colour as # and six digits or letters from a to f, such as #1d4f7c"),
        },
    )
    contact = ask_line(_("Contact details for questions about accessibility and requests"), longest=200)
    address = ask_line(_("Postal address for letters to requesters"), longest=400)
    telephone = ask_line(_("Telephone number for letters to requesters"), longest=40)
    email = ask_line(_("Email address for letters to requesters"))
    officer_title = ask_line(
        _("Job title of the officer who signs letters to requesters"),
        hint=_("For example, Information Governance Manager."),
        longest=120,
    )
    review_to = ask_line(
        _("Address for requests for a review, if different from the details above"), longest=400
    )
    logo = ask_file(_("Logo (PNG or JPEG), shown beside the name on every page"), accept=".png,.jpg,.jpeg")

    @property
    def settings(self) -> dict[str, Any]:
        """Return what letters bear, as the act takes it."""
        return {name: self.cleaned_data[name] for name in SETTINGS}

    def clean_colour(self) -> str:
        """Dark enough for the white text on it (WCAG 2.2, 1.4.3)."""
        colour: str = self.cleaned_data["colour"].lower()
        if contrast_with_white(colour) < READABLE:
            raise forms.ValidationError(
                _("Choose a darker colour: not everyone could read white text on this colour.")
            )
        return colour


class OwnPagesForm(GovukForm):
    """The list of the authority's own pages, as it should be."""

    listed = ask_text(
        _("The authority’s own pages and accounts"),
        hint=_(
            "Enter one address on each line, beginning with https://. A second person must confirm each page that you add. If you remove a page, it stops being "
            "one of the authority’s own pages at once."
        ),
        longest=8000,
    )


class ServiceForm(GovukForm):
    """A service's name."""

    name = ask_line(_("What is the service called?"), _("Enter the service’s name"), longest=80)

    def clean_name(self) -> str:
        """One row per service."""
        name: str = self.cleaned_data["name"].strip()
        if Service.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError(
                _("You cannot use this name: another service has it. Enter another name.")
            )
        return name


class EndedSessionForm(GovukForm):
    """One of the sessions of who is signed in, by its name."""

    session = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


def _asked_before_a_link() -> forms.ChoiceField:
    """Ask how the link reaches its owner and nobody else."""
    return ask_choice(
        _("How do you know that the link reaches the right person?"),
        IdentityCheck.choices,
        _("Select how you know that the link reaches the right person"),
        hint=_("We record your answer. The administrator who grants the person’s first duty sees it."),
    )


class FirstLinkForm(GovukForm):
    """The question before a one-time link is made."""

    identity = _asked_before_a_link()


class PersonForm(GovukForm):
    """Somebody to be given an account."""

    name = ask_line(_("Name"), _("Enter the person’s name"), longest=80)
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("The person uses this address to sign in."),
        error_messages={"required": _("Enter the person’s email address")},
    )
    service = forms.ModelChoiceField(
        Service.objects.filter(closed_on=None), label=_("Service"), required=False, empty_label=_("None")
    )
    identity = _asked_before_a_link()

    def clean_email(self) -> str:
        """One account per address, which reads as it is written."""
        email: str = self.cleaned_data["email"].strip().lower()
        try:
            check_address(email)
        except WrongState as refusal:
            raise forms.ValidationError(str(refusal)) from None
        if Person.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                _(
                    "You cannot use this email address: another account has it. Open that account under “People and duties”."
                )
            )
        return email


class DutyForm(GovukForm):
    """A duty to be proposed."""

    kind = forms.ChoiceField(
        label=_("Duty"),
        choices=[("", _("Select a duty")), *((kind.value, TITLES[kind]) for kind in DutyKind)],
        error_messages={"required": _("Select a duty")},
    )
    from_on = DayField(label=_("First date"), what=_("the first date of the duty"))
    until_on = DayField(
        label=_("Last date (optional)"),
        help_text=_("Leave blank if the duty has no end."),
        what=_("the last date of the duty"),
        required=False,
    )


class LastDayForm(GovukForm):
    """The last day of a duty."""

    on = DayField(label=_("What is the last date of the duty?"), what=_("the last date of the duty"))


class PeopleFileForm(GovukForm):
    """A spreadsheet of people."""

    file = ask_file(
        _("The spreadsheet"),
        _("Select the spreadsheet"),
        accept=".csv,.xlsx",
        hint=_(
            "A CSV or XLSX file with the columns of the template. We record nothing until you have checked the rows."
        ),
    )
    identity = _asked_before_a_link()


class DecideForm(GovukForm):
    """Proposals to be decided together."""

    duties = forms.MultipleChoiceField(
        label=_("Duties for you to decide on"),
        help_text=_("Select the duties that you want to decide on now."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Select at least one duty"),
            "invalid_choice": _(
                "You cannot decide on one of these duties: somebody has already decided on it, you proposed it, or it is for you. Look at the list again"
            ),
        },
    )
    answer = forms.ChoiceField(
        choices=[("grant", ""), ("decline", "")],
        widget=forms.HiddenInput,
        error_messages={"required": _("Select “Grant selected duties” or “Decline selected duties”")},
    )

    def __init__(
        self, *args: Any, choices: list[tuple[str, str]], introduced_by: list[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duties"].choices = choices  # type: ignore[attr-defined]  # a choice field's
        self._holders = {f"code_{one.id}": one for one in introduced_by}
        for name, one in self._holders.items():
            self.fields[name] = ask_line(
                _("Introduction code of %(name)s") % {"name": one.name},
                hint=_(
                    "Speak to this person first, face to face or on a number that the council has for them. They can see the code under “Your work”."
                ),
                longest=20,
            )

    @property
    def asked_codes(self) -> list[str]:
        """Name the fields of the codes, one for each holder who reads one out."""
        return list(self._holders)

    @property
    def codes(self) -> dict[UUID, str]:
        """Return what was typed of each holder's code."""
        return {one.id: self.cleaned_data[name] for name, one in self._holders.items()}


class LinksForm(GovukForm):
    """People who are to be handed a one-time link."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who needs a link?"),
        help_text=_("These accounts have no password yet."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one person")},
    )
    identity = _asked_before_a_link()

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]  # a choice field's


class AppointmentForm(GovukForm):
    """By what somebody was appointed to a duty."""

    rank = ask_line(
        _("Rank"),
        longest=80,
        hint=_("Use the council’s own ranks, for example Head of Service."),
    )
    minute = ask_line(
        _("Minute of the appointment"), longest=120, hint=_("For example, Cabinet, 14 May 2026, item 7.")
    )
    appointed_on = DayField(
        label=_("When was the appointment made?"), what=_("the date of the appointment"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Something of it must be known."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(told.values()):
            raise forms.ValidationError(_("Enter at least one of these: the rank, the minute or the date"))
        return told


class RecoveryForm(GovukForm):
    """A recovery to be asked for."""

    lost = ask_choice(
        _("What did the owner of the account lose?"),
        Lost.choices,
        _("Select whether the owner lost the password or the second factor"),
        hint=_(
            "If the owner lost both, ask first for a recovery of the password. Once they have set a new password, ask for "
            "a recovery of the second factor, which takes another hour of office time (9am to 5pm on working days)."
        ),
    )
    identity = ask_choice(
        _("How did you check that the owner asked for this recovery?"),
        [(one.value, one.label) for one in CHECKED],
        _("Select how you checked that the owner asked for the recovery"),
        hint=_("We record your answer and show it to the second person."),
    )


class IdentityForm(GovukForm):
    """The question how the person who completes a recovery knows the owner."""

    identity = ask_choice(
        _("How did you check that this is the owner?"),
        [(one.value, one.label) for one in CHECKED],
        _("Select how you checked that this is the owner"),
        hint=_("We record your answer in the history of the recovery."),
    )
