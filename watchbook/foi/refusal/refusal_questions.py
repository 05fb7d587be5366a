"""The questions that an officer answers before refusing: those of every refusal, and those of its own exemption."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.foi.models import Scope
from watchbook.law.exemptions import Exemption


class AnswerShape(StrEnum):
    """The shape in which the answer comes."""

    TEXT = "text"
    DAY = "day"
    LIKELIHOOD = "likelihood"
    HOURS = "hours"


@dataclass(frozen=True)
class RefusalQuestion:
    """One thing that is asked: in which words, in which shape, and whether it must be answered."""

    question: Promise
    hint: Promise | str = ""
    kind: AnswerShape = AnswerShape.TEXT
    is_needed: bool = True


ACTIVITIES = ("finding_out", "locating", "retrieving", "extracting")
# What one ask is asked by: an estimate hour by hour, a prejudice by its interest, its harm, its chain and its likelihood.
PARTS = {
    "estimate": (*ACTIVITIES, "estimated", "added_up"),
    "harm": ("interest", "harm", "link"),
    "likelihood": ("likelihood", "likely_because"),
}
LIKELIHOODS = (("would", _("would")), ("likely", _("would be likely to")))
ASKS = {
    "withheld": RefusalQuestion(
        _("Which information do you withhold?"),
        _(
            "Describe the information so that the requester can tell which information you mean. Do not give its content."
        ),
    ),
    "given": RefusalQuestion(
        _("Which information do you give?"), _("This is the answer to the part that you do not withhold.")
    ),
    "no_part": RefusalQuestion(
        _("Why can you not give part of the information?"),
        _(
            "You can usually give part of a document or list. We keep your answer with the request, and the requester does not see it."
        ),
        is_needed=False,
    ),
    "reason": RefusalQuestion(
        _("Why does the exemption apply?"),
        _(
            "The requester reads this reason. If the law names a class of information, say why this information belongs to it."
        ),
    ),
    "for_giving": RefusalQuestion(_("Which public interests favour disclosing the information?")),
    "for_withholding": RefusalQuestion(_("Which public interests favour withholding the information?")),
    "balance": RefusalQuestion(
        _("Which interest is greater, and why?"),
        _(
            "You may withhold the information only if the public interest in withholding it is greater than the public interest in disclosing it."
        ),
    ),
    "interest": RefusalQuestion(
        _(
            "The exemption protects certain interests. Which of them would be harmed, and whose interest is it?"
        ),
        _(
            "Say which work of the service, or which person, would be harmed in this case. Do not repeat the exemption’s own words."
        ),
    ),
    "harm": RefusalQuestion(
        _("What harm would disclosing the information cause, and how?"),
        _(
            "Name the work that could no longer be done, or the person and what would happen to them. The harm must be real and substantial."
        ),
    ),
    "link": RefusalQuestion(
        _("How would disclosure lead to that harm, step by step?"),
        _(
            "Say who would learn something from the disclosure, what they would do with that knowledge, and what would follow. Do "
            "not count harm that would happen without the disclosure."
        ),
    ),
    "likelihood": RefusalQuestion(
        _("How likely is that harm?"),
        _("Complete this sentence: disclosure … cause the harm."),
        AnswerShape.LIKELIHOOD,
    ),
    "likely_because": RefusalQuestion(
        _("What shows that the harm is that likely?"),
        _(
            "“Would” means more likely than not. “Would be likely to” means a real chance. Name what has happened before, or who would look for the information."
        ),
    ),
    "investigation": RefusalQuestion(
        _(
            "Which investigation or proceedings is the information for, and which power does this authority use?"
        ),
        _(
            "This exemption is only for investigations that this authority conducts, not for those of the police or others."
        ),
    ),
    "confider": RefusalQuestion(
        _("Who gave the information, and which duty of confidence would be broken?"),
        _(
            "The information must come from outside the authority, in confidence, and the person who gave it must be able to sue over a breach."
        ),
    ),
    "privilege": RefusalQuestion(
        _(
            "Is the information legal advice, or was it made for legal proceedings? In either case, has it stayed confidential?"
        ),
    ),
    "bar": RefusalQuestion(
        _("Which enactment, order or rule forbids disclosure, and in which provision?"),
        _("Name the section."),
    ),
    "data_subject": RefusalQuestion(
        _("Whose personal data is it, and which data-protection principle would disclosure break?"),
        _("If the data is the requester’s own, tell the requester to ask for it under data protection law."),
    ),
    "body": RefusalQuestion(_("Which security body does the information come from or concern?")),
    "need": RefusalQuestion(_("Why does this exemption cover the information?")),
    "completion": RefusalQuestion(
        _("When do you expect the material to be finished?"), _("The notice must give this date.")
    ),
    "address": RefusalQuestion(
        _("At which web address can the requester get the information?"),
        _("Enter the whole address, beginning with https://."),
    ),
    "publication_day": RefusalQuestion(
        _("On which date will the information be published?"),
        _("You must have intended to publish the information before you received the request."),
        AnswerShape.DAY,
    ),
    "opinion_by": RefusalQuestion(
        _("Who gave the opinion?"), _("Enter the office of the qualified person, such as monitoring officer.")
    ),
    "opinion_on": RefusalQuestion(_("On which date was the opinion given?"), kind=AnswerShape.DAY),
    "pattern": RefusalQuestion(
        _("Why is the request vexatious, manifestly unreasonable or too general?"),
        _(
            "Consider the burden of the request, its motive and its value, and any harassment or distress that it causes. Describe the request, not the requester."
        ),
    ),
    "earlier": RefusalQuestion(
        _(
            "Which earlier request was the same or nearly the same, when did you answer it, and why is the time since then too short?"
        ),
    ),
    "finding_out": RefusalQuestion(
        _("Hours to find out whether you hold the information"), kind=AnswerShape.HOURS
    ),
    "locating": RefusalQuestion(_("Hours to locate the information"), kind=AnswerShape.HOURS),
    "retrieving": RefusalQuestion(_("Hours to retrieve the information"), kind=AnswerShape.HOURS),
    "extracting": RefusalQuestion(
        _("Hours to extract the information"),
        _("Do not count time for deciding on exemptions or for redacting."),
        AnswerShape.HOURS,
    ),
    "estimated": RefusalQuestion(
        _("How did you make the estimate?"),
        _("Say, for example, that you used a sample. Base the estimate on how you really keep the records."),
    ),
    "added_up": RefusalQuestion(
        _("Which other requests did you add to the estimate?"),
        _("Enter the references of the other requests. Leave blank if you added none."),
        is_needed=False,
    ),
    "advice": RefusalQuestion(
        _("How could the requester change the request so that you can answer it?"),
        _("You must also advise and assist: suggest a shorter period, fewer services or another question."),
    ),
    "justified": RefusalQuestion(
        _("If the list above has a condition that is not met, why does the exemption still apply?"),
        _(
            "We keep your answer with the request, and the requester does not see it. Leave blank if there is no list above."
        ),
        is_needed=False,
    ),
}


def asked_of(exemption: Exemption, *, scope: str) -> tuple[str, ...]:
    """The questions of a refusal by this exemption, by name, in the order of the page."""
    if (
        scope == Scope.NEITHER and not exemption.is_of_the_request
    ):  # to say why could tell whether it is held (FOIA s.17(4))
        weighed = ("for_giving", "for_withholding", "balance") if exemption.is_weighed else ()
        return ("reason", *weighed, "justified")
    of_scope = (
        () if exemption.is_of_the_request else ("withheld", "given" if scope == Scope.PARTLY else "no_part")
    )
    own = [name for ask in exemption.asks for name in PARTS.get(ask, (ask,))]
    reason = (
        ()
        if {"need", "pattern", "earlier", "estimate", "investigation"} & set(exemption.asks)
        else ("reason",)
    )
    weighed = ("for_giving", "for_withholding", "balance") if exemption.is_weighed else ()
    return (*of_scope, *own, *reason, *weighed, "justified")
