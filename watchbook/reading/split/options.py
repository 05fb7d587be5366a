"""Options of a question, told by wording: letters below it that only name what it may be answered with."""

import re
from collections.abc import Sequence

from watchbook.reading.bounded import bounded
from watchbook.reading.split import wording

_ASKED = ("?", "؟", "？")
_AT_MOST = 8  # words
_GIVES_EXAMPLES = bounded(r"\b(?:for\s+(?:example|instance)|such\s+as|e\.g\.?|namely)\W*$", re.IGNORECASE)
_YES_OR_NO = bounded(r"(?:do|does|did|is|are|was|were|has|have|had|will|would)\b", re.IGNORECASE)
_ASKS_OR_ORDERS = bounded(
    r"(?:(?:and|or|also|then)\s+)?(?:if|where|when|how|what|which|who|whom|whose|why|whether|please|kindly|provide|send|list|state|give"
    r"|confirm|explain|describe|name|supply|(?:(?:the|a|any|all)\s+)?(?:(?:total|full|exact)\s+)?"
    r"(?:numbers?|costs?|amounts?|dates?|names?|reasons?|cop(?:y|ies)|details?|lists?|results?|outcomes?))\b",
    re.IGNORECASE,
)


def are_of(question: str, *, named: Sequence[str]) -> bool:
    """Whether a question is answered with one of the short names below it, or has them as its examples, and none of them asks.

    `Who decides? a) a court b) the council` has two options; `Was it reviewed? a) the date b) the outcome` asks two things more.
    """
    if not question.rstrip().endswith(_ASKED) and not _GIVES_EXAMPLES.search(question[-60:]):
        return False
    last = question[([0, *wording.sentence_starts(question)])[-1] :]
    yes_or_no = _YES_OR_NO.match(last) is not None
    return not any(
        len(one.split()) > _AT_MOST
        or _ASKS_OR_ORDERS.match(one)
        or wording.stands_alone(one)
        or (yes_or_no and wording.names_what_is_held(one))
        for one in named
    )
