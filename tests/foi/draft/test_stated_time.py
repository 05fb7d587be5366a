"""A figure in a draft says for which days it holds, or as at which; a document and an explanation need not."""

from datetime import date

from tests.each import each
from watchbook.figures.findings import Finding, SharedParagraph, Status
from watchbook.foi.draft.halves import Half, told_together
from watchbook.foi.draft.stated_time import day_asked, with_its_time
from watchbook.reading.times.period import Period

ON = date(2026, 3, 2)
YEAR, DAY = Period(date(2025, 1, 1), date(2025, 12, 31)), Period(ON, ON)
FOR_THE_YEAR = " This answer covers 1 January 2025 to 31 December 2025."
STOOD = (
    " This answer shows the register as it was on 2 March 2026, the day on which we received your request."
)
SHARED = SharedParagraph("A project ran from 1 January 2025 to 31 December 2025.", "See {question}.")


@each(
    ("finding", "added"),
    [
        (Finding(Status.NOT_HELD, "The council has no software.", 0), STOOD),
        (Finding(Status.NIL, "Nil.", 0, YEAR), FOR_THE_YEAR),
        (Finding(Status.NIL, "Nil.", 0, DAY), " This answer covers 2 March 2026."),
        (Finding(Status.NOT_APPLICABLE, "None was bought.", None, YEAR), FOR_THE_YEAR),
        (Finding(Status.HELD_SUPPLIED, "5 authorisations took effect.", 5), STOOD),
        (Finding(Status.HELD_SUPPLIED, "Housing: 3\nParks: 4", [{"count": 3}, {"count": 4}], YEAR),
         f"\n{FOR_THE_YEAR.strip()}"),
        (Finding(Status.HELD_SUPPLIED, "5 from 1 January 2025 to 31 December 2025.", 5, YEAR), ""),
        (Finding(Status.HELD_SUPPLIED, f"5 looks. {SHARED.text}", 5, YEAR, shared=(SHARED,)), FOR_THE_YEAR),
        (Finding(Status.HELD_SUPPLIED, "On 2 March 2026 there were 3 officers.", 3), ""),
        (Finding(Status.HELD_SUPPLIED, "The policy, version 4.", ["D-0001/4"]), ""),
        (Finding(Status.HELD_SUPPLIED, "Yes: it is dated 20 March 2017.", {"letters": 1}), ""),
        (Finding(Status.EXPLANATION, "Clause 9 says which.", [{"clause": "9", "is_new": True}]), ""),
        (Finding(Status.TO_BE_SEARCHED, "To be searched: 3 are open.", 3), ""),
    ],
)  # fmt: skip
def test_a_figure_says_when_it_is_true(finding, added):
    assert with_its_time(finding, asked=None, on=ON).answer == f"{finding.answer}{added}"


def test_what_has_no_time_says_so_where_a_time_was_asked_about():
    told = with_its_time(Finding(Status.HELD_SUPPLIED, "The policy."), asked=YEAR, on=ON).answer
    assert told.startswith(
        "The policy. You asked about the period from 1 January 2025 to 31 December 2025. We give the position"
    )


def test_two_halves_of_one_time_say_it_once_and_last():
    halves = [
        Half(words, with_its_time(Finding(Status.NIL, f"{words}.", 0, YEAR), asked=YEAR, on=ON))
        for words in ("No look", "No refusal")
    ]
    assert told_together(halves).answer == f"No look. No refusal.{FOR_THE_YEAR}"


def test_what_is_told_as_at_a_day_is_told_as_at_the_earlier_day_that_is_asked_about():
    policy, earlier = Finding(Status.HELD_SUPPLIED, "The policy."), Period(date(2024, 4, 1), date(2024, 4, 1))
    assert day_asked(policy, asked=earlier, on=ON) == date(2024, 4, 1)
    told = with_its_time(policy, asked=earlier, on=ON).answer
    assert told == "The policy. This answer shows the position on 1 April 2024."
    assert day_asked(policy, asked=DAY, on=ON) is None
    assert day_asked(policy, asked=YEAR, on=ON) is None
    assert day_asked(Finding(Status.NIL, "None.", 0, YEAR), asked=earlier, on=ON) is None
    assert day_asked(Finding(Status.TO_BE_SEARCHED, "Open."), asked=earlier, on=ON) is None


def test_halves_with_a_table_stand_one_below_the_other():
    halves = [Half("a", Finding(Status.NIL, "None.", 0)), Half("b", Finding(Status.NIL, "A: 1\nB: 2", 0))]
    assert told_together(halves).answer == "None.\nA: 1\nB: 2"
