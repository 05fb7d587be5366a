"""Shapes of what is typed about inspections."""

from django.utils.translation import gettext_lazy as _

from watchbook.governance.letters.models import Body
from watchbook.oversight.report.forms import ReleaseForm, extent
from watchbook.web.day_field import DayField
from watchbook.web.questions import ask_choice, ask_paper, ask_text


class InspectionReportForm(ReleaseForm):
    """When the report of an inspection came, and the report."""

    report_received_on = DayField(
        label=_("When was the report received?"), what=_("the date the report was received")
    )
    file = ask_paper(_("The report, if you have a copy"))
    field_order: tuple[str, ...] = ("report_received_on", "file", "release", "release_provision")


class InspectionForm(InspectionReportForm):
    """An inspection: by whom, of what, how far about social media, its days and its report."""

    body = ask_choice(_("Who inspected?"), Body.choices, _("Select the body that carried out the inspection"))
    scope = ask_text(
        _("What was inspected?"),
        _("Enter the subject of the inspection"),
        longest=1000,
        hint=_("For example: the use of RIPA, by questionnaire and telephone."),
    )
    concerns_social_media = extent()
    first_on = DayField(
        label=_("On which date did the inspection begin?"), what=_("the first date of the inspection")
    )
    last_on = DayField(
        label=_("On which date did the inspection end?"),
        help_text=_("If the inspection took one day, enter its first date again."),
        what=_("the last date of the inspection"),
    )
    report_received_on = DayField(
        label=_("When was the report received?"),
        help_text=_("Leave blank until the report arrives."),
        what=_("the date the report was received"),
        required=False,
    )
    field_order: tuple[str, ...] = (
        "body",
        "scope",
        "concerns_social_media",
        "first_on",
        "last_on",
        *InspectionReportForm.field_order,
    )
