"""Signs that a cut left something out, for a person to read: numbers that are missing, and text that is no question and yet asks (FOIA s.1(1))."""

from collections.abc import Iterable, Iterator, Sequence

from watchbook.reading.bounded import bounded
from watchbook.reading.split import markers, wording
from watchbook.reading.split.parts import SpanKind, Split

MOST_MISSING = 10  # a list that begins at 100 has lost no hundred questions
_READ = (SpanKind.PREAMBLE, SpanKind.INSTRUCTION, SpanKind.HEADING)
_QUESTION_WORD = bounded(
    r"\bhow (?:many|much|often)\b|\b(?:numbers?|copies) of\b|^\W*(?:\w?\d{1,2}\W+)?(?:what|which|who|whom|why|how|when|where|whether)\b".replace(
        " ", r"\s+"
    )
)


def numbers_missing(cut: Split, *, text: str, numbers: Sequence[str]) -> list[str]:
    """The numbers that a list of the requester leaves out, as 1 before 2 and 3; a number before a heading is there."""
    there = dict[str, set[int]]()
    for above, label in _steps(numbers):
        if label.isdecimal():
            there.setdefault(above, set()).add(int(label))
    heads = {
        one
        for span in cut.other
        if span.kind is SpanKind.MARKER
        for one in _number(text[span.start : span.end])
    }
    missing = list[str]()
    for above, found in there.items():
        known = found if above else found | heads
        left = [n for n in range(1, max(found)) if n not in known]
        missing += [f"{above}.{n}" if above else str(n) for n in left] if len(left) <= MOST_MISSING else []
    return missing


def _steps(numbers: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every step of each number with what stands above it: 2 and 2, 1 of 2.1; a second coming, 2-2, is the first's."""
    for number in numbers:
        steps = [step.partition("-")[0] for step in number.split(".")]
        yield from ((".".join(steps[:depth]), step) for depth, step in enumerate(steps))


def _number(marker: str) -> list[int]:
    read = markers.at_start(marker)
    return [reading[0].value for reading in read.readings] if read else []


def text_that_asks(cut: Split, *, text: str) -> list[str]:
    """The stretches that were not taken for questions and have a question mark or a question's word."""
    told = [text[span.start : span.end] for span in cut.other if span.kind in _READ]
    return [words for words in told if _may_ask(words)]


def _may_ask(words: str) -> bool:
    if wording.is_of_a_page(words) or wording.is_about_the_request(words):
        return False
    return "?" in words or bool(_QUESTION_WORD.search(words.casefold()))
