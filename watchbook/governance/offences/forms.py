"""Shape of what is typed about the register of offences: words to search for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.web.forms import GovukForm


class OffenceSearchForm(GovukForm):
    """Words to search for."""

    q = forms.CharField(
        label=_("Search by offence, Act or section"),
        help_text=_("For example: counterfeit, Licensing Act 2003, or s.92"),
        max_length=200,
        required=False,
    )
