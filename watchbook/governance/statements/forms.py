"""Shapes of what is signed: of each matter one of three answers, and remarks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from watchbook.governance.statements import rules
from watchbook.governance.statements.models import Matter, Statement
from watchbook.governance.statements.statement import Page
from watchbook.organisation.rules import DutyKind
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_text

OPEN = "open"


@dataclass(frozen=True)
class MatterQuestion:
    """One matter of a page, and how many of it its register holds."""

    matter: str
    held: int

    @property
    def has_register(self) -> bool:
        """Whether a register of it is in use at all."""
        return self.matter not in rules.WITHOUT_REGISTER

    @property
    def register(self) -> str:
        """What a person reads beside the question: what the register holds, or that there is none."""
        if not self.has_register:
            return _(
                "This register is not in use yet, so you can only select “None to report” or leave the question open."
            )
        if not self.held:
            return _("The register shows none for these dates. If any are missing, record them first.")
        return ngettext(
            "The register shows {count} for these dates. If that number is wrong, correct the register first.",
            "The register shows {count} for these dates. If that number is wrong, correct the register first.",
            self.held,
        ).format(count=self.held)

    @property
    def all_recorded(self) -> str:
        """The value of “all is on the register”: with the number that the signer was shown."""
        return f"{rules.ALL_RECORDED}-{self.held}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The answers that the page offers."""
        found = [(rules.NONE, _("None to report"))]
        if self.held:
            found.append((self.all_recorded, f"{_('All of them are on the register')}: {self.held}"))
        return [*found, (OPEN, _("Leave this question open"))]


def questions(duty: str, held: Mapping[str, int]) -> list[MatterQuestion]:
    """The questions of a duty's page."""
    return [MatterQuestion(matter, held.get(matter, 0)) for matter in rules.SIGNERS[DutyKind(duty)]]


class RemarksForm(GovukForm):
    """What every page ends with."""

    remarks = ask_text(
        gettext_lazy("Remarks"),
        longest=2000,
        hint=gettext_lazy(
            "If you left a question open, say why. Leave out names of people whom officers looked at."
        ),
    )


def statement_form(asked: list[MatterQuestion]) -> type[GovukForm]:
    """The form of a page with these questions."""
    fields: dict[str, Any] = {}
    for one in asked:
        label = capfirst(str(Matter(one.matter).label))
        changed = _("{matter}: the register has changed. {register}").format(
            matter=label, register=one.register
        )
        fields[one.matter] = forms.ChoiceField(
            label=label,
            help_text=one.register,
            choices=one.choices,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Select an answer for “{matter}”, or leave the question open").format(
                    matter=label
                ),
                "invalid_choice": changed if one.has_register else _("Select one of the answers"),
            },
        )
    return type("StatementForm", (RemarksForm,), {**fields, "field_order": list(fields)})


def page_of(form: GovukForm, asked: list[MatterQuestion]) -> Page:
    """What a filled form says."""
    said = {one.matter: _said(form, one) for one in asked if form.cleaned_data[one.matter] != OPEN}
    return Page(said=said, remarks=form.cleaned_data["remarks"])


def _said(form: GovukForm, one: MatterQuestion) -> rules.MatterStatement:
    if form.cleaned_data[one.matter] == rules.NONE:
        return rules.MatterStatement(rules.NONE)
    return rules.MatterStatement(rules.ALL_RECORDED, one.held)


def initial_of(row: Statement, asked: list[MatterQuestion]) -> dict[str, Any]:
    """What a statement said, as its correction begins."""
    items = {item.matter: item for item in row.items.all()}
    found: dict[str, Any] = {"remarks": row.remarks}
    for one in asked:
        item = items.get(one.matter)
        found[one.matter] = (
            OPEN if item is None else rules.NONE if item.answer == rules.NONE else one.all_recorded
        )
    return found


class FirstDayForm(GovukForm):
    """From which day a statement about the years before speaks."""

    first_on = DayField(
        label=gettext_lazy("What is the first date that you can answer for?"),
        what=gettext_lazy("the first date"),
        help_text=gettext_lazy("For example 1 1 2016. Go back only as far as you can answer for."),
    )
