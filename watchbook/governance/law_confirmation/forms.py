"""Shape of what the solicitor signs: the entries that were compared with the law."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.governance.law_confirmation.queries import RegisteredEntry
from watchbook.law.entries import LawEntry
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choices, ask_tick


class LawConfirmForm(GovukForm):
    """Entries that the solicitor has compared with the law, and the signature; none is ticked beforehand."""

    entries = ask_choices(_("Which entries do you confirm?"), missing=_("Select at least one entry"))
    signed = ask_tick(
        _("I have compared each entry that I selected with the law, and I confirm it for this authority"),
        _("Select the box to confirm that you have compared the entries with the law"),
    )

    def __init__(self, *args: Any, unconfirmed: Iterable[RegisteredEntry[LawEntry]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {one.key: one for one in unconfirmed}
        choices = [(key, one.title) for key, one in self.rows.items()]
        self.fields["entries"].choices = choices  # type: ignore[attr-defined]  # a choice field's
