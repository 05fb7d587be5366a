"""Since which year, and how many months ahead, a question asks."""

import pytest

from watchbook.foi.asked_periods import months_ahead, since_year


@pytest.mark.parametrize(
    ("text", "context", "year"),
    [
        ("any internal audit since 2016", "", 2016),
        ("whether an audit has taken place since 2016).", "In 2014 he wrote", 2016),
        ("since early 2016", "", 2016),
        ("any other audit on this subject from 2016 onwards", "", 2016),
        ("from 2018 to date", "", 2018),
        ("after 2017", "", 2017),
        ("was there a follow up audit", "In 2016 Lord Judge wrote to every council.", 2016),
        ("was there a follow up audit", "In 2016 and 2017 he wrote.", None),
        ("was there a follow up audit", "the years 2016-2017", 2016),
        ("was there a follow up audit", "", None),
        ("an audit from 2016", "", None),
        ("since the letter", "", None),
        ("since 20167", "", None),
    ],
)
def test_the_year_is_the_questions_own_else_the_one_its_parent_names(text, context, year):
    assert since_year(text, context=context) == year


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("to be used within the next three months", 3),
        ("within 3 months from today", 3),
        ("in the next Twelve months", 12),
        ("forms in use", 0),
        ("once a month", 0),
        ("thirty months", 0),
    ],
)
def test_how_far_ahead_a_question_looks(text, months):
    assert months_ahead(text) == months
