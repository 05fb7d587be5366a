"""The facts of a look that is asked for, and whether it is as strict as the assessments of its subject ask.

Pure. What covers a look less strict is in force, or signed; the sentences say what is missing, and the way forward.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from watchbook.law.reasons import Reason, reason
from watchbook.looks.rules.drift import Level
from watchbook.triage.graph import is_less_strict

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
# Where the newest assessment says one of these, no re-triage departs from it: a departure of its own does.
NOT_DEPARTED_BY_RE_TRIAGE = frozenset({"chis", "not_allowed", "ask"})


@dataclass(frozen=True, slots=True)
class ReachedPlan:
    """A signed plan that leaves no look at a moment: all were made, or one more would be too often; the next day, if one is left."""

    reference: str
    looks_at_most: int = 0
    often: str = ""
    next_on: date | None = None

    def __str__(self) -> str:
        if not self.often:
            told = ngettext(
                "Overt plan {reference} allows {count} look, which has been made.",
                "Overt plan {reference} allows {count} looks, which have all been made.", self.looks_at_most,
            )  # fmt: skip
            return told.format(reference=self.reference, count=self.looks_at_most)
        if self.next_on is None:
            told = _(
                "Overt plan {reference} allows this: {often}. The plan allows no more looks before it ends."
            )
            return told.format(reference=self.reference, often=self.often)
        told = _(
            "Overt plan {reference} allows this: {often}. The next look under it can open on {day:%-d %B %Y}."
        )
        return told.format(reference=self.reference, often=self.often, day=self.next_on)


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
    reached: tuple[ReachedPlan, ...] = ()


def assessed_elsewhere() -> str:
    """Say that another service assessed more strictly, and whom to ask; not which, nor what about."""
    return _(
        "This account was assessed more strictly elsewhere in the authority. Ask the RIPA co-ordinator before anybody looks."
    )


def does_not_cover(references: tuple[str, ...]) -> list[str]:
    """Name what is in force, and what it covers, beside what is missing."""
    count, named = len(references), ", ".join(references)
    told = ngettext(
        "{references} is in force, but does not cover this look.",
        "{references} are in force, but do not cover this look.", count,
    )  # fmt: skip
    return [told.format(references=named)] if named else []


def can_depart(assessed: tuple[str, ...]) -> bool:
    """Whether a re-triage can depart from an assessment with these outcomes at all."""
    return not set(assessed) & NOT_DEPARTED_BY_RE_TRIAGE


def stops_every_look(asked: OpeningFacts) -> bool:
    """Whether an assessment lets no look open, whatever is answered: what it asks for is not in force."""
    return any(_stops(one) for one in (asked, elsewhere_of(asked)))


def why_elsewhere(asked: OpeningFacts) -> str:
    """Say that what another service assessed lets no look open; “” where it does not."""
    return assessed_elsewhere() if _stops(elsewhere_of(asked)) else ""


def _stops(asked: OpeningFacts) -> bool:
    if set(asked.assessed) & NEVER:
        return True
    needs_more = not NEEDS.keys().isdisjoint(asked.assessed)
    return needs_more and not _is_departed(asked) and not is_covered(asked)


def by_assessment(asked: OpeningFacts) -> Reason:
    """Whether the look is as strict as the newest assessment of its subject, or stricter, or signed to be less."""
    if set(asked.assessed) & NEVER:
        blocked = _(
            "The last assessment of this subject, {reference}, says “not allowed” or is waiting for an answer. If it is waiting, wait "
            "for the answer. If the facts have changed, answer the questions again."
        )
        return Reason("authority.triage", False, blocked.format(reference=asked.assessment))
    return reason(
        "authority.triage",
        _fits(asked),
        met=_(
            "The look matches the newest assessment of the subject, a signed departure, or an authorisation or plan in force."
        ),
        not_met=_too_lax(asked),
    )


def _too_lax(asked: OpeningFacts) -> str:
    """Say what the newest assessment asks for that is not there, and how to get it."""
    said = _("The answers are less strict than {reference}, the newest assessment of this subject.")
    way = _(
        "Get the plan or authorisation that the assessment asks for, assess the subject again if the facts have changed, "
        "or ask the authorising officer to sign a re-triage."
    )
    return " ".join([said.format(reference=asked.assessment), *does_not_cover(asked.references), way])


def by_elsewhere(asked: OpeningFacts) -> Reason:
    """Whether it is as strict as what another service assessed, of which no more is said than that there is something."""
    return reason(
        "authority.triage",
        _fits(elsewhere_of(asked)),
        met=_("The look matches the assessments of this account elsewhere in the authority."),
        not_met=assessed_elsewhere(),
    )


def is_as_strict(asked: OpeningFacts) -> bool:
    """Whether it is as strict as every assessment of the authority, or rests on what covers that."""
    return by_assessment(asked).is_met and by_elsewhere(asked).is_met


def elsewhere_of(asked: OpeningFacts) -> OpeningFacts:
    """The same, held to what another service assessed."""
    return replace(asked, assessed=asked.elsewhere, is_departed=asked.is_departed_elsewhere)


def _fits(asked: OpeningFacts) -> bool:
    if set(asked.assessed) & NEVER:
        return False
    return not is_laxer(asked) or _is_departed(asked) or is_covered(asked)


def is_laxer(asked: OpeningFacts) -> bool:
    """Whether the answers are less strict than the newest assessment."""
    return bool(asked.assessed) and is_less_strict(asked.outcomes, than=asked.assessed)


def _is_departed(asked: OpeningFacts) -> bool:
    return asked.is_departed and can_depart(asked.assessed)


def is_covered(asked: OpeningFacts) -> bool:
    """Whether all that the newest assessment asks for is in force; what it lets pass alone any plan covers."""
    return all(asked.in_force & set(NEEDS.get(one, (PLAN, *AUTHORISATIONS))) for one in asked.assessed)
