"""Shapes of what is typed about the retention schedule."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.governance.retention_schedule.models import Action, PeriodUnit, RetentionSchedule
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

FROM_RULE_SET = ""


class ProposeForm(GovukForm):
    """What a new edition is called, and what it begins with."""

    title = forms.CharField(
        label=_("What is the new edition called?"),
        help_text=_("For example “Retention schedule 2026”."),
        max_length=200,
        error_messages={"required": _("Enter what the new edition is called")},
    )
    begins_with = forms.ChoiceField(
        label=_("What does it begin with?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, schedules: Iterable[RetentionSchedule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["begins_with"]
        found = [(row.reference, f"{row.reference}, {row.title}") for row in schedules]
        field.choices = [*found, ("proposed", _("The classes that Watchbook proposes"))]  # type: ignore[attr-defined]  # a ChoiceField's
        field.initial = found[0][0] if found else "proposed"


class ClassForm(GovukForm):
    """A class: from when the period runs, how long, what happens then, and why."""

    title = forms.CharField(
        label=_("What is kept?"), max_length=200, error_messages={"required": _("Enter what is kept")}
    )
    trigger = forms.CharField(
        label=_("From when does the period run?"),
        help_text=_("For example “the decision in the investigation”."),
        max_length=200,
        error_messages={"required": _("Enter from when the period runs")},
    )
    period = forms.IntegerField(
        label=_("For how many days, months or years?"),
        help_text=_("Leave this empty where the period can only be said in words."),
        required=False,
        min_value=1,
        max_value=1200,
    )
    unit = forms.ChoiceField(
        label=_("Days, months or years?"),
        required=False,
        choices=[("", _("none of these: see the words")), *PeriodUnit.choices],
        widget=forms.Select,
    )
    period_words = forms.CharField(
        label=_("The period in words, if a number does not say it"), required=False, max_length=300
    )
    action = forms.ChoiceField(
        label=_("What happens then?"),
        choices=Action.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what happens then")},
    )
    action_words = forms.CharField(
        label=_("What happens, in words"),
        help_text=_("Where somebody is answered: to whom they write, and what happens. Leave out names."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(
        label=_("Why, in law?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the reason in law")},
    )


class OwnClassForm(ClassForm):
    """A class of the authority's own, with the short name by which lists know it."""

    code = forms.CharField(
        label=_("A short name for lists"),
        help_text=_("Small letters, digits and underscores, for example planning_file."),
        max_length=60,
        error_messages={"required": _("Enter a short name, for example planning_file")},
    )
    field_order = ("code",)


class AdoptForm(GovukForm):
    """Who decided, by which minute, and from when it is followed."""

    decided_by = forms.CharField(
        label=_("Who adopted it?"),
        help_text=_("The committee, or the officer by title. Leave out names."),
        max_length=200,
        error_messages={"required": _("Enter who adopted it")},
    )
    minute = forms.CharField(
        label=_("Minute or decision number, if it has one"), required=False, max_length=200
    )
    adopted_on = DayField(label=_("When was it decided?"), what=_("the day of the decision"))
    in_force_from = DayField(
        label=_("From when is it followed?"), what=_("the day from which it is followed")
    )


class SureForm(GovukForm):
    """That somebody means what they press."""

    confirmed = forms.BooleanField(
        label=_("Yes, I am sure"), error_messages={"required": _("Tick the box if you are sure")}
    )
