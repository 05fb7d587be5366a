"""The shape of what is typed before a look at nobody in particular."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.looks.forms.address import address_field
from watchbook.looks.forms.looks import BEFORE, NONE_OF_THESE, LookForm, decided_by
from watchbook.looks.models import About
from watchbook.triage.facts import NO


class GeneralLookForm(LookForm):
    """A look at nobody in particular."""

    about = forms.ChoiceField(
        label=_("What do you look at?"),
        choices=[(value, words) for value, words in About.choices if value != About.SUBJECT],
        initial=About.OWN_PAGE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you look at")},
    )
    address = address_field(required=False)

    field_order = ["about", "address", "why", "purpose", "account_used", "attests"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["why_not"], self.fields["deciding"]
        self.order_fields(self.field_order)

    def facts(self) -> dict[str, str]:
        """The answers, as triage takes them: only the authority's own page is open by itself."""
        said = {name: str(self.cleaned_data[BEFORE + name]) for name in self.asked}
        is_ours = self.cleaned_data["about"] == About.OWN_PAGE
        return said | decided_by([NONE_OF_THESE]) | {"made_open": "own_page" if is_ours else NO}
