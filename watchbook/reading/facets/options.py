"""Names of things below a question by which it wants its answer split: `cameras from:` and their kinds (FOIA 2000 s.1(1))."""

from collections.abc import Sequence
from itertools import islice, takewhile

from watchbook.reading.split import lines, markers, wording
from watchbook.reading.split.questions import Question

LONGEST_NAME = 8  # words: what is longer is a part that asks something itself
FARTHEST = 40  # questions below that are looked at
LEADS_ON = (":", ":-", " by", " from", " of", " for", " in", " to", " into")


def has_options(n: int, *, text: str, questions: Sequence[Question]) -> bool:
    """Whether two or more bare names stand directly below the nth question, as parts of it or as lines of no list."""
    words = questions[n].text
    if _is_a_name(words):
        return False
    below = list(islice(questions, n + 1, n + 1 + FARTHEST))
    if wording.enquires(words) and len(list(takewhile(_is_a_name, (one.text for one in below)))) > 1:
        return True
    until = below[0].start if below else len(text)
    led, named = words.rstrip().endswith(LEADS_ON), 0
    for line in lines.read(text[questions[n].end : until]):
        name = markers.without(line.text).strip()
        is_named = led and len(name.split()) <= LONGEST_NAME and not wording.signs_off(name)
        named = named + 1 if is_named else 0
        led = is_named or name.endswith(LEADS_ON)
        if named > 1:
            return True
    return False


def _is_a_name(words: str) -> bool:
    return len(words.split()) <= LONGEST_NAME and not wording.enquires(words) and not wording.signs_off(words)
