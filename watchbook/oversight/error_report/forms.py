"""Shapes of what is typed about errors."""

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

LONGEST = 8000


def _text(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": _("Enter this")},
    )


class SuspectedErrorForm(GovukForm):
    """What seems to have gone wrong."""

    kind = ask_choice(
        _("What seems to have gone wrong?"), ErrorKind.choices, _("Select what seems to have gone wrong")
    )
    what = _text(_("What happened?"))
    discovered_on = DayField(
        label=_("When was it discovered?"), what=_("the date on which the error was discovered")
    )
    authorisation = ask_line(
        _("Which authorisation does it concern?"),
        longest=30,
        hint=_("Its reference. Optional."),
    )

    def clean_authorisation(self) -> Authorisation | None:
        """The authorisation that the reference names; a reference that names none is not passed over."""
        reference = str(self.cleaned_data["authorisation"]).strip()
        row = Authorisation.objects.filter(reference__iexact=reference).first()
        if reference and row is None:
            raise forms.ValidationError(
                _("No authorisation has this reference. Check it, or leave the box blank")
            )
        return row


class EstablishForm(GovukForm):
    """That it is an error."""

    on = DayField(
        label=_("On which date was it established?"), what=_("the date on which the error was established")
    )
    why = _text(_("Why is it an error?"))
    is_serious = ask_choice(
        _("Did it cause significant prejudice or harm to a person?"),
        (("yes", _("Yes")), ("no", _("No"))),
        _("Select whether the error is serious"),
        hint=_("Then it is serious. A breach of Convention rights alone is not enough."),
    )

    def clean_is_serious(self) -> bool:
        """Whether it is."""
        return bool(self.cleaned_data["is_serious"] == "yes")


class DismissForm(GovukForm):
    """That it is none."""

    why = _text(_("Why is it not an error?"))


class NoticeForm(GovukForm):
    """What a notice says."""

    sent_on = DayField(
        label=_("On which date do you send it?"), what=_("the date on which you send the notice")
    )

    def __init__(self, *args: Any, kind: ErrorNotice.Which, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = (*WANTED[kind], "late_reason")
        for name, label in LABELS:
            if name in wanted:
                self.fields[name] = _text(label, required=name != "late_reason")
