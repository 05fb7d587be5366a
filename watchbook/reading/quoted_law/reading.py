"""The law that a text quotes: whether each section, time limit and decision exists as we know it, and says what is said of it.

`NOT_KNOWN` is not wrong: nothing that we hold has it. Sections and regulations are looked up in `acts.toml`; what a text says of one is held
against what it is about only where the words are those of another section of the same law.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from watchbook.reading.quoted_law.decisions import decisions
from watchbook.reading.quoted_law.laws import LawCitation, laws_named
from watchbook.reading.quoted_law.sections import sections
from watchbook.reading.quoted_law.times import times
from watchbook.reading.quoted_law.titles import titles

_FOLD = re.compile(r"(?<=\w)\n(?=[\w(])|(?<=\w )\n(?=[\w(])")  # a line break within a sentence
_CUT_WORD = re.compile(r"(?<=[a-z])-\r?\n(?=[a-z])")  # a word cut at the end of its line


def quoted(text: str) -> list[LawCitation]:
    """Every citation of a request or an answer, in order."""
    cuts = [one.span() for one in _CUT_WORD.finditer(text)]
    read = _FOLD.sub(" ", _CUT_WORD.sub("", text).replace("\xa0", " "))
    named = list(laws_named(read))
    found = [
        *titles(read, named=named),
        *sections(read, named=named),
        *times(read),
        *decisions(read),
    ]
    # Where a word was cut, in the text as it is read, and how many code points are left out by then.
    gone = [0, *accumulate(end - start for start, end in cuts)]
    at = [start - left for (start, _end), left in zip(cuts, gone, strict=False)]
    return sorted(
        one._replace(
            start=one.start + gone[bisect_right(at, one.start)], end=one.end + gone[bisect_left(at, one.end)]
        )
        for one in found
    )
