"""The officer reads again where a question may have been left out, until somebody has split the request by hand."""

from dataclasses import replace

from watchbook.foi.checks.left_out import doubted, left_out
from watchbook.reading.split.parts import Question, Span, SpanKind, Split

TEXT = "What a drone costs, I never knew.\n2. How many drones do you own?\n3. Who flies them?"
LOST = Span(0, 33, SpanKind.PREAMBLE)
SECOND, THIRD = Question("2", "2.", TEXT[37:64], 37, 64), Question("3", "3.", TEXT[68:], 68, len(TEXT))
CUT = Split((SECOND, replace(THIRD, uncertain=True)), (LOST,))


def rules(questions):
    return [one.rule for one in left_out(questions, cut=CUT, text=TEXT)]


def test_a_missing_number_and_unread_text_are_points_to_check():
    found = left_out(CUT.questions, cut=CUT, text=TEXT)
    assert [one.rule for one in found] == ["number_missing", "text_unread"]
    assert "no question 1" in found[0].message
    assert "“What a drone costs, I never knew”" in found[1].message
    assert not any(one.blocks for one in found)


def test_a_cut_by_hand_was_read_but_its_gap_stays_to_be_seen():
    assert rules([THIRD]) == ["number_missing"]
    assert rules([]) == []


def test_a_doubtful_cut_is_told_until_somebody_has_split_the_request():
    assert doubted(CUT.questions, cut=CUT) == ["3"]
    assert doubted([THIRD], cut=CUT) == []
