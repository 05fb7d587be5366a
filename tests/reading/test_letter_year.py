from tests.each import each
from watchbook.reading.letter_named import asked_year


@each(
    ("text", "year"),
    [
        ("In 2016 the Commissioner wrote to councils.", 2016),
        ("He wrote in late 2016", 2016),
        ("written in mid-2016", 2016),
        ("It was sent in March 2017.", 2017),
        ("during the year 2016", 2016),
        ("the 2016 letter", 2016),
        ("the March 2017 letter on social media", 2017),
        ("the letter of 20 March 2017", 2017),
        ("a letter dated 20th of March, 2017", 2017),
        ("a letter dated 20/03/2017", 2017),
        ("Lord Judge's letter (2016)", 2016),
        ("In 2016 he wrote; send me the 2016 letter", 2016),
    ],
)
def test_a_year_given_to_a_letter_is_read(text, year):
    assert asked_year(text) == year


@each(
    "text",
    [
        "",
        "Did you receive the letter?",
        "any audit since 2016",
        "between 2015 and 2018",
        "from 2016 onwards",
        "in 2016/17",
        "in 2016-17",
        "in 2016 or 2017",
        "in 2016 to 2018",
        "letters of 2015-2016",
        "the 2015-2016 letter",
        "under the Freedom of Information Act 2000",
        "the Investigatory Powers Act 2016",
        "in 20167",
        "case 2016",
    ],
)
def test_a_period_an_act_or_no_year_is_not_the_year_of_a_letter(text):
    assert asked_year(text) is None


def test_two_years_are_left_to_a_person():
    assert asked_year("In 2016 he wrote. Did it reach you in 2017?") is None
