"""The law that a text quotes: whether each section, time limit and decision exists as we know it, and says what is said of it.

`NOT_KNOWN` is not wrong: nothing that we hold has it. Sections and regulations are looked up in `acts.toml`; what a text says of one is held
against what it is about only where the words are those of another section of the same law.
"""

import re

from watchbook.reading.quoted_law.decisions import decisions
from watchbook.reading.quoted_law.laws import LawCitation, laws_named
from watchbook.reading.quoted_law.sections import sections
from watchbook.reading.quoted_law.times import times
from watchbook.reading.quoted_law.titles import titles

_FOLD = re.compile(r"(?<=\w)\n(?=[\w(])|(?<=\w )\n(?=[\w(])")  # a line break within a sentence


def quoted(text: str) -> list[LawCitation]:
    """Every citation of a request or an answer, in order."""
    text = _FOLD.sub(" ", text.replace("\xa0", " "))
    named = list(laws_named(text))
    found = [
        *titles(text, named=named),
        *sections(text, named=named),
        *times(text),
        *decisions(text),
    ]
    return sorted(found)
