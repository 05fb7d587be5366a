import pytest

from tests.each import each
from watchbook.reading.split import wording


@each(
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
        "The number of requests that were exempt",
        "I am writing under FOIA 2000 to request a list of hives",
        "This is a request under the EIR for copies of all plans",
        "I would be grateful for a copy of the plan",
        "How many people signed up?",
        "I would also like to see the written guidance.",
        "I'd like the guidance.",
        "I should like sight of your rules.",
        "It would be very helpful to have the list of hives.",
        "Grateful for copies of the rules.",
        "We want to know who wrote it.",
    ],
)
def test_text_that_asks_for_information_stands_alone(text):
    assert wording.stands_alone(text)
    assert wording.asks(text)


@each(
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
        "Would you kindly answer the following?",
        "Can you put the reference number in your reply?",
        "I should like to know more about your reports of bees.",
        "Please note that the names of staff can be left out.",
        "Hives | Bees? | Number of swarms",
        "I hope you are well?",
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


@each(
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


@pytest.mark.parametrize(
    "text",
    [
        "Please also send the readings of 2021.",
        "Please state the rent of each hive.",
        "Please explain how the record is kept.",
        "If that would pass the cost limit, then give details of any contract.",
    ],
)
def test_an_order_for_a_thing_asks_only_where_nothing_is_numbered(text):
    assert wording.asks(text)
    assert not wording.stands_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please provide the information in a spreadsheet.",
        "Please send the rest.",
        "Please state the exemption on which you rely.",
        "Please provide:",
    ],
)
def test_an_order_for_the_answer_itself_asks_nothing(text):
    assert not wording.asks(text)


@pytest.mark.parametrize(
    "text", ["June", "June 2020", "1 May 2020,", "2019/20", "2019 - 2020", "2020?", "May and"]
)
def test_a_month_or_a_year_is_a_period(text):
    assert wording.is_a_period(text)


@pytest.mark.parametrize("text", ["", "June the clerk", "20", "2020 hives", "How many in June?"])
def test_other_text_is_no_period(text):
    assert not wording.is_a_period(text)


def test_what_asks_to_choose_offers_options():
    assert wording.offers_options("Where are they kept? Please tick all that apply:")
    assert wording.offers_options("Do you keep any of the following:")
    assert not wording.offers_options("Please provide a copy of:")


def test_a_list_is_announced_by_asking_for_what_follows():
    assert wording.announces_a_list("Please provide the following information:")
    assert not wording.announces_a_list("Date received:")
    assert not wording.announces_a_list("Please note this request:")


def test_what_is_held_is_named_and_what_is_said_is_not():
    assert wording.names_what_is_held("All noise readings of 2015.")
    assert not wording.names_what_is_held("The answer should come by email.")
    assert wording.is_said("Thank you for your help with this")
    assert not wording.is_said("Reasons for refusal")


def test_a_question_late_in_a_preamble_only_argues():
    assert wording.asks_from_the_start("How many hives? I ask as a keeper.")
    assert not wording.asks_from_the_start("The hives are gone. Why should we believe you?")
    assert not wording.asks_from_the_start("Please state how much was spent on the number of")


def test_a_day_and_a_month_are_known():
    assert wording.begins_with_a_month("May 2020")
    assert not wording.begins_with_a_month("Mayors")
    assert wording.begins_with_a_day("31. December 2020")
    assert not wording.begins_with_a_day("31. Hives")
    assert wording.names_periods("in each of these months?")
    assert not wording.names_periods("in each park?")


@each(
    "text",
    [
        "I would like to have the answer in a table.",
        "I'd like to thank the keepers.",
        "I would like the council to keep bees.",
        "It would be good to have an answer.",
        "I am grateful for the work of the keepers.",
        "I need the full information by Friday.",
        "I want the public to understand bees.",
        "I want to know the truth about bees.",
        "Can you let me know if this will be a problem?",
        "Please let us know whether there are any difficulties.",
    ],
)
def test_a_wish_about_the_answer_or_a_courtesy_asks_for_nothing(text):
    assert not wording.stands_alone(text)
    assert not wording.asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "The number of hives moved to each of the following:",
        "The cost for each of these:",
        "The number, broken down by:",
        "Please give the number of hives by type:",
    ],
)
def test_what_counts_by_kinds_enquires_and_offers_the_kinds(text):
    assert wording.offers_options(text)
    assert wording.enquires(text)


@pytest.mark.parametrize("text", ["A copy of each of the following:", "Number of hives, by fuel:"])
def test_what_lists_things_or_parts_offers_no_kinds(text):
    assert not wording.offers_options(text)
