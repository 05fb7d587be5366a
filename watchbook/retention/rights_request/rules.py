"""The law of a purpose of processing, and the grounds on which each thing is decided. Pure: facts in, reasons out.

The regime goes by the purpose and not by the authority: the same council looks at one page against fraud, under Part 3 of the
Data Protection Act 2018, and at another to protect a child, under the UK GDPR and Part 2.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchbook.law.reasons import Reason, reason


class Right(models.TextChoices):
    """The rights that a request may use."""

    ACCESS = "access", gettext_lazy("a copy of the data (access)")
    RECTIFICATION = "rectification", gettext_lazy("correction of wrong data (rectification)")
    ERASURE = "erasure", gettext_lazy("deletion of the data (erasure)")
    RESTRICTION = "restriction", gettext_lazy("a limit on use: data kept but not used (restriction)")
    OBJECTION = "objection", gettext_lazy("an end to the use of the data (objection)")


RIGHTS_IN_SHORT = {
    Right.ACCESS: gettext_lazy("Copy"),
    Right.RECTIFICATION: gettext_lazy("Correction"),
    Right.ERASURE: gettext_lazy("Deletion"),
    Right.RESTRICTION: gettext_lazy("Restriction"),
    Right.OBJECTION: gettext_lazy("Objection"),
}


def in_short(rights: Iterable[str]) -> str:
    """Name the rights that a request uses in a few words: copy, deletion."""
    return ", ".join(str(RIGHTS_IN_SHORT[Right(one)]).lower() for one in rights)


class DataRegime(models.TextChoices):
    """The law that a purpose of processing falls under."""

    UK_GDPR = "uk_gdpr", gettext_lazy("UK GDPR and Part 2 of the Data Protection Act 2018")
    PART_3 = "part_3", gettext_lazy("Part 3 of the Data Protection Act 2018 (law enforcement)")


class ItemDecision(models.TextChoices):
    """A decision about one thing that was found."""

    GIVE = "give", gettext_lazy("give a copy")
    CORRECT = "correct", gettext_lazy("correct the record")
    ERASE = "erase", gettext_lazy("erase the record")
    RESTRICT = (
        "restrict",
        gettext_lazy("keep the record as evidence or while it is in dispute, and restrict it"),
    )
    REFUSE = "refuse", gettext_lazy("refuse")
    NEITHER = "neither", gettext_lazy("neither confirm nor deny that we hold the record")
    NOT_THEIRS = "not_theirs", gettext_lazy("the record is not about this person")
    NOT_ASKED = "not_asked", gettext_lazy("the person does not ask for this")


class Known(models.TextChoices):
    """An answer to a question about a purpose."""

    YES = "yes", gettext_lazy("Yes")
    NO = "no", gettext_lazy("No")
    UNKNOWN = "unknown", gettext_lazy("Not known yet")


EVERY_RIGHT = frozenset(Right)
# What the person is told of. Whoever decides so lets a record be known; of every other one no letter and no page tells.
TOLD = (
    ItemDecision.GIVE,
    ItemDecision.CORRECT,
    ItemDecision.ERASE,
    ItemDecision.RESTRICT,
    ItemDecision.REFUSE,
)


@dataclass(frozen=True)
class DecisionGround:
    """A ground of a decision: for which, under which law, on which rights, by which provision, and its sentence for the letter."""

    id: str
    decision: ItemDecision
    regime: DataRegime
    rights: frozenset[Right]
    provision: str
    says: Promise


_D, _R, _G, _P = ItemDecision, Right, DataRegime.UK_GDPR, DataRegime.PART_3
_GROUNDS = (
    ("copy", _D.GIVE, _G, [_R.ACCESS], "ukgdpr.art15",
     gettext_lazy("You have the right to a copy of the data.")),
    ("wrong", _D.CORRECT, _G, [_R.RECTIFICATION], "ukgdpr.art16",
     gettext_lazy("The data were wrong or incomplete, and we have corrected them.")),
    ("statement", _D.CORRECT, _G, [_R.RECTIFICATION], "ukgdpr.art16",
     gettext_lazy("The data were incomplete. We have added your statement to them.")),
    ("no_need", _D.ERASE, _G, [_R.ERASURE, _R.OBJECTION], "ukgdpr.art17",
     gettext_lazy("We no longer need the data, or had no right to keep them.")),
    ("later", _D.ERASE, _G, [_R.ERASURE, _R.OBJECTION], "ukgdpr.art17.3",
     gettext_lazy("We no longer need the data, but must keep them until an open case, request or complaint to which they belong is over. Then we will delete them.")),
    ("objection", _D.ERASE, _G, [_R.OBJECTION], "ukgdpr.art21",
     gettext_lazy("We accept your objection. We no longer use the data for this purpose, and have no other reason to keep them.")),
    ("objection_kept", _D.RESTRICT, _G, [_R.OBJECTION], "ukgdpr.art21",
     gettext_lazy("We accept your objection. We no longer use the data for this purpose, and keep them only for another reason that the law allows.")),
    ("dispute", _D.RESTRICT, _G, [_R.RESTRICTION, _R.RECTIFICATION, _R.OBJECTION, _R.ERASURE], "ukgdpr.art18",
     gettext_lazy("We keep the data while they are in dispute or needed for a claim, and do not use them for anything else.")),
    ("public_task", _D.REFUSE, _G, [_R.ERASURE], "ukgdpr.art17.3",
     gettext_lazy("We need the data for a task in the public interest, a legal duty or a legal claim.")),
    ("others", _D.REFUSE, _G, [_R.ACCESS], "ukgdpr.art15.4",
     gettext_lazy("Giving you a copy would harm the rights of somebody else.")),
    ("privilege", _D.REFUSE, _G, [_R.ACCESS], "dpa2018.sch2.19",
     gettext_lazy("The record is legal advice, or was written for legal proceedings, and the law lets us keep it confidential.")),
    ("right_data", _D.REFUSE, _G, [_R.RECTIFICATION], "ukgdpr.art16",
     gettext_lazy("We have checked the data and believe that they are right. The record of your request shows that you disagree.")),
    ("compelling", _D.REFUSE, _G, [_R.OBJECTION], "ukgdpr.art21",
     gettext_lazy("We have compelling grounds for using the data, which outweigh your interests.")),
    ("no_case", _D.REFUSE, _G, [_R.RESTRICTION], "ukgdpr.art18",
     gettext_lazy("Your request fits none of the cases in which the law gives you the right to have data restricted.")),
    ("crime", _D.REFUSE, _G, EVERY_RIGHT, "dpa2018.sch2.2",
     gettext_lazy("Doing what you ask would be likely to prejudice the prevention or detection of crime.")),
    ("excessive", _D.REFUSE, _G, EVERY_RIGHT, "ukgdpr.art12.5",
     gettext_lazy("The request is manifestly unfounded or excessive.")),
    ("neither", _D.NEITHER, _G, EVERY_RIGHT, "dpa2018.sch2.2",
     gettext_lazy("Saying whether we hold these data would be likely to prejudice the prevention or detection of crime.")),
    ("copy_3", _D.GIVE, _P, [_R.ACCESS], "dpa2018.s45",
     gettext_lazy("You have the right to a copy of the data.")),
    ("wrong_3", _D.CORRECT, _P, [_R.RECTIFICATION], "dpa2018.s46",
     gettext_lazy("The data were wrong or incomplete, and we have corrected them.")),
    ("breach_3", _D.ERASE, _P, [_R.ERASURE, _R.OBJECTION], "dpa2018.s47",
     gettext_lazy("Keeping the data would break the data protection principles, or the law requires us to erase the data.")),
    ("later_3", _D.ERASE, _P, [_R.ERASURE, _R.OBJECTION], "dpa2018.s47",
     gettext_lazy("We no longer need the data, but must keep them until an open case, request or complaint to which they belong is over. Then we will delete them.")),
    ("evidence_3", _D.RESTRICT, _P, [_R.ERASURE, _R.RECTIFICATION, _R.RESTRICTION, _R.OBJECTION], "dpa2018.s47",
     gettext_lazy("We must keep the data as evidence, and do not use them for anything else.")),
    ("investigation_3", _D.REFUSE, _P, [_R.ACCESS], "dpa2018.s45.4",
     gettext_lazy("We must withhold the data so as not to harm an investigation, a prosecution or somebody else.")),
    ("privilege_3", _D.REFUSE, _P, [_R.ACCESS], "dpa2018.s45A",
     gettext_lazy("The record is legal advice, or was written for legal proceedings, and the law lets us keep it confidential.")),
    ("right_data_3", _D.REFUSE, _P, [_R.RECTIFICATION], "dpa2018.s46",
     gettext_lazy("We have checked the data and believe that they are right.")),
    ("no_breach_3", _D.REFUSE, _P, [_R.ERASURE, _R.RESTRICTION], "dpa2018.s47",
     gettext_lazy("Keeping the data breaks none of the data protection principles, and no duty requires us to erase the data.")),
    ("no_objection_3", _D.REFUSE, _P, [_R.OBJECTION], "dpa2018.part3",
     gettext_lazy("The law on data kept for law enforcement gives no right to object. You may ask us to erase the data instead.")),
    ("neither_3", _D.NEITHER, _P, [_R.ACCESS], "dpa2018.s45.5",
     gettext_lazy("Saying whether we hold these data would harm an investigation, a prosecution or somebody else.")),
    ("neither_48", _D.NEITHER, _P, EVERY_RIGHT - {_R.ACCESS}, "dpa2018.s48",
     gettext_lazy("Saying whether we hold these data would harm an investigation, a prosecution or somebody else.")),
    ("excessive_3", _D.REFUSE, _P, EVERY_RIGHT, "dpa2018.s53",
     gettext_lazy("The request is manifestly unfounded or excessive.")),
)  # fmt: skip
GROUNDS = tuple(
    DecisionGround(name, decision, regime, frozenset(rights), law, says)
    for name, decision, regime, rights, law, says in _GROUNDS
)
BY_ID = {one.id: one for one in GROUNDS}


# To be erased once what else holds it is over: a request for information, another person's request, a complaint, or its own case.
LATER = frozenset({"later", "later_3"})
_REASON_TOLD = gettext_lazy("Say why, in words that the person can understand: the letter gives the reason.")
# What no decision of these kinds can go without.
NEEDS_WHY: dict[ItemDecision, Promise] = {
    ItemDecision.REFUSE: _REASON_TOLD,
    ItemDecision.RESTRICT: _REASON_TOLD,
    ItemDecision.NEITHER: gettext_lazy(
        "Say what harm it would do to say that the record exists, or that it does not. The letter leaves this reason out."
    ),
}


@dataclass(frozen=True)
class RegimeRuling:
    """The law that a purpose falls under, with the reasons; none where it is not known yet."""

    regime: DataRegime | None
    reasons: tuple[Reason, ...]


def regime_of(*, has_function: str, is_against_crime: str) -> RegimeRuling:
    """Say which law a purpose falls under: Part 3 only where both questions are answered by yes (DPA 2018 s.30(1)(b))."""
    function = reason(
        "dpa2018.part3",
        has_function == Known.YES,
        met=_("A statute gives the authority a law enforcement function for this purpose."),
        not_met=_("No statute gives the authority a law enforcement function for this purpose."),
    )
    purpose = reason(
        "dpa2018.part3",
        is_against_crime == Known.YES,
        met=_("The data are used mainly to prevent, investigate, detect or prosecute crime."),
        not_met=_("The data are not used mainly to prevent, investigate, detect or prosecute crime."),
    )
    if Known.NO in (has_function, is_against_crime):
        rest = _("The UK GDPR and Part 2 cover data that are not used mainly for law enforcement.")
        unmet = [
            one
            for one, said in ((function, has_function), (purpose, is_against_crime))
            if said != Known.UNKNOWN
        ]
        return RegimeRuling(DataRegime.UK_GDPR, (*unmet, Reason("dpa2018.part2", True, rest)))
    if Known.UNKNOWN in (has_function, is_against_crime):
        open_ = _(
            "The law that covers this purpose is not known yet, so nobody can decide under it. Ask the data protection officer."
        )
        return RegimeRuling(None, (Reason("dpa2018.part3", False, open_),))
    return RegimeRuling(DataRegime.PART_3, (function, purpose))


def grounds_for(decision: str, *, regime: str, rights: Collection[str]) -> list[DecisionGround]:
    """Every ground on which this can be decided under this law, for one of the rights that are used."""
    return [
        one
        for one in GROUNDS
        if one.decision == decision
        and one.regime == regime
        and one.rights & {Right(right) for right in rights}
    ]


def why_not_corrected(decision: str, ground: str, *, was: str, now: str) -> str | None:
    """Return why a thing cannot be said to be corrected, or None: the letter says what it said, and what it says now."""
    if decision != ItemDecision.CORRECT or (now.strip() and (was.strip() or ground == "statement")):
        return None
    return _(
        "Correct the record first. Then enter what the record said before and what it says now: the letter tells the person both."
    )


def why_not(
    decision: str, ground: str, *, regime: str | None, rights: Collection[str], why: str
) -> str | None:
    """Return why a thing cannot be decided so, or None."""
    if decision not in ItemDecision:
        return _("Choose what to do with the record.")
    if decision == ItemDecision.NOT_THEIRS:
        return None if why.strip() else _("Say how you know that the record is not about this person.")
    if regime is None:
        return _(
            "We cannot tell yet which law covers this purpose. Correct the purpose and answer yes or no to both of its questions, or choose another purpose."
        )
    if ground not in {one.id for one in grounds_for(decision, regime=regime, rights=rights)}:
        return _(
            "The law that covers this purpose does not allow this ground for this decision and this request. Choose another ground."
        )
    return str(NEEDS_WHY[ItemDecision(decision)]) if decision in NEEDS_WHY and not why.strip() else None
