"""Shapes of what is answered about a look, of departures, of the adoption of the rules and of a rule to try out."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.law.offences import offences
from watchbook.triage.conditions import named
from watchbook.triage.consequences import FACTORS
from watchbook.triage.facts import NO, OTHER_MATTERS, YES
from watchbook.triage.graph import UNKNOWN, Fact, current, is_stricter
from watchbook.triage.models import WITHOUT_SUBJECT, Adviser, Direction
from watchbook.triage.queries import AssessmentStanding, titles_of
from watchbook.triage.supposed import names
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

NOBODY = "nobody"
BOTH = ("directed_surveillance", "chis")
ANSWERS = ((YES, _("Yes")), (NO, _("No")), (UNKNOWN, _("I do not know")))
OPENED_BY = (
    ("notice", _("Yes: a published notice names this practice and the service")),
    ("own_page", _("Yes: it is the council’s own page")),
    (NO, _("No")),
    (UNKNOWN, _("I do not know")),
)
OTHERS = {
    "disorder": _("No offence: to prevent disorder"),
    "public_safety": _("No offence: in the interests of public safety"),
    "public_health": _("No offence: to protect public health"),
    "none": _("No offence and no other ground"),
}
UNANSWERED = _("Select an answer to each question, or select “I do not know”")


def _reason(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": "5"}),
        error_messages={"required": _("Enter the reasons")},
    )


class AssessmentBeginForm(GovukForm):
    """Choose whom or what the look is at."""

    subject = forms.ChoiceField(
        label=_("Whom or what would you look at?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whom or what you would look at")},
    )

    def __init__(self, *args: Any, subjects: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            *((str(number), called) for number, called in subjects),
            (NOBODY, _("No particular person")),
        ]
        self.fields["subject"].choices = choices  # type: ignore[attr-defined]  # a choice field


class AnswersForm(GovukForm):
    """The facts of one page, each with yes, no and “I do not know”; the eight factors with a note."""

    def __init__(self, *args: Any, facts: Sequence[Fact], nation: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fact in facts:
            self.fields[fact.id] = (
                _offence(fact, nation=nation, on=on) if fact.kind == "offence" else _yes_no(fact)
            )
            if fact.id in FACTORS:
                self.fields[f"note_{fact.id}"] = _note(fact)

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by the id of the fact."""
        return {name: said for name, said in self.cleaned_data.items() if not name.startswith("note_")}

    @property
    def notes(self) -> dict[str, str]:
        """What was noted, by the id of the fact."""
        noted = (
            (name.removeprefix("note_"), said)
            for name, said in self.cleaned_data.items()
            if name.startswith("note_")
        )
        return {name: said.strip() for name, said in noted}


class WhatElseForm(GovukForm):
    """Circumstances of a look: each brings its reason; a false profile and recruitment can make the outcome stricter."""

    so = forms.MultipleChoiceField(
        label=_("Does any of this apply?"),
        help_text=_(
            "Select all that may apply. Each adds a separate reason. A false profile or recruitment can make the outcome stricter."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.id, one.text) for one in current().circumstances.values()]
        self.fields["so"].choices = choices  # type: ignore[attr-defined]  # a choice field


