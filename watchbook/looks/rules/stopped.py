"""Whether repeat looks or a plan leave no look before its officer answers anything, and whether it asks for a reason.

Pure, as `opening` is, which decides once the answers are there.
"""

from watchbook.looks.rules.drift import Level
from watchbook.looks.rules.opening import OpeningFacts
from watchbook.looks.rules.wording import looked_too_often


def is_spent(asked: OpeningFacts) -> bool:
    """Whether the count or a plan's own limit leaves no look on triage: nothing in force, nothing signed, no response that runs."""
    return not _rests_on_more(asked) and (bool(asked.reached) or asked.level == Level.RED)


def why_spent(asked: OpeningFacts) -> str:
    """Say why the count leaves no look; of a plan its own sentence says it."""
    return looked_too_often(ran_out=asked.ran_out) if is_spent(asked) and asked.level == Level.RED else ""


def can_begin_immediate(asked: OpeningFacts) -> bool:
    """Whether an immediate response may begin: after one that ran out, a subject that was looked at too often has no other."""
    return not (asked.ran_out and asked.level == Level.RED)


def asks_why(asked: OpeningFacts) -> bool:
    """Whether the officer has to say why looking again is not surveillance: what covers the look has said it."""
    return asked.level == Level.AMBER and not _rests_on_more(asked)


def _rests_on_more(asked: OpeningFacts) -> bool:
    return bool(asked.in_force) or asked.has_re_triage or asked.is_within_immediate
