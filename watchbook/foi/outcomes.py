"""What became of a question in an answer, whoever wrote the answer (FOIA 2000 s.1(1), s.17)."""

from enum import StrEnum

from watchbook.figures.findings import Status


class Outcome(StrEnum):
    """What an answer does with a question. UNCLEAR: neither an answer nor a refusal can be made out."""

    DISCLOSED = "disclosed"
    NIL = "nil"
    NOT_HELD = "not_held"
    REFUSED = "refused"
    POLICY_REFERRAL = "policy_referral"
    UNCLEAR = "unclear"


_OF_STATUS = {
    Status.HELD_SUPPLIED: Outcome.DISCLOSED,
    Status.HELD_LINK: Outcome.DISCLOSED,
    Status.HELD_EXEMPT: Outcome.REFUSED,
    Status.PARTLY: Outcome.DISCLOSED,
    Status.NOT_HELD: Outcome.NOT_HELD,
    Status.NIL: Outcome.NIL,
    Status.NOT_APPLICABLE: Outcome.NIL,
    Status.NEITHER: Outcome.REFUSED,
    Status.EXPLANATION: Outcome.DISCLOSED,
    Status.TO_BE_SEARCHED: Outcome.UNCLEAR,
}


def outcome_of(status: Status) -> Outcome:
    """What a finding of this status does with its question."""
    return _OF_STATUS[status]
