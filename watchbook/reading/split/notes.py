"""Notes on how to read a request, told by the line above them: what is listed below it asks nothing."""

import re

from watchbook.reading.bounded import bounded
from watchbook.reading.split import wording

# Notes: / For clarity: / I am not asking for: / You may consider:
_BEGIN = bounded(
    r"(?:please )?(?:notes?|n\.?b\.?|notice|definitions?|instructions?|scope|format|background|reasons?|rationale|public interest)\b[^.?!:]{0,60}:?\s*$"
    r"|(?:please )?note(?: that)?:|for (?:the sake of )?clarity\b[^?]{0,40}:\s*$|(?:for )?(?:the )?avoidance of doubt\W*$"
    r"|please\s*:\s*$|(?:some )?examples?\b[^.?!]{0,60}:\s*$"
    r"|[^?!]{0,160}\b(?:not (?:asking|looking|seeking|requesting|interested)|do(?:es)? not (?:want|need|require|include|seek)"
    r"|(?:may|might|could|will) (?:consider|rely|cite|say|argue)|by \w+ (?:i|we) mean|following reasons"
    r"|outweighs?\b[^:]{0,60})\b[^.?!:]{0,60}:\s*$".replace(" ", r"\s+"),
    re.IGNORECASE,
)


def begin(text: str) -> bool:
    """Whether text ends by announcing notes, and asks for nothing: `Notes:`, `For clarity:`."""
    return bool(_BEGIN.match(text[([0, *wording.sentence_starts(text)])[-1] :]))
