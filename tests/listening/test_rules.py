"""Which places and days a listening project may have."""

from datetime import date

from watchbook.listening.rules import why_not_days, why_not_place

WORDS = {"protests": {"save", "march"}, "first_names": {"john", "alexandra", "stanley"}}


def test_wards_and_divisions_are_places_and_nothing_else_is():
    for place in ("Acton ward", "St. Asaph’s East ward", "Queensferry & Sealand division", "Ynys-hir Ward"):
        assert why_not_place(place, **WORDS) is None, place
    for place in (
        "12 High Street", "CH5 2LR", "within 500 m of Acton ward", "Acton", "ward", "53.2,-3.0", "Acton ward 2",
        'Acton ward" jane "x ward',
    ):  # fmt: skip
        assert "One place is not a ward" in why_not_place(place, **WORDS), place


def test_a_place_called_by_a_word_of_protest_is_refused():
    for place in ("Save Our Library ward", "March for Jobs division"):
        assert "protest or a campaign" in why_not_place(place, **WORDS), place


def test_a_place_called_like_a_person_is_refused_and_a_ward_called_after_one_is_not():
    assert "looks like a person’s name" in why_not_place("John Smith ward", **WORDS)
    for place in (
        "St John ward",
        "Alexandra Park ward",
        "Stanley ward",
        "Alexandra and Stanley Park division",
    ):
        assert why_not_place(place, **WORDS) is None, place


def test_a_project_runs_for_twelve_months_at_most():
    assert why_not_days(date(2026, 1, 1), date(2026, 12, 31)) is None
    assert "more than 12 months. Enter a last date of 2026-12-31 or earlier" in why_not_days(
        date(2026, 1, 1), date(2027, 1, 1)
    )
    assert "end before it begins" in why_not_days(date(2026, 1, 2), date(2026, 1, 1))
