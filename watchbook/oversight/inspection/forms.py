"""Shapes of what is typed about inspections."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.governance.letters.models import Body
from watchbook.oversight.inspection.inspection import Particulars, Report
from watchbook.oversight.inspection.models import Inspection
from watchbook.oversight.report.forms import TOLD, ReleaseForm, copy, extent
from watchbook.web.day_field import DayField

ENTRY = ("body", "scope", "concerns_social_media", "first_on", "last_on")


class InspectionReportForm(ReleaseForm):
    """When the report of an inspection came, and the report."""

    report_received_on = DayField(
        label=_("When did the report come?"), what=_("the date the report was received")
    )
    file = copy(_("The report, if a copy is held"))
    field_order: tuple[str, ...] = ("report_received_on", "file", "release", "release_provision")

    def report(self) -> Report:
        """What was typed of the report, as the acts take it."""
        return Report(**{field.name: self.cleaned_data[field.name] for field in fields(Report)})


class InspectionForm(InspectionReportForm):
    """An inspection: by whom, of what, how far about social media, its days and its report."""

    body = forms.ChoiceField(
        label=_("Who inspected?"),
        choices=Body.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who inspected")},
    )
    scope = forms.CharField(
        label=_("What was inspected?"),
        help_text=_("For example: the use of RIPA, by questionnaire and telephone."),
        max_length=1000,
        widget=TOLD,
        error_messages={"required": _("Enter what was inspected")},
    )
    concerns_social_media = extent()
    first_on = DayField(label=_("On which day did it begin?"), what=_("the first day of the inspection"))
    last_on = DayField(
        label=_("On which day did it end?"),
        help_text=_("The same day, if it took one."),
        what=_("the last day of the inspection"),
    )
    report_received_on = DayField(
        label=_("When did the report come?"),
        help_text=_("Leave this empty if it has not come yet."),
        what=_("the date the report was received"),
        required=False,
    )
    field_order: tuple[str, ...] = (*ENTRY, *InspectionReportForm.field_order)

    def particulars(self) -> Particulars:
        """What was typed, as the acts take it."""
        return Particulars(**{name: self.cleaned_data[name] for name in ENTRY}, report=self.report())


def initial_of(inspection: Inspection) -> dict[str, Any]:
    """What an entry says, to be corrected."""
    return {name: getattr(inspection, name) for name in InspectionForm.field_order if name != "file"}
