"""Shapes of what is typed about an overt plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.overt_plan import PAGE, PURPOSE, PlanTerms
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

PERIODS = (
    (1, _("A day")),
    (7, _("A week: any 7 days in a row")),
    (14, _("Two weeks: any 14 days in a row")),
    (28, _("Four weeks: any 28 days in a row")),
)


class PlanForm(GovukForm):
    """A short plan for repeated overt looks."""

    purpose = forms.CharField(
        label=PURPOSE,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": _("Enter the purpose of the looks")},
    )
    what = forms.CharField(
        label=PAGE,
        help_text=_("For example: the public page, but nothing that people can see only after they log in."),
        max_length=1000,
        error_messages={"required": _("Enter the page or account that officers will look at")},
    )
    often_looks = forms.IntegerField(
        label=_("How often? Maximum number of looks in a period"),
        help_text=_(
            "For one look a week, enter 1 here and select “A week” below. Watchbook then refuses a second look within any 7 days in a row."
        ),
        min_value=1,
        max_value=99,
        error_messages={"required": _("Enter the maximum number of looks in a period")},
    )
    often_days = forms.TypedChoiceField(
        label=_("How long is the period in which that number of looks is allowed?"),
        help_text=_("Watchbook counts the period back from the date of each look."),
        choices=PERIODS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the length of the period")},
    )
    looks_at_most = forms.IntegerField(
        label=_("Maximum number of looks under the whole plan"),
        min_value=1,
        max_value=999,
        error_messages={"required": _("Enter the maximum number of looks under the plan")},
    )
    from_on = DayField(label=_("When does the plan begin?"), what=_("the first date of the plan"))
    until_on = DayField(label=_("When does the plan end?"), what=_("the last date of the plan"))

    def plan(self) -> PlanTerms:
        """What was typed, as the act takes it."""
        return PlanTerms(**self.cleaned_data)


class SignForm(GovukForm):
    """The manager's signature."""

    confirmed = forms.BooleanField(
        label=_("I sign this plan: the looks are needed, are not hidden and will not go beyond the plan"),
        error_messages={"required": _("Tick the box to sign the plan")},
    )


class PlanReasonForm(GovukForm):
    """Why a plan is not signed, or ended early."""

    why = forms.CharField(
        label=_("Why?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": _("Enter the reason")},
    )
