"""Shapes of what is typed about the accounts of a subject."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchbook.investigations.account_address import recognise
from watchbook.investigations.models import JoiningBasis
from watchbook.investigations.pasted_address import LONGEST, NotAnAddress
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line, ask_text


class AccountForm(GovukForm):
    """An account, and where the subject has one already, what shows that both are the same."""

    address = ask_line(
        _("Address of the profile or page"),
        _("Paste the address of the profile or page"),
        longest=LONGEST,
        hint=_("Copy the address from the browser and paste it here. We do not open the page."),
    )
    basis = ask_choice(
        _("If the subject already has an account, what shows that both accounts belong to the subject?"),
        [("", ""), *JoiningBasis.choices],
    )
    reason = ask_text(_("Why do you think that both accounts belong to the subject?"), longest=1000, rows=3)

    def clean_address(self) -> str:
        """The text as pasted, if it is taken as an address at all."""
        pasted = str(self.cleaned_data["address"])
        try:
            recognise(pasted)
        except NotAnAddress as refusal:
            raise ValidationError(f"{refusal.what} {refusal.why} {refusal.next}") from None
        return pasted


class PartForm(GovukForm):
    """Why an account is not the subject's after all."""

    reason = ask_text(
        _("Why does the account not belong to the subject?"),
        _("Enter the reason why the account does not belong to the subject"),
        longest=1000,
        rows=3,
    )
