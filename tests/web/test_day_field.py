"""A day in three boxes: what is right is read, and each way of being wrong gets one clear sentence."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.each import each
from watchbook.web.day_field import DayField, year_in
from watchbook.web.forms import GovukForm

WHAT = "the date the letter was received"
NUMBERS = "The date the letter was received must be written in numbers, such as 7 10 2019"
YEARS = "The year of the date the letter was received must be between 1900 and 2100, in four digits"
MONTHS = "The month of the date the letter was received must be between 1 and 12"


def real(month, last):
    return f"The date the letter was received must be a real date: {month} has only {last} days"


def lacks(what):
    return f"The date the letter was received must include {what}"


class Letter(GovukForm):
    received_on = DayField(what=WHAT, label="When was the letter received?")


def form(day, month, year):
    return Letter({"received_on_day": day, "received_on_month": month, "received_on_year": year})


@each(
    ("boxes", "expected"),
    [
        (("7", "10", "2019"), date(2019, 10, 7)),
        (("07", "01", "2019"), date(2019, 1, 7)),
        ((" 7 ", "\t10", "2019\n"), date(2019, 10, 7)),
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("7", "October", "2019"), date(2019, 10, 7)),
        (("7", "oct", "2019"), date(2019, 10, 7)),
        (("7", "Oct.", "2019"), date(2019, 10, 7)),
        (("1", "1", "1900"), date(1900, 1, 1)),
        (("31", "12", "2100"), date(2100, 12, 31)),
    ],
)
def test_a_day_is_read(boxes, expected):
    letter = form(*boxes)
    assert letter.is_valid(), letter.errors
    assert letter.cleaned_data["received_on"] == expected


@each(
    ("boxes", "sentence", "first_box"),
    [
        (("", "", ""), "Enter the date the letter was received", "day"),
        (("  ", "\n", "\t"), "Enter the date the letter was received", "day"),
        (("", "10", "2019"), lacks("a day"), "day"),
        (("7", "", "2019"), lacks("a month"), "month"),
        (("7", "", ""), lacks("a month and a year"), "month"),
        (("31", "2", "2019"), real("February 2019", 28), "day"),
        (("30", "2", "2024"), real("February 2024", 29), "day"),
        (("29", "2", "1900"), real("February 1900", 28), "day"),
        (("31", "4", "2019"), real("April 2019", 30), "day"),
        (("0", "4", "2019"), real("April 2019", 30), "day"),
        (("999999999", "4", "2019"), real("April 2019", 30), "day"),
        (("7", "13", "2019"), MONTHS, "month"),
        (("7", "0", "2019"), MONTHS, "month"),
        (("7", "10", "99999"), YEARS, "year"),
        (("7", "10", "19"), YEARS, "year"),
        (("7", "10", "0"), YEARS, "year"),
        (("7", "10", "1899"), YEARS, "year"),
        (("7", "10", "2101"), YEARS, "year"),
        (("7", "10", "9" * 5000), NUMBERS, "year"),
        (("x", "10", "2019"), NUMBERS, "day"),
        (("7", "Octember", "2019"), NUMBERS, "month"),
        (("seven", "ten", "MMXIX"), NUMBERS, "day"),
        (("٧", "١٠", "٢٠١٩"), NUMBERS, "day"),
        (("७", "10", "2019"), NUMBERS, "day"),
        (("7", "10", "２０１９"), NUMBERS, "year"),
        (("²", "10", "2019"), NUMBERS, "day"),
        (("-7", "10", "2019"), NUMBERS, "day"),
        (("+7", "10", "2019"), NUMBERS, "day"),
        (("7.0", "10", "2019"), NUMBERS, "day"),
        (("7", "1e1", "2019"), NUMBERS, "month"),
        (("7", "10", "2_019"), NUMBERS, "year"),
        (("7", "10", "20\x0019"), NUMBERS, "year"),
        (("7/10/2019", "10", "2019"), NUMBERS, "day"),
        (("<script>", "10", "2019"), NUMBERS, "day"),
        (("7%s", "10", "2019"), NUMBERS, "day"),
    ],
)
def test_each_way_of_being_wrong_has_one_sentence_that_leads_to_its_box(boxes, sentence, first_box):
    letter = form(*boxes)
    assert letter.errors_with_links() == [{"text": sentence, "href": f"#id_received_on_{first_box}"}]


@given(st.tuples(*[st.text(max_size=8)] * 3))
def test_whatever_is_typed_gives_a_day_or_exactly_one_sentence(boxes):
    letter = form(*boxes)
    assert letter.is_valid() or len(letter.errors_with_links()) == 1


def test_a_box_that_did_not_arrive_counts_as_empty():
    assert Letter({"received_on_day": "7"}).errors_with_links()[0]["text"] == lacks("a month and a year")
    assert Letter({}).errors_with_links()[0]["text"] == "Enter the date the letter was received"


def test_a_day_that_need_not_be_given_may_be_left_empty():
    field = DayField(what=WHAT, required=False)
    assert field.clean(["", "", ""]) is None
    assert field.clean(None) is None
    assert field.clean(date(2019, 10, 7)) == date(2019, 10, 7)


def test_a_field_may_say_required_in_its_own_words():
    field = DayField(what=WHAT, error_messages={"required": "Say when it came"})
    with pytest.raises(ValidationError, match="Say when it came"):
        field.clean(["", "", ""])


def test_a_known_day_fills_the_boxes():
    boxes = Letter(initial={"received_on": date(2019, 10, 7)}).part("received_on").params["items"]
    assert [(box["name"], box["value"]) for box in boxes] == [
        ("received_on_day", "7"),
        ("received_on_month", "10"),
        ("received_on_year", "2019"),
    ]


@pytest.mark.parametrize(
    ("boxes", "changed"),
    [(["7", "10", "2019"], False), (["8", "10", "2019"], True), (["31", "2", "2019"], True)],
)
def test_a_change_is_another_day_or_one_that_cannot_be_read(boxes, changed):
    assert DayField(what=WHAT).has_changed(date(2019, 10, 7), boxes) is changed


def test_a_welsh_month_is_read_on_a_welsh_page():
    with translation.override("cy"):
        assert DayField(what=WHAT).clean(["7", "Hydref", "2019"]) == date(2019, 10, 7)


@pytest.mark.parametrize(
    ("asked", "year"),
    [
        ("2019", 2019),
        ("1900", 1900),
        *((one, 2026) for one in ("", "1899", "2027", "²", "٢٠١٩", "9" * 5000, "2019\n")),
    ],
)
def test_an_address_that_asks_for_no_year_of_these_gets_the_last(asked, year):
    assert year_in(asked, until=2026) == year
