"""A request once split, in the few words in which tests speak of it."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

from watchbook.reading.split.questions import SpanKind, split


def asked(text):
    """What was taken as questions: number, marker and text."""
    return [(question.number, question.marker, question.text) for question in split(text).questions]


def numbers(text):
    """The numbers of what was taken as questions."""
    return [question.number for question in split(text).questions]


def kinds(text):
    """What was taken as no question, white space and markers left out."""
    rest = [span for span in split(text).other if span.kind not in (SpanKind.SPACE, SpanKind.MARKER)]
    return [(str(span.kind), text[span.start : span.end]) for span in rest]


def assert_covers_everything(text):
    """Every character lies in one question or one other span, in order, and no number comes twice."""
    cut = split(text)
    stretches = sorted((one.start, one.end) for one in (*cut.questions, *cut.other))
    assert "".join(text[start:end] for start, end in stretches) == text
    assert all(start < end for start, end in stretches)
    assert all(before[1] == after[0] for before, after in pairwise(stretches))
    assert all(question.text == text[question.start : question.end] for question in cut.questions)
    assert list(cut.questions) == sorted(cut.questions, key=lambda question: question.start)
    assert list(cut.other) == sorted(cut.other, key=lambda span: span.start)
    assert len({question.number for question in cut.questions}) == len(cut.questions)


# Requests in our own words, cut by hand: the ones that the splitter was tuned on, and others that it was not.
TUNED, FIRST_SIGHT = "own_layouts.toml", "own_layouts_first_sight.toml"
MORE = "own_layouts_more.toml"  # in which a good part is still cut wrongly
NEAR = 3  # so many characters off, a question's start still counts as found
_MARKED = re.compile(r"⟦([^:⟦⟧]+):(.*?)⟧", re.DOTALL)


def own_layouts(name):
    """The requests of a file by name: the text, and number, start and end of each question in code points."""
    layouts = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return {layout: _without_marks(found["text"]) for layout, found in layouts.items()}


def _without_marks(marked):
    text, questions, at = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        questions.append((found[1], len(text), len(text) + len(found[2])))
        text, at = text + found[2], found.end()
    return text + marked[at:], questions


def cut(text):
    """Number, start and end of what is taken as questions."""
    return [(question.number, question.start, question.end) for question in split(text).questions]


def f1_and_exact(labelled):
    """How well many requests are split: F1 of the starts of questions, and how many requests are cut exactly."""
    exact, hits, found, wanted = 0, 0, 0, 0
    for text, questions in labelled:
        got = cut(text)
        exact += got == questions
        hits += sum(any(abs(start - other[1]) <= NEAR for other in got) for _, start, _ in questions)
        found, wanted = found + len(got), wanted + len(questions)
    return 2 * hits / (found + wanted), exact


def f1_and_exact_by_place(labelled):
    """As `f1_and_exact`, but a request is exact if each question starts where it should, whatever its number and its end."""
    labelled = list(labelled)
    exact = sum(_starts_agree(text, questions) for text, questions in labelled)
    return f1_and_exact(labelled)[0], exact


def _starts_agree(text, questions):
    starts, wanted = [one[1] for one in cut(text)], [one[1] for one in questions]
    return len(starts) == len(wanted) and all(
        abs(one - other) <= NEAR for one, other in zip(starts, wanted, strict=True)
    )
