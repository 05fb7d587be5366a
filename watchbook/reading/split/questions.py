"""The questions of a request, each with its exact place, so that none goes unanswered (FOIA 2000 s.1(1)); which stands above which.

Everything else that the requester wrote is kept beside them, so that the officer sees what was not taken for
a question. Lines are joined into blocks, a block's marker gives its number, wording decides over the others.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from watchbook.reading.split import blocks, doubts, foot, lines, notes, wording
from watchbook.reading.split.blocks import Block
from watchbook.reading.split.capitals import with_capitals
from watchbook.reading.split.markers import Family
from watchbook.reading.split.parts import Question, Span, SpanKind, Split
from watchbook.reading.split.pieces import DecidedBlock, is_idle, with_options, without_idle_stems
from watchbook.reading.split.unquoted import as_written, unquoted
from watchbook.reading.split.unwrapped import unwrapped
from watchbook.reading.split.wording import asks_before_it_leads_in

__all__ = [
    "Question",
    "QuestionTree",
    "Span",
    "SpanKind",
    "Split",
    "above",
    "by_rules",
    "is_lead_in",
    "split",
    "tree_of",
]

_QUOTATION = re.compile(r"[\"“][^\"“”\n]{1,120}[\"”]")


def split(text: str) -> Split:
    """The questions of a request and all else in it; any text can be split, even one that asks nothing."""
    start = foot.begins(text)
    plain = with_capitals(unwrapped(unquoted(text[:start])))
    cut = doubts.corrected(plain, rules=by_rules(plain))
    return as_written(foot.added(cut, start=start, text=text), text=text)


def by_rules(text: str) -> Split:
    """The cut that the rules alone make."""
    plain = with_capitals(unwrapped(unquoted(text)))
    pieces = without_idle_stems(with_options(_Sorting(blocks.read(plain)).pieces()))
    cut = Split(
        questions=tuple(_question(piece, text=plain) for piece in pieces if piece.number),
        other=tuple(_with_spaces(_cover(pieces), length=len(text))),
    )
    return as_written(cut, text=text)


class _Sorting:
    """Goes down a request once and decides over each block in the light of those above it."""

    def __init__(self, read: Sequence[Block]) -> None:
        self._read = read
        self._numbered = any(block.is_numbered for block in read)
        self._pieces: list[DecidedBlock] = []
        self._counts = Counter[str]()
        self._stem = ""  # of the bullets being read
        self._asked = False
        self._signed = False
        self._listing = False  # lines that were announced and bear no mark
        self._explaining = False  # notes on how to read the request
        self._family: Family | None = None  # of the last question's marker

    def pieces(self) -> list[DecidedBlock]:
        """Every block, decided."""
        for block in self._read:
            if self._is_option(block):
                self._make_the_stem_a_question()
                self._pieces[-1] = self._pieces[-1]._replace(end=block.end)
            else:
                self._pieces.append(self._decide(block))
        return self._pieces

    def _decide(self, block: Block) -> DecidedBlock:
        if block.place is None:
            self._explaining = self._asked and notes.begin(block.words)
        number = "" if self._explains(block) else self._number(block)
        goes_on = self._listing and (bool(number) or wording.is_heading(block.words))
        self._listing = not block.place and (goes_on or wording.announces_a_list(block.words))
        self._asked = self._asked or bool(number)
        if number:
            self._family = block.place.family if block.place else None
        self._signed = not number and (self._signed or bool(wording.signs_off(block.words)))
        return DecidedBlock(block, number, SpanKind.MARKER if number else self._kind(block), block.end)

    def _explains(self, block: Block) -> bool:
        """Whether a bullet or letter stands in notes on how to read the request, and does not go on with the questions."""
        goes_on = block.place is not None and block.place.family is self._family
        return self._explaining and (block.is_bullet or (block.is_numbered and not goes_on))

    def _asks(self, block: Block) -> bool:
        if not self._numbered:
            return wording.asks(block.words) or self._is_listed(block)
        if block.place is None and not self._asked:
            return wording.asks_from_the_start(block.words)
        # Under the close of a letter a newspaper or a firm puts its motto: `The Echo - "Your news, first?"`
        words = _QUOTATION.sub(" ", block.words) if self._signed else block.words
        return bool(words.strip()) and wording.stands_alone(words)

    def _is_listed(self, block: Block) -> bool:
        """Whether a line without a mark stands in a list that was announced: `Please provide:` and lines below."""
        if block.place or not self._listing or self._signed or len(block.words.split()) < 2:
            return False
        if wording.names_what_is_held(block.words):
            return True
        above = self._pieces[-1]
        if above.number and lines.item_goes_on(above.block.words):
            return not wording.is_about_the_request(block.words)
        goes_on = not block.fresh or not above.number
        names = wording.is_heading(block.words) and not wording.is_said(block.words)
        return goes_on and names and not wording.leads_in(block.words)

    def _is_option(self, block: Block) -> bool:
        """A bullet under a finished question is one of its options, unless it asks; so is a mere month or year."""
        above = self._pieces[-1] if self._pieces else None
        if above is None or above.block.quoted or self._signed:
            return False
        if _is_a_period_of(above, block=block):
            return True
        if above.block.is_bullet or not block.is_bullet or wording.asks(block.words):
            return False
        words = above.block.words
        if wording.offers_options(words) and wording.enquires(words):
            return True
        if above.number and is_idle(above) and above.end == above.block.end:
            return wording.is_a_period(block.words)
        return bool(above.number) and (above.end > above.block.end or not wording.leads_in(words))

    def _make_the_stem_a_question(self) -> None:
        stem = self._pieces[-1]
        if not stem.number:
            self._pieces[-1] = stem._replace(number=self._next("p"), kind=SpanKind.MARKER)
            self._asked = True

    def _number(self, block: Block) -> str:
        if block.quoted or block.start == block.end:
            return ""
        if block.place and block.is_numbered:
            return self._unused(block.place.number)
        if block.is_bullet:
            return self._number_of_bullet(block)
        return self._next("p") if self._asks(block) else ""

    def _number_of_bullet(self, block: Block) -> str:
        """A bullet is a part of the question that leads in to it; where nothing is numbered, a question."""
        above = self._pieces[-1] if self._pieces else None
        if above is None or not above.block.is_bullet:
            self._stem = f"{above.number}." if above and above.number else ""
        listed = not (self._numbered or self._signed or wording.is_about_the_request(block.words))
        return self._next(f"{self._stem}b") if self._stem or listed or self._asks(block) else ""

    def _next(self, prefix: str) -> str:
        self._counts[prefix] += 1
        return f"{prefix}{self._counts[prefix]}"

    def _unused(self, number: str) -> str:
        """The number, or where the requester wrote it before, the number and its coming: `2.a-2`."""
        self._counts[number] += 1
        return number if self._counts[number] == 1 else f"{number}-{self._counts[number]}"

    def _kind(self, block: Block) -> SpanKind:
        if block.quoted:
            return SpanKind.QUOTED
        if self._signed:
            return SpanKind.SIGNATURE
        if block.is_section:
            return SpanKind.HEADING
        if wording.is_of_a_page(block.words) or (self._asked and wording.is_about_the_request(block.words)):
            return SpanKind.BOILERPLATE
        if wording.is_heading(block.words):
            return SpanKind.HEADING
        return SpanKind.INSTRUCTION if self._asked else SpanKind.PREAMBLE


def _is_a_period_of(above: DecidedBlock, *, block: Block) -> bool:
    """Whether a month or year stands below what enquires, as `In which of: (i) 2018 (ii) 2019`."""
    words = above.block.words
    if not wording.is_a_period(block.words) or not wording.enquires(words):
        return False
    if block.place is None:
        return bool(above.number and (wording.names_periods(words) or wording.leads_in(words)))
    return block.is_bullet or _depth(block) > _depth(above.block)


def _depth(block: Block) -> int:
    return len(block.place.steps) if block.place else 0


def _question(piece: DecidedBlock, *, text: str) -> Question:
    block, start, end = piece.block, piece.block.start, piece.end
    marker = block.place.marker.written if block.place and block.begins < start else ""
    return Question(piece.number, marker, text[start:end], start, end)


def _cover(pieces: Sequence[DecidedBlock]) -> Iterator[tuple[int, int, SpanKind | None]]:
    """Every stretch that is written on, in order; None is the kind of a question."""
    for piece in pieces:
        block = piece.block
        if block.place and block.begins < block.start:
            yield block.begins, block.begins + len(block.place.marker.written), SpanKind.MARKER
        if block.start < piece.end:
            yield block.start, piece.end, None if piece.number else piece.kind


def _with_spaces(cover: Iterator[tuple[int, int, SpanKind | None]], *, length: int) -> Iterator[Span]:
    """The stretches that are no question, and the white space between any two."""
    reached = 0
    for start, end, kind in cover:
        if reached < start:
            yield Span(reached, start, SpanKind.SPACE)
        if kind is not None:
            yield Span(start, end, kind)
        reached = end
    if reached < length:
        yield Span(reached, length, SpanKind.SPACE)


LEAD_IN_ENDS = (":", ":-", "–", "-", "…", "...")


class QuestionTree(NamedTuple):
    """The questions' words by number, and of each stem the numbers of its parts."""

    words: dict[str, str]
    parts: dict[str, list[str]]

    def context(self, number: str) -> str:
        """The words of all that stands above a question."""
        return " ".join(self.words[stem] for stem in above(number) if stem in self.words)


def tree_of(questions: Sequence[Question]) -> QuestionTree:
    """The questions of a request by what stands above what."""
    parts: dict[str, list[str]] = {}
    for question in questions:
        for stem in above(question.number):
            parts.setdefault(stem, []).append(question.number)
    return QuestionTree(words={question.number: question.text for question in questions}, parts=parts)


def above(number: str) -> list[str]:
    """The numbers that a number lies under: 1 and 1.a of 1.a.ii."""
    steps = number.split(".")
    return [".".join(steps[:length]) for length in range(1, len(steps))]


def is_lead_in(text: str, *, parts: Sequence[str]) -> bool:
    """Whether a question's wording only leads to its parts; if it has no topic, their answers are its answer.

    `Please provide a copy of:` does. `Do you have a policy? If yes:` asks something itself.
    """
    leads = bool(parts) and text.rstrip().endswith(LEAD_IN_ENDS)
    return leads and not asks_before_it_leads_in(text)
