"""The shape of a step in the course of a request."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from watchbook.foi.course.step import LIMIT, NEEDS_WORDS
from watchbook.foi.course.step_letter import HAS_LETTER
from watchbook.foi.states import StepKind
from watchbook.web.day_field import DayField
from watchbook.web.forms import GovukForm
from watchbook.web.text_box import text_box

HINTS = {
    StepKind.ACKNOWLEDGED: _(
        "Leave blank if the letter only needs to say that we have the request and when we will answer."
    ),
    StepKind.UNCLEAR: _("Say which details you need, and how the requester can tell you."),
    StepKind.CLARIFIED: _(
        "Enter the requester’s words. The time to answer starts again on the date of this step."
    ),
    StepKind.FEE_ASKED: _("Enter the amount of the fee, the reason for it, and how to pay it."),
    StepKind.EXTENDED: _(
        "Under FOIA, name the exemption and say why it applies. Under EIR, say why the request is complex and voluminous."
    ),
    StepKind.TRANSFERRED: _(
        "Name the other authority, and say how to reach it. The requester must have agreed."
    ),
    StepKind.HELD_ELSEWHERE: _(
        "Enter the places where you searched, name the body that holds the information, and say how to reach it."
    ),
    StepKind.PASSED_ON: _("Name the service, and say how to reach it."),
    StepKind.BUSINESS: _("Enter the answer, or the name of the officer who will give it."),
    StepKind.RIGHTS: _("Name the officer who deals with the message, and give the date."),
    StepKind.REOPENED: _("Enter the reason. We keep the reason with the request, and no letter shows it."),
    StepKind.CORRECTION: _("Name the questions, quote our earlier words, and give the correct words."),
    StepKind.SUPPLEMENT: _("Enter your addition, and name the questions that it belongs to."),
    StepKind.REVIEW_ASKED: _("Enter the points with which the requester is not satisfied."),
    StepKind.WELSH: _(
        "Say how the requester asked for letters in Welsh. Write your own words in Welsh too, because we send them as you write them."
    ),
    StepKind.REVIEW_TOLD: _(
        "Enter the finding on each point, the name of the reviewer, and the changes that follow."
    ),
}


class RequestStepForm(GovukForm):
    """The day of a step, its words, and for a longer time its end."""

    on = DayField(label=_("What is the date of this step?"), what=_("the date"))
    until = DayField(
        label=_("By which date do you expect to answer?"), what=_("the date by which you expect to answer")
    )
    words = text_box(_("What do you want to record?"), rows=8, longest=LIMIT)

    def __init__(self, *args: Any, kind: StepKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        words.help_text = HINTS.get(kind, "")
        words.label = _("What does the letter say?") if kind in HAS_LETTER else _("What are the details?")
        if kind in NEEDS_WORDS:
            words.required = True
            words.error_messages["required"] = _("Enter the words of the letter or the details of the step")
        if kind != StepKind.EXTENDED:
            del self.fields["until"]
