"""An answer to one question, and what becomes of it, from somebody's letter or a draft of ours (FOIA s.1(1), s.17)."""

from dataclasses import dataclass
from enum import StrEnum


class AnswerOutcome(StrEnum):
    """What an answer does with a question.

    NCND neither confirms nor denies that anything is held (FOIA s.2(1)), COST refuses for the cost (s.12),
    TRANSFERRED names the body that holds it (s.16), HOLDING says that an answer will follow (s.10), PARTLY gives
    some and withholds some. UNCLEAR: neither an answer nor a refusal can be made out.
    """

    DISCLOSED = "disclosed"
    NIL = "nil"
    NOT_HELD = "not_held"
    REFUSED = "refused"
    NCND = "ncnd"
    COST = "cost"
    TRANSFERRED = "transferred"
    HOLDING = "holding"
    PARTLY = "partly"
    POLICY_REFERRAL = "policy_referral"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class GivenAnswer:
    """One question and what is said to it.

    `joint` lists every number that the same passage answers, `refers_to` is the number that a `see above`
    points to, and `start` and `end` are code points into the answer (None: no passage of its own).
    """

    number: str
    question: str
    answer: str
    outcome: AnswerOutcome | None = None
    joint: tuple[str, ...] = ()
    refers_to: str | None = None
    missing: bool = False
    start: int | None = None
    end: int | None = None
