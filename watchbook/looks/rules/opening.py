"""Whether a look may be opened now: what triage says, how the subject was assessed, what is in force, how often it was looked at.

Pure: facts in; every reason, met or not, and the basis on which it opens out.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from watchbook.law.reasons import Reason, Ruling, reason
from watchbook.looks.rules import wording
from watchbook.looks.rules.drift import Level
from watchbook.triage.graph import current
from watchbook.triage.rules import is_less_strict

# What may be opened on: kinds of authorisation and plan as `in_force_for` names them, and what triage alone gives.
DIRECTED, SOURCE, NON_RIPA, PLAN = "directed_surveillance", "chis", "non_ripa", "overt_plan"
RE_TRIAGE, IMMEDIATE, TRIAGE = "re_triage", "immediate", "triage"
HIDDEN = frozenset({DIRECTED, SOURCE})
AUTHORISATIONS = (DIRECTED, SOURCE, NON_RIPA)
# Which basis each outcome of triage needs besides itself; what is not here needs none.
NEEDS: dict[str, tuple[str, ...]] = {
    "directed_surveillance": (DIRECTED,),
    "chis": (SOURCE,),
    "non_ripa": (NON_RIPA, DIRECTED),
    "overt_plan": (PLAN, RE_TRIAGE, *AUTHORISATIONS),
}
NEVER = frozenset({"not_allowed", "ask"})
# Where triage says one of these, the authorising officer’s signature cannot say otherwise.
NOT_FOR_RE_TRIAGE = frozenset({"directed_surveillance", "chis", "not_allowed", "ask"})
# Where the newest assessment says one of these, no re-triage departs from it: a departure of its own does.
NOT_DEPARTED_BY_RE_TRIAGE = frozenset({"chis", "not_allowed", "ask"})


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What is known when a look is asked for.

    `in_force` names what is in force for the subject; `is_within_immediate` that an immediate response still runs;
    `ran_out` that one ran out within the window and was not triaged again; `says_why` the answer to amber. `assessed`
    is what the newest assessment of the subject says, `assessment` its reference, and `is_departed` that the
    authorising officer signed a re-triage that departs from it; `elsewhere` and `is_departed_elsewhere` are the same of
    what another service assessed. `differs` names the answers that are not those that
    were signed in the re-triage `signed`; `references` names what is in force; `reached` the plans that leave no look now.
    """

    outcomes: tuple[str, ...]
    level: Level
    in_force: frozenset[str] = frozenset()
    has_re_triage: bool = False
    is_within_immediate: bool = False
    ran_out: bool = False
    says_why: bool = False
    attests: bool = False
    assessed: tuple[str, ...] = ()
    assessment: str = ""
    is_departed: bool = False
    elsewhere: tuple[str, ...] = ()
    is_departed_elsewhere: bool = False
    signed: str = ""
    differs: tuple[str, ...] = ()
    references: tuple[str, ...] = ()  # each with what it covers
    reached: tuple[wording.ReachedPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class OpeningRuling:
    """Whether it opens, with every reason, and on which basis; and whether what triage asks for is there."""

    ruling: Ruling
    basis: str
    has_what_triage_asks: bool = True


def decide(asked: OpeningFacts) -> OpeningRuling:
    """Decide whether a look opens, and on what."""
    by_outcome = _by_outcome(asked)
    held = [by_assessment(asked), by_elsewhere(asked), by_plan(asked)]
    reasons = [_attested(asked), *held, by_outcome, _by_drift(asked)]
    if asked.differs and not all(one.is_met for one in reasons):
        questions = [current().asks(one) for one in asked.differs]
        reasons.append(Reason("authority.triage", False, wording.signed_otherwise(asked.signed, questions)))
    return OpeningRuling(Ruling(tuple(reasons)), basis_of(asked), has_what_triage_asks=by_outcome.is_met)


def decide_at_nobody(asked: OpeningFacts, *, somebody: str) -> Ruling:
    """Decide whether a look opens that has no subject; `somebody` says what shows that somebody is looked at, “” where nothing does."""
    at_nobody = reason(
        "authority.triage",
        not somebody,
        met=_("The look is at no one in particular."),
        not_met=wording.at_somebody(somebody),
    )
    return Ruling((_attested(asked), _by_outcome(asked), at_nobody))


def can_be_signed(outcomes: tuple[str, ...]) -> bool:
    """Whether the authorising officer may sign a re-triage with these outcomes at all."""
    return not set(outcomes) & NOT_FOR_RE_TRIAGE


def can_depart(assessed: tuple[str, ...]) -> bool:
    """Whether a re-triage can depart from an assessment with these outcomes at all."""
    return not set(assessed) & NOT_DEPARTED_BY_RE_TRIAGE


def stops_every_look(asked: OpeningFacts) -> bool:
    """Whether an assessment lets no look open, whatever is answered: what it asks for is not in force."""
    return any(_stops(one) for one in (asked, _elsewhere(asked)))


def stops_elsewhere(asked: OpeningFacts) -> bool:
    """Whether what another service assessed lets no look open."""
    return _stops(_elsewhere(asked))


def is_spent(asked: OpeningFacts) -> bool:
    """Whether the count or a plan's own limit leaves no look on triage: nothing in force, nothing signed, no response that runs."""
    return not _rests_on_more(asked) and (bool(asked.reached) or asked.level == Level.RED)


def why_spent(asked: OpeningFacts) -> str:
    """Say why the count leaves no look; of a plan its own sentence says it."""
    is_count = is_spent(asked) and asked.level == Level.RED
    return wording.looked_too_often(ran_out=asked.ran_out) if is_count else ""


def can_begin_immediate(asked: OpeningFacts) -> bool:
    """Whether an immediate response may begin: after one that ran out, a subject that was looked at too often has no other."""
    return not (asked.ran_out and asked.level == Level.RED)


def asks_why(asked: OpeningFacts) -> bool:
    """Whether the officer has to say why looking again is not surveillance: what covers the look has said it."""
    return asked.level == Level.AMBER and not _rests_on_more(asked)


def _rests_on_more(asked: OpeningFacts) -> bool:
    return bool(asked.in_force) or asked.has_re_triage or asked.is_within_immediate


def _stops(asked: OpeningFacts) -> bool:
    if set(asked.assessed) & NEVER:
        return True
    needs_more = not NEEDS.keys().isdisjoint(asked.assessed)
    return needs_more and not _is_departed(asked) and not _is_covered(asked)


def _attested(asked: OpeningFacts) -> Reason:
    return reason(
        "unlawful_access.own_account",
        asked.attests,
        met=_("You confirmed that you are not using a personal account."),
        not_met=_(
            "You have not confirmed that you are not using a personal account. Officers must not use personal accounts to look."
        ),
    )


def by_assessment(asked: OpeningFacts) -> Reason:
    """Whether the look is as strict as the newest assessment of its subject, or stricter, or signed to be less."""
    if set(asked.assessed) & NEVER:
        return Reason("authority.triage", False, wording.blocked(asked.assessment))
    return reason(
        "authority.triage",
        _fits(asked),
        met=_(
            "The look matches the newest assessment of the subject, a signed departure, or an authorisation or plan in force."
        ),
        not_met=wording.too_lax(asked.assessment, references=asked.references),
    )


def by_elsewhere(asked: OpeningFacts) -> Reason:
    """Whether it is as strict as what another service assessed, of which no more is said than that there is something."""
    return reason(
        "authority.triage",
        _fits(_elsewhere(asked)),
        met=_("The look matches the assessments of this account elsewhere in the authority."),
        not_met=wording.assessed_elsewhere(),
    )


def by_plan(asked: OpeningFacts) -> Reason:
    """Whether the look keeps to how often and how many times the signed plan lets its subject be looked at.

    Another plan or an authorisation in force, a signed re-triage and an immediate response stand beside the plan.
    """
    has_another = bool(asked.in_force) or asked.has_re_triage or _is_immediate(asked)
    met = _("The look follows the overt plan, or the subject has no plan.")
    not_met = wording.plans_reached(asked.reached)
    return reason("authority.overt_plan", not asked.reached or has_another, met=met, not_met=not_met)


def is_as_strict(asked: OpeningFacts) -> bool:
    """Whether it is as strict as every assessment of the authority, or rests on what covers that."""
    return by_assessment(asked).is_met and by_elsewhere(asked).is_met


def _elsewhere(asked: OpeningFacts) -> OpeningFacts:
    """The same, held to what another service assessed."""
    return replace(asked, assessed=asked.elsewhere, is_departed=asked.is_departed_elsewhere)


def _fits(asked: OpeningFacts) -> bool:
    if set(asked.assessed) & NEVER:
        return False
    return not _is_laxer(asked) or _is_departed(asked) or _is_covered(asked)


def _is_laxer(asked: OpeningFacts) -> bool:
    return bool(asked.assessed) and is_less_strict(asked.outcomes, than=asked.assessed)


def _is_departed(asked: OpeningFacts) -> bool:
    return asked.is_departed and can_depart(asked.assessed)


def _is_covered(asked: OpeningFacts) -> bool:
    """Whether all that the newest assessment asks for is in force; what it lets pass alone any plan covers."""
    return all(asked.in_force & set(NEEDS.get(one, (PLAN, *AUTHORISATIONS))) for one in asked.assessed)


def _by_outcome(asked: OpeningFacts) -> Reason:
    """What triage says, and whether what it asks for is in force."""
    outcomes = set(asked.outcomes)
    if outcomes & NEVER:
        return Reason("authority.triage", False, wording.never(outcomes))
    if _is_immediate(asked):
        return Reason("authority.triage", True, _("This is an immediate response."))
    there = asked.in_force | ({RE_TRIAGE} if asked.has_re_triage else set())
    missing = [one for one in asked.outcomes if one in NEEDS and not there & set(NEEDS[one])]
    if not missing:
        met = _("Triage allows the look, or it has the plan, authorisation or re-triage that it needs.")
        return Reason("authority.triage", True, met)
    told = [*wording.does_not_cover(asked.references), wording.way_forward(missing[-1])]
    return Reason("authority.triage", False, " ".join(told))


def _by_drift(asked: OpeningFacts) -> Reason:
    """Whether looking at this subject again needs an answer first."""
    if asked.level == Level.NONE:
        return Reason("authority.drift", True, _("The limit on repeat looks has not been reached."))
    if _is_immediate(asked):
        return Reason(
            "authority.drift",
            True,
            _("This is an immediate response, so you must answer the questions again afterwards."),
        )
    if asked.in_force or asked.has_re_triage:
        return Reason(
            "authority.drift", True, _("A plan, an authorisation or a signed re-triage covers the look.")
        )
    if asked.level == Level.AMBER:
        return _amber(asked)
    return Reason("authority.drift", False, wording.looked_too_often(ran_out=asked.ran_out))


def _amber(asked: OpeningFacts) -> Reason:
    return reason(
        "authority.drift",
        asked.says_why,
        met=_("You answered the questions again and said why another look is not surveillance."),
        not_met=_(
            "Officers have looked at this subject before. Answer the questions again and say in a few words why another look is "
            "not surveillance. One word is not enough."
        ),
    )


def _is_immediate(asked: OpeningFacts) -> bool:
    fresh = "immediate" in asked.outcomes and not (asked.ran_out and asked.level == Level.RED)
    within = asked.is_within_immediate and can_be_signed(asked.outcomes)
    return within or fresh


def basis_of(asked: OpeningFacts) -> str:
    """The basis on which it opens: what the outcome needs, else the most open one that is there."""
    held = [one for one in (asked, _elsewhere(asked)) if _is_laxer(one)]
    if any(one.is_departed and not _is_covered(one) for one in held):
        return RE_TRIAGE  # which is used up by it, whatever else is in force
    binding = asked.outcomes
    for one in held:
        binding = one.assessed if is_less_strict(binding, than=one.assessed) else binding
    wanted = [kind for one in reversed(binding) for kind in NEEDS.get(one, ())]
    there = [kind for kind in (*wanted, PLAN, *AUTHORISATIONS) if kind in asked.in_force]
    if there:
        return there[0]
    if asked.has_re_triage:
        return RE_TRIAGE
    return IMMEDIATE if _is_immediate(asked) else TRIAGE
