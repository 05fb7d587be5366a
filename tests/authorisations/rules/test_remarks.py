"""What repeats an earlier text, or comes too early, is said before it is signed."""

from datetime import date

import pytest

from watchbook.authorisations.rules.remarks import (
    EarlierText,
    WrittenText,
    renewal_comes_early,
    repeats,
    review_comes_early,
    runs_longer,
)
from watchbook.law.parameters import number

TODAY = date(2026, 11, 25)
LONG = (
    "The supplier is still not known, and the shop page shows each week which goods arrive from where, "
    "which no test purchase and no letter to the seller has shown us."
)
OTHER = (
    "Two customers wrote below a picture that the soles come off within days, and gave the name of a market "
    "at which the same stall stands on Sundays under another name."
)


def written(box, text, **more):
    """A text in a box that a reader calls by its id."""
    return WrittenText(box, box, text, **more)


def test_a_review_of_five_times_none_yet_is_said():
    boxes = ("found", "why", "fair", "collateral", "confidential")
    said = repeats([written(box, "None yet.") for box in boxes], earlier=(), on=TODAY)
    assert said == (
        "These questions have the same answer: “found”; “why”; “fair”; “collateral”; “confidential”.",
    )


def test_none_is_an_ordinary_answer_where_the_box_allows_it():
    two = [
        written("collateral", "None", may_be_none=True),
        written("confidential", "none.", may_be_none=True),
    ]
    before = [EarlierText("collateral", "the report of 2 March", "None")]
    assert repeats(two, earlier=before, on=TODAY) == ()


def test_identical_texts_in_both_belief_boxes_are_said_and_empty_ones_are_not():
    assert repeats([written("necessity", LONG), written("fair", LONG.upper())], earlier=(), on=TODAY)
    assert repeats([written("necessity", ""), written("fair", " ")], earlier=(), on=TODAY) == ()
    assert repeats([written("necessity", LONG), written("fair", OTHER)], earlier=(), on=TODAY) == ()


def test_the_applications_words_pasted_are_said_in_whichever_box_they_stand():
    before = [EarlierText("", "the application", OTHER), EarlierText("", "the necessity applied for", LONG)]
    (said,) = repeats([written("why", f"{LONG} As before.")], earlier=before, on=TODAY)
    assert said.endswith("% of the words of “why” are in the same order as in the necessity applied for.")
    assert repeats([written("why", OTHER)], earlier=before[1:], on=TODAY) == ()


def test_a_short_answer_repeats_the_same_box_alone():
    before = [EarlierText("found", "the report of 2 March", "Nothing new")]
    assert repeats([written("found", "Nothing new.")], earlier=before, on=TODAY) == (
        "“found” has the same words as the report of 2 March.",
    )
    assert repeats([written("why", "Nothing new.")], earlier=before, on=TODAY) == ()


def test_a_review_on_the_day_of_the_last_one_is_early():
    assert "25 November 2026" in review_comes_early(last_on=TODAY, on=TODAY)[0]
    assert review_comes_early(last_on=date(2026, 11, 24), on=TODAY) == ()


@pytest.mark.parametrize(("spare", "is_early"), [(1, True), (0, False)])
def test_a_renewal_is_early_until_the_day_from_which_it_is_prepared(spare, is_early):
    days = number("authority.renewal.prepare_days", on=TODAY) + spare
    ends_on = date.fromordinal(TODAY.toordinal() + days)
    assert bool(renewal_comes_early(ends_on=ends_on, on=TODAY)) is is_early


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Three times a week for five months, to 28 April 2027", ["five months", "28 April 2027"]),
        ("Once a week for three months", []),
        ("For 90 days, twice a day, to 24 February 2027", []),
        ("Daily for 14 weeks, then for a further 1 year", ["14 weeks", "1 year"]),
        (
            "Until 31st May, 2027; last on 2027-05-30 or 29/05/2027",
            ["31st May, 2027", "2027-05-30", "29/05/2027"],
        ),
        ("Until 31 February 2027, in room 12.5.20", []),
        ("From nine to five on working days", []),
    ],
)
def test_a_time_that_is_longer_than_the_laws_is_said(words, said):
    found = runs_longer(words, first=TODAY, last=date(2027, 2, 24))
    assert [one.split("”")[0].strip("“") for one in found] == said
    assert all("24 February 2027" in one for one in found)


def test_a_remark_on_a_length_says_the_date_on_which_it_would_end():
    (found,) = runs_longer("Once a week for five months", first=date(2026, 11, 25), last=date(2027, 2, 24))
    assert "would end on 24 April 2027" in found
