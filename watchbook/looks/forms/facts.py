"""The questions of triage as a form of one page, filled in from what the service stands on and from the last look."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.triage.facts import NO, OTHER_MATTERS, YES, allowed
from watchbook.triage.graph import UNKNOWN, current
from watchbook.web.forms import GovukForm

ANSWERS: list[tuple[str, Any]] = [(YES, _("Yes")), (NO, _("No")), (UNKNOWN, _("I do not know"))]
MATTERS = dict(
    zip(
        OTHER_MATTERS,
        (
            _("no offence: to prevent disorder"),
            _("no offence: public safety"),
            _("no offence: public health"),
            _("no offence and no disorder"),
        ),
        strict=True,
    )
)
BEFORE = "fact_"


class FactsForm(GovukForm):
    """Whatever form asks triage besides its own questions: `facts()` gives the answers as triage takes them."""

    def __init__(self, *args: Any, facts: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in fact_names():
            field = _field(name, initial=facts.get(name, UNKNOWN))
            self.fields[BEFORE + name] = field

    @property
    def fact_fields(self) -> list[str]:
        """The names of the boxes that triage fills, in the order of its pages."""
        return [BEFORE + name for name in fact_names()]

    @property
    def own_fields(self) -> list[str]:
        """The names of the others."""
        return [name for name in self.fields if not name.startswith(BEFORE)]

    def facts(self) -> dict[str, str]:
        """The answers, as triage takes them."""
        return {name: str(self.cleaned_data[BEFORE + name]) for name in fact_names()}


def fact_names() -> list[str]:
    """The facts that are asked, in the order of triage's pages."""
    return [fact for page in current().questions for fact in page.facts]


def _field(name: str, *, initial: str) -> forms.ChoiceField:
    fact = current().facts[name]
    if fact.kind == "offence":
        choices: list[tuple[str, Any]] = [
            (one, MATTERS.get(one, one.replace("_", " "))) for one in allowed(fact)
        ]
        widget: forms.Widget = forms.Select()
    else:
        choices, widget = ANSWERS, forms.RadioSelect()
    return forms.ChoiceField(
        label=fact.text,
        choices=choices,
        widget=widget,
        initial=initial,
        error_messages={"required": _("Answer each question of triage; “I do not know” is an answer")},
    )
