from dataclasses import FrozenInstanceError

import pytest

from tests.foi.cases import cases, nine_questions, six_word_runs, six_word_runs_of_the_cases
from tests.reading.split.splitting import asked, assert_covers_everything, f1_and_exact, kinds, numbers
from watchbook.reading.split.questions import Question, SpanKind, split

FOI_9477 = [
    *("1", "1.a", "1.b", "1.c", "1.d"),
    *("2", "2.a", "2.b", "2.c", "3"),
    *("4", "4.a", "4.b", "4.c", "4.d", "4.e"),
    *("5", "6", "6.a", "6.b", "7"),
    *("8", "8.a", "8.b", "8.c", "8.d", "8.e", "8.f", "9"),
]


# Real requests


def test_foi_9477_is_split_into_exactly_its_29_questions():
    case = cases()["000"]
    labelled = [(q["number"], q["marker"], q["start"], q["end"]) for q in case["questions"]]
    found = [(q.number, q.marker, q.start, q.end) for q in split(case["request_text"]).questions]
    assert found == labelled
    assert len(found) == 29


def test_an_instruction_after_the_parts_is_not_the_end_of_the_last_part():
    text = cases()["000"]["request_text"]
    after_4e = next(question for question in split(text).questions if question.number == "4.e").end
    instruction = next(span for span in split(text).other if span.kind == SpanKind.INSTRUCTION)
    assert text[after_4e : instruction.start] == "\n"
    assert (
        next(question for question in split(text).questions if question.number == "5").start > instruction.end
    )


def test_of_twenty_real_requests_nearly_all_questions_are_found_and_19_requests_are_exact():
    labelled = [
        (case["request_text"], [(q["number"], q["start"], q["end"]) for q in case["questions"]])
        for case in cases().values()
    ]
    f1, exact = f1_and_exact(labelled)
    assert exact >= 19
    assert f1 >= 0.99


def test_markers_of_real_requests_are_kept_as_written():
    for case in cases().values():
        written = {q["start"]: q["marker"] or "" for q in case["questions"]}
        found = {q.start: q.marker for q in split(case["request_text"]).questions if q.start in written}
        assert found == written


def test_no_character_of_a_real_request_is_lost():
    for case in cases().values():
        assert_covers_everything(case["request_text"])
        assert_covers_everything(case["request_text"].replace("\n", "\r\n"))


# The demo's request


def test_the_nine_questions_of_the_demo_have_the_numbers_of_foi_9477():
    assert numbers(nine_questions()) == FOI_9477


def test_the_nine_questions_of_the_demo_mix_their_styles_as_foi_9477_does():
    found = {question.number: question.marker for question in split(nine_questions()).questions}
    assert [found[number] for number in ("1", "1.a", "2.b", "2.c", "4.e", "8.f")] == [
        "1.",
        "a)",
        "b)",
        "(c)",
        "(e)",
        "f.",
    ]


def test_greeting_preamble_instruction_and_close_of_the_demo_are_no_questions():
    found = kinds(nine_questions())
    assert [kind for kind, _ in found] == [
        "preamble",
        "preamble",
        "instruction",
        "boilerplate",
        "signature",
        "signature",
    ]


def test_the_nine_questions_of_the_demo_share_no_six_words_with_a_real_request():
    assert not six_word_runs(nine_questions()) & six_word_runs_of_the_cases()


# What is no question


def test_a_quoted_reply_under_a_question_is_quoted_to_its_end():
    text = "Could you also say how many swarms?\n\nOn 3 May 2020 the council wrote:\n> 1. How many hives?\n2. Who?"
    assert asked(text) == [("p1", "", "Could you also say how many swarms?")]
    assert {kind for kind, _ in kinds(text)} == {"quoted"}


def test_a_request_that_stands_in_a_forwarded_message_is_not_taken_for_a_quotation():
    text = "-----Original Message-----\nSubject: bees\n1. How many hives?\n2. How many swarms?"
    assert numbers(text) == ["1", "2"]
    assert kinds(text)[0][0] == "boilerplate"


def test_the_noise_of_a_web_page_is_no_question():
    text = "Was this page useful?\nCan we set cookies?\n1. How many hives?\nIs this the wrong address?"
    assert numbers(text) == ["1"]
    assert [kind for kind, _ in kinds(text)] == ["boilerplate"] * 3


def test_a_heading_between_numbered_questions_is_a_heading():
    text = "Section 1: Bees\n1. How many hives?\nAlso\n2. How many swarms?"
    assert kinds(text) == [("heading", "Section 1: Bees"), ("heading", "Also")]


def test_a_section_whose_heading_asks_is_a_question():
    assert asked("Part 1 - How many hives are there?") == [("p1", "", "Part 1 - How many hives are there?")]


def test_a_numbered_line_that_only_heads_its_parts_is_a_heading():
    text = "1. How many hives?\n2. Over the same time:\na) the honey sold\nb) the wax sold"
    assert numbers(text) == ["1", "2.a", "2.b"]
    assert kinds(text) == [("heading", "Over the same time:")]


def test_a_marker_without_a_text_is_no_question():
    assert numbers("1.\na) How many hives?\n2.") == ["1.a"]


def test_bullets_that_ask_nothing_in_a_numbered_request_are_no_questions():
    text = "Some background.\n- We like bees.\n1. How many hives?\nYours sincerely,\n- Ann"
    assert numbers(text) == ["1"]
    assert kinds(text)[-1] == ("signature", "Ann")


def test_a_request_that_asks_nothing_has_no_questions_and_is_all_other():
    text = "Dear council,\nThank you for the honey.\nKind regards,\nAnn"
    cut = split(text)
    assert cut.questions == ()
    assert [str(span.kind) for span in cut.other if span.kind != SpanKind.SPACE] == ["preamble"] * 2 + [
        "signature"
    ] * 2


def test_a_question_cannot_be_altered_once_cut():
    question = Question(number="1", marker="1.", text="Why?", start=3, end=7)
    with pytest.raises(FrozenInstanceError):
        question.text = "How?"
