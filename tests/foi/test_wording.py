import pytest

from watchbook.foi import wording


@pytest.mark.parametrize(
    "text",
    [
        "How many hives have you?",
        "Do you keep bees (in parks?)",
        "كم عدد الخلايا؟",
        "Please provide a copy of the policy.",
        "I would like to have the names of the keepers.",
        "I'd like to know whether you keep bees.",
        "The total number of hives",
        "Any correspondence with the keepers",
        "and the cost of the honey",
        "What the honey cost.",
        "I know you have 20 working days. Please send me a list of hives.",
        "Please send me a list\nof hives",
        "The answer may come by email. How many hives are there?",
    ],
)
def test_text_that_asks_for_information_stands_alone(text):
    assert wording.stands_alone(text)
    assert wording.asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bees are in danger.",
        "Please tell me the following.",
        "Please tell me how many:",
        "The details of your bees –",
        "Please answer in Excel.",
        "If any document is exempt please send me a copy of the rest.",
        "Please could you acknowledge receipt of this?",
        "Could you please reply by email?",
        "Was this page useful?",
        "Please state if you have none of these.",
        "See https://example.org/?bees",
    ],
)
def test_text_that_asks_for_nothing_held_is_no_question(text):
    assert not wording.stands_alone(text)
    assert not wording.asks(text)


def test_a_breakdown_is_a_question_only_where_nothing_is_numbered():
    text = "Please break this down by ward."
    assert wording.asks(text)
    assert not wording.stands_alone(text)
    assert not wording.asks("Please break this down by ward and answer by email.")


@pytest.mark.parametrize(
    "text", ["Over three years, how much was", "Please provide", "Who? ", "confirm that"]
)
def test_a_stem_that_enquires_is_a_question(text):
    assert wording.enquires(text)


@pytest.mark.parametrize("text", ["For the same years:", "Staffing", ""])
def test_a_stem_that_does_not_enquire_is_a_heading(text):
    assert not wording.enquires(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yours faithfully,",
        "yours sincerely",
        "Kind regards",
        "With best regards, Ann",
        "Many thanks",
        "Thank you for your help.",
        "Thanks in advance!",
        "Yn gywir",
        "Diolch yn fawr",
    ],
)
def test_the_close_of_a_letter_signs_off(text):
    assert wording.signs_off(text)


@pytest.mark.parametrize("text", ["Thank you for the honey.", "Yours is the hive?", "Regarding bees", ""])
def test_other_courtesies_do_not_sign_off(text):
    assert not wording.signs_off(text)


def test_a_heading_is_short_unaddressed_and_no_sentence():
    assert wording.is_heading("About bees:")
    assert not wording.is_heading("We like bees.")
    assert not wording.is_heading("I would like bees")
    assert not wording.is_heading("bees " * 30)


def test_quotations_are_known_by_their_mark_or_their_heading():
    assert wording.is_quoted("> How many?")
    assert not wording.is_quoted("How > many")
    assert wording.opens_a_quoted_message("On 3 May 2020 at 10:01, Ann wrote:")
    assert wording.opens_a_quoted_message("From: Ann <ann@example.org>")
    assert wording.opens_a_quoted_message("---- Forwarded message ----")
    assert not wording.opens_a_quoted_message("From: 2019 to 2020")


def test_talk_of_the_request_and_of_the_page_is_told_apart():
    assert wording.is_about_the_request("You have 20 working days.")
    assert not wording.is_about_the_request("Bees work all day.")
    assert wording.is_of_a_page("We use cookies.")
    assert not wording.is_of_a_page("We use hives.")
