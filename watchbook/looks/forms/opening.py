"""The shapes of an address that is pasted, and of what is typed before a look at a subject, at nobody in particular, or at an address that nobody prepared."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from watchbook.investigations.account_address import RecognisedAddress, recognise
from watchbook.investigations.models import Account, SubjectKind
from watchbook.investigations.pasted_address import NotAnAddress
from watchbook.looks.forms.looks import BEFORE, NONE_OF_THESE, OFFENCE, LookForm, decided_by
from watchbook.looks.models import About
from watchbook.looks.namesakes import TooManyWords, names_within
from watchbook.triage.facts import NO
from watchbook.web.forms import GovukForm

NEW = "new"


def address_field(*, required: bool = True) -> forms.CharField:
    """The box for an address that is pasted."""
    return forms.CharField(
        label=_("Address of the page or profile"),
        help_text=_("Copy the address from the browser and paste it here. We do not open the page."),
        required=required,
        max_length=8000,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={"required": _("Paste the address of the page or profile")},
    )


class AddressForm(GovukForm):
    """An address pasted or sent by the bookmark."""

    address = address_field()

    def clean_address(self) -> str:
        """The text as pasted, if it is taken as an address at all."""
        pasted = str(self.cleaned_data["address"])
        read_address(pasted)
        return pasted


class AnotherPageForm(AddressForm):
    """A further page of an open look. Enter in a closing box leads here too, since no look closes by Enter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].error_messages["required"] = _(
            "Paste the address, or select “Close the look” if you opened no other page"
        )


def read_address(pasted: str) -> RecognisedAddress:
    """Recognise a pasted address, or refuse it as a form does: also one of which not every word can be held against the record."""
    try:
        names_within(pasted)
        return recognise(pasted)
    except (NotAnAddress, TooManyWords) as refusal:
        raise ValidationError(str(refusal)) from None


def not_the_same_field() -> forms.CharField:
    """The reason why this is not the subject with the same name."""
    return forms.CharField(
        label=_(
            "Another subject, who was assessed more strictly, has the same name or an account that may appear on the page that you want to look at. How do you "
            "know that this is not the same person?"
        ),
        help_text=_(
            "If this may be the same person, leave the box blank and do not open the look. We keep your reason with the look."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


class SubjectLookForm(LookForm):
    """A look at a subject that is prepared: which of its accounts, where it has several."""

    field_order = [
        "account",
        "deciding",
        OFFENCE,
        "why",
        "purpose",
        "account_used",
        "not_the_same",
        "why_not",
        "attests",
    ]

    not_the_same = not_the_same_field()

    def __init__(self, *args: Any, accounts: dict[str, str], has_namesakes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_namesakes:
            del self.fields["not_the_same"]
        if len(accounts) > 1:
            self.fields["account"] = forms.ChoiceField(
                label=_("Which account do you want to look at?"),
                choices=list(accounts.items()),
                widget=forms.RadioSelect,
                error_messages={"required": _("Select the account that you want to look at")},
            )
            self.order_fields(self.field_order)

    def account(self, rows: Iterable[Account]) -> Account | None:
        """The account chosen, or the only one."""
        by_id = {str(row.id): row for row in rows}
        return by_id.get(self.cleaned_data.get("account", ""), next(iter(by_id.values()), None))


class GeneralLookForm(LookForm):
    """A look at nobody in particular."""

    about = forms.ChoiceField(
        label=_("What are you looking at?"),
        choices=[(value, words) for value, words in About.choices if value != About.SUBJECT],
        initial=About.OWN_PAGE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you are looking at")},
    )
    address = address_field(required=False)
    searched = forms.CharField(
        label=_(
            "If the page is a search: what are you searching for, and how do you know that the search names nobody?"
        ),
        help_text=_(
            "“Nobody” means no person, business or group. Leave this blank if the page is not a search."
        ),
        required=False,
        max_length=500,
    )

    field_order = ["about", "address", "searched", "why", "purpose", "account_used", "attests"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["deciding"]
        self.order_fields(self.field_order)

    def clean_address(self) -> str:
        """The text as pasted; refuse one that nobody can read, since nobody can tell whose page it is."""
        pasted = str(self.cleaned_data["address"])
        if pasted:
            read_address(pasted)
        return pasted

    def used(self) -> dict[str, Any]:
        """The account, and what is said of a search."""
        return super().used() | {"searched": self.cleaned_data["searched"]}

    def facts(self) -> dict[str, str]:
        """The answers, as triage takes them: only the authority's own page is open by itself."""
        said = {name: str(self.cleaned_data[BEFORE + name]) for name in self.asked}
        is_ours = self.cleaned_data["about"] == About.OWN_PAGE
        return said | decided_by([NONE_OF_THESE]) | {"made_open": "own_page" if is_ours else NO}


class FirstLookForm(LookForm):
    """A look at an address of which nothing is prepared: whose it is, and into which investigation it belongs.

    Where the address names no account, as a short link does, the officer says which it is, if they know.
    """

    leads_to = forms.CharField(
        label=_("Which account does the address lead to, if you know?"),
        help_text=_("Paste the address of the profile. Leave blank if you do not know."),
        required=False,
        max_length=8000,
    )
    investigation = forms.ChoiceField(
        label=_("Which investigation is the look for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select the investigation")},
    )
    kind = forms.ChoiceField(
        label=_("Whose account is it?"),
        choices=[(value, words) for value, words in SubjectKind.choices if value != SubjectKind.PLACE],
        initial=SubjectKind.PERSON,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select whose account it is")},
    )
    called = forms.CharField(
        label=_("What is the subject called, if you know?"), required=False, max_length=200
    )
    power = forms.CharField(
        label=_("Under which statutory power does the service look?"),
        max_length=300,
        error_messages={"required": _("Enter the statutory power under which you are looking")},
    )

    field_order = [
        "leads_to",
        "investigation",
        "kind",
        "called",
        "deciding",
        OFFENCE,
        "why",
        "power",
        "purpose",
        "account_used",
        "not_the_same",
        "why_not",
        "attests",
    ]

    def __init__(
        self, *args: Any, investigations: dict[str, str], names_account: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if names_account:
            del self.fields["leads_to"]
        if "not_the_same" in self.data:
            self._ask_not_the_same()
        self.fields["why"].required = False
        self.fields["why"].help_text = _(
            "If you choose an open investigation and leave this box as it is, we use the purpose of that investigation."
        )
        self.fields["investigation"].choices = [  # type: ignore[attr-defined]  # a choice field's
            (NEW, _("A new investigation, named after the service’s purpose")),
            *investigations.items(),
        ]

    def refuse_alike(self, why: str) -> None:
        """Ask how the officer knows that it is not the subject with the same name, with the reason why that is asked."""
        self._ask_not_the_same()
        self.add_error("not_the_same", why)

    def _ask_not_the_same(self) -> None:
        self.fields["not_the_same"] = not_the_same_field()
        self.order_fields(self.field_order)

    def clean_leads_to(self) -> str:
        """Return the address of the account that was typed; refuse one that names none."""
        pasted = str(self.cleaned_data["leads_to"])
        if pasted and read_address(pasted).account is None:
            raise ValidationError(
                _(
                    "The address that you pasted does not show whose account it is. Paste the address of the profile, or leave the box blank."
                )
            )
        return pasted
