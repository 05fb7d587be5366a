"""Shapes of what is said about a list of deletion: chosen and ticked, never typed, so that a list names nobody."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.organisation.models import Person
from watchbook.retention.deletion.models import ChangeMade, DeletionItem, WantedChange
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_choices, ask_tick


class SureOfDeletionForm(GovukForm):
    """That somebody means what they press."""

    confirmed = ask_tick(_("Yes, I am sure"), _("Tick the box if you are sure"))


class ProposeDeletionForm(SureOfDeletionForm):
    """The same; where records were recorded after their last day, also that somebody compared their dates."""

    dates_compared = ask_tick(
        _("I compared the dates of the late records with the papers that they came from"),
        _("Tick the box if you compared the dates; if you did not, compare them first"),
    )

    def __init__(self, *args: Any, late: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["dates_compared"]
        self.order_fields(["dates_compared", "confirmed"])

    @property
    def are_dates_compared(self) -> bool:
        """Whether the person ticked that they compared the dates."""
        return bool(self.cleaned_data.get("dates_compared"))


class ShownForm(GovukForm):
    """The edition of the list that the person was shown: nobody decides on one that changed since."""

    shown = forms.IntegerField(
        widget=forms.HiddenInput,
        max_value=2**31,
        error_messages={"required": _("Go back to the list and open this page again")},
    )


class ApproveDeletionForm(SureOfDeletionForm, ShownForm):
    """The tick of a person who means to approve the list that they were shown."""


class SendBackForm(ShownForm):
    """The change that is wanted."""

    change = ask_choice(_("What should change?"), WantedChange.choices, _("Select what should change"))


class SendAgainForm(ShownForm):
    """The answer to a list that was sent back, and the things that are left out."""

    made = ask_choice(_("What did you do about it?"), ChangeMade.choices, _("Select what you did about it"))
    without = ask_choices(_("Which records did you leave out?"))

    def __init__(self, *args: Any, things: Iterable[DeletionItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["without"].choices = [  # type: ignore[attr-defined]  # a ChoiceField's
            (str(one.number), one.called) for one in things
        ]

    def numbers(self) -> set[int]:
        """The numbers that were ticked."""
        return {int(one) for one in self.cleaned_data["without"]}


class ReassignForm(GovukForm):
    """The person who is asked."""

    person = ask_choice(_("Who should decide?"), missing=_("Select who should decide"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.id): one for one in people}
        self.fields["person"].choices = [(key, one.name) for key, one in self.people.items()]  # type: ignore[attr-defined]  # a ChoiceField's
