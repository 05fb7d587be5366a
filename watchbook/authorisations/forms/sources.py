"""Shapes of what is typed about a covert source's own records."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.models import Particular
from watchbook.organisation.models import Person
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.text_box import text_box


class EntryForm(GovukForm):
    """One thing that is kept about the source."""

    particular = forms.ChoiceField(
        label=_("What is this record about?"),
        choices=Particular.choices,
        widget=forms.Select,
        error_messages={"required": _("Select what this record is about")},
    )
    words = text_box(_("What do you want to record?"), required=_("Enter what you want to record"), rows=5)


class _AmongPeopleForm(GovukForm):
    """Chooses among people."""

    among: tuple[str, ...] = ()

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", ""), *((str(one.id), one.name) for one in people)]
        for name in self.among:
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field


def _somebody(question: Any, missing: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=question, widget=forms.Select, error_messages={"required": missing})


class KeepersForm(_AmongPeopleForm):
    """Who runs the source from now on."""

    among = ("handler", "controller", "record_keeper")
    handler = _somebody(_("Handler: day-to-day contact, security and welfare"), _("Select the handler"))
    controller = _somebody(
        _("Controller: general oversight; not the same person as the handler"), _("Select the controller")
    )
    record_keeper = _somebody(_("Who keeps the source’s records?"), _("Select the record-keeper"))


class SourceOpeningForm(_AmongPeopleForm):
    """To which inspector, until when, and why."""

    among = ("inspector",)
    inspector = _somebody(_("Which inspector may read the records?"), _("Select the inspector"))
    until_on = DayField(label=_("When does the inspector’s access end?"), what=_("the last date"))
    why = text_box(_("Why?"), required=_("Enter the reason"), rows=4)
