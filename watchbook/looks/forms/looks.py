"""Shapes of what is typed before a look, the questions of triage among it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchbook.acting.own_words import has_words
from watchbook.authorisations.models import CovertProfile
from watchbook.investigations.models import Investigation, Subject
from watchbook.law.offences import latest, offence_ids
from watchbook.looks.models import AccountUsed, Purpose
from watchbook.triage.conditions import named
from watchbook.triage.facts import DECIDING, NO, OTHER_MATTERS, YES
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
OFFENCE = f"{BEFORE}offence"  # decides too, and is asked unless somebody has said it
NONE_OF_THESE, NOT_SURE = "none", "not_sure"
# The facts that decide, each with the answer that its box stands for. Nobody fills them in for the officer.
BOXES: dict[str, tuple[str, str, Any]] = {
    "told": ("told", YES, _("The person was told that the council may look")),
    "notice": ("made_open", "notice", _("A published notice names this kind of look and this service")),
    "private": ("f2", YES, _("The look is likely to show private information about somebody")),
    "kept": ("f4", YES, _("Something will be kept for a case, such as a picture or a copy")),
    "past": (
        "past_access_control",
        YES,
        _("The look gets past a privacy setting, or needs an accepted friend or group request"),
    ),
}


class FactsForm(GovukForm):
    """A form that asks triage besides its own questions: `facts()` gives the answers as triage takes them.

    What decides is asked with nothing filled in, and so is the offence where `facts` have none. The rest is filled in with
    `facts` and folded away, and what the record knows, `known`, is said and not asked.
    """

    must_agree = True  # what was made is recorded as it was said
    folded_too: tuple[str, ...] = ()  # boxes that belong to a folded answer

    deciding = forms.MultipleChoiceField(
        label=_("Which of these apply to the look?"),
        help_text=_("Select all that apply. Your answers decide whether the look needs an authorisation."),
        choices=[
            *((key, words) for key, (_fact, _answer, words) in BOXES.items()),
            (NONE_OF_THESE, _("None of the above")),
            (NOT_SURE, _("I am not sure about the answers that I have not selected")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select all that apply, or select “None of the above”")},
    )

    def __init__(
        self, *args: Any, facts: Mapping[str, Any], known: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = dict(known or {})
        self.asked = [name for name in fact_names() if name not in {*DECIDING, *self.known}]
        for name in self.asked:
            self.fields[BEFORE + name] = _field(name, initial=facts.get(name, UNKNOWN))
        self.order_fields(self.field_order)

    @property
    def fact_fields(self) -> list[str]:
        """The names of the boxes that are filled in and folded away, in the order of triage's pages."""
        return [BEFORE + name for name in self.asked if self.fields[BEFORE + name].initial]

    @property
    def is_unfolded(self) -> bool:
        """Whether the folded answers are shown: one of them is wrong, or the look was refused."""
        return bool(self.non_field_errors()) or any(
            name in self.errors for name in (*self.fact_fields, *self.folded_too)
        )

    @property
    def own_fields(self) -> list[str]:
        """The names of the others that are shown."""
        folded = (*self.fact_fields, *self.folded_too)
        return [name for name in self.fields if name not in folded and not self[name].is_hidden]

    def clean_deciding(self) -> list[str]:
        """Return what is ticked; refuse “none” beside another tick."""
        ticked: list[str] = self.cleaned_data["deciding"]
        if NONE_OF_THESE in ticked and len(ticked) > 1:
            raise ValidationError(_("Select either the answers that apply, or only “None of the above”"))
        return ticked

    def clean(self) -> dict[str, Any]:
        """Refuse a look that is open and hidden at once: an answer filled in from an earlier look may be the wrong one."""
        told: dict[str, Any] = super().clean() or {}
        is_open = {"told", "notice"} & set(told.get("deciding", ()))
        if self.must_agree and is_open and told.get(BEFORE + "covert") == YES:
            self.add_error(
                BEFORE + "covert",
                _(
                    "You selected above that the look is open, but this answer says that the look is hidden. Change one of the two answers"
                ),
            )
        return told

    def facts(self) -> dict[str, str]:
        """The answers, as triage takes them."""
        said = {name: str(self.cleaned_data[BEFORE + name]) for name in self.asked}
        return said | decided_by(self.cleaned_data["deciding"]) | self.known


def decided_by(ticked: Iterable[str]) -> dict[str, str]:
    """The facts that decide, from the boxes that were ticked; what was left out is not so, unless somebody is not sure."""
    boxes = set(ticked)
    left_out = UNKNOWN if NOT_SURE in boxes else NO
    answers = {fact: answer if key in boxes else left_out for key, (fact, answer, _words) in BOXES.items()}
    return {fact: answer for fact, answer in answers.items() if fact in fact_names()}


def boxes_ticked(facts: Mapping[str, Any]) -> list[Any]:
    """The words of the boxes that stand for these answers, as `decided_by` took them."""
    return [words for fact, answer, words in BOXES.values() if facts.get(fact) == answer]


