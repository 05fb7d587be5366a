"""Where somebody put a mark into a text to say where it is cut: found, and the text itself unchanged (FOIA s.1(1))."""

import re

from django.utils.translation import gettext as _

from watchbook.acting.refusals import WrongState

BAR = "|"
LINE_END = re.compile(r"\r\n|\r")


def mark_for(text: str) -> str:
    """A mark that is not in the text itself: two bars, or more where the text has two."""
    longest = max((len(bars) for bars in re.findall(r"\|+", text)), default=0)
    return BAR * max(2, longest + 1)


def places(text: str, *, marked: str) -> list[int]:
    """The places in the text (code points) where its marked copy has a mark. Raises WrongState where more was changed.

    A browser gives every line end back as its own, so line ends count as one whichever they are.
    """
    parts = LINE_END.sub("\n", marked).split(mark_for(text))
    if "".join(parts) != LINE_END.sub("\n", text):
        raise WrongState(
            _(
                "The words were changed, and a request is never changed. Put only the mark {mark} where it is to be cut."
            ).format(mark=mark_for(text))
        )
    ends = _ends(text)
    found, length = [], 0
    for part in parts[:-1]:
        length += len(part)
        found.append(ends[length])
    return found


def _ends(text: str) -> list[int]:
    """For each length of the text with short line ends, the place it reaches in the text itself."""
    ends, at = [0], 0
    for one in re.finditer(r"\r\n|.", text, re.DOTALL):
        at = one.end()
        ends.append(at)
    return ends
