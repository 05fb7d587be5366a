"""Shapes of what is typed about letters from oversight bodies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.governance.letters.letter_received import LetterOutcome
from watchbook.governance.letters.models import Body, LetterAnswer
from watchbook.register.forms import RegisterForm, YesNoField
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line, ask_paper, ask_tick


class LetterForm(RegisterForm):
    """What is written on a letter, when it came, and its copy."""

    sender = ask_choice(
        _("Who wrote the letter?"), Body.choices, missing=_("Select the body that wrote the letter")
    )
    subject = ask_line(
        _("What is the letter about?"),
        missing=_("Enter the subject of the letter"),
        hint=_("Enter a few words, as in the letter’s subject line."),
    )
    concerns_social_media = YesNoField(
        label=_("Does the letter concern the use of social media in investigations?"),
        error_messages={"required": _("Select yes if the letter concerns social media")},
    )
    dated_on = DayField(label=_("What is the date on the letter?"), what=_("the date on the letter"))
    received_on = DayField(
        label=_("When was the letter received?"), what=_("the date the letter was received")
    )
    file = ask_paper(_("Copy of the letter, if we hold one"))


class ReplyForm(GovukForm):
    """When a reply went, and its copy."""

    sent_on = DayField(label=_("When was the reply sent?"), what=_("the date the reply was sent"))
    file = ask_paper(_("Copy of the reply, if we hold one"))


class ReplyCorrectForm(GovukForm):
    """What truly became of a letter."""

    outcome = ask_choice(
        _("What was the outcome of the letter?"),
        [("replied", _("A reply was sent")), ("no_reply", _("No reply was asked for and none was sent"))],
        missing=_("Select the outcome of the letter"),
    )
    sent_on = DayField(
        label=_("If a reply was sent, when was it sent?"),
        what=_("the date the reply was sent"),
        required=False,
    )
    file = ask_paper(_("New copy of the reply, if you want to replace the copy on file"))
    drops_copy = forms.BooleanField(
        label=_("The copy on file is not the reply, and we do not hold the right copy"), required=False
    )

    def __init__(self, *args: Any, has_copy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_copy:
            del self.fields["drops_copy"]

    def clean(self) -> dict[str, Any]:
        """A reply has its day and at most one copy; nothing that was typed is passed over in silence."""
        told: dict[str, Any] = super().clean() or {}
        replied = told.get("outcome") == "replied"
        if replied and "sent_on" in told and told["sent_on"] is None:
            self.add_error("sent_on", _("Enter the date the reply was sent"))
        if told.get("file") and told.get("drops_copy"):
            self.add_error(
                "drops_copy",
                _(
                    "If the file that you uploaded is the reply, clear this box. If it is not, remove the file"
                ),
            )
        if told.get("outcome") == "no_reply" and told.get("file"):
            self.add_error("file", _("Remove the file, or select “A reply was sent”"))
        return told

    def became(self) -> LetterOutcome:
        """What was typed, as the act takes it."""
        told = self.cleaned_data
        sent_on = told["sent_on"] if told["outcome"] == LetterAnswer.Kind.REPLIED else None
        return LetterOutcome(sent_on=sent_on, keeps_copy=not told.get("drops_copy"))


class NoReplyForm(RegisterForm):
    """The SRO's word that no reply was asked for and none was sent."""

    confirmed = ask_tick(
        _("I confirm that the letter asked for no reply and that none was sent"),
        _("Select the box to confirm that no reply was asked for and none was sent"),
    )
