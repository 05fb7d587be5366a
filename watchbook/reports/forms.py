"""The form of a report's period: two dates in boxes. An address may also name each in figures, as our own links do."""

from collections.abc import Callable
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from watchbook.reading.times.period import Period
from watchbook.reports.reporting_period import PeriodRefused
from watchbook.web.day_field import BOXES, DayField
from watchbook.web.forms import GovukForm


class PeriodForm(GovukForm):
    """The first and the last date of a period."""

    first = DayField(label=_("First date"), what=_("the first date"))
    last = DayField(label=_("Last date"), what=_("the last date"))

    @classmethod
    def filled(cls, period: Period) -> "PeriodForm":
        """The form with a period in its boxes."""
        days = {"first": period.first_on, "last": period.last_on}
        return cls({f"{name}_{box}": str(getattr(day, box)) for name, day in days.items() for box in BOXES})


class QuartersForm(PeriodForm):
    """The first and the last date of whole quarters."""

    first = DayField(
        label=_("First date of the first quarter"),
        what=_("the first date"),
        help_text=_("1 January, 1 April, 1 July or 1 October"),
    )
    last = DayField(
        label=_("Last date of the last quarter"),
        what=_("the last date"),
        help_text=_("31 March, 30 June, 30 September or 31 December"),
    )


def asked_period[Form: PeriodForm](
    asked: QueryDict, form: type[Form], *, read: Callable[..., Period], on: date
) -> tuple[Period, PeriodForm]:
    """Return the period of an address and the form with it; where it names none, the usual one, and the form says why."""
    usual = read("", "", on=on)
    days = {"first": asked.get("from", ""), "last": asked.get("to", "")}
    boxes = form(asked) if "first_day" in asked else None
    if boxes is not None:
        if not boxes.is_valid():
            return usual, boxes
        days = {name: day.isoformat() for name, day in boxes.cleaned_data.items()}
    try:
        period = read(days["first"], days["last"], on=on)
    except PeriodRefused as refusal:
        refused = boxes or form.filled(usual)
        refused.full_clean()
        refused.add_error("first", str(refusal))
        return usual, refused
    return period, boxes or form.filled(period)
