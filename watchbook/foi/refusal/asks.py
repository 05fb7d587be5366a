"""What an officer must be able to say before refusing: what every refusal asks, and what its own exemption asks besides."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from watchbook.foi.models import Scope
from watchbook.law.exemptions import Exemption


class AskKind(StrEnum):
    """In which shape the answer comes."""

    TEXT = "text"
    DAY = "day"
    LIKELIHOOD = "likelihood"
    HOURS = "hours"


@dataclass(frozen=True)
class Ask:
    """One thing that is asked: in which words, in which shape, and whether it must be answered."""

    question: Promise
    hint: Promise | str = ""
    kind: AskKind = AskKind.TEXT
    is_needed: bool = True


ACTIVITIES = ("finding_out", "locating", "retrieving", "extracting")
LIKELIHOODS = (("would", _("would")), ("likely", _("would be likely to")))
ASKS = {
    "withheld": Ask(
        _("What is withheld?"), _("Said so that the requester knows what it is, and not what it says.")
    ),
    "given": Ask(_("What is given?"), _("This is the answer to the part that is not withheld.")),
    "no_part": Ask(
        _("Why can no part of it be given?"),
        _("Most documents and lists can be given in part. For the file only."),
        is_needed=False,
    ),
    "reason": Ask(
        _("Why does the exemption apply?"),
        _("The requester reads it. Where the law speaks of a class of information: why this belongs to it."),
    ),
    "for_giving": Ask(_("What in the public interest speaks for giving it?")),
    "for_withholding": Ask(_("What in the public interest speaks for withholding it?")),
    "balance": Ask(
        _("Which weighs more, and why?"), _("Only where withholding weighs more may it be withheld.")
    ),
    "harm": Ask(
        _("Which harm would follow from disclosing it, and how?"),
        _("A real harm to what the exemption protects, caused by the disclosure: name the chain."),
    ),
    "likelihood": Ask(_("How likely is that harm?"), _("Disclosure … cause it."), AskKind.LIKELIHOOD),
    "investigation": Ask(
        _("Which investigation or proceedings, and by which power does this authority conduct them?"),
        _("An investigation that the police or somebody else conducts is none of this authority’s."),
    ),
    "confider": Ask(
        _("Who gave it, and which duty of confidence would be broken?"),
        _(
            "It must come from outside the authority, in confidence, and a breach must be one they could sue for."
        ),
    ),
    "privilege": Ask(
        _("Is it legal advice or made for proceedings, and has it been kept confidential?"),
    ),
    "bar": Ask(_("Which enactment, order or rule forbids it, and where?"), _("Name its section.")),
    "data_subject": Ask(
        _("Whose personal data is it, and which data-protection principle would disclosure break?"),
        _("For the requester’s own: tell them to ask for it under data protection."),
    ),
    "body": Ask(_("Which security body is it from or about?")),
    "need": Ask(_("Why does what was asked for fall under this exemption?")),
    "completion": Ask(_("Until when is it expected to be finished?"), _("The notice must say so.")),
    "address": Ask(_("At which address can the requester get it?"), _("Beginning with https://.")),
    "publication_day": Ask(
        _("On which day is it to be published?"),
        _("The intention must be older than the request."),
        AskKind.DAY,
    ),
    "opinion_by": Ask(
        _("Whose opinion is it?"), _("The office of the qualified person, such as monitoring officer.")
    ),
    "opinion_on": Ask(_("On which day was the opinion given?"), kind=AskKind.DAY),
    "pattern": Ask(
        _("What makes it so?"),
        _(
            "The burden, the motive, the value and the harassment or distress. It is the request, not the requester."
        ),
    ),
    "earlier": Ask(
        _(
            "Which earlier request was the same or nearly so, when was it answered, and why has too little time passed?"
        ),
    ),
    "finding_out": Ask(_("Hours to find out whether it is held"), kind=AskKind.HOURS),
    "locating": Ask(_("Hours to locate it"), kind=AskKind.HOURS),
    "retrieving": Ask(_("Hours to retrieve it"), kind=AskKind.HOURS),
    "extracting": Ask(
        _("Hours to extract it"), _("Not to decide on exemptions, and not to black out."), AskKind.HOURS
    ),
    "estimated": Ask(
        _("How was the estimate made?"), _("By a sample, and by how the records are really kept.")
    ),
    "added_up": Ask(
        _("Which other requests were added to it?"),
        _("By their references. Leave it empty if none was."),
        is_needed=False,
    ),
    "advice": Ask(
        _("How can the requester ask so that it can be answered?"),
        _("The duty to advise and assist goes with it: a shorter period, fewer services, another question."),
    ),
    "justified": Ask(
        _("If something in the list above cannot be mended: why does the exemption apply all the same?"),
        _("For the file. Leave it empty if nothing is listed."),
        is_needed=False,
    ),
}


def asked_of(exemption: Exemption, *, scope: str) -> tuple[str, ...]:
    """What is asked for a refusal by this exemption, by name, in the order of the page."""
    if scope == Scope.NEITHER:  # to say why could tell whether it is held (FOIA s.17(4))
        weighed = ("for_giving", "for_withholding", "balance") if exemption.is_weighed else ()
        return ("reason", *weighed, "justified")
    of_scope = (
        () if exemption.is_of_the_request else ("withheld", "given" if scope == Scope.PARTLY else "no_part")
    )
    own = [
        name
        for ask in exemption.asks
        for name in ((*ACTIVITIES, "estimated", "added_up") if ask == "estimate" else (ask,))
    ]
    reason = (
        ()
        if {"need", "pattern", "earlier", "estimate", "investigation"} & set(exemption.asks)
        else ("reason",)
    )
    weighed = ("for_giving", "for_withholding", "balance") if exemption.is_weighed else ()
    return (*of_scope, *own, *reason, *weighed, "justified")
