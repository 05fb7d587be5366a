"""Shapes of what is typed about the register of offences: words to search for, and the entries that are confirmed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.governance.offences.queries import RegisteredOffence
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choices, ask_tick


class OffenceSearchForm(GovukForm):
    """Words to search for."""

    q = forms.CharField(
        label=_("Search by offence, Act or section"),
        help_text=_("For example: counterfeit, Licensing Act 2003, or s.92"),
        max_length=200,
        required=False,
    )


class OffenceConfirmForm(GovukForm):
    """Entries that the solicitor has compared with the law, and the signature; none is ticked beforehand."""

    entries = ask_choices(_("Which entries do you confirm?"), missing=_("Select at least one entry"))
    signed = ask_tick(
        _("I have compared each entry that I ticked with the law, and I confirm it for this authority"),
        _("Tick the sentence to sign"),
    )

    def __init__(self, *args: Any, unconfirmed: Iterable[RegisteredOffence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {one.key: one for one in unconfirmed}
        choices = [(key, one.offence.title) for key, one in self.rows.items()]
        self.fields["entries"].choices = choices  # type: ignore[attr-defined]  # a choice field's
