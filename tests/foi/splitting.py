"""A request once split, in the few words in which tests speak of it."""

from itertools import pairwise

from watchbook.foi.questions import Kind, split


def asked(text):
    """What was taken as questions: number, marker and text."""
    return [(question.number, question.marker, question.text) for question in split(text).questions]


def numbers(text):
    """The numbers of what was taken as questions."""
    return [question.number for question in split(text).questions]


def kinds(text):
    """What was taken as no question, white space and markers left out."""
    rest = [span for span in split(text).other if span.kind not in (Kind.SPACE, Kind.MARKER)]
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
