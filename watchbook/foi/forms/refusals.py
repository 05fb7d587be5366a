"""Shapes of a refusal: by which exemption and how much, and what that exemption asks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.foi.models import Scope
from watchbook.foi.refusal.refusal import LIMIT
from watchbook.foi.refusal.refusal_questions import ASKS, LIKELIHOODS, AnswerShape, RefusalQuestion, asked_of
from watchbook.law.exemptions import Exemption
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice
from watchbook.web.text_box import text_box

NOT_IN_THE_LIST = {
    "ground": _("Select one of the exemptions in the list"),
    "scope": _("Select how much you withhold, from the list"),
}


class GroundForm(GovukForm):
    """The exemption, and how much is withheld."""

    ground = ask_choice(_("Which exemption are you relying on?"), (), _("Select the exemption"))
    scope = ask_choice(
        _("How much do you withhold?"),
        Scope.choices,
        _("Select how much you withhold"),
        hint=_(
            "If the exemption is about the request itself, such as cost, you withhold all of the information."
        ),
        initial=Scope.WITHHELD,
    )

    def __init__(self, *args: Any, grounds: Sequence[Exemption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # said for the type checker
        field.choices = [(one.id, f"{one.section}: {one.title}") for one in grounds]
        for name, said in NOT_IN_THE_LIST.items():
            self.fields[name].error_messages["invalid_choice"] = said


class RefusalForm(GovukForm):
    """The questions of an exemption. Nothing is required by the form: the pre-flight says all that is missing at once."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, ground: Exemption, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in asked_of(ground, scope=scope):
            self.fields[name] = _field(ASKS[name])

    @property
    def told(self) -> dict[str, str]:
        """What was typed, as the act takes it."""
        return {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for name, value in self.cleaned_data.items()
            if value not in (None, "") and name != "seen"
        }

    def show_again(self, seen: str) -> None:
        """Show the form over what is decided now; what was typed stays."""
        self.data = {name: self.data[name] for name in self.data} | {"seen": seen}


def _field(ask: RefusalQuestion) -> forms.Field:
    label, hint = str(ask.question), str(ask.hint)
    if ask.kind == AnswerShape.DAY:
        return DayField(label=label, help_text=hint, what=_("a date"), required=False)
    if ask.kind == AnswerShape.LIKELIHOOD:
        return ask_choice(label, LIKELIHOODS, hint=hint)
    if ask.kind == AnswerShape.HOURS:
        return forms.DecimalField(
            label=label, help_text=hint, required=False, min_value=0, max_digits=6, decimal_places=1,
            error_messages={"invalid": _("Enter the hours in digits, such as 12.5")},
        )  # fmt: skip
    return text_box(label, hint=hint, longest=LIMIT)
