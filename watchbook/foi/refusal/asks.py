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
        _("What is withheld?"), _("Said so that the requester knows what it is, and not what it says.")
    ),
    "given": RefusalQuestion(_("What is given?"), _("This is the answer to the part that is not withheld.")),
    "no_part": RefusalQuestion(
        _("Why can no part of it be given?"),
        _("Most documents and lists can be given in part. For the file only."),
        is_needed=False,
    ),
    "reason": RefusalQuestion(
        _("Why does the exemption apply?"),
        _("The requester reads it. If the law speaks of a class of information, say why this belongs to it."),
    ),
    "for_giving": RefusalQuestion(_("What in the public interest speaks for giving it?")),
    "for_withholding": RefusalQuestion(_("What in the public interest speaks for withholding it?")),
    "balance": RefusalQuestion(
        _("Which weighs more, and why?"), _("Only where withholding weighs more may it be withheld.")
    ),
    "interest": RefusalQuestion(
        _("Which interest that the exemption protects would be harmed, and whose?"),
        _("In this case: which work of which service, or which person. Not the exemption’s own words."),
    ),
    "harm": RefusalQuestion(
        _("Which harm would follow from disclosing it, and how?"),
        _(
            "Name the work that could no longer be done, or the person and what would happen to them. It must be real and of substance."
        ),
    ),
    "link": RefusalQuestion(
        _("By which steps would disclosure lead to that harm?"),
        _(
            "Say who would learn something from it, what they would do with that, and what would follow. A harm that comes about without the disclosure does not count."
        ),
    ),
    "likelihood": RefusalQuestion(
        _("How likely is that harm?"), _("Disclosure … cause it."), AnswerShape.LIKELIHOOD
    ),
    "likely_because": RefusalQuestion(
        _("What shows that it is that likely?"),
        _(
            "“Would”: more likely than not. “Would be likely to”: a real chance. Name what has happened before, or who would look for it."
        ),
    ),
    "investigation": RefusalQuestion(
        _("Which investigation or proceedings, and by which power does this authority conduct them?"),
        _("An investigation that the police or somebody else conducts is none of this authority’s."),
    ),
    "confider": RefusalQuestion(
        _("Who gave it, and which duty of confidence would be broken?"),
        _(
            "It must come from outside the authority, in confidence, and a breach must be one they could sue for."
        ),
    ),
    "privilege": RefusalQuestion(
        _("Is it legal advice or made for proceedings, and has it been kept confidential?"),
    ),
    "bar": RefusalQuestion(
        _("Which enactment, order or rule forbids it, and where?"), _("Name its section.")
    ),
    "data_subject": RefusalQuestion(
        _("Whose personal data is it, and which data-protection principle would disclosure break?"),
        _("For the requester’s own: tell them to ask for it under data protection."),
    ),
    "body": RefusalQuestion(_("Which security body is it from or about?")),
    "need": RefusalQuestion(_("Why does what was asked for fall under this exemption?")),
    "completion": RefusalQuestion(
        _("Until when is it expected to be finished?"), _("The notice must say so.")
    ),
    "address": RefusalQuestion(
        _("At which address can the requester get it?"), _("Beginning with https://.")
    ),
    "publication_day": RefusalQuestion(
        _("On which day is it to be published?"),
        _("The intention must be older than the request."),
        AnswerShape.DAY,
    ),
    "opinion_by": RefusalQuestion(
        _("Whose opinion is it?"), _("The office of the qualified person, such as monitoring officer.")
    ),
    "opinion_on": RefusalQuestion(_("On which day was the opinion given?"), kind=AnswerShape.DAY),
    "pattern": RefusalQuestion(
        _("What makes it so?"),
        _(
            "The burden, the motive, the value and the harassment or distress. It is the request, not the requester."
        ),
    ),
    "earlier": RefusalQuestion(
        _(
            "Which earlier request was the same or nearly so, when was it answered, and why has too little time passed?"
        ),
    ),
    "finding_out": RefusalQuestion(_("Hours to find out whether it is held"), kind=AnswerShape.HOURS),
    "locating": RefusalQuestion(_("Hours to locate it"), kind=AnswerShape.HOURS),
    "retrieving": RefusalQuestion(_("Hours to retrieve it"), kind=AnswerShape.HOURS),
    "extracting": RefusalQuestion(
        _("Hours to extract it"), _("Not to decide on exemptions, and not to black out."), AnswerShape.HOURS
    ),
    "estimated": RefusalQuestion(
        _("How was the estimate made?"), _("By a sample, and by how the records are really kept.")
    ),
    "added_up": RefusalQuestion(
        _("Which other requests were added to it?"),
        _("Give their references. Leave blank if you added none."),
        is_needed=False,
    ),
    "advice": RefusalQuestion(
        _("How can the requester ask so that it can be answered?"),
        _("The duty to advise and assist goes with it: a shorter period, fewer services, another question."),
    ),
    "justified": RefusalQuestion(
        _("If a condition in the list above stays unmet, why does the exemption apply all the same?"),
        _("For the file. Leave blank if no list stands above."),
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
