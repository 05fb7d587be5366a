"""Shapes of what is typed about recommendations."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.organisation.models import Person
from watchbook.oversight.recommendation.models import Rating
from watchbook.oversight.recommendation.recommendation import ProgressMade, RecommendationParticulars
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line, ask_paper, ask_text


class RecommendationForm(GovukForm):
    """What is recommended, how grave it is, who sees to it and by when."""

    number = ask_line(_("Number in the report, if the recommendation has one"), longest=20)
    words = ask_text(
        _("What is the recommendation?"),
        _("Enter the recommendation"),
        longest=4000,
        hint=_(
            "Use the words of the report, without the names of people or cases: the report to members quotes the beginning of the recommendation."
        ),
    )
    rating = ask_choice(_("How serious is the matter?"), Rating.choices, _("Select red, amber or green"))
    owner = forms.ChoiceField(
        label=_("Who is the owner of the recommendation?"),
        help_text=_("The owner acts on the recommendation. Somebody else must discharge it."),
        error_messages={"required": _("Select the owner")},
    )
    due_on = DayField(label=_("What is the due date?"), what=_("the due date"))

    def __init__(self, *args: Any, owners: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(person.id), f"{person.name} ({person.email})") for person in owners]
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)  # noqa: S101  # said for the type checker
        owner.choices = [("", _("Select a person")), *named]

    def particulars(self) -> RecommendationParticulars:
        """What was typed, as the acts take it."""
        return RecommendationParticulars(
            **self.cleaned_data | {"owner": Person.objects.get(pk=self.cleaned_data["owner"])}
        )


class StepForm(GovukForm):
    """The day and the words of every step."""

    def done(self) -> ProgressMade:
        """What was typed, as the acts take it."""
        return ProgressMade(on=self.cleaned_data["on"], words=self.cleaned_data["words"])


class EvidenceForm(StepForm):
    """What was done about a recommendation, and what shows it."""

    on = DayField(label=_("On which date did you take the action?"), what=_("the date of the action"))
    words = ask_text(_("What did you do about the recommendation?"), _("Enter the action"), longest=4000)
    file = ask_paper(_("File that shows the action (optional)"))


class DischargeForm(StepForm):
    """The word of a second person that a recommendation was followed."""

    on = DayField(
        label=_("On which date are you discharging the recommendation?"),
        what=_("the date on which you discharge the recommendation"),
    )
    words = ask_text(
        _("What evidence did you look at?"), _("Enter the evidence that you looked at"), longest=4000
    )
    confirmed = forms.BooleanField(
        label=_("I have looked at the evidence, and the recommendation was followed"),
        error_messages={"required": _("Tick the box to confirm that you looked at the evidence")},
    )


class ReopenForm(StepForm):
    """Why a recommendation is opened again."""

    on = DayField(
        label=_("On which date are you opening the recommendation again?"),
        what=_("the date on which you open the recommendation again"),
    )
    words = ask_text(
        _("Why are you opening the recommendation again?"),
        _("Enter why you are opening the recommendation again"),
        longest=4000,
    )
