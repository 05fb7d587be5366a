"""The rules' cut with the few places changed of which the model is nearly sure that the rules are wrong.

Rules know markers and numbers; the model (`sequence`) sees all places of a request together, and finds a question that lost
its line break or its mark, or an option that looks like one. What is changed so bears a mark: a person should read it.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import NamedTuple

from watchbook.reading.split.candidates import Candidate
from watchbook.reading.split.features import Ruled
from watchbook.reading.split.markers import Family
from watchbook.reading.split.parts import Question, Span, SpanKind, Split
from watchbook.reading.split.ruled import NEAR
from watchbook.reading.split.sequence import Likely

BEGINS, BEGINS_NOT = 0.8, 0.2  # how likely a question must be to be begun, and may be to be dropped
AT_LEAST = 0.3  # of the one question of a request in which the rules found none
HALF = 0.5
QUESTION_MARKS = ("?", "؟", "？")


class _Stretch(NamedTuple):
    """A stretch of the request: a question where it has a number, else of a kind."""

    start: int
    end: int
    kind: SpanKind
    number: str = ""
    marker: str = ""
    changed: bool = False


class _Beginning(NamedTuple):
    """A question that the model begins: where its marker stands, where it starts, where it would end outside of another."""

    begins: int
    start: int
    end: int
    candidate: Candidate


def corrected(
    text: str, *, rules: Split, read: Sequence[Candidate], seen: Sequence[Ruled], likely: Sequence[Likely]
) -> Split:
    """The rules' cut, with the questions begun and dropped of which the model is nearly sure."""
    places = list(zip(read, seen, likely, strict=True))
    dropped = {
        one.start: chance for one, rule, chance in places if _is_dropped(one, rule=rule, chance=chance)
    }
    begun = [n for n, (_, rule, chance) in enumerate(places) if _is_begun(rule, chance=chance)]
    if not rules.questions and not begun:
        begun = _likeliest(read, likely=likely)
    if not dropped and not begun:
        return rules
    stretches = _without(_stretches(rules), text=text, dropped=dropped)
    found = [_begun(n, read=read, likely=likely) for n in begun]
    return _split(text, stretches=list(_with(stretches, begun=found)))


def _is_dropped(one: Candidate, *, rule: Ruled, chance: Likely) -> bool:
    """Whether the model is sure enough that none begins; what ends with a question mark asks, in any layout or script."""
    return rule.begins and chance.begins < BEGINS_NOT and not one.words.rstrip().endswith(QUESTION_MARKS)


def _is_begun(rule: Ruled, *, chance: Likely) -> bool:
    """Whether the model is sure enough that one begins; a message quoted below the request asks nothing, whatever it says."""
    return not rule.begins and rule.kind != SpanKind.QUOTED and chance.begins > BEGINS


def _likeliest(read: Sequence[Candidate], *, likely: Sequence[Likely]) -> list[int]:
    """The one place at which a request asks most likely, where nothing else was found to ask."""
    among = [n for n, one in enumerate(read) if one.words and not one.quoted and likely[n].begins > AT_LEAST]
    return [max(among, key=lambda n: likely[n].begins)] if among else []


def _stretches(rules: Split) -> list[_Stretch]:
    questions = [
        _Stretch(one.start, one.end, SpanKind.MARKER, one.number, one.marker) for one in rules.questions
    ]
    others = [_Stretch(one.start, one.end, one.kind) for one in rules.other if one.kind is not SpanKind.SPACE]
    return sorted([*questions, *others])


def _without(stretches: Sequence[_Stretch], *, text: str, dropped: dict[int, Likely]) -> list[_Stretch]:
    """A question dropped goes on with the one before it, or is an instruction; one that ends as a question is kept."""
    kept = list[_Stretch]()
    for one in stretches:
        near = range(one.start - NEAR, one.start + NEAR + 1)
        may_go = one.number and not text[one.start : one.end].rstrip().endswith(QUESTION_MARKS)
        chance = next((dropped[at] for at in near if at in dropped), None) if may_go else None
        if chance is None:
            kept.append(one)
            continue
        above = len(kept) - 1 - bool(kept and _is_marker(kept[-1]))
        if above >= 0 and kept[above].number and chance.goes_on > HALF:
            kept[above:] = [kept[above]._replace(end=one.end, changed=True)]
        else:
            kept.append(_Stretch(one.start, one.end, SpanKind.INSTRUCTION))
    return kept


def _is_marker(one: _Stretch) -> bool:
    return one.kind is SpanKind.MARKER and not one.number


def _begun(n: int, *, read: Sequence[Candidate], likely: Sequence[Likely]) -> _Beginning:
    """The question at a place, with all the places behind it that go on with it."""
    last = n
    while last + 1 < len(read) and likely[last + 1].goes_on > HALF and not read[last + 1].fresh:
        last += 1
    return _Beginning(read[n].begins, read[n].start, read[last].end, read[n])


def _with(stretches: Sequence[_Stretch], *, begun: Sequence[_Beginning]) -> Iterator[_Stretch]:
    """The stretches, cut where a question is begun: one within a question takes what is left of it."""
    used = {one.number for one in stretches if one.number}
    counted = (f"p{n}" for n in count(1))
    waiting = list(reversed(begun))
    above = ""
    for one in stretches:
        above, rest = one.number or above, one
        while waiting and waiting[-1].start < one.end and not _is_marker(one):
            found = waiting.pop()
            if found.start < rest.start or (rest.number and found.begins <= rest.start):
                continue  # the same question, its marker read otherwise
            begins = max(found.begins, rest.start)
            yield rest._replace(end=begins)
            yield _Stretch(begins, found.start, SpanKind.MARKER)
            marker = found.candidate.marker.written if found.candidate.marker else ""
            number = _unused(found.candidate, above=above, used=used, counted=counted)
            end = one.end if one.number else min(found.end, one.end)
            rest = _Stretch(found.start, end, SpanKind.MARKER, number, marker, changed=True)
            if not one.number:
                yield rest
                rest = one._replace(start=end)
        yield rest


def _unused(found: Candidate, *, above: str, used: set[str], counted: Iterator[str]) -> str:
    """A number for a question that the rules did not see: as it is written, a letter below the question before it; else the next `p`."""
    named = list[str]()
    for reading in found.marker.readings if found.marker else ():
        written = ".".join(step.label for step in reading)
        if reading[0].family in (Family.NUMBER, Family.DECIMAL):
            named.append(written)
        elif reading[0].family not in (Family.BULLET, Family.SECTION) and above:
            named += [f"{above}.{written}", f"{above.rpartition('.')[0]}.{written}"]
    number = next(one for one in chain(named, counted) if one.strip(".") == one and one not in used)
    used.add(number)
    return number


def _split(text: str, *, stretches: Sequence[_Stretch]) -> Split:
    """The stretches as questions and all else, each without the white space around it."""
    questions, other, reached = list[Question](), list[Span](), 0
    for one in stretches:
        words = text[one.start : one.end]
        start, end = one.start + len(words) - len(words.lstrip()), one.start + len(words.rstrip())
        if start >= end:
            continue
        if reached < start:
            other.append(Span(reached, start, SpanKind.SPACE))
        if one.number:
            questions.append(Question(one.number, one.marker, text[start:end], start, end, one.changed))
        else:
            other.append(Span(start, end, one.kind))
        reached = end
    if reached < len(text):
        other.append(Span(reached, len(text), SpanKind.SPACE))
    return Split(tuple(questions), tuple(other))
