"""The pieces of a request: questions, and all else that the requester wrote (FOIA 2000 s.1(1))."""

from dataclasses import dataclass, field
from enum import StrEnum


class SpanKind(StrEnum):
    """What text that is no question is."""

    HEADING = "heading"
    PREAMBLE = "preamble"
    INSTRUCTION = "instruction"
    BOILERPLATE = "boilerplate"
    SIGNATURE = "signature"
    QUOTED = "quoted"
    MARKER = "marker"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its canonical number, its marker as written, its text and its place in the request.

    Where uncertain, rules and model disagree or nearly do, and a person should read the cut.
    """

    number: str
    marker: str
    text: str
    start: int
    end: int
    uncertain: bool = field(default=False, compare=False)  # of the cut, not of what is asked


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the request that is no question."""

    start: int
    end: int
    kind: SpanKind


@dataclass(frozen=True, slots=True)
class Split:
    """A request cut up: every character of it lies in one question or in one other span."""

    questions: tuple[Question, ...]
    other: tuple[Span, ...]
