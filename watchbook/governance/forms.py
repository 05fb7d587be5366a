"""Shapes of what is typed about letters from oversight bodies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.governance.models import Body
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
KEPT = _("PDF, DOCX, ODT, PNG, JPEG or plain text, up to 20 MB. It is kept as it is and never overwritten.")
ACCEPT = {"accept": ".pdf,.docx,.odt,.png,.jpg,.jpeg,.txt,.eml"}


class LetterForm(GovukForm):
    """What is written on a letter, when it came, and its copy."""

    sender = forms.ChoiceField(
        label=_("Who wrote it?"),
        choices=Body.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who wrote the letter")},
    )
    subject = forms.CharField(
        label=_("What is it about?"),
        help_text=_("A few words, as on the letter’s subject line."),
        max_length=200,
        error_messages={"required": _("Enter what the letter is about")},
    )
    concerns_social_media = forms.ChoiceField(
        label=_("Does it concern the use of social media in investigations?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select yes if it concerns social media")},
    )
    dated_on = DayField(label=_("What date does it bear?"), what=_("the date on the letter"))
    received_on = DayField(label=_("When was it received?"), what=_("the date the letter was received"))
    file = forms.FileField(
        label=_("The letter, if a copy is held"),
        help_text=KEPT,
        required=False,
        widget=forms.FileInput(attrs=ACCEPT),
    )


class ReplyForm(GovukForm):
    """When a reply went, and its copy."""

    sent_on = DayField(label=_("When was the reply sent?"), what=_("the date the reply was sent"))
    file = forms.FileField(
        label=_("The reply, if a copy is held"),
        help_text=KEPT,
        required=False,
        widget=forms.FileInput(attrs=ACCEPT),
    )


class NoReplyForm(GovukForm):
    """The SRO's word that no reply was asked for and none was sent."""

    confirmed = forms.BooleanField(
        label=_("The letter asked for no reply, and none was sent"),
        error_messages={
            "required": _("Tick the box to confirm that no reply was asked for and none was sent")
        },
    )


class ImportForm(GovukForm):
    """A CSV file of letters and the files it names."""

    rows = forms.FileField(
        label=_("The CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        error_messages={"required": _("Select the CSV file")},
    )
    document = forms.FileField(
        label=_("One letter it names"),
        help_text=_("For more files, import their rows without a file and add each on the letter’s page."),
        required=False,
        widget=forms.FileInput(attrs=ACCEPT),
    )
