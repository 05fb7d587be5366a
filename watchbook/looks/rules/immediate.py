"""Whether a look that was made rests on an immediate response (RIPA s.26(2)(c), RIP(S)A s.1(2)(c)). Pure.

Nobody saw the event but the officer. The claim is held to what can be held, and somebody else checks it afterwards.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImmediateClaim:
    """A claim made after a look: that something sudden happened, and no authorisation could be sought in time.

    `was_asked_for`: a plan or an authorisation was asked for before the look. `was_left_open`: an earlier response to the
    same subject ran out, and nobody answered the questions again.
    """

    says_what_happened: bool
    was_asked_for: bool
    was_left_open: bool


def is_held(claim: ImmediateClaim) -> bool:
    """Whether the claim says what happened, and nothing on record shows that the look could be planned."""
    return claim.says_what_happened and not claim.was_asked_for and not claim.was_left_open
