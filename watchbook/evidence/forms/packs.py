"""Shape of what is asked when a pack is made."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.evidence.forms.plain_text import PlainText
from watchbook.evidence.models import Handling
from watchbook.evidence.pack import HANDLINGS, Order
from watchbook.evidence.statement_draft import Proceedings
from watchbook.web.forms import GovukForm

WHOLE, WITHOUT = "whole", "without"


class PackForm(GovukForm):
    """For which proceedings, for whom, and what happens with it."""

    proceedings = forms.ChoiceField(
        label=_("For which proceedings is it?"),
        choices=Proceedings.choices,
        initial=Proceedings.CRIMINAL,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select for which proceedings it is")},
    )
    extent = forms.ChoiceField(
        label=_("Who may see session secrets?"),
        help_text=_("Cookies and the like, which the sealed bundle holds as the site sent them."),
        choices=[
            (
                WHOLE,
                _(
                    "Whoever gets it may: with the sealed bundle, for our solicitor, the prosecutor or the court"
                ),
            ),
            (WITHOUT, _("They may not: without the sealed bundle, for the other side")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whether the sealed bundle goes into it")},
    )
    handling = forms.ChoiceField(
        label=_("What happens with it?"),
        choices=[(one.value, one.label) for one in HANDLINGS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what happens with it")},
    )
    to_whom = PlainText(label=_("To whom is it handed over?"), required=False, max_length=200)
    why = PlainText(label=_("Why?"), help_text=_("Custody shows it."), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        """Whoever hands over says to whom and why."""
        told = super().clean() or {}
        if told.get("handling") == Handling.TRANSFERRED:
            if not told.get("to_whom"):
                self.add_error("to_whom", _("Enter to whom it is handed over"))
            if not told.get("why"):
                self.add_error("why", _("Enter why it is handed over"))
        return told

    def order(self) -> Order:
        """As the act takes it."""
        told = self.cleaned_data
        return Order(
            proceedings=Proceedings(told["proceedings"]),
            is_whole=told["extent"] == WHOLE,
            handling=Handling(told["handling"]),
            to_whom=told["to_whom"],
            why=told["why"],
        )
