"""Shapes of what is typed about complaints, by the public and by officers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from watchbook.retention.complaint.complaint import LONGEST
from watchbook.retention.complaint.states import (
    LETTERS,
    NEEDS_WORDS,
    ComplaintChannel,
    ComplaintOutcome,
    ComplaintStepKind,
)
from watchbook.retention.language import ask_language
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.questions import ask_choice, ask_line, ask_text


class PublicComplaintForm(GovukForm):
    """A complaint as anybody makes it: nothing is asked that is not needed to answer it."""

    name = ask_line(_("Your name"), _("Enter your name"))
    contact = ask_text(
        _("How can we reach you?"), _("Enter an email address, a postal address or a telephone number"), longest=500, rows=3,
        hint=_("Give an email address, a postal address or a telephone number, so that we can answer you."),
    )  # fmt: skip
    words = ask_text(
        _("What is your complaint?"), _("Enter your complaint"), longest=LONGEST, rows=10, strip=False,
        hint=_("Say what you think we did wrong with your personal data, and when. You do not need to name any law."),
    )  # fmt: skip
    request_reference = ask_line(
        _("Is your complaint about an answer that we sent?"), longest=20,
        hint=_("If your complaint is about an answer, give the reference on our letter, such as RR-0001. Optional; leave blank if you do not know."),
    )  # fmt: skip


class ComplaintForm(PublicComplaintForm):
    """A complaint that came otherwise, as an officer records it."""

    channel = ask_choice(
        _("How did you receive the complaint?"),
        ComplaintChannel.choices[1:],
        _("Select how you received the complaint"),
    )
    received_on = DayField(
        label=_("When did you receive the complaint?"), what=_("the date on which you received the complaint")
    )
    language = ask_language()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Who is complaining?")
        self.fields["contact"].label = _("How can we reach this person?")
        self.fields["words"].label = _("What is the complaint?")
        for name in ("contact", "words"):
            self.fields[name].help_text = ""


class LinkForm(GovukForm):
    """The request that a complaint is about."""

    request_reference = ask_line(
        _("Which request is the complaint about?"), _("Enter the reference of the request"), longest=20,
        hint=_("Link the complaint only if you have checked that it is about this request. We will then keep the records of the "
        "request until you tell the person the outcome."),
    )  # fmt: skip


class CorrectedLinkForm(LinkForm):
    """The request that a complaint is about in place of the one to which it is linked."""

    why = ask_text(
        _("Why was the link wrong?"),
        _("Enter why the link was wrong"),
        longest=4000,
        hint=_(
            "Until another officer ends the earlier link, the records of the earlier request stay on hold, and the officer who "
            "answered that request cannot decide on this complaint."
        ),
    )


class EndLinkForm(GovukForm):
    """The earlier link that was wrong, and why."""

    why = ask_text(_("Why was the link wrong?"), _("Enter why the link was wrong"), longest=4000)

    def __init__(self, *args: Any, earlier: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended"] = ask_choice(
            _("Which link do you want to end?"), [(one, one) for one in earlier], _("Select the link")
        )
        self.order_fields(["ended", "why"])


class ComplaintStepForm(GovukForm):
    """The day and the words of a step, and for the outcome what was found."""

    on = DayField(label=_("What is the date of this step?"), what=_("the date"))
    words = ask_text(_("Your words"), longest=LONGEST, rows=8)

    def __init__(self, *args: Any, kind: ComplaintStepKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in LETTERS:
            self.fields["on"].label = _("Date of the letter")
        words: forms.Field = self.fields["words"]
        words.label, words.required = WORDS[kind], kind in NEEDS_WORDS
        words.error_messages["required"] = MISSING.get(kind, "")
        if kind == ComplaintStepKind.OUTCOME_TOLD:
            self.fields["outcome"] = ask_choice(
                _("What did you find?"),
                ComplaintOutcome.choices,
                _("Select whether the person was right"),
                hint=_("The letter gives the person your finding in these words."),
            )
            self.fields["outcome"].error_messages["invalid_choice"] = _("Select whether the person was right")
            self.order_fields(["on", "outcome", "words"])


MISSING = {
    ComplaintStepKind.ENQUIRED: _("Enter the people you asked and what you found"),
    ComplaintStepKind.PROGRESS_TOLD: _("Enter your progress and what comes next"),
    ComplaintStepKind.OUTCOME_TOLD: _("Enter your reasons and what you will do"),
}
WORDS = {
    ComplaintStepKind.ACKNOWLEDGED: _("What do you want to add to the letter? (optional)"),
    ComplaintStepKind.ENQUIRED: _("Who did you ask, and what did you find?"),
    ComplaintStepKind.PROGRESS_TOLD: _("What progress have you made, and what comes next?"),
    ComplaintStepKind.OUTCOME_TOLD: _(
        "What are your reasons, and what will you do? (The letter gives your answer.)"
    ),
}
