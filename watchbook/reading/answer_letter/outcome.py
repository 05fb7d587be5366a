"""What became of a question in an answer, whoever wrote the answer (FOIA 2000 s.1(1), s.17)."""

from enum import StrEnum


class AnswerOutcome(StrEnum):
    """What an answer does with a question. UNCLEAR: neither an answer nor a refusal can be made out."""

    DISCLOSED = "disclosed"
    NIL = "nil"
    NOT_HELD = "not_held"
    REFUSED = "refused"
    POLICY_REFERRAL = "policy_referral"
    UNCLEAR = "unclear"
