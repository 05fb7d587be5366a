"""Shapes of what is typed about errors."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.authorisations.models import Authorisation
from watchbook.oversight.error_report.error_notice import LABELS
from watchbook.oversight.error_report.error_report import WANTED
from watchbook.oversight.error_report.models import ErrorKind, ErrorNotice
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line
from watchbook.web.wording import day

LONGEST = 8000


# The sentence for each part of a notice that is blank.
MISSING = {
    "cause": _("Enter the cause of the error"),
    "estimate": _("Enter the date on which you expect to send the full report"),
    "amount": _("Enter the amount of activity involved"),
    "material": _("Enter the material obtained or disclosed, or “none”"),
    "collateral": _("Enter the unintended collateral intrusion, or “none”"),
    "action": _("Enter the analysis or action taken"),
    "fate": _("Enter whether the material was kept or destroyed"),
    "steps": _("Enter the steps to prevent recurrence"),
}


def _text(label: Any, missing: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": missing},
    )


class SuspectedErrorForm(GovukForm):
    """What seems to have gone wrong."""

    kind = ask_choice(
        _("What seems to have gone wrong?"), ErrorKind.choices, _("Select what seems to have gone wrong")
    )
    what = _text(_("What happened?"), _("Enter a description of the error"))
    discovered_on = DayField(
        label=_("When was the error discovered?"), what=_("the date on which the error was discovered")
    )
    authorisation = ask_line(
        _("Which authorisation does the error concern?"),
        longest=30,
        hint=_("Optional. Enter the reference of the authorisation."),
    )

    def clean_authorisation(self) -> Authorisation | None:
        """The authorisation that the reference names; a reference that names none is not passed over."""
        reference = str(self.cleaned_data["authorisation"]).strip()
        row = Authorisation.objects.filter(reference__iexact=reference).first()
        if reference and row is None:
            raise forms.ValidationError(
                _("No authorisation has this reference. Check the reference, or leave the box blank")
            )
        return row


class EstablishForm(GovukForm):
    """That it is an error."""

    on = DayField(
        label=_("On which date was the error established?"),
        what=_("the date on which the error was established"),
    )
    why = _text(_("Why is it an error?"), _("Enter why it is an error"))
    is_serious = ask_choice(
        _("Did the error cause significant prejudice or harm to a person?"),
        (("yes", _("Yes")), ("no", _("No"))),
        _("Select whether the error caused significant prejudice or harm"),
        hint=_(
            "An error is serious if it caused significant prejudice or harm to the person concerned. A breach of Convention rights alone does not make an error "
            "serious."
        ),
    )

    def clean_is_serious(self) -> bool:
        """Whether it is."""
        return bool(self.cleaned_data["is_serious"] == "yes")


class DismissForm(GovukForm):
    """That it is none."""

    why = _text(_("Why is it not an error?"), _("Enter why it is not an error"))


class NoticeForm(GovukForm):
    """The words of a notice; why it is late is asked only where it was due before today."""

    sent_on = DayField(
        label=_("On which date are you sending the notice?"), what=_("the date on which you send the notice")
    )

    def __init__(
        self, *args: Any, kind: ErrorNotice.NoticeKind, was_due_on: date | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS:
            if name in WANTED[kind]:
                self.fields[name] = _text(label, MISSING[name])
        if was_due_on:
            late = self.fields["late_reason"] = _text(dict(LABELS)["late_reason"], "", required=False)
            late.help_text = _("Leave blank if you sent the notice by {day}, its due date.").format(
                day=day(was_due_on)
            )
