"""Shapes of what is typed where a register begins: the authority, its laws, its first two administrators."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.acting.refusals import WrongState
from watchbook.organisation.models import Nation, Regime, Service
from watchbook.organisation.names import check_address, check_name
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line, ask_text

SERVICES_AT_MOST = 100
SERVICE_LONGEST = Service._meta.get_field("name").max_length or 80


class BeginForm(GovukForm):
    """Whose register it is, where, and which services may look."""

    name = ask_line(
        gettext_lazy("Name of the authority"),
        gettext_lazy("Enter the authority’s name"),
        longest=120,
        too_long=gettext_lazy(
            "Shorten the authority’s name to %(limit_value)s characters or fewer: it has %(show_value)s"
        ),
        hint=gettext_lazy("Enter the full name, such as Example Borough Council."),
    )
    nation = ask_choice(
        gettext_lazy("Which nation is the authority in?"),
        Nation.choices,
        gettext_lazy("Select the nation that the authority is in"),
        hint=gettext_lazy("The nation decides which laws and bank holidays apply."),
    )
    services = ask_text(
        gettext_lazy("Services that may look at social media"),
        gettext_lazy("Enter at least one service"),
        longest=SERVICES_AT_MOST * SERVICE_LONGEST,
        rows=8,
        hint=gettext_lazy(
            "Enter each service on its own line. You can add more services later. Common services are Trading Standards, "
            "Environmental Protection, Licensing, Planning Enforcement, Housing, Counter Fraud, Revenues and Benefits, Community "
            "Safety, Children’s Services, Adult Social Care, Human Resources and Communications."
        ),
    )

    def clean_services(self) -> str:
        """One name a line, each once."""
        names = {
            one.casefold(): one
            for line in self.cleaned_data["services"].splitlines()
            if (one := line.strip())
        }
        if len(names) > SERVICES_AT_MOST:
            raise forms.ValidationError(_("Enter at most {most} services").format(most=SERVICES_AT_MOST))
        long = next((one for one in names.values() if len(one) > SERVICE_LONGEST), None)
        if long:
            raise forms.ValidationError(
                _("Shorten “{service}” to {longest} characters, and put each service on its own line").format(
                    service=long[:40], longest=SERVICE_LONGEST
                )
            )
        return "\n".join(names.values())

    def data_to_keep(self) -> dict[str, str]:
        """What the session keeps."""
        return {name: str(self.cleaned_data[name]).strip() for name in ("name", "nation", "services")}


class LawsForm(GovukForm):
    """Under which laws the authority answers requests."""

    regimes = forms.MultipleChoiceField(
        label=gettext_lazy("Under which access-to-information laws does the authority answer requests?"),
        help_text=gettext_lazy(
            "We have selected the laws that apply in the nation that you selected. Change the selection only if a solicitor advises it."
        ),
        choices=Regime.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Select at least one law")},
    )


class AdministratorsForm(GovukForm):
    """The first two administrators: two people, since each checks the other."""

    first_name = ask_line(
        gettext_lazy("Name of the first administrator"),
        gettext_lazy("Enter the first administrator’s name"),
        longest=80,
        too_long=gettext_lazy(
            "Shorten the first administrator’s name to %(limit_value)s characters or fewer: it has %(show_value)s"
        ),
    )
    first_email = forms.EmailField(
        label=gettext_lazy("Email address of the first administrator"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Enter the first administrator’s email address"),
            "max_length": gettext_lazy(
                "Shorten the first administrator’s email address to %(limit_value)s characters or fewer: it has %(show_value)s"
            ),
        },
    )
    second_name = ask_line(
        gettext_lazy("Name of the second administrator"),
        gettext_lazy("Enter the second administrator’s name"),
        longest=80,
        too_long=gettext_lazy(
            "Shorten the second administrator’s name to %(limit_value)s characters or fewer: it has %(show_value)s"
        ),
    )
    second_email = forms.EmailField(
        label=gettext_lazy("Email address of the second administrator"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Enter the second administrator’s email address"),
            "max_length": gettext_lazy(
                "Shorten the second administrator’s email address to %(limit_value)s characters or fewer: it has %(show_value)s"
            ),
        },
    )

    def clean(self) -> dict[str, Any]:
        """Two different people, whose names and addresses read as they are written: later pages would refuse them."""
        told: dict[str, Any] = super().clean() or {}
        first = [told["first_name"]] if told.get("first_name") else []
        self._refuse("first_name", told, check=partial(check_name, others=()))
        self._refuse("second_name", told, check=partial(check_name, others=first))
        for field in ("first_email", "second_email"):
            self._refuse(field, told, check=check_address)
        addresses = {str(told[name]).casefold() for name in ("first_email", "second_email") if told.get(name)}
        if len(addresses) == 1 and told.get("first_email") and told.get("second_email"):
            self.add_error(
                "second_email",
                _(
                    "Enter a different email address for the second administrator: two people must be administrators, because each checks the other"
                ),
            )
        return told

    def _refuse(self, field: str, told: dict[str, Any], *, check: Callable[[str], None]) -> None:
        try:
            if told.get(field):
                check(told[field])
        except WrongState as refusal:
            self.add_error(field, str(refusal))
