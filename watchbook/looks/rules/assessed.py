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
    is_hidden: bool = False  # it is, or could be, hidden from the people concerned: no overt plan covers it
    reached: tuple[ReachedPlan, ...] = ()

    @property
    def held_elsewhere(self) -> "OpeningFacts":
        """The same, held to what another service assessed."""
        return replace(self, assessed=self.elsewhere, is_departed=self.is_departed_elsewhere)

    @property
    def is_laxer(self) -> bool:
        """Whether the answers are less strict than the newest assessment."""
        return bool(self.assessed) and is_less_strict(self.outcomes, than=self.assessed)

    @property
    def is_covered(self) -> bool:
        """Whether all that the newest assessment asks for is in force; what it lets pass alone any plan covers."""
        return all(self.in_force & set(NEEDS.get(one, (PLAN, *AUTHORISATIONS))) for one in self.assessed)

    @property
    def rests_on_more(self) -> bool:
        """Whether it rests on more than triage: something in force, something signed, a response that runs."""
        return bool(self.in_force) or self.has_re_triage or self.is_within_immediate

    @property
    def stops(self) -> bool:
        """Whether the newest assessment lets no look open, whatever is answered: what it asks for is not in force."""
        if set(self.assessed) & NEVER:
            return True
        needs_more = not NEEDS.keys().isdisjoint(self.assessed)
        return needs_more and not self._is_let_pass

    @property
    def stops_every_look(self) -> bool:
        """Whether that assessment, or one of another service, lets none open."""
        return self.stops or self.held_elsewhere.stops

    @property
    def fits(self) -> bool:
        """Whether the answers are as strict as the newest assessment, or stricter, or what makes them less so is there."""
        return not set(self.assessed) & NEVER and (not self.is_laxer or self._is_let_pass)

    @property
    def why_elsewhere(self) -> str:
        """Say that what another service assessed lets no look open; “” where it does not."""
        return assessed_elsewhere() if self.held_elsewhere.stops else ""

    @property
    def is_spent(self) -> bool:
        """Whether the count or a plan's own limit leaves no look on triage."""
        return not self.rests_on_more and (bool(self.reached) or self.level == Level.RED)

    @property
    def why_spent(self) -> str:
        """Say why the count leaves no look; of a plan its own sentence says it."""
        is_count = self.is_spent and self.level == Level.RED
        return looked_too_often(ran_out=self.ran_out) if is_count else ""

    @property
    def can_begin_immediate(self) -> bool:
        """Whether an immediate response may begin: after one that ran out, a subject that was looked at too often has no other."""
        return not (self.ran_out and self.level == Level.RED)

    @property
    def asks_why(self) -> bool:
        """Whether the officer has to say why looking again is not surveillance: what covers the look has said it."""
        return self.level == Level.AMBER and not self.rests_on_more

    @property
    def _is_let_pass(self) -> bool:
        return (self.is_departed and can_depart(self.assessed)) or self.is_covered


def assessed_elsewhere() -> str:
    """Say that another service assessed more strictly, and whom to ask; not which, nor what about."""
    return _(
        "This account was assessed more strictly elsewhere in the authority. Ask the RIPA co-ordinator before anybody looks."
    )


def further_basis() -> str:
    """Say what opens a look where the limit on repeat looks is reached."""
    return _(
        "You need an authorisation in force, a re-triage signed by the authorising officer or, for a look that is not hidden, an overt plan."
    )


def looked_too_often(*, ran_out: bool) -> str:
    """Say why a subject was looked at too often for another look, and what opens one."""
    way = " ".join([further_basis(), _("If you have already looked, record the look.")])
    if ran_out:
        why = _(
            "The time for the immediate response is over. Somebody had to answer the triage questions again after the look, but nobody has."
        )
    else:
        why = _(
            "You cannot look at this subject again without a further basis: the looks have reached the limit on repeat looks."
        )
    return f"{why} {way}"


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
        asked.fits,
        met=_(
            "The look matches the newest assessment of the subject, a signed departure, or an authorisation or plan in force."
        ),
        not_met=_too_lax(asked),
    )


def _too_lax(asked: OpeningFacts) -> str:
    """Say what the newest assessment asks for that is not there, and how to get it."""
    said = _(
        "The answers lead to a less strict outcome than {reference}, the newest assessment of this subject."
    )
    way = _(
        "Get the plan or authorisation that the assessment asks for, assess the subject again if the facts have changed, "
        "or ask the authorising officer to sign a re-triage."
    )
    return " ".join([said.format(reference=asked.assessment), *does_not_cover(asked.references), way])


def by_elsewhere(asked: OpeningFacts) -> Reason:
    """Whether it is as strict as what another service assessed, of which no more is said than that there is something."""
    return reason(
        "authority.triage",
        asked.held_elsewhere.fits,
        met=_("The look matches the assessments of this account elsewhere in the authority."),
        not_met=assessed_elsewhere(),
    )


def is_as_strict(asked: OpeningFacts) -> bool:
    """Whether it is as strict as every assessment of the authority, or rests on what covers that."""
    return by_assessment(asked).is_met and by_elsewhere(asked).is_met
