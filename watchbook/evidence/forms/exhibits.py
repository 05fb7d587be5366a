"""Shapes of what is typed to produce, correct and find exhibits."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.evidence.exhibit import ExhibitFacts
from watchbook.evidence.forms.plain_text import PlainText
from watchbook.evidence.models import Sensitivity
from watchbook.evidence.queries.exhibits import is_sought
from watchbook.evidence.retention_day import Choice
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

COUNTED = 9999  # of people on one page, as looks count them


class ExhibitForm(GovukForm):
    """What is said of an exhibit."""

    shows = PlainText(
        label=_("What does it show?"),
        help_text=_("In a sentence or two, without names: who it is stands in the investigation."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": _("Say what the exhibit shows")},
    )
    collateral = forms.IntegerField(
        label=_("How many other people can be recognised in it?"),
        help_text=_("A number, no names. Count whoever is pictured, named or quoted and is no subject."),
        min_value=0,
        max_value=COUNTED,
        error_messages={"required": _("Enter how many other people can be recognised; 0 if none")},
    )
    minimised = PlainText(
        label=_("How was the intrusion on them kept small?"),
        help_text=_("For example: only the post itself, not the comments under it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    sensitivity = forms.ChoiceField(
        label=_("Of what must a reader be warned?"),
        help_text=_("Unless there is nothing to warn of, it is blurred until they ask to see it."),
        choices=Sensitivity.choices,
        initial=Sensitivity.NONE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select of what a reader must be warned")},
    )
    retention_class = forms.ChoiceField(
        label=_("Under which class is it kept?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the class under which it is kept")},
    )
    retain_until = DayField(
        label=_("Until when?"),
        what=_("the day until which it is kept"),
        help_text=_("Only where the class names no number: the day on which it is looked at again."),
        required=False,
    )

    def __init__(self, *args: Any, classes: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(one.code, f"{one.title}: {one.words}" if one.words else one.title) for one in classes]
        self.fields["retention_class"].choices = listed  # type: ignore[attr-defined]  # a choice field's

    def facts(self) -> ExhibitFacts:
        """As the act takes them."""
        told = {name: self.cleaned_data[name] for name in ExhibitFacts.__dataclass_fields__}
        return ExhibitFacts(**told | {"sensitivity": Sensitivity(told["sensitivity"])})


class CorrectionForm(ExhibitForm):
    """The same, and why it is corrected."""

    why = PlainText(
        label=_("Why is it corrected?"),
        max_length=500,
        error_messages={"required": _("Say why it is corrected")},
    )


class ExhibitSearchForm(GovukForm):
    """Which exhibits are sought: by mark, reference or hash, and by day of production."""

    sought = forms.CharField(
        label=_("Mark, reference or hash"),
        help_text=_("For example AB/1, EX-0001, or the first eight characters or more of a SHA-256."),
        required=False,
        max_length=200,
    )
    first_on = DayField(label=_("Produced from"), what=_("the first day"), required=False)
    last_on = DayField(label=_("Produced until"), what=_("the last day"), required=False)

    def clean_sought(self) -> str:
        """Something that could be one of the three."""
        told: str = self.cleaned_data["sought"]
        if told.strip() and not is_sought(told):
            raise forms.ValidationError(
                _(
                    "Enter a mark such as AB/1, a reference such as EX-0001, or eight characters or more of a hash"
                )
            )
        return told

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        told = super().clean() or {}
        first, last = told.get("first_on"), told.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day must not be before the first"))
        return told

    def address(self) -> str:
        """What a number of a page is put after."""
        asked = [(name, value) for name, value in self.data.items() if name != "page" and value]
        return f"?{urlencode([*asked, ('page', '')])}"
