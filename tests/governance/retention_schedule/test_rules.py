"""What a class of the schedule and its adoption must satisfy, and how a period is said."""

from datetime import date

import pytest

from tests.each import each
from tests.governance.signed import DECIDED, facts
from watchbook.governance.retention_schedule import rules
from watchbook.governance.retention_schedule.rules import (
    missing_classes,
    period_in_words,
    why_no_class,
    why_not_adopted,
    why_not_complete,
    why_not_on_paper,
)
from watchbook.law.retention import Bound, required_classes

ON = date(2026, 11, 24)


@each(
    ("changes", "says"),
    [
        ({}, None),
        ({"code": ""}, "short name"),
        ({"code": "9_lives"}, "short name"),
        ({"code": "planning-file"}, "short name"),
        ({"title": " "}, "Enter all four"),
        ({"trigger": ""}, "Enter all four"),
        ({"action": ""}, "Enter all four"),
        ({"reason": ""}, "Enter all four"),
        ({"lga_record_type": "12/34"}, "only letters, digits, dots and dashes"),
        ({"lga_record_type": "12.3-4a"}, None),
        ({"unit": ""}, "or leave both blank"),
        ({"period": None}, "or leave both blank"),
        ({"period": 0}, "If the period is longer, choose another unit"),
        ({"period": 1201}, "If the period is longer, choose another unit"),
        ({"period": None, "unit": ""}, "The retention period is missing"),
        ({"period": None, "unit": "", "period_words": "for ever"}, None),
        ({"action": "answer"}, "The address for requests is missing"),
        ({"action": "answer", "action_words": "Write to us."}, None),
    ],
)
def test_a_class_says_from_when_how_long_what_then_and_why(changes, says):
    for refusal in (why_no_class(facts(**changes), on=ON), why_not_on_paper(facts(**changes))):
        assert says in refusal if says else refusal is None


@each(
    ("code", "changes", "says"),
    [
        ("directed_surveillance_record", {"period": 3}, None),
        ("directed_surveillance_record", {"period": 36, "unit": "months"}, None),
        (
            "directed_surveillance_record",
            {"period": 35, "unit": "months"},
            "the law requires at least 3 years",
        ),
        ("directed_surveillance_record", {"period": 10, "unit": "days"}, "kept for 10 days"),
        (
            "directed_surveillance_record",
            {"period": None, "unit": "", "period_words": "x"},
            "must be a number",
        ),
        ("chis_record", {"period": 4}, "the law requires at least 5 years"),
        ("chis_record", {"period": 5}, None),
        ("deletion_request", {"period": 1, "unit": "months"}, None),
        ("deletion_request", {"period": 28, "unit": "days"}, None),
        ("deletion_request", {"period": 32, "unit": "days"}, "the law allows at most 1 month"),
        ("look", {"period": 1, "unit": "days"}, None),
    ],
)
def test_a_class_stays_within_the_bounds_of_the_law_as_at_the_day(code, changes, says):
    refusal = why_no_class(facts(code=code, **changes), on=ON)
    assert says in refusal if says else refusal is None
    assert why_not_on_paper(facts(code=code, **changes)) is None


def test_before_the_law_had_a_bound_there_is_none():
    assert why_no_class(facts(code="deletion_request", period=9), on=date(2018, 5, 24)) is None


def test_a_refusal_says_whether_a_solicitor_has_yet_to_confirm_the_source():
    bound = Bound(period=3, unit="years", provision="ukgdpr.art17", source="x", verified=True, note="")
    assert rules._cited(bound) == "Source: UK GDPR, article 17."
    assert "to be confirmed" in why_no_class(facts(code="chis_record", period=1), on=ON)


def test_an_adoption_has_who_decided_and_days_in_order():
    assert why_not_adopted(DECIDED, today=ON) is None
    assert "is in the future" in why_not_adopted(DECIDED, today=date(2026, 1, 4))


def test_a_schedule_is_complete_with_every_required_class_of_the_day():
    codes = required_classes(on=ON)
    assert why_not_complete(codes, on=ON) is None
    assert missing_classes(codes[1:], on=ON) == codes[:1]
    assert "Record of a look" in why_not_complete(codes[1:], on=ON)
    assert (
        why_not_complete([code for code in codes if code != "deletion_request"], on=date(2018, 1, 1)) is None
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"period": 1}, "1 year"),
        ({"period": 28, "unit": "days"}, "28 days"),
        ({"period": 1, "unit": "months"}, "1 month"),
        (
            {"period": 6, "unit": "months", "period_words": "reviewed in between"},
            "6 months (reviewed in between)",
        ),
        (
            {"period": None, "unit": "", "period_words": "until the appeal is over"},
            "until the appeal is over",
        ),
    ],
)
def test_a_period_is_said_by_its_number_its_words_or_both(changes, says):
    assert period_in_words(facts(**changes)) == says
