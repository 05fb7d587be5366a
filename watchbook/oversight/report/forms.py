"""Shapes of what is typed about a report, and what the forms of its sources share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.oversight.report.models import WITHHELD, Release, ReportExtent
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line

TOLD = forms.Textarea(attrs={"rows": 5})


def extent() -> forms.ChoiceField:
    """The question how far something was about social media."""
    return ask_choice(
        _("Was the audit or inspection about the use of social media?"),
        ReportExtent.choices,
        _("Select whether the audit or inspection was about social media"),
        hint=_(
            "We use your answer when we reply to requests about audits and inspections of the use of social media."
        ),
    )


class ReleaseForm(GovukForm):
    """Whether a report may be given out; what is withheld says under which provision."""

    release = ask_choice(
        _("May the report be published?"),
        Release.choices,
        _("Select whether the report may be published"),
        initial=Release.NOT_CONSIDERED,
    )
    release_provision = ask_line(
        _("If you withhold the report or a part of it, under which provision?"),
        longest=200,
        hint=_("Give the Act, the section and the paragraph."),
    )

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the columns of the table; the file goes beside it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}

    def clean(self) -> dict[str, Any]:
        """What is withheld has its provision, and nothing else has one."""
        told: dict[str, Any] = super().clean() or {}
        withheld = told.get("release") in WITHHELD
        provision = told.get("release_provision", "")
        if withheld and not provision:
            self.add_error("release_provision", _("Enter the provision under which you withhold the report"))
        if provision and not withheld:
            self.add_error(
                "release_provision",
                _("Remove the provision, or select that the report or a part of it is withheld"),
            )
        return told
