"""The form in which an officer says who checked our Welsh, and when."""

from django.utils.translation import gettext_lazy as _

from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_line


class WelshCheckForm(GovukForm):
    """A check of our Welsh by a translator."""

    checker = ask_line(
        _("Who checked the Welsh?"),
        _("Enter the name of the translator or their firm"),
        hint=_("Give the name of the translator or their firm."),
        longest=200,
    )
    checked_on = DayField(
        label=_("When did the translator finish?"), what=_("the date on which the translator finished")
    )
