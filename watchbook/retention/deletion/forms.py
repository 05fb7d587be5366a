"""Shapes of what is said about a list of deletion: chosen and ticked, never typed, so that a list names nobody."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.organisation.models import Person
from watchbook.retention.deletion.models import DeletionItem, WantedChange
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_choices, ask_tick


class SureOfDeletionForm(GovukForm):
    """That somebody means what they press."""

    confirmed = ask_tick(_("Yes, I am sure"), _("Tick the box if you are sure"))


class SendBackForm(GovukForm):
    """The change that is wanted."""

    change = ask_choice(_("What should change?"), WantedChange.choices, _("Select what should change"))


class SendAgainForm(GovukForm):
    """The things that are left out."""

    without = ask_choices(_("Which of these should be left out?"))

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
