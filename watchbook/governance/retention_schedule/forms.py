"""Shapes of what is typed about the retention schedule."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.governance.retention_schedule.models import Action, PeriodUnit, RetentionSchedule
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line, ask_text, ask_tick


class ProposeForm(GovukForm):
    """What a new edition is called, and what it begins with."""

    title = ask_line(
        _("What is the new edition called?"),
        missing=_("Enter the title of the new edition"),
        hint=_("For example “Retention schedule 2026”."),
    )
    begins_with = ask_choice(_("Which classes does the new edition begin with?"))

    def __init__(self, *args: Any, schedules: Iterable[RetentionSchedule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["begins_with"]
        found = [(row.reference, f"{row.reference}, {row.title}") for row in schedules]
        field.choices = [*found, ("proposed", _("The classes that Watchbook proposes"))]  # type: ignore[attr-defined]  # a ChoiceField's
        field.initial = found[0][0] if found else "proposed"


class ClassForm(GovukForm):
    """A class: from when the period runs, how long, what happens then, and why."""

    title = ask_line(
        _("Which kind of record does the class cover?"),
        missing=_("Enter the kind of record that the class covers"),
    )
    trigger = ask_line(
        _("Which event does the retention period run from?"),
        missing=_("Enter the event from which the period runs"),
        hint=_("For example “the decision in the investigation”."),
    )
    period = forms.IntegerField(
        label=_("How many days, months or years does the period last?"),
        help_text=_("Leave the box blank if you describe the period in words."),
        required=False,
        min_value=1,
        max_value=1200,
    )
    unit = forms.ChoiceField(
        label=_("Is the period in days, months or years?"),
        required=False,
        choices=[("", _("none of these: the period is in words")), *PeriodUnit.choices],
        widget=forms.Select,
    )
    period_words = ask_line(_("The period in words, if you cannot give it as a number"), longest=300)
    action = ask_choice(
        _("What happens at the end of the period?"),
        Action.choices,
        missing=_("Select what happens at the end of the retention period"),
    )
    action_words = ask_text(
        _("Where to write, and the next steps"),
        longest=1000,
        hint=_(
            "If the action is “answer the person who made the request”, enter the address that people write to and the next steps. Do not include names."
        ),
    )
    reason = ask_text(
        _("What is the reason in law?"), longest=500, missing=_("Enter the reason in law"), rows=3
    )
    lga_record_type = ask_line(
        _("LGA record type"),
        longest=20,
        hint=_(
            "Optional. Enter the number of the class in the list of the Local Government Association (LGA). Leave blank if the class is not in the list."
        ),
    )


class OwnClassForm(ClassForm):
    """A class of the authority's own, with the short name by which lists know it."""

    code = ask_line(
        _("Short name of the class"),
        missing=_("Enter a short name, for example planning_file"),
        hint=_("Use lower-case letters, digits and underscores, for example planning_file."),
        longest=60,
    )
    field_order = ("code",)


class AdoptForm(GovukForm):
    """Who decided, by which minute, and from when it is followed."""

    decided_by = ask_line(
        _("Who adopted the schedule?"),
        missing=_("Enter the body or person that adopted the schedule"),
        hint=_("Enter the committee, or the job title of the officer. Leave out names."),
    )
    minute = ask_line(_("Minute or decision number, if there is one"))
    adopted_on = DayField(label=_("When was the schedule adopted?"), what=_("the date of the decision"))
    in_force_from = DayField(
        label=_("From which date is the schedule in force?"),
        what=_("the date from which the schedule is in force"),
    )


class SureForm(GovukForm):
    """That somebody means what they press."""

    confirmed = ask_tick(_("Yes, I am sure"), _("Tick the box to confirm that you are sure"))
