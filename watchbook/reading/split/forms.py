"""Questions of a form or a page to whoever fills it in or reads it, and of a requester about the reply: none asks for information."""

import re

from watchbook.reading.bounded import bounded

_ASKED = bounded(
    (
        r"\W*(?:what happens next|how (?:do|can) i (?:complain|appeal|ask for a review)|offensive\? unsuitable"
        r"|(?:did you find|have you found) what you (?:were|are) looking for|was this (?:answer|useful|helpful)"
        r"|what (?:is|does) your (?:request|question|enquiry|query) (?:about|concern)|what do you want to (?:know|ask|request)"
        r"|how would you like (?:to (?:receive|have|get)|us to|your (?:answer|reply|response))"
        r"|(?:are you (?:asking|writing|acting|requesting)|is this(?: request)?(?: made)?)\b[^?.]{0,30}on behalf of"
        r"|(?:do|would) you (?:need|want|like|require) (?:this|it|a copy|your (?:answer|reply|response)) (?:in|of) (?:this|your|an?)"
        r"|have you made this request before|would you like me to narrow"
        r"|(?:could i|can i|may i|would it be possible(?: for me)? to|would you mind|could you|can you) (?:please )?"
        r"(?:have|get|receive|send|sending) (?:me )?(?:this|it|these|them) (?:by|before|as|in)\b)[^?.]{0,60}[?.]?\W*(?:yes\W+no|yes|no|none)?\W*$"
    ).replace(" ", r"\s+"),
    re.IGNORECASE,
)


def asks(sentence: str) -> bool:
    """Whether a sentence is nothing else than such a question."""
    return _ASKED.match(sentence) is not None
