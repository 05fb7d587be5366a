"""The sentences that say why a look is not opened, and the way forward."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


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


def assessed_elsewhere() -> str:
    """Say that another service assessed more strictly, and whom to ask; not which, nor what about."""
    return _(
        "This account was assessed more strictly elsewhere in the authority. Ask the RIPA co-ordinator before anybody looks."
    )


def at_somebody(shown_by: str) -> str:
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


def not_at_nobody() -> str:
    """Say why a further page belongs to no look at nobody in particular."""
    return _(
        "The look is at no one in particular, but this page belongs, or may belong, to somebody. Open a separate look at that "
        "subject. If you have already opened the page, record it as a look that you have made."
    )


def looks_of_its_own() -> str:
    """Say what follows where a page is of an account that is none of the subject’s."""
    return _(
        "This page belongs to an account that is not this subject’s, so nobody has answered the questions about that account. Stop "
        "looking at the page here. Open a separate look, or add the account to the subject if it is theirs."
    )


def answers_kept(reference: str) -> str:
    """Say that the answers of a refused look bind the next one."""
    return _(
        "Your answers are kept as assessment {reference}. The outcome for the next look must be at least as strict, unless an authorising officer signs a "
        "departure."
    ).format(reference=reference)


def opened_for_it(reference: str) -> str:
    """Say that the investigation of a refused first look stays, and how to end it."""
    return _(
        "Investigation {reference} was opened for this look, and is still open. If you will not make the look, close the investigation."
    ).format(reference=reference)


def blocked(reference: str) -> str:
    """Say that the last assessment lets nobody look."""
    return _(
        "The last assessment of this subject, {reference}, says “not allowed” or is waiting for an answer. If it is waiting, wait "
        "for the answer. If the facts have changed, answer the questions again."
    ).format(reference=reference)


def never(outcomes: set[str]) -> str:
    """Say whom to ask where triage lets nobody look."""
    if "not_allowed" in outcomes:
        return _("Triage says that this look is not allowed, and nobody can authorise it. Ask the solicitor.")
    return _(
        "Triage cannot reach an outcome from these answers. Ask the RIPA co-ordinator, then answer the questions again."
    )


def plans_reached(plans: tuple[ReachedPlan, ...]) -> str:
    """Say which limits are reached, and what opens a look although the plans leave none."""
    way = _(
        "To look sooner, get an authorisation, ask the line manager to sign a new plan, or ask the authorising officer to sign a re-triage."
    )
    return " ".join([*map(str, plans), way])


def does_not_cover(references: tuple[str, ...]) -> list[str]:
    """Name what is in force, and what it covers, beside what is missing."""
    count, named = len(references), ", ".join(references)
    told = ngettext(
        "{references} is in force, but does not cover this look.",
        "{references} are in force, but do not cover this look.", count,
    )  # fmt: skip
    return [told.format(references=named)] if named else []


def too_lax(assessment: str, *, references: tuple[str, ...]) -> str:
    """Say what the newest assessment asks for that is not there, and how to get it."""
    said = _("The answers are less strict than {reference}, the newest assessment of this subject.")
    way = _(
        "Get the plan or authorisation that the assessment asks for, assess the subject again if the facts have changed, "
        "or ask the authorising officer to sign a re-triage."
    )
    return " ".join([said.format(reference=assessment), *does_not_cover(references), way])


def signed_otherwise(signed: str, questions: Iterable[str]) -> str:
    """Name the questions that were answered otherwise than was signed."""
    return _(
        "The signed re-triage {reference} covers only the answers that were signed. You answered these questions "
        "differently: {questions} Give the signed answers, or ask for a new re-triage."
    ).format(reference=signed, questions=" ".join(f"“{one}”" for one in questions))


def looked_too_often(*, ran_out: bool) -> str:
    """Say why a subject was looked at too often for another look, and what opens one."""
    way = _(
        "You need an overt plan, an authorisation in force, or a re-triage signed by the authorising officer. If you have already looked, record the look."
    )
    if ran_out:
        why = _(
            "The time for the immediate response is over. Somebody had to answer the triage questions again after the look, but nobody has."
        )
    else:
        why = _(
            "You cannot look at this subject again without a further basis: the looks have reached the limit on repeat looks."
        )
    return f"{why} {way}"


def way_forward(outcome: str) -> str:
    """Say what an outcome needs that is not there."""
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
