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
        "Leave it empty, and the letter says that we have the request and until when we answer."
    ),
    StepKind.UNCLEAR: _("What must be known to find it, and how the requester can say it."),
    StepKind.CLARIFIED: _("What the requester wrote. Its time begins again on this day."),
    StepKind.FEE_ASKED: _("How much, for what, and how to pay it."),
    StepKind.EXTENDED: _(
        "Under FOIA: the exemption, why it applies, and what is weighed. Under EIR: why it is complex and voluminous."
    ),
    StepKind.TRANSFERRED: _("To which authority, and how to reach it. Only where the requester agreed."),
    StepKind.HELD_ELSEWHERE: _("Where we looked, who holds it, and how to reach them."),
    StepKind.PASSED_ON: _("To which service, and how to reach it."),
    StepKind.BUSINESS: _("The answer, or who gives it."),
    StepKind.RIGHTS: _("Who deals with it, and by when."),
    StepKind.REOPENED: _("Why. For the file only."),
    StepKind.CORRECTION: _("Which questions, what we said, and what is right."),
    StepKind.SUPPLEMENT: _("What is added, and to which questions."),
    StepKind.REVIEW_ASKED: _("What the requester is not content with."),
    StepKind.REVIEW_TOLD: _("What was found of each point, by whom, and what changes."),
}


class StepForm(GovukForm):
    """When it happened, in which words, and for a longer time until when."""

    on = DayField(label=_("On which day?"), what=_("the day"))
    until = DayField(
        label=_("By which day do you expect to answer?"), what=_("the day by which you expect to answer")
    )
    words = text_box(_("What is said?"), rows=8, longest=LIMIT)

    def __init__(self, *args: Any, kind: StepKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["words"]
        words.help_text = HINTS.get(kind, "")
        words.label = _("What does the letter say?") if kind in HAS_LETTER else _("What was said?")
        if kind in NEEDS_WORDS:
            words.required = True
            words.error_messages["required"] = _("Write what is said")
        if kind != StepKind.EXTENDED:
            del self.fields["until"]
