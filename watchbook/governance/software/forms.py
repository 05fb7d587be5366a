"""Shapes of what is typed about tools and methods."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from watchbook.acting.refusals import can
from watchbook.governance.software.models import Tool
from watchbook.governance.software.permissions import may_record_for_all
from watchbook.organisation.models import Service
from watchbook.organisation.queries import services_led_by, today
from watchbook.register.forms import RegisterForm, YesNoField, initial_of
from watchbook.register.views.acting import reader
from watchbook.web.day_field import DayField
from watchbook.web.questions import ask_choice, ask_choices, ask_line, ask_text

ALL, SOME = "all", "some"


class ToolForm(RegisterForm):
    """What is used, how it was come by, what for, by whom, since when."""

    kind = ask_choice(
        _("Is the tool software, hardware or an in-house method?"),
        Tool.Kind.choices,
        missing=_("Select the kind of tool"),
        hint=_(
            "An in-house method is a way of working, a script or a search that the authority made itself."
        ),
    )
    name = ask_line(_("What is the tool or method called?"), missing=_("Enter the name of the tool"))
    acquired = ask_choice(
        _("How did the council obtain the tool?"),
        Tool.Acquired.choices,
        missing=_("Select how the council obtained the tool"),
    )
    supplier = ask_line(
        _("Who supplies the tool?"), hint=_("Enter the company’s name. Required for a bought tool.")
    )
    purpose = ask_text(
        _("What is the tool or method used for?"),
        longest=1000,
        missing=_("Enter the purpose of the tool"),
        hint=_("Do not enter names of people whom officers looked at."),
    )
    does_sentiment_analysis = YesNoField(
        label=_("Does the tool do sentiment analysis?"),
        help_text=_(
            "Sentiment analysis judges from words whether people are for or against something, or how they feel."
        ),
        error_messages={"required": _("Select yes if the tool does sentiment analysis")},
    )
    used_by = ask_choice(
        _("Who uses the tool?"),
        [(ALL, _("The whole authority")), (SOME, _("Only the services selected below"))],
        missing=_("Select who uses the tool"),
    )
    services = ask_choices(_("Services that use the tool"))
    from_on = DayField(
        label=_("When did the authority begin to use the tool?"), what=_("the first date of use of the tool")
    )
    until_on = DayField(
        label=_("If the tool is no longer used, when did its use end?"),
        help_text=_("Leave blank while the tool is in use."),
        what=_("the last date of use of the tool"),
        required=False,
    )

    def __init__(self, *args: Any, services: Sequence[Service], for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].choices = [(str(one.id), one.name) for one in services]  # type: ignore[attr-defined]  # a choice field's
        if not for_all:
            del self.fields["used_by"]
            self.fields["services"].help_text = _(
                "As a line manager, you can record tools only for the services that you lead."
            )

    def clean(self) -> dict[str, Any]:
        """Either the whole authority or at least one service; nothing that was ticked is passed over in silence."""
        told: dict[str, Any] = super().clean() or {}
        services = told.get("services")
        used_by = told.get("used_by") if "used_by" in self.fields else SOME
        if used_by == SOME and services == []:
            self.add_error("services", _("Select at least one service"))
        if used_by == ALL and services:
            self.add_error("services", _("Untick the services, or select “Only the services selected below”"))
        return told

    def values(self) -> dict[str, Any]:
        """What was typed, as the act takes it."""
        told = super().values()
        told.pop("used_by", None)
        return told | {"services": frozenset(map(UUID, told["services"]))}


class ToolEndForm(RegisterForm):
    """The last day of a tool's use."""

    until_on = DayField(
        label=_("What is the last date of use of the tool?"), what=_("the last date of use of the tool")
    )


def tool_form(request: HttpRequest, tool: Tool | None) -> ToolForm:
    """The form with the services that this person may record for; a correction offers closed ones it names."""
    by = reader(request)
    rows = Service.objects.filter(closed_on=None) | Service.objects.filter(
        id__in=tool.services if tool else []
    )
    for_all = can(may_record_for_all, by)
    if not for_all:
        rows = rows.filter(id__in=services_led_by(by, on=today()))
    initial = initial_of(ToolForm, tool) if tool else {}
    if tool:
        initial |= {
            "used_by": ALL if tool.whole_authority else SOME,
            "services": [str(one) for one in tool.services],
        }
    return ToolForm(request.POST or None, initial=initial, services=list(rows), for_all=for_all)
