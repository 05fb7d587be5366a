"""Where an answer says which question it answers: by number, by a heading that joins some, by repeating it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from watchbook.reading.answer_letter.echoes import end_of_echo, words_of
from watchbook.reading.answer_letter.numbers import LIST, PARTS, Numbers, labels_in, labels_of, named_in
from watchbook.reading.answer_letter.phrases import spelled
from watchbook.reading.bounded import bounded
from watchbook.reading.split import lines
from watchbook.reading.split.lines import Line
from watchbook.reading.split.questions import Question


class Claim(NamedTuple):
    """Questions named at a place: where their heading begins, where what is said starts, in which manner.

    `explicit` is `Question 3` or `A3`; `repeats` is a question repeated without its number.
    """

    numbers: tuple[str, ...]
    begins: int
    start: int
    explicit: bool = False
    repeats: bool = False


_SPOKEN = (
    rf"(?:{spelled('turns-to')}\s+)?(?:(?:your|the)\s+)?(?:part\s+of\s+)?{spelled('a-question')}"
    r"\s*(?:no\.?|nos\.?|numbers?)?\s*"
)
# `Question 3 asks` names a question by itself; `No. 3`, `Part 3` and `3` need a mark after the number.
_EXPLICIT = bounded(rf"[|\s*#\[(]*{_SPOKEN}(?P<list>{LIST})(?:\s*[.:)\]|,–—*-]+\s*|\s*$|\s+)", re.IGNORECASE)
_MARKED = bounded(rf"[|\s*#\[(]*{_SPOKEN}{LIST}(?:\s*[.:)\]|,–—*-]+\s*|\s*$)", re.IGNORECASE)
_OF_A_QUESTION = bounded(
    r"[^\d]*\b(?:q|questions?|cwestiwn|points?|items?|query)\W*(?:no\.?\s*)?\d", re.IGNORECASE
)
_RUNS_ON = bounded(r"[a-z]{3,}\s")  # the next line of a folded sentence
_BARE = bounded(
    rf"[|\s*#]*(?P<list>{LIST})(?:\s*[:|\])]+\s*|\s*[–—-]+\s+|(?<=[.)\]:])\s*|\s*\.(?=\s|$|[A-Z£])\s*|\t\s*)"
)
_LONE = bounded(
    r"[|\s*#]*(?P<list>[(\[]?\d{1,2}(?:\s?\(?(?:[a-z]|[ivx]{2,5})\b)?)(?:[.:)\]]+(?!\d{1,3}\b(?:[.,]\d|%))\s*|\s*\|\s*|\s+[–—-]+\s+|\t\s*|(?<=[a-z])\s+)",
    re.IGNORECASE,
)
_DECIMAL = bounded(r"[|\s*#]*(?P<list>\d{1,2}(?:\.\d{1,2}){1,2})[.:)]?(?:\s+|$)")
_LETTER = bounded(
    rf"[|\s*]*(?P<list>{PARTS}|\(?(?:[A-Za-z]|[ivx]{{2,5}})\)?)(?:(?<=\))[.:]?\s*|[.:)\]]+\s*|\s*\|\s*)"
)
_INLINE = bounded(
    r"(?:(?<=[.;:,?!)|])|(?<=\band))\s+(?=(?:[(\[]?\d{1,2}[a-z]?\)|\(?(?:[a-z]|[ivx]{2,5})\)|[Qq]\d{1,2}[a-z]?[.:)–-]|(?<=[.;?!]\s)\d{1,2}[a-z]?\.(?=\s[A-Z£\d])|(?<=[.;?!]\s)\d{1,2}\s?\([a-z]{1,3}\))\s*)"
)
_SPOKEN_INLINE = bounded(
    rf"(?<=[.;?!])\s+(?=(?:{spelled('turns-to')}\s+)?(?:the\s+)?(?:questions?|points?|items?)\s+\d{{1,2}})",
    re.IGNORECASE,
)
# `2 None is planned`: a number with nothing after it counts where it is the next, and no amount.
_NAKED = bounded(
    r"(?P<list>\d{1,2})\s+(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)(?=[A-Z£][a-z\d])"
)
# `Point 1 - 12` is an answer, where the request has no question 12.
_DASHED = bounded(rf"[|\s*#\[(]*{_SPOKEN}(?P<list>\d{{1,2}}[a-z]?)\s*[–—-]\s*", re.IGNORECASE)
_WRITTEN_OUT = bounded(
    r"[|\s*#\[(]*(?:(?:answer|response|reply) to )?(?:question|point|item|part)\s+(?P<word>[a-z]+)\s*(?:[.:)\]|,–—-]+\s*|$)",
    re.IGNORECASE,
)
_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen",
)  # fmt: skip
# The letters of a provision: `section 40(1)(a) and (b) of the Act`.
_CITED_BEFORE = bounded(
    r"\b(?:sub-?)?(?:sections?|ss?\.|paragraphs?|regulations?|reg\.?|schedules?|articles?)\s{0,3}\d{1,3}[A-Z]?"
    r"[\s\w(),&]{0,40}$",
    re.IGNORECASE,
)
_CITED_AFTER = bounded(
    r"[\s)]*(?:\s*(?:,|and|or)\s*\(\w{1,3}\))*\s*of\s+(?:(?:the|that|this)\s+(?:\w+\s+){0,5}?(?:Act|Regulations|Schedule)|FOIA|FOISA|EIR|DPA|section|schedule)\b",
    re.IGNORECASE,
)
_LABELLED = bounded(r"[\W_o]{0,6}(?P<label>[^\W\d_][^:|–—\t\n]{0,60}?)\s*(?::|\||\t|\s[–—-])\s*(?=\S)")
OVERLAP, HALF, SAME = 0.7, 0.5, 0.9
FEWEST, FEWEST_ALIKE = 4, 2  # words of a question, items of a list


class _ClaimReader:
    """Goes down an answer and keeps which question was named last."""

    def __init__(self, questions: Sequence[Question], *, numbers: Numbers) -> None:
        self._numbers = numbers
        self._questions = [(one, words_of(one.text)) for one in questions]
        self._last = ""

    def read(self, text: str) -> Iterator[Claim]:
        """Every place of the text that names questions, in order."""
        for line in lines.read(text):
            folded = not line.fresh and _RUNS_ON.match(line.text)
            claim = None if folded else self._at(text, start=line.start, end=line.end)
            claim = self._misnumbered(text, claim=claim, line=line) if claim else self._echo(text, line=line)
            if claim is not None:
                yield self._named(claim)
            yield from self._inline(text, line=line)

    def _inline(self, text: str, *, line: Line) -> Iterator[Claim]:
        starts = {found.end() for found in _INLINE.finditer(text, line.start, line.end)}
        spoken = {found.end() for found in _SPOKEN_INLINE.finditer(text, line.start, line.end)}
        for start in sorted(starts | spoken):
            claim = self._at(text, start=start, end=line.end)
            if claim is None or _cites_a_provision(text, claim=claim, line=line):
                continue
            if start in spoken or self._is_next(claim):
                yield self._named(claim)

    def _named(self, claim: Claim) -> Claim:
        self._last = claim.numbers[-1]
        return claim

    def _is_next(self, claim: Claim) -> bool:
        """Whether a claim goes on from the one before: prose counts other things off as well."""
        first = claim.numbers[0]
        return first in self._coming() or any(one in self._numbers.below(first) for one in self._coming())

    def _coming(self) -> list[str]:
        """The questions that may come after the one named last: its first part, and the next at each level."""
        order = self._numbers.all
        rest = order[order.index(self._last) + 1 :] if self._last else order
        coming, above = list(rest[:1]), self._last
        while above:
            coming += [one for one in rest if not one.startswith(f"{above}.")][:1]
            above = above.rpartition(".")[0]
        return coming

    def _at(self, text: str, *, start: int, end: int) -> Claim | None:
        written = _WRITTEN_OUT.match(text, start, end)
        if written is not None and written["word"].lower() in _WORDS:
            number = self._listed(str(_WORDS.index(written["word"].lower()) + 1))
            return Claim(tuple(number), start, written.end(), explicit=True) if number else None
        for pattern in (_EXPLICIT, _DASHED, _DECIMAL, _BARE, _LONE, _NAKED):
            found = pattern.match(text, start, end)
            numbers = self._listed(found["list"]) if found is not None else []
            if found is None or not numbers or not self._is_marked(found, pattern=pattern):
                continue
            claim = Claim(tuple(numbers), start, found.end(), explicit=pattern in (_EXPLICIT, _DASHED))
            if pattern is not _NAKED or self._is_next(claim):
                return claim
        found = _LETTER.match(text, start, end)
        numbers = self._lettered(found["list"]) if found is not None else []
        return Claim(tuple(numbers), start, found.end()) if found is not None and numbers else None

    def _is_marked(self, found: re.Match[str], *, pattern: re.Pattern[str]) -> bool:
        """Whether a spoken number names a question: `Question 3 asks`, and not `Part 3 of the Act`."""
        if pattern is not _EXPLICIT:
            return True
        return bool(_OF_A_QUESTION.match(found.group()) or _MARKED.fullmatch(found.group()))

    def _listed(self, written: str) -> list[str]:
        order = self._numbers.all
        after = order.index(self._last) if self._last else -1
        return named_in(written, numbers=self._numbers, after=after)

    def _lettered(self, written: str) -> list[str]:
        """The parts that letters name: of the question named last, else of that which it is a part of."""
        above = self._last
        while above:
            found = self._parts(written, above=above)
            if found:
                return found
            above = above.rpartition(".")[0]
        return named_in(written, numbers=self._numbers) or self._first_part_below(written)

    def _first_part_below(self, written: str) -> list[str]:
        """The first part of the next question, whose own number the answer leaves out."""
        below = [one for one in self._coming() if self._numbers.below(one)][:1]
        return self._parts(written, above=below[0]) if below else []

    def _parts(self, written: str, *, above: str) -> list[str]:
        first, *rest = re.findall(r"[A-Za-z]+", re.sub(r"\b(?:and|to|through)\b", " ", written))
        number = self._numbers.at((*labels_of(above), *labels_in(first)))
        if number is None:
            return []
        after = written[written.index(first) + len(first) :]
        return named_in(f"{number} {after}", numbers=self._numbers) if rest else [number]

    def _echo(self, text: str, *, line: Line) -> Claim | None:
        """A question repeated without its number, at the start of a line."""
        told = set(words_of(line.text))
        for question, asked in self._questions:
            known = set(asked)
            if asked and len(known) < 3 and (end := _end_of_label(line.text, words=asked)):
                return Claim((question.number,), line.start, line.start + end, repeats=True)
            if len(known) < 3 or len(told & known) < OVERLAP * min(len(told), len(known)) or len(told) < 3:
                continue
            end = end_of_echo(
                text[line.start : line.start + 2 * len(question.text) + 200], question=question.text
            )
            if end:
                return Claim((question.number,), line.start, line.start + end, repeats=True)
        return None

    def _misnumbered(self, text: str, *, claim: Claim, line: Line) -> Claim:
        """The claim, or where it repeats another question than the one whose number it bears, one of that question."""
        told = set(words_of(text[claim.start : line.end]))
        asked = {question.number: set(words) for question, words in self._questions}
        own = asked.get(claim.numbers[0], set())
        if len(claim.numbers) > 1 or (own and len(told & own) >= HALF * len(own)):
            return claim
        for number, known in asked.items():
            if len(known) >= FEWEST and len(told & known) >= SAME * len(known):
                question = next(one for one, _ in self._questions if one.number == number)
                end = end_of_echo(
                    text[claim.start : claim.start + 2 * len(question.text) + 200], question=question.text
                )
                if end:
                    return Claim((number,), claim.begins, claim.start + end, repeats=True)
        return claim


def _counted_on(found: list[Claim], *, numbers: Numbers) -> list[Claim]:
    """The claims, those of a list that bears the first number before each of its items counted on from there."""
    first = {claim.numbers for claim in found}
    if (
        len(found) <= FEWEST_ALIKE
        or len(first) > 1
        or any(claim.explicit or claim.repeats for claim in found)
    ):
        return found
    above = [one for one in numbers.all if "." not in one]
    above = above[above.index(found[0].numbers[0]) :] if found[0].numbers[0] in above else above
    if found[0].numbers != (above[0],) or len(found) > len(above):
        return found
    return [claim._replace(numbers=(number,)) for claim, number in zip(found, above, strict=False)]


def _end_of_label(line: str, *, words: Sequence[str]) -> int:
    """The end of a question of one or two words before a colon, a dash or a cell: `Taken away: 3`; 0 elsewhere."""
    label = _LABELLED.match(line)
    return label.end() if label is not None and words_of(label["label"]) == list(words) else 0


def _cites_a_provision(text: str, *, claim: Claim, line: Line) -> bool:
    """Whether a number or letter within a sentence is that of a provision."""
    cited = _CITED_BEFORE.search(text, max(line.start, claim.begins - 80), claim.begins)
    return cited is not None or _CITED_AFTER.match(text, claim.start, line.end) is not None


def claims(text: str, *, questions: Sequence[Question], numbers: Numbers) -> list[Claim]:
    """Every place of an answer that names questions of the request, in the order of the answer."""
    return _counted_on(list(_ClaimReader(questions, numbers=numbers).read(text)), numbers=numbers)
