"""Shapes of what is said about a list of deletion: chosen and ticked, never typed, so that a list names nobody."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from watchbook.organisation.models import Person
from watchbook.organisation.rules import TITLES, DutyKind
from watchbook.retention.deletion.models import ChangeMade, DeletionItem, WantedChange
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_choices, ask_line, ask_tick

LISTED = 50  # of a list's records to tick; those after them are left out by their numbers
RANGE = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")


class SureOfDeletionForm(GovukForm):
    """That somebody means what they press."""

    confirmed = ask_tick(_("Yes, I am sure"), _("Tick the box to confirm that you are sure"))


class ProposeDeletionForm(SureOfDeletionForm):
    """The same; where records were recorded after their last day, also that somebody compared their dates."""

    dates_compared = ask_tick(
        _(
            "I have compared the dates of the records that were recorded after their retention date with the papers that those records came from"
        ),
        _("Compare the dates with the papers first, then tick the box"),
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
        error_messages={
            "required": _(
                "You cannot save this: the form does not say which version of the list you saw. Go back to the list and open this page again"
            )
        },
    )


class ApproveDeletionForm(SureOfDeletionForm, ShownForm):
    """The tick of a person who means to approve the list that they were shown."""


class SendBackForm(ShownForm):
    """The change that is wanted."""

    change = ask_choice(_("What should change?"), WantedChange.choices, _("Select what should change"))


class SendAgainForm(ShownForm):
    """The answer to a list that was sent back, and the things that are left out."""

    made = ask_choice(
        _("What did you do about the requested change?"),
        ChangeMade.choices,
        _("Select what you did about the change"),
    )
    without = ask_choices(_("Which records are you leaving out?"))
    others = ask_line(
        _("Which other records are you leaving out?"),
        hint=_("Optional. Enter the numbers of the records on the list, such as 51, 60-75."),
        longest=500,
    )

    def __init__(self, *args: Any, things: QuerySet[DeletionItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(things[: LISTED + 1])
        self.fields["without"].choices = [  # type: ignore[attr-defined]  # a ChoiceField's
            (str(one.number), one.called) for one in listed[:LISTED]
        ]
        self.last = things.aggregate(last=Max("number"))["last"] or 0
        if len(listed) <= LISTED:
            del self.fields["others"]

    def clean_others(self) -> set[int]:
        """Read the numbers and ranges that were typed; what is beyond the list is left as nothing."""
        typed = self.cleaned_data["others"].strip()
        ranges = [RANGE.fullmatch(one.strip()) for one in typed.split(",")] if typed else []
        if None in ranges:
            raise forms.ValidationError(
                _("Enter the numbers of the records with commas between them, such as 51, 60-75")
            )
        ends = [(int(one[1]), int(one[2] or one[1])) for one in ranges if one]
        return {number for first, last in ends for number in range(first, min(last, self.last) + 1)}

    def numbers(self) -> set[int]:
        """The numbers that were ticked or typed."""
        return {*map(int, self.cleaned_data["without"]), *self.cleaned_data.get("others", ())}


class RestoredForm(GovukForm):
    """The tick by which somebody confirms after a restore."""

    is_recorded = ask_tick(
        _("I have checked the holds and requests that my duties cover, and recorded any missing ones again"),
        _("Record the missing holds and requests again, then tick the box"),
    )
    are_looked_for = ask_tick(
        _(
            "I have used the certificate of each lost deletion list to look for its records. If any records are back, I will propose their deletion on a new list "
            "once everybody has confirmed"
        ),
        _("Look for the records of each lost list, then tick the box"),
    )

    def __init__(self, *args: Any, lists: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lists:
            del self.fields["are_looked_for"]


class StandInForm(GovukForm):
    """The duty for which somebody stands in, with the tick that they looked for what it had."""

    duty = ask_choice(_("Which duty are you standing in for?"), missing=_("Select a duty"))
    is_recorded = ask_tick(
        _(
            "I have looked in letters, notes and email for the holds and requests that this duty deals with, and recorded the missing ones again"
        ),
        _("Look for the holds and requests that the duty deals with, then tick the box"),
    )

    def __init__(self, *args: Any, duties: Iterable[DutyKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = [(one.value, str(TITLES[one]).capitalize()) for one in duties]  # type: ignore[attr-defined]  # a ChoiceField's


class ReassignForm(GovukForm):
    """The person who is asked."""

    person = ask_choice(_("Who should decide on the list?"), missing=_("Select the person who should decide"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.id): one for one in people}
        self.fields["person"].choices = [(key, one.name) for key, one in self.people.items()]  # type: ignore[attr-defined]  # a ChoiceField's
