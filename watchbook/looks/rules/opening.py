"""Whether a look may be opened now: what triage says, how the subject was assessed, what is in force, how often it was looked at.

Pure: facts in; every reason, met or not, and the basis on which it opens out.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from watchbook.law.reasons import Reason, Ruling, reason
from watchbook.looks.rules.assessed import (
    AUTHORISATIONS,
    IMMEDIATE,
    NEEDS,
    NEVER,
    PLAN,
    RE_TRIAGE,
    TRIAGE,
    OpeningFacts,
    ReachedPlan,
    by_assessment,
    by_elsewhere,
    does_not_cover,
    looked_too_often,
)
from watchbook.looks.rules.drift import Level
from watchbook.triage.graph import current, is_less_strict

# Where triage says one of these, the authorising officer’s signature cannot say otherwise.
NOT_FOR_RE_TRIAGE = frozenset({"directed_surveillance", "chis", "not_allowed", "ask"})


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
        reasons.append(Reason("authority.triage", False, _signed_otherwise(asked)))
    return OpeningRuling(Ruling(tuple(reasons)), basis_of(asked), has_what_triage_asks=by_outcome.is_met)


def decide_at_nobody(asked: OpeningFacts, *, somebody: str) -> Ruling:
    """Decide whether a look opens that has no subject; `somebody` says what shows that somebody is looked at, “” where nothing does."""
    at_nobody = reason(
        "authority.triage",
        not somebody,
        met=_("The look is at no one in particular."),
        not_met=_at_somebody(somebody),
    )
    return Ruling((_attested(asked), _by_outcome(asked), at_nobody))


def can_be_signed(outcomes: tuple[str, ...]) -> bool:
    """Whether the authorising officer may sign a re-triage with these outcomes at all."""
    return not set(outcomes) & NOT_FOR_RE_TRIAGE


def _attested(asked: OpeningFacts) -> Reason:
    return reason(
        "unlawful_access.own_account",
        asked.attests,
        met=_("You confirmed that you are not using a personal account."),
        not_met=_(
            "You have not confirmed that you are not using a personal account. Officers must not use personal accounts to look."
        ),
    )


def _signed_otherwise(asked: OpeningFacts) -> str:
    """Name the questions that were answered otherwise than was signed."""
    return _(
        "The signed re-triage {reference} covers only the answers that were signed. You answered these questions "
        "differently: {questions} Give the signed answers, or ask for a new re-triage."
    ).format(reference=asked.signed, questions=" ".join(f"“{current().asks(one)}”" for one in asked.differs))


def by_plan(asked: OpeningFacts) -> Reason:
    """Whether the look keeps to how often and how many times the signed plan lets its subject be looked at.

    Another plan or an authorisation in force, a signed re-triage and an immediate response stand beside the plan.
    """
    has_another = bool(asked.in_force) or asked.has_re_triage or _is_immediate(asked)
    met = _("The look follows the overt plan, or the subject has no plan.")
    not_met = _plans_reached(asked.reached)
    return reason("authority.overt_plan", not asked.reached or has_another, met=met, not_met=not_met)


def _by_outcome(asked: OpeningFacts) -> Reason:
    """What triage says, and whether what it asks for is in force."""
    outcomes = set(asked.outcomes)
    if outcomes & NEVER:
        return Reason("authority.triage", False, _never(outcomes))
    if _is_immediate(asked):
        return Reason("authority.triage", True, _("This is an immediate response."))
    there = asked.in_force | ({RE_TRIAGE} if asked.has_re_triage else set())
    missing = [one for one in asked.outcomes if one in NEEDS and not there & set(NEEDS[one])]
    if not missing:
        met = _("Triage allows the look, or the look has the plan, authorisation or re-triage that it needs.")
        return Reason("authority.triage", True, met)
    told = [*does_not_cover(asked.references), _way_forward(missing[-1], is_hidden=asked.is_hidden)]
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
    return Reason("authority.drift", False, looked_too_often(ran_out=asked.ran_out))


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
    held = [one for one in (asked, asked.held_elsewhere) if one.is_laxer]
    if any(one.is_departed and not one.is_covered for one in held):
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


def _at_somebody(shown_by: str) -> str:
    """Say what shows that a look is at somebody, and what to do instead."""
    said = {
        "address": _(
            "The page at this address belongs, or may belong, to somebody. Go to Looks, paste the address there, and open a look at that subject instead."
        ),
        "search": _(
            "The page is a search, and the search words may be somebody’s name. Say what you are searching for, and how you know that the words name no person, "
            "business or group. If they do name one, open a look at that subject instead."
        ),
        "purpose": _(
            "You chose a purpose that is about somebody. Open a look at that subject instead, or choose another purpose."
        ),
    }
    return said.get(
        shown_by,
        _(
            "Your answers say that the look is at somebody in particular. Open a look at that subject instead."
        ),
    )


def _never(outcomes: set[str]) -> str:
    """Say whom to ask where triage lets nobody look."""
    if "not_allowed" in outcomes:
        return _("Triage says that this look is not allowed, and nobody can authorise it. Ask the solicitor.")
    return _(
        "Triage cannot reach an outcome from these answers. Ask the RIPA co-ordinator, then answer the questions again."
    )


def _plans_reached(plans: tuple[ReachedPlan, ...]) -> str:
    """Say which limits are reached, and what opens a look although the plans leave none."""
    way = _(
        "To look sooner, get an authorisation, ask the line manager to sign a new plan, or ask the authorising officer to sign a re-triage."
    )
    return " ".join([*map(str, plans), way])


def _way_forward(outcome: str, *, is_hidden: bool) -> str:
    """Say what an outcome needs that is not there; no plan is offered for a look that is, or could be, hidden."""
    if outcome == "overt_plan" and is_hidden:
        return _(
            "An overt plan covers only looks that are not hidden. Your answers say that this look is, or could be, hidden from the "
            "people concerned. Apply for an authorisation, or ask the authorising officer to sign a re-triage."
        )
    ways = {
        "directed_surveillance": _(
            "This look would be directed surveillance. Apply for an authorisation first. A plan does not cover directed surveillance."
        ),
        "chis": _(
            "This look would make somebody a covert human intelligence source. Speak to the RIPA co-ordinator before you do anything else."
        ),
        "non_ripa": _("This look needs an authorisation outside RIPA first. Apply for the authorisation."),
        "overt_plan": _(
            "This look needs an overt plan first. Ask the line manager to sign a plan, or the authorising officer to sign a re-triage."
        ),
    }
    return ways[outcome]