class AssessForm(GovukForm):
    """The answers, checked; and what has changed, where an earlier assessment of the subject was stricter."""

    changed = _reason(_("What has changed since the earlier assessment?"))

    def __init__(self, *args: Any, before: AssessmentStanding | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if before is None:
            del self.fields["changed"]
        else:
            missing = _("Say what has changed since assessment {reference}")
            self.fields["changed"].error_messages["required"] = missing.format(
                reference=before.assessment.reference
            )
            self.fields["changed"].help_text = _(
                "Assessment {reference} said “{now}”, which is stricter than the outcome of your answers now."
            ).format(reference=before.assessment.reference, now=before.titles)


class DepartureForm(GovukForm):
    """What somebody departs to, or answers, and why."""

    to = forms.ChoiceField(
        label=_("Which outcome do you choose?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select an outcome")},
    )
    reason = _reason(_("Why?"))

    def __init__(self, *args: Any, standing: AssessmentStanding, direction: Direction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(_choices(standing, direction))
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # a choice field

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that were chosen."""
        return tuple(self.cleaned_data["to"].partition(":")[0].split("+"))

    @property
    def ask(self) -> str:
        """Whom to ask, if that was chosen."""
        return str(self.cleaned_data["to"].partition(":")[2])


class RuleSetAdoptionForm(GovukForm):
    """From when the rules are adopted, and with which exceptions."""

    adopted_on = DayField(
        label=_("On which date were the rules adopted?"), what=_("the date the rules were adopted")
    )
    exceptions = forms.CharField(
        label=_("What exceptions to the adoption are there?"),
        help_text=_(
            "Optional. Enter the parts that you do not adopt or that you read differently, one on each line."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": "6"}),
        required=False,
    )
    sure = forms.BooleanField(
        label=_("I have read the rules printed here, and adopt them for the authority"),
        error_messages={"required": _("Tick the box if you adopt the rules")},
    )


class EmptyForm(GovukForm):
    """Nothing to type."""


class ReplayForm(GovukForm):
    """A parameter with another value, or the law of another day."""

    name = forms.ChoiceField(
        label=_("Which value do you want to change?"), widget=forms.Select, required=False
    )
    value = forms.CharField(
        label=_("Which value do you want to try?"),
        help_text=_(
            "Enter a whole number, yes or no, or IDs with commas between them, in the same form as the present value."
        ),
        max_length=400,
        required=False,
    )
    on = DayField(
        label=_("Which version of the law do you want to try? Enter a date on which it applies"),
        help_text=_("Optional. Leave blank to use the date of each assessment."),
        what=_("the date of the law"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("None")), *((name, name) for name in names())]
        self.fields["name"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """A value and its name go together, and something is tried."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("name") and not told.get("value"):
            self.add_error("value", _("Enter the value that you want to try"))
        if told.get("value") and not told.get("name"):
            self.add_error("name", _("Select the value that you want to change"))
        if not self.errors and not told.get("name") and not told.get("on"):
            self.add_error("name", _("Select a value, or enter a date below"))
        return told


def _yes_no(fact: Fact) -> forms.ChoiceField:
    choices = OPENED_BY if fact.kind == "opening" else ANSWERS
    return forms.ChoiceField(
        label=fact.text, choices=choices, widget=forms.RadioSelect, error_messages={"required": UNANSWERED}
    )


def _offence(fact: Fact, *, nation: str, on: date) -> forms.ChoiceField:
    held = sorted((named(one), one.id) for one in offences(on=on) if nation in one.nations)
    choices = [
        ("", ""),
        (UNKNOWN, _("I do not know, or the offence is not in this list")),
        *((matter, OTHERS[matter]) for matter in OTHER_MATTERS),
        *((key, words) for words, key in held),
    ]
    return forms.ChoiceField(
        label=fact.text, choices=choices, widget=forms.Select, error_messages={"required": UNANSWERED}
    )


def _note(fact: Fact) -> forms.CharField:
    return forms.CharField(
        label=_("Note on factor {number}").format(number=fact.id.removeprefix("f")),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "2"}),
        required=False,
    )


def _choices(standing: AssessmentStanding, direction: Direction) -> Iterable[tuple[str, Any]]:
    for outcomes in (*((one,) for one in current().outcomes), BOTH):
        if set(outcomes) == {"ask"}:
            continue
        if _fits(outcomes, standing=standing, direction=direction):
            yield "+".join(outcomes), titles_of(outcomes)
    if direction == Direction.RAISED and is_stricter(("ask",), than=standing.outcomes):
        for whom in Adviser:
            yield f"ask:{whom}", _("Ask {whom} first").format(whom=whom.label)


def _fits(outcomes: tuple[str, ...], *, standing: AssessmentStanding, direction: Direction) -> bool:
    if standing.assessment.subject_id is None and not set(outcomes) <= set(WITHOUT_SUBJECT):
        return False
    if direction == Direction.ANSWERED:
        return True
    stricter = is_stricter(outcomes, than=standing.outcomes)
    return (
        stricter
        if direction == Direction.RAISED
        else not stricter and set(outcomes) != set(standing.outcomes)
    )
