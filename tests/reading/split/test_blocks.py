import pytest

from watchbook.reading.split.blocks import read


def words(text):
    return [block.words for block in read(text)]


def test_a_block_knows_its_marker_its_words_and_their_places():
    (block,) = read("  1.  How many?")
    assert (block.begins, block.start, block.end) == (2, 6, 15)
    assert (block.words, block.is_numbered, block.is_bullet, block.is_section) == (
        "How many?",
        True,
        False,
        False,
    )


def test_a_section_keeps_its_marker_among_its_words():
    block, _ = read("Section 1: Bees\n1. How many?")
    assert block.is_section
    assert block.words == "Section 1: Bees"


def test_a_marker_alone_takes_the_next_line():
    assert words("Question 1\n\nHow many?\nQuestion 2\nWho?") == ["How many?", "Who?"]


def test_a_marker_alone_does_not_take_the_next_marker_or_a_quotation():
    assert words("1.\na) How many?\nb)\n> Who?") == ["", "How many?", "", "> Who?"]


def test_a_heading_of_a_section_takes_no_line():
    assert words("Section 1:\nBees\n1. How many?") == ["Section 1:", "Bees", "How many?"]


def test_nothing_is_joined_to_a_quoted_line():
    assert words("> we have\nhives and bees") == ["> we have", "hives and bees"]


def test_a_quoted_message_is_left_whole_under_a_question():
    found = read("How many hives?\nOn 3 May 2020 Ann wrote:\n1. We have\nmany")
    assert [block.quoted for block in found] == [False, True, True, True]
    assert [block.place for block in found[1:]] == [None] * 3


def test_a_list_down_the_lines_is_not_cut_inside_a_line():
    assert words("1. How many?\n2. Who was a) paid and b) fed?") == [
        "How many?",
        "Who was a) paid and b) fed?",
    ]


def test_a_running_paragraph_is_cut_after_its_lead_in():
    assert words("Please send: 1) the bees 2) the honey") == ["Please send:", "the bees", "the honey"]


def test_a_running_paragraph_is_cut_without_a_lead_in_where_each_piece_asks():
    assert words("I ask 1) how many? 2) who?") == ["I ask", "how many?", "who?"]


def test_a_running_paragraph_is_not_cut_inside_a_phrase():
    assert words("How many a) hives b) bees?") == ["How many a) hives b) bees?"]


def test_the_only_paragraph_that_asks_is_cut_at_its_sentences_if_more_than_one_asks():
    assert words("Hello.\nWe like bees. How many? Who?") == ["Hello.", "We like bees.", "How many?", "Who?"]
    assert words("Hello.\nWe like bees. How many? Thanks.") == ["Hello.", "We like bees. How many? Thanks."]


def test_paragraphs_that_each_ask_are_left_whole():
    assert words("How many? Who?\nWhen? Why?") == ["How many? Who?", "When? Why?"]


def test_numbers_without_stops_count_where_they_follow_each_other():
    assert words("1 How many?\n2 Who?") == ["How many?", "Who?"]
    assert words("1a How many?\n2 Who?") == ["How many?", "Who?"]


@pytest.mark.parametrize(
    "text",
    [
        "1 Mill Road has hives.",
        "Since the\n1 May 2020\n2 May 2020",
        "1. How many of all the hives that the council keeps in its parks were at\n2 Mill Road",
    ],
)
def test_numbers_of_houses_and_days_are_no_markers(text):
    assert not any(block.words in ("Mill Road", "Mill Road has hives.", "May 2020") for block in read(text))


def test_initials_under_the_close_of_a_letter_are_no_markers():
    assert words("1. How many?\nYours faithfully,\nA. Person\n2) Who?") == [
        "How many?",
        "Yours faithfully,",
        "A. Person",
        "Who?",
    ]


def test_a_day_that_was_folded_is_no_number():
    assert words("1. Who had the honey on\n31. December 2020?\n2. Who?") == [
        "Who had the honey on\n31. December 2020?",
        "Who?",
    ]
