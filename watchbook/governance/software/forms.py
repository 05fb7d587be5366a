"""Shapes of what is typed about tools and methods."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.governance.software.models import Tool
from watchbook.governance.software.rules import ToolFacts
from watchbook.organisation.models import Service
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
ALL, SOME = "all", "some"


class ToolForm(GovukForm):
    """What is used, how it was come by, what for, by whom, since when."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        help_text=_("An in-house method is a way of working, a script or a search of the authority’s own."),
        choices=Tool.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what it is")},
    )
    name = forms.CharField(
        label=_("What is it called?"), max_length=200, error_messages={"required": _("Enter its name")}
    )
    acquired = forms.ChoiceField(
        label=_("How was it come by?"),
        choices=Tool.Acquired.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how it was come by")},
    )
    supplier = forms.CharField(
        label=_("Who supplies it?"),
        help_text=_("The company’s name. Needed for what was bought."),
        max_length=200,
        required=False,
    )
    purpose = forms.CharField(
        label=_("What is it used for?"),
        help_text=_("No names of people who were looked at."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter what it is used for")},
    )
    sentiment_analysis = forms.ChoiceField(
        label=_("Does it do sentiment analysis?"),
        help_text=_("It judges from words whether people are for or against something, or how they feel."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select yes if it does sentiment analysis")},
    )
    used_by = forms.ChoiceField(
        label=_("Who uses it?"),
        choices=[(ALL, _("The whole authority")), (SOME, _("Only the services ticked below"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who uses it")},
    )
    services = forms.MultipleChoiceField(
        label=_("Services that use it"), widget=forms.CheckboxSelectMultiple, required=False
    )
    from_on = DayField(label=_("Since when is it used?"), what=_("the first day of its use"))
    until_on = DayField(
        label=_("If it is no longer used, until when was it?"),
        help_text=_("Leave empty while it is used."),
        what=_("the last day of its use"),
        required=False,
    )

    def __init__(self, *args: Any, services: Sequence[Service], for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].choices = [(str(one.id), one.name) for one in services]  # type: ignore[attr-defined]  # a choice field's
        if not for_all:
            del self.fields["used_by"]
            self.fields["services"].help_text = _("As a line manager you record for the services you lead.")

    def clean(self) -> dict[str, Any]:
        """Either the whole authority or at least one service; nothing that was ticked is passed over in silence."""
        told: dict[str, Any] = super().clean() or {}
        services = told.get("services")
        used_by = told.get("used_by") if "used_by" in self.fields else SOME
        if used_by == SOME and services == []:
            self.add_error("services", _("Tick at least one service"))
        if used_by == ALL and services:
            self.add_error("services", _("Untick the services, or select that only they use it"))
        return told

    def facts(self) -> ToolFacts:
        """What was typed, as the act takes it."""
        told = self.cleaned_data
        return ToolFacts(
            kind=told["kind"],
            name=told["name"],
            supplier=told["supplier"],
            acquired=told["acquired"],
            purpose=told["purpose"],
            does_sentiment_analysis=told["sentiment_analysis"] == "yes",
            services=frozenset(map(UUID, told["services"])),
            from_on=told["from_on"],
            until_on=told["until_on"],
        )


class ToolEndForm(GovukForm):
    """The last day of a tool's use."""

    until_on = DayField(label=_("What is the last day of its use?"), what=_("the last day of its use"))


def initial_of(tool: Tool) -> dict[str, Any]:
    """What an entry says, as the form shows it."""
    return {
        "kind": tool.kind,
        "name": tool.name,
        "acquired": tool.acquired,
        "supplier": tool.supplier,
        "purpose": tool.purpose,
        "sentiment_analysis": "yes" if tool.does_sentiment_analysis else "no",
        "used_by": ALL if tool.whole_authority else SOME,
        "services": [str(service) for service in tool.services],
        "from_on": tool.from_on,
        "until_on": tool.until_on,
    }