def fact_names() -> list[str]:
    """The facts that are asked, in the order of triage's pages."""
    graph = current()
    asked = (fact for page in graph.questions for fact in page.facts)
    return [fact for fact in asked if graph.facts[fact].kind != "count"]


def offences_listed() -> list[tuple[str, str]]:
    """Every offence of the register as a list offers it: by its name, with its Act and section."""
    return sorted(((one, named(latest(one))) for one in offence_ids()), key=lambda one: one[1])


def _field(name: str, *, initial: str) -> forms.ChoiceField:
    fact = current().facts[name]
    missing = _("Answer each triage question. You can answer “I do not know”")
    if fact.kind == "offence":
        missing = _("Select an offence or another reason. You can select “I do not know”")
        choices: list[tuple[str, Any]] = [
            *([] if initial else [("", "")]),
            (UNKNOWN, _("I do not know, or the offence is not in this list")),
            *MATTERS.items(),
            *offences_listed(),
        ]
        widget: forms.Widget = forms.Select()
    else:
        choices, widget = ANSWERS, forms.RadioSelect()
    return forms.ChoiceField(
        label=fact.text,
        choices=choices,
        widget=widget,
        initial=initial,
        error_messages={"required": missing},
    )


def purpose_field() -> forms.ChoiceField:
    """The list of what looks are for."""
    return forms.ChoiceField(
        label=_("What is the look for?"),
        choices=Purpose.choices,
        error_messages={"required": _("Select what the look is for")},
    )


class LookForm(FactsForm):
    """What every look is opened with; the rest is filled in.

    `asks_why`: whether it asks why looking again is not surveillance; `is_signed`: whether somebody has said so for these answers.
    """

    folded_too: tuple[str, ...] = ("sudden",)

    why = forms.CharField(
        label=_("Why are you looking?"),
        max_length=1000,
        error_messages={"required": _("Enter in a few words why you are looking")},
    )
    page = forms.CharField(required=False, widget=forms.HiddenInput)  # the address that the page shows
    purpose = purpose_field()
    account_used = forms.ChoiceField(
        label=_("Which account will you use?"),
        choices=[
            (value, words) for value, words in AccountUsed.choices if value != AccountUsed.COVERT_PROFILE
        ],
        initial=AccountUsed.SIGNED_OUT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select which account you will use")},
    )
    why_not = forms.CharField(
        label=_("Why is looking again not surveillance?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    # What an immediate response is held to (RIPA s.26(2)(c)).
    sudden = forms.CharField(
        label=_(
            "If the look is an immediate response: what happened suddenly, and why can you not plan the look?"
        ),
        help_text=_(
            "Say what happened, when you learned of it, who decided that the look could not wait, and why nobody could ask for a "
            "plan or an authorisation in time. Leave blank if the look is not an immediate response."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    attests = forms.BooleanField(
        label=_("I do not use a personal account"),
        error_messages={"required": _("Tick the box to confirm that you do not use a personal account")},
    )

    def __init__(
        self,
        *args: Any,
        profiles: Iterable[CovertProfile] = (),
        asks_why: bool = False,
        is_signed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.must_say_why = asks_why and not is_signed
        if not asks_why:
            del self.fields["why_not"]
        rows = {str(one.id): one for one in profiles}
        self.profiles = rows
        choices = [(key, f"{_('covert profile')} {one.reference}") for key, one in rows.items()]
        field = self.fields["account_used"]
        field.choices = [*field.choices, *choices]  # type: ignore[attr-defined]  # a choice field's

    def clean(self) -> dict[str, Any]:
        """Ask for the reason in its own box; an immediate response gives another."""
        told = super().clean()
        is_sudden = told.get(BEFORE + "immediate") == YES
        if self.must_say_why and not is_sudden and not has_words(told.get("why_not", "")):
            self.add_error(
                "why_not",
                _("Say in a few words why looking again is not surveillance. One word is not enough"),
            )
        return told

    def used(self) -> dict[str, Any]:
        """As whom: an account without a name, or one of the registered covert profiles; and what made it immediate."""
        chosen = self.cleaned_data["account_used"]
        told = {"account_used": chosen, "sudden": self.cleaned_data["sudden"]}
        if chosen in self.profiles:
            told |= {"account_used": AccountUsed.COVERT_PROFILE, "covert_profile": self.profiles[chosen]}
        return told


def investigations_listed(rows: Iterable[Investigation], titles: dict[Any, str]) -> dict[str, str]:
    """Investigations as a list offers them."""
    return {row.reference: f"{row.reference}: {titles[row.id]}" for row in rows}


def subjects_listed(rows: Iterable[Subject], titles: dict[Any, str]) -> dict[str, str]:
    """Subjects as a list offers them, with the title of the investigation: a list of names would be a list of people."""
    return {str(row.id): f"{row}: {titles[row.investigation_id]}" for row in rows}
