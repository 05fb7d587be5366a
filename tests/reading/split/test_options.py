"""Letters that only name what a question may be answered with, and notes on how to read a request, are no questions."""

from tests.each import each
from tests.reading.split.splitting import asked
from watchbook.reading.split import forms, notes, options
from watchbook.reading.split.questions import by_rules


@each(
    ("question", "named"),
    [
        ("Who decides?", ["a court", "the council", "another body"]),
        ("How often is it looked at?", ["Daily", "Weekly", "Other (please specify)"]),
        ("Do you keep a record?", ["Yes", "No", "Not known"]),
        ("What keeps staff safe? For example", ["training", "advice"]),
    ],
)
def test_short_names_below_a_question_are_its_options(question, named):
    assert options.are_of(question, named=named)


@each(
    ("question", "named"),
    [
        ("Was it reviewed?", ["the date", "the outcome"]),
        ("Was it reviewed?", ["when", "by whom"]),
        ("Was it reviewed?", ["If so, please send it", "If not, why not"]),
        ("Who decides?", ["the number of refusals", "the cost of each"]),
        ("Who decides?", ["Does a court hear appeals?", "A council"]),
        ("Please give, for each year:", ["arrests", "cautions"]),
        ("Who decides?", ["somebody of the rank of a superintendent or above in that force", "a court"]),
    ],
)
def test_what_asks_or_orders_below_a_question_is_no_option(question, named):
    assert not options.are_of(question, named=named)


def test_a_question_takes_its_options_and_the_next_goes_on():
    text = "1. Who decides?\na) a court\nb) the council\n2. When was it last reviewed?\n"
    assert asked(text) == [
        ("1", "1.", "Who decides?\na) a court\nb) the council"),
        ("2", "2.", "When was it last reviewed?"),
    ]


@each("text", ["Notes:", "For clarity:", "NB", "What I am not asking for:", "I know that you may consider:"])
def test_notes_are_announced(text):
    assert notes.begin(text)


@each("text", ["Please send me:", "Please note the number of bees.", "Notes of the meeting?", "For 2021:"])
def test_what_asks_announces_no_notes(text):
    assert not notes.begin(text)


def test_letters_and_bullets_in_notes_are_no_questions_and_the_numbers_below_them_are():
    text = "1. How many hives are there?\n\nNotes:\n(a) A hive is a box.\n- I need no names.\n\n2. Who keeps the hives?\n"
    assert [one.number for one in by_rules(text).questions] == ["1", "2"]


@each(
    "sentence",
    [
        "What is your request about?",
        "How would you like to receive it?",
        "Was this helpful? Yes / No",
        "Would it be possible to have this by Friday?",
    ],
)
def test_a_form_and_a_courtesy_ask_for_no_information(sentence):
    assert forms.asks(sentence)


@each(
    "sentence",
    [
        "How many schools have this in place?",
        "Do you collect debts on behalf of another council?",
        "How do I complain, and how many people did in 2021, in each ward of the borough and by month of the year?",
    ],
)
def test_a_question_that_begins_or_ends_like_one_still_asks(sentence):
    assert not forms.asks(sentence)
